"""Errors in words for people, in their language."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from claims.errors import FactcheckError

register = template.Library()


@register.filter
def in_words(error: FactcheckError) -> str:
    """The error's sentence in the language that is active, with its parameters filled in."""
    return gettext(error.sentence).format(**error.params)
