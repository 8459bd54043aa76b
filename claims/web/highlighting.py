"""An article's text cut into paragraphs of pieces, each knowing which quote and which claims it belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from claims.models import Appearance, Quote
from claims.templatetags.directions import Stretch, crossing, foreign_runs, stretches
from claims.templatetags.writing import is_leftwards, other_way

Span = TypeVar("Span", Quote, Appearance)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one marking. `opens` is the quote whose first piece this is: the target of links.

    A run of the other direction that reaches over several pieces begins with one, whose `begins` is that direction, and `ends` with
    another.
    """

    text: str
    quote: Quote | None
    claims: tuple[int, ...]
    opens: Quote | None
    begins: str
    ends: bool


def paragraphs(text: str, language: str, quotes: Sequence[Quote], appearances: Sequence[Appearance]) -> Iterator[list[Piece]]:
    """The text's non-empty lines, each as its pieces in order; joined, a line's pieces are the line. Reads text and marks once."""
    return _paragraphs(text, 0, language, quotes, appearances)


def paragraph(line: str, start: int, language: str, quotes: Sequence[Quote], appearances: Sequence[Appearance]) -> list[Piece]:
    """The same of one line, which begins at `start` in its text; marks may reach beyond it."""
    return next(_paragraphs(line, start, language, quotes, appearances), [])


def _paragraphs(text: str, start: int, language: str, quotes: Sequence[Quote], appearances: Sequence[Appearance]) -> Iterator[list[Piece]]:
    marks = [*((quote.start, quote.end) for quote in quotes), *((place.start, place.end) for place in appearances)]
    edges = sorted({edge for mark in marks for edge in mark})
    covering, standing = _Covering(quotes), _Covering(appearances)
    leftwards = is_leftwards(text, language)
    way = other_way(leftwards)
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            inside = [0, *(edge - start for edge in edges[bisect_right(edges, start) : bisect_left(edges, end)]), len(line)]
            cut = stretches(inside, crossing(inside, foreign_runs(line, leftwards=leftwards)))
            yield [_piece(line, start, one, covering, standing, way) for one in cut]
        start = end + 1


def _piece(line: str, offset: int, one: Stretch, covering: _Covering[Quote], standing: _Covering[Appearance], way: str) -> Piece:
    start = offset + one.start
    # The innermost quote that covers the piece is the shortest one.
    quote = min(covering.at(start), key=lambda quote: quote.end - quote.start, default=None)
    claims = tuple(place.claim_id for place in standing.at(start))
    opens = quote if quote is not None and quote.start == start else None
    return Piece(line[one.start : one.end], quote, claims, opens, way if one.begins else "", one.ends)


class _Covering(Generic[Span]):
    """Which of `spans` cover a place, which moves forward only."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._ahead: list[Span] = sorted(spans, key=lambda one: one.start)[::-1]
        self._open: list[Span] = []

    def at(self, place: int) -> list[Span]:
        while self._ahead and self._ahead[-1].start <= place:
            self._open.append(self._ahead.pop())
        self._open = [one for one in self._open if one.end > place]
        return self._open
