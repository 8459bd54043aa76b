"""Any string is read without an error, in time that grows with its length, and every span repeats its text."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract, read_claim

TraceFunction = Callable[[FrameType, str, Any], Any]

MANY = 600
GROWTH = 4
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


def _steps(work: Callable[[], object]) -> int:
    """How many lines `work` executes; what the interpreter's own functions do is not seen."""
    count = 0

    def step(_frame: FrameType, event: str, _value: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", ['"', "«", "قال إن ", "بحسب ", ": ", "(\u202eقال\u202c "])
def test_many_of_one_thing_are_read_in_steps_that_grow_with_them(piece: str) -> None:
    few = _steps(lambda: extract(piece * MANY, language="ar", published=None))
    many = _steps(lambda: extract(piece * (MANY * GROWTH), language="ar", published=None))

    # Steps, not seconds, so that a busy machine changes nothing; a quadratic reading takes GROWTH times as many.
    assert many < few * GROWTH * 1.2


@pytest.mark.parametrize("text", ["تعمل المحطة منذ الصباح، وفقا ل #الوزارة.", "تعمل المحطة منذ الصباح، وفقا ل#الوزارة"])
def test_a_preposition_cut_off_from_its_name_is_read(text: str) -> None:
    assert [quote.cue.text for quote in extract(text, language="ar", published=None).quotes] == ["وفقا"]


def test_empty_text_gives_nothing() -> None:
    found = extract("", language="ar", published=None)

    assert (found.quotes, found.claims, found.quantities, found.dates) == ((), (), (), ())


def test_read_claim_reads_the_whole_text() -> None:
    claim = read_claim("المصنع غير آمن", language="ar", published=None, speaker="سامر الحلبي")

    assert (claim.text, claim.polarity.value, claim.speaker, claim.statement) == ("المصنع غير آمن", "negative", "سامر الحلبي", None)
