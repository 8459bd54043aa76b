"""Any string is read without an error, in time that grows with its length, and every span repeats its text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract, read_claim

MANY = 3_000
_PIECES = [
    "قال ",
    "وأضاف ",
    "إن ",
    "أن ",
    '"',
    "«",
    "»",
    "“",
    ":",
    "، ",
    ". ",
    "\n",
    "بحسب ",
    "وزير ",
    "سامر ",
    "\u202e",
    "\u200f",
    "\ud800",
    "ﷺ",
    "ً",
    "300 ",
]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_spans_repeat_their_text(text: str) -> None:
    found = extract(text, language="ar", published=None)

    spans = [
        *found.quotes,
        *found.claims,
        *(quote.cue for quote in found.quotes),
        *(quote.mention for quote in found.quotes if quote.mention),
    ]
    assert [span for span in spans if text[span.start : span.end] != span.text] == []


@pytest.mark.parametrize("piece", ['"', "«", "قال إن ", "بحسب ", ": ", "(\u202eقال\u202c "])
def test_many_of_one_thing_are_read_in_time(piece: str) -> None:
    started = time.perf_counter()

    extract(piece * MANY, language="ar", published=None)

    # Under 8 s on a loaded machine; a quadratic reading takes minutes.
    assert time.perf_counter() - started < 20


def test_empty_text_gives_nothing() -> None:
    found = extract("", language="ar", published=None)

    assert (found.quotes, found.claims, found.quantities, found.dates) == ((), (), (), ())


def test_read_claim_reads_the_whole_text() -> None:
    claim = read_claim("المصنع غير آمن", language="ar", published=None, speaker="سامر الحلبي")

    assert (claim.text, claim.polarity.value, claim.speaker, claim.statement) == ("المصنع غير آمن", "negative", "سامر الحلبي", None)
