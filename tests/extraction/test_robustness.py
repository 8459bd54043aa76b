"""Any string is read without an error, in time that grows with its length, and every span repeats its text."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract, read_claim
from claims.records import DaySpan, FoundDate, Precision
from tests.extraction import hostile

TraceFunction = Callable[[FrameType, str, Any], Any]

MANY = 600
GROWTH = 4


@settings(max_examples=300, deadline=None, derandomize=True)
@given(hostile.texts(), st.sampled_from(["ar", "en"]))
def test_spans_repeat_their_text(text: str, language: str) -> None:
    assert hostile.faults(text, extract(text, language=language, published=date(2026, 3, 10))) == []


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (0, 3, "قيل"),  # another text than stands there
        (3, 3, ""),  # nothing
        (4, 9, "إن ال"),  # beyond the end
    ],
)
def test_a_span_that_does_not_repeat_its_text_is_a_fault(start: int, end: int, text: str) -> None:
    found = extract("قال إن", language="ar", published=None)
    wrong = FoundDate(start, end, text, DaySpan(date(2026, 3, 10), date(2026, 3, 10), Precision.DAY), 1.0, "relative-day")

    assert hostile.faults("قال إن", replace(found, dates=(wrong,))) == [wrong]


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
