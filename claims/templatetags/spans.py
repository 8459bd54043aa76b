"""Day spans in words for people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext

register = template.Library()


@register.filter
def days(span: Any) -> str:
    """A stored day span as one date or two; a dash for none."""
    if span is None or span.lower is None:
        return "–"
    first = date_format(span.lower, "j F Y")
    if span.upper is None:
        return gettext("from %(first)s") % {"first": first}
    last = span.upper - timedelta(days=1)
    return first if last == span.lower else f"{first} – {date_format(last, 'j F Y')}"
