"""Day spans in words for people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.utils.translation import gettext

from claims.templatetags.numbers import day

register = template.Library()


@register.filter
def days(span: Any) -> str:
    """A stored day span as one date or two; a dash for none."""
    if span is None or span.lower is None:
        return "–"
    first = day(span.lower)
    if span.upper is None:
        return gettext("from %(first)s") % {"first": first}
    last = span.upper - timedelta(days=1)
    return first if last == span.lower else f"{first} – {day(last)}"
