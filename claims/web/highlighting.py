"""An article's text cut into paragraphs of pieces, each knowing which quote and which claims it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.models import Appearance, Quote


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one marking. `opens` is the quote whose first piece this is: the target of links."""

    text: str
    quote: Quote | None
    claims: tuple[int, ...]
    opens: Quote | None


def paragraphs(text: str, quotes: Sequence[Quote], appearances: Sequence[Appearance]) -> Iterator[list[Piece]]:
    """The text's non-empty lines, each as its pieces in order; joined, a line's pieces are the line."""
    marked = [*((quote.start, quote.end) for quote in quotes), *((place.start, place.end) for place in appearances)]
    edges = sorted({edge for span in marked for edge in span})
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            cuts = [start, *(edge for edge in edges if start < edge < end), end]
            yield [_piece(text, first, last, quotes, appearances) for first, last in pairwise(cuts)]
        start = end + 1


def _piece(text: str, start: int, end: int, quotes: Sequence[Quote], appearances: Sequence[Appearance]) -> Piece:
    # The innermost quote that covers the piece is the shortest one.
    covering = sorted((quote for quote in quotes if quote.start <= start and end <= quote.end), key=lambda quote: quote.end - quote.start)
    claims = tuple(one.claim_id for one in appearances if one.start <= start and end <= one.end)
    quote = covering[0] if covering else None
    return Piece(text[start:end], quote, claims, quote if quote is not None and quote.start == start else None)
