"""Parts of periods lie within them, whatever day they begin on."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from claims.extraction.calendar_spans import hijri_span, months_span, part_of
from claims.records import DaySpan, Precision


@pytest.mark.parametrize(
    ("month", "parts"),
    [
        (months_span(2022, 2, 1, Precision.MONTH), ["02-01 02-10", "02-11 02-20", "02-21 02-28"]),
        (months_span(2022, 3, 1, Precision.MONTH), ["03-01 03-10", "03-11 03-20", "03-21 03-31"]),
        (hijri_span(1439, 9, None), ["05-16 05-25", "05-26 06-04", "06-05 06-14"]),  # Ramadan, which begins in the middle of May
    ],
)
def test_parts_of_a_month(month: DaySpan, parts: list[str]) -> None:
    found = [part_of(month, part) for part in range(3)]
    assert [f"{one.first:%m-%d} {one.last:%m-%d}" for one in found] == parts


@pytest.mark.parametrize("month", range(1, 13))
def test_parts_of_a_hijri_month_follow_each_other_from_its_first_day_to_its_last(month: int) -> None:
    whole = hijri_span(1445, month, None)
    parts = [part_of(whole, part) for part in range(3)]
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    assert all(one.first <= one.last for one in parts)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(parts))
    assert whole.first > date(2023, 7, 1)
