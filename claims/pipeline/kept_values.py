"""Days and amounts as decisions and proposals keep them: plain JSON, one way to write each, so that equal ones are equal."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from claims.models import Quantity

AMOUNT_FIELDS = ("text", "low", "high", "qualifier", "unit", "thing", "change")


def days_in_words(span: Any) -> list[str | None] | None:
    """A stored range of days as its first and its last day; None for none."""
    if span is None:
        return None
    last = None if span.upper is None else (span.upper - timedelta(days=1)).isoformat()
    return [span.lower and span.lower.isoformat(), last]


def amount_in_words(quantity: Quantity) -> dict[str, Any]:
    """An amount with its position; its numbers as text, which loses no digit."""
    numbers = {name: None if getattr(quantity, name) is None else number_in_words(getattr(quantity, name)) for name in ("low", "high")}
    return {"position": quantity.position, **{name: getattr(quantity, name) for name in AMOUNT_FIELDS}, **numbers}


def number_in_words(number: Decimal) -> str:
    """300, not 300.000000 or 3E+2."""
    return f"{number.normalize():f}"
