"""Texts in the direction of their own language, whatever letter they begin with."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from claims.templatetags.directions import Stretch, foreign_runs, stretches

register = template.Library()

# Languages written from right to left, by the first part of their codes (Unicode CLDR, characterOrder).
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


@register.filter
def written_in(language: str) -> SafeString:
    """The attributes of an element that holds a text of `language`, as it is stored; "" lets the first letter tell the direction."""
    if not language:
        return format_html('dir="{}"', "auto")
    return format_html('dir="{}" lang="{}"', "rtl" if is_leftwards("", language) else "ltr", language)


@register.filter
def line_mark(language: str) -> str:
    """What a line of a plain text begins with so that it runs as `language` does, whatever stands in it (Unicode UAX 9, 2.6)."""
    return "\u200f" if is_leftwards("", language) else "\u200e"


@register.filter
@stringfilter
def runs(text: str) -> SafeString:
    """The direction of an element that holds a text whose language is not stored: that of most of its letters; "auto" without any."""
    leftwards = _runs_leftwards(text)
    return format_html('dir="{}"', "auto" if leftwards is None else "rtl" if leftwards else "ltr")


@register.filter
@stringfilter
def typed(text: str, language: str) -> SafeString:
    """The direction of a box in which `text` stands and more is typed: that of most of its letters; without any, that of `language`."""
    return runs(text) if _runs_leftwards(text) is not None else format_html('dir="{}"', "rtl" if is_leftwards("", language) else "ltr")


@register.filter
@stringfilter
def set_apart(text: str) -> list[SafeString]:
    """The lines of a text whose language is not stored, each as `isolated` gives it, for an element that `runs` as they do."""
    leftwards = bool(_runs_leftwards(text))
    return [_isolated(line, leftwards) for line in text.splitlines()]


def _runs_leftwards(text: str) -> bool | None:
    """Whether most letters of the text do; None where it has none."""
    ways = [unicodedata.bidirectional(letter) for letter in text]
    rightwards, leftwards = ways.count("L"), ways.count("AL") + ways.count("R")
    return leftwards > rightwards if leftwards or rightwards else None


@register.filter
def isolated(text: str, language: str) -> SafeString:
    """A line of `language`, escaped; its numbers and words of the other direction are set apart, each run in an element of its own."""
    return _isolated(text, is_leftwards(text, language))


def _isolated(text: str, leftwards: bool) -> SafeString:
    parts: list[tuple[str, str, str]] = []
    end = 0
    for start, last in foreign_runs(text, leftwards=leftwards):
        parts.append((text[end:start], other_way(leftwards), text[start:last]))
        end = last
    return format_html_join("", '{}<bdi dir="{}">{}</bdi>', parts) + escape(text[end:])


class Marked(Protocol):
    """Words of a text, and whether the text beside it has others in that place."""

    @property
    def text(self) -> str: ...

    @property
    def differs(self) -> bool: ...


@register.filter
def marked(pieces: Sequence[Marked], language: str) -> SafeString:
    """A line in pieces as `isolated` gives it, those that differ marked; a run that reaches over several pieces is set apart as one."""
    return _marked(pieces, language, "ins")


@register.filter
def struck(pieces: Sequence[Marked], language: str) -> SafeString:
    """The same of a line that gave way to another."""
    return _marked(pieces, language, "del")


def _marked(pieces: Sequence[Marked], language: str, mark: str) -> SafeString:
    text = "".join(piece.text for piece in pieces)
    leftwards = is_leftwards(text, language)
    edges = list(accumulate((len(piece.text) for piece in pieces), initial=0))
    cut = stretches(edges, foreign_runs(text, leftwards=leftwards))
    found = ((one, pieces[bisect_right(edges, one.start) - 1].differs) for one in cut)
    return format_html_join("", "{}", ((_stretch(text, one, mark if differs else "", leftwards),) for one, differs in found))


def _stretch(text: str, one: Stretch, mark: str, leftwards: bool) -> SafeString:
    pattern = ('<bdi dir="{1}">' if one.begins else "") + (f"<{mark}>{{0}}</{mark}>" if mark else "{0}") + ("</bdi>" if one.ends else "")
    return format_html(pattern, text[one.start : one.end], other_way(leftwards))


def is_leftwards(text: str, language: str) -> bool:
    """Whether a text of `language` runs leftwards; where none is stored, as its first letter does."""
    if language:
        return language.partition("-")[0].lower() in _RIGHT_TO_LEFT
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way != "L" for way in ways if way in ("L", "AL", "R")), False)


def other_way(leftwards: bool) -> str:
    """The direction of a run in a text that runs `leftwards` or not."""
    return "ltr" if leftwards else "rtl"
