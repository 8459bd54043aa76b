"""Texts in the direction of their own language, whatever letter they begin with."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Languages written from right to left, by the first part of their codes (Unicode CLDR, characterOrder).
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


@register.filter
def written_in(language: str) -> SafeString:
    """The attributes of an element that holds a text of `language`, as it is stored; "" lets the first letter tell the direction."""
    if not language:
        return format_html('dir="{}"', "auto")
    return format_html('dir="{}" lang="{}"', "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr", language)
