"""Stored claims as the engine reads them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from claims.models import Claim, Quantity
from claims.records import Change, DaySpan, FoundClaim, FoundQuantity, Modality, Polarity, Precision, Qualifier


def as_found(claim: Claim) -> FoundClaim:
    """The stored claim in the engine's vocabulary; reads its prefetched amounts, and its headline where it was asked for."""
    return FoundClaim(
        start=0,
        end=len(claim.text),
        text=claim.text,
        statement=None,
        quantities=tuple(_amount(quantity) for quantity in claim.quantities.all()),
        said=_days(claim.said, claim.said_precision),
        as_of=_days(claim.as_of, claim.as_of_precision),
        polarity=Polarity(claim.polarity),
        modality=Modality(claim.modality),
        checkworthiness=claim.checkworthiness,
        reasons=(),
        language=claim.language,
        speaker=claim.speaker_root.name,
        published=claim.published.lower if claim.published else None,
        title=getattr(claim, "headline", None),
    )


def _amount(quantity: Quantity) -> FoundQuantity:
    return FoundQuantity(
        start=0,
        end=len(quantity.text),
        text=quantity.text,
        low=None if quantity.low is None else float(quantity.low),
        high=None if quantity.high is None else float(quantity.high),
        qualifier=Qualifier(quantity.qualifier),
        unit=quantity.unit or None,
        thing=quantity.thing,
        change=Change(quantity.change),
        confidence=1.0,
        rule="",
    )


def _days(days: Any, precision: str) -> DaySpan | None:
    if days is None or days.lower is None or days.upper is None:
        return None
    return DaySpan(days.lower, days.upper - timedelta(days=1), Precision(precision or Precision.RANGE))
