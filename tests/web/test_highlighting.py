"""An article's text in pieces: by a plain rule that looks at every mark for every piece."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.models import Appearance, Quote
from claims.web.highlighting import Piece, paragraph, paragraphs

WORDS = st.text(alphabet="سدق \n", max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8)


def quote(start: int, end: int) -> Quote:
    return Quote(start=start, end=end, kind="direct")


def place(number: int, start: int, end: int) -> Appearance:
    return Appearance(claim_id=number, start=start, end=end)


def plain(text: str, quotes: list[Quote], places: list[Appearance]) -> list[list[Piece]]:
    edges = {edge for one in quotes for edge in (one.start, one.end)} | {edge for one in places for edge in (one.start, one.end)}
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            found.append([plain_piece(text, *cut, quotes, places) for cut in pairwise(sorted({start, end} | edges & {*range(start, end)}))])
        start = end + 1
    return found


def plain_piece(text: str, start: int, end: int, quotes: list[Quote], places: list[Appearance]) -> Piece:
    covering = sorted((one for one in quotes if one.start <= start and end <= one.end), key=lambda one: one.end - one.start)
    claims = tuple(one.claim_id for one in places if one.start <= start and end <= one.end)
    opens = covering[0] if covering and covering[0].start == start else None
    return Piece(text[start:end], covering[0] if covering else None, claims, opens, "", False)


@given(WORDS, SPANS, SPANS)
def test_every_piece_knows_its_marks(text: str, quoted: list[tuple[int, int]], claimed: list[tuple[int, int]]) -> None:
    quotes = [quote(start, start + length) for start, length in sorted(quoted)]
    places = [place(number, start, start + length) for number, (start, length) in enumerate(sorted(claimed))]
    assert list(paragraphs(text, "ar", quotes, places)) == plain(text, quotes, places)


def test_a_run_of_the_other_direction_is_one_over_several_pieces() -> None:
    text = "نشر\nفي 300-320 موقعا"
    quoted = quote(text.index("في"), text.index("-"))
    title, line = paragraphs(text, "ar", [quoted], [])
    assert title == [Piece("نشر", None, (), None, "", False)]
    assert line == [
        Piece("في ", quoted, (), quoted, "", False),
        Piece("300", quoted, (), None, "ltr", False),
        Piece("-320", None, (), None, "", True),
        Piece(" موقعا", None, (), None, "", False),
    ]


def test_a_line_by_itself_knows_marks_that_reach_beyond_it() -> None:
    quoted, standing = quote(4, 90), place(7, 12, 15)
    assert paragraph("قالت نعم", 10, "ar", [quoted], [standing]) == [
        Piece("قا", quoted, (), None, "", False),
        Piece("لت ", quoted, (7,), None, "", False),
        Piece("نعم", quoted, (), None, "", False),
    ]
    assert paragraph("", 10, "ar", [], []) == []
