"""An extraction as the plain record that programs read: offsets, texts, ISO dates, and claims that point at their statement."""

from __future__ import annotations

from typing import Any

from claims.records import DaySpan, Extraction, FoundQuantity


def as_record(identity: str, found: Extraction) -> dict[str, Any]:
    """One JSON object an article, each list by start. A claim's `quantities` are indices into the record's."""
    at = {(quantity.start, quantity.end): index for index, quantity in enumerate(found.quantities)}
    return {
        "id": identity,
        "language": found.language,
        "statements": [
            {
                "start": quote.start,
                "end": quote.end,
                "text": quote.text,
                "kind": quote.kind.value,
                "cue": quote.cue.text,
                "speaker": quote.mention.text if quote.mention else None,
                "speaker_name": quote.speaker_name,
                "speaker_kind": quote.speaker_kind.value if quote.speaker_kind else None,
                "stated_on": _days(quote.stated_on),
                "confidence": round(quote.confidence, 4),
                "rule": quote.rule,
            }
            for quote in found.quotes
        ],
        "quantities": [_quantity(quantity) for quantity in found.quantities],
        "dates": [
            {
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "first": one.days.first.isoformat(),
                "last": one.days.last.isoformat(),
            }
            for one in found.dates
        ],
        "claims": [
            {
                "start": claim.start,
                "end": claim.end,
                "text": claim.text,
                "statement": claim.statement,
                "quantities": [at[amount.start, amount.end] for amount in claim.quantities if (amount.start, amount.end) in at],
                "as_of": _days(claim.as_of),
                "polarity": claim.polarity.value,
                "modality": claim.modality.value,
                "checkworthiness": round(claim.checkworthiness, 4),
            }
            for claim in found.claims
        ],
    }


def _quantity(quantity: FoundQuantity) -> dict[str, Any]:
    return {
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
        "low": quantity.low,
        "high": quantity.high,
        "qualifier": quantity.qualifier.value,
        "unit": quantity.unit,
    }


def _days(days: DaySpan | None) -> list[str] | None:
    return [days.first.isoformat(), days.last.isoformat()] if days is not None else None
