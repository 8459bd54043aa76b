"""Stored claims as the engine reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from operator import attrgetter
from typing import Any

from claims.models import Claim, Quantity
from claims.records import Change, DaySpan, FoundClaim, FoundQuantity, Modality, Polarity, Precision, Qualifier

# What is read of a claim and of an amount, in the order in which it is put together below.
_CLAIM = (
    *("text", "language", "published", "said", "said_precision", "as_of", "as_of_precision"),
    *("polarity", "modality", "checkworthiness", "speaker_root.name"),
)
_AMOUNT = ("text", "low", "high", "qualifier", "unit", "thing", "change")
_of_claim, _of_amount = attrgetter(*_CLAIM), attrgetter(*_AMOUNT)


def as_found(claim: Claim) -> FoundClaim:
    """The stored claim in the engine's vocabulary; reads its prefetched amounts, and its headline where it was asked for."""
    amounts = [_of_amount(quantity) for quantity in claim.quantities.all()]
    return _found(*_of_claim(claim), title=getattr(claim, "headline", None), amounts=amounts)


def read_stored(claims: Iterable[int]) -> dict[int, FoundClaim]:
    """The stored claims of these ids in the engine's vocabulary, without those that are gone; two queries, and no model is made.

    Of the hundred claims that one is compared with, making their rows into models took three times what comparing them takes.
    """
    ids = list(claims)
    amounts: dict[int, list[Sequence[Any]]] = {}
    rows = Quantity.objects.filter(claim__in=ids).order_by("claim_id", "position")
    for claim, *amount in rows.values_list("claim", *_AMOUNT):
        amounts.setdefault(claim, []).append(amount)
    columns = [column.replace(".", "__") for column in _CLAIM]
    read = Claim.objects.with_headline().filter(pk__in=ids).order_by().values_list("pk", "headline", *columns)
    return {claim: _found(*row, title=title, amounts=amounts.get(claim, ())) for claim, title, *row in read}


def _found(
    text: str,
    language: str,
    published: Any,
    said: Any,
    said_precision: str,
    as_of: Any,
    as_of_precision: str,
    polarity: str,
    modality: str,
    checkworthiness: float,
    speaker: str,
    *,
    title: str | None,
    amounts: Iterable[Sequence[Any]],
) -> FoundClaim:
    return FoundClaim(
        start=0,
        end=len(text),
        text=text,
        statement=None,
        quantities=tuple(_amount(*amount) for amount in amounts),
        said=_days(said, said_precision),
        as_of=_days(as_of, as_of_precision),
        polarity=Polarity(polarity),
        modality=Modality(modality),
        checkworthiness=checkworthiness,
        reasons=(),
        language=language,
        speaker=speaker,
        published=published.lower if published else None,
        title=title,
    )


def _amount(text: str, low: Any, high: Any, qualifier: str, unit: str, thing: str, change: str) -> FoundQuantity:
    return FoundQuantity(
        start=0,
        end=len(text),
        text=text,
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        qualifier=Qualifier(qualifier),
        unit=unit or None,
        thing=thing,
        change=Change(change),
        confidence=1.0,
        rule="",
    )


def _days(days: Any, precision: str) -> DaySpan | None:
    if days is None or days.lower is None or days.upper is None:
        return None
    return DaySpan(days.lower, days.upper - timedelta(days=1), Precision(precision or Precision.RANGE))
