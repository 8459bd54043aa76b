"""Signed quotations: one that is a line of its own, a dash, and a name to the end of the line or of the next one."""

from __future__ import annotations

import re
from bisect import bisect_left

from claims.extraction.attribution import Attributed
from claims.extraction.layout import Layout, Quoted
from claims.extraction.reporting import SHORTEST_QUOTATION
from claims.extraction.wording import bare
from claims.languages.folding import Folded
from claims.records import Kind

# A dash, at most five words, and behind a comma or in brackets what is told of who has them.
_WORD = r"[^\W\d_][\w.'’-]*"
_SIGNATURE = re.compile(
    rf"\.?[^\S\n]*\n*[^\S\n]*([-–—―]{{1,2}})[^\S\n]*({_WORD}(?:[ ]{_WORD}){{0,4}}?)(?:\s*[,،(][^\n]{{0,80}})?[.]?[^\S\n]*(?=\n|$)"
)
CONFIDENCE = 0.9


def find_signed(layout: Layout, folded: Folded, text: str) -> list[Attributed]:
    """The quotations that are signed, in order, as statements whose zone is the name; `text` is what was folded. Linear in its length.

    Where a script has capitals, the name begins and ends with one, so that "– he left" signs nothing.
    """
    found = [_signed(layout, quoted, folded, text) for quoted in layout.quoted if quoted.last - quoted.first >= SHORTEST_QUOTATION]
    return [one for one in found if one is not None]


def with_signed(statements: list[Attributed], signed: list[Attributed]) -> list[Attributed]:
    """The statements that do not share words with a signed quotation, those told inside one, and the signed ones, by start."""
    ends = [one.end for one in signed]
    kept = [one for one in statements if not _meets(one, signed, bisect_left(ends, min(one.start, one.cue[0]) + 1))]
    return sorted(kept + signed, key=lambda one: (one.start, -one.end, one.cue))


def _meets(one: Attributed, signed: list[Attributed], nearest: int) -> bool:
    """Whether the words of a statement are those of the nearest signed quotation, or cross its bounds."""
    if nearest == len(signed):
        return False
    start, end = signed[nearest].start, signed[nearest].sentence[1]
    if max(one.end, one.cue[1]) <= start or one.start >= end:
        return False
    is_inside = start <= one.cue[0] and start < one.start and one.end <= signed[nearest].end
    return not is_inside


def _signed(layout: Layout, quoted: Quoted, folded: Folded, text: str) -> Attributed | None:
    span = quoted.span
    line = layout.text.rfind("\n", 0, span.outer_start) + 1
    signature = _SIGNATURE.match(layout.text, span.outer_end)
    if signature is None or layout.text[line : span.outer_start].strip():
        return None
    name = _name(layout, *signature.span(2))
    edges = [text[folded.original_span(at, at + 1)[0]] for at in (name[0], layout.text.rfind(" ", *name) + 1 or name[0])]
    if name[0] == name[1] or any(letter.islower() for letter in edges):
        return None
    cue = signature.span(1)
    return Attributed(span.start, span.end, Kind.DIRECT, cue, name, (line, signature.end()), "signed", CONFIDENCE)


def _name(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """A name without the titles before it and the full stop behind it."""
    names = layout.lexicon.pack.names
    while (space := layout.text.find(" ", start, end)) != -1 and bare(layout.text[start:space].rstrip("."), names) in names.titles:
        start = space + 1
    return start, start + len(layout.text[start:end].rstrip("."))
