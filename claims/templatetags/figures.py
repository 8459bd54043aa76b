"""The values of a figure in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext

from claims.templatetags.numbers import count, day

register = template.Library()


@register.filter
def value(point: Any) -> str:
    """An interval as people read it: one number, two, or a number with what its open end means."""
    match point.low, point.high:
        case low, None:
            words = gettext("more than %(number)s") if point.qualifier == "more_than" else gettext("at least %(number)s")
            return words % {"number": count(low)}
        case None, high:
            words = gettext("less than %(number)s") if point.qualifier == "less_than" else gettext("at most %(number)s")
            return words % {"number": count(high)}
        case low, high if low != high:
            return f"{count(low)} – {count(high)}"
        case low, _:
            return gettext("about %(number)s") % {"number": count(low)} if point.qualifier == "about" else count(low)


@register.filter
def when(point: Any) -> str:
    """The days of a value, one date or two; a dash where none is known."""
    if point.first is None:
        return "–"
    first = day(point.first)
    return first if point.last in (None, point.first) else f"{first} – {day(point.last)}"


@register.filter
def clock(point: Any) -> str:
    """Which of the three clocks tells the day."""
    return {"as_of": gettext("as of"), "said": gettext("said"), "published": gettext("published")}.get(point.clock, "")


@register.filter
def verdict(point: Any, choices: Sequence[tuple[str, Any]]) -> str:
    """The verdict of an approved fact check in the words of `choices`; a dash for none."""
    return str(dict(choices).get(point.verdict, "–"))
