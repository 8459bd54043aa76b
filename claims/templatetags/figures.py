"""The values of a figure in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext

register = template.Library()


@register.filter
def value(point: Any) -> str:
    """An interval as people read it: one number, two, or a number with what its open end means."""
    match point.low, point.high:
        case low, None:
            words = gettext("more than %(number)s") if point.qualifier == "more_than" else gettext("at least %(number)s")
            return words % {"number": _number(low)}
        case None, high:
            words = gettext("less than %(number)s") if point.qualifier == "less_than" else gettext("at most %(number)s")
            return words % {"number": _number(high)}
        case low, high if low != high:
            return f"{_number(low)} – {_number(high)}"
        case low, _:
            return gettext("about %(number)s") % {"number": _number(low)} if point.qualifier == "about" else _number(low)


@register.filter
def when(point: Any) -> str:
    """The days of a value, one date or two; a dash where none is known."""
    if point.first is None:
        return "–"
    first = date_format(point.first, "j F Y")
    return first if point.last in (None, point.first) else f"{first} – {date_format(point.last, 'j F Y')}"


@register.filter
def clock(point: Any) -> str:
    """Which of the three clocks tells the day."""
    return {"as_of": gettext("as of"), "said": gettext("said"), "published": gettext("published")}.get(point.clock, "")


@register.filter
def verdict(point: Any, choices: Sequence[tuple[str, Any]]) -> str:
    """The verdict of an approved fact check in the words of `choices`; a dash for none."""
    return str(dict(choices).get(point.verdict, "–"))


def _number(number: Decimal) -> str:
    # Alike in both languages: Django groups no digits in Arabic, and nobody reads seven at a glance.
    return f"{number.normalize():,f}"
