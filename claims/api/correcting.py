"""What was read is corrected: one thing at a time, by the stage of that thing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from claims.errors import InputRefused
from claims.models import Article, Claim, Decision, Quote, User
from claims.pipeline.correct import correct_amount, correct_days, correct_span, correct_speaker


def correct_claim(claim: Claim, *, by: User, reason: str, **corrected: Any) -> Decision:
    """Of a checked `CorrectionWriteSerializer`, in which one thing is corrected. Raises as its stage, and InputRefused."""
    if "speaker" in corrected:
        return correct_speaker(claim, speaker=corrected["speaker"], by=by, reason=reason)
    if "amount" in corrected:
        return correct_amount(claim, position=corrected.get("position"), amount=corrected["amount"], by=by, reason=reason)
    if "words" in corrected:
        return _correct_words(claim, by=by, reason=reason, **corrected["words"])
    clock = "said" if "said" in corrected else "as_of"
    return correct_days(claim, field=clock, days=_days(corrected[clock]), by=by, reason=reason)


def correct_quote(quote: Quote, *, by: User, reason: str, **corrected: Any) -> Decision:
    """Of a checked `QuoteCorrectionWriteSerializer`. Raises as its stage."""
    if "speaker" in corrected:
        return correct_speaker(quote, speaker=corrected["speaker"], by=by, reason=reason)
    if "words" in corrected:
        return correct_span(quote, by=by, reason=reason, **corrected["words"])
    return correct_days(quote, field="stated_on", days=_days(corrected["stated_on"]), by=by, reason=reason)


def _correct_words(claim: Claim, *, appearance: int, start: int, end: int, by: User, reason: str) -> Decision:
    places = claim.appearances.standing().filter(version__article__in=Article.objects.visible_to(by))
    place = places.select_related("version").filter(pk=appearance).first()
    if place is None:
        raise InputRefused("appearance_unknown", "The claim does not stand in this place.", field="words")
    return correct_span(place, start=start, end=end, claim=claim, by=by, reason=reason)


def _days(written: Mapping[str, date] | None) -> tuple[date, date] | None:
    return None if written is None else (written["first"], written["last"])
