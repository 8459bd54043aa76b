"""Counts become shapes."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from claims.statistics import Row
from claims.timeline import Point
from claims.web.charts import MOST_COLUMNS, Bar, Column, bars, columns, marks, paired_columns


def days(*counts: int, step: int = 1) -> list[Row]:
    return [Row((date(2026, 3, 2) + timedelta(days=step * at)).isoformat(), "", n) for at, n in enumerate(counts) if n]


def test_bars_are_shares_of_the_longest() -> None:
    assert bars([Row("a", "السنبلة", 40), Row("b", "الميناء", 10), Row("c", "c", 0)]) == [
        Bar("السنبلة", 40, 100.0),
        Bar("الميناء", 10, 25.0),
        Bar("c", 0, 0.0),
    ]
    assert bars([]) == []


def test_a_day_without_claims_is_a_gap() -> None:
    assert columns(days(4, 0, 1)) == [
        Column(date(2026, 3, 2), 4, 0.0, 26.667, 0.0, 100.0),
        Column(date(2026, 3, 3), 0, 33.333, 26.667, 100.0, 0.0),
        Column(date(2026, 3, 4), 1, 66.667, 26.667, 75.0, 25.0),
    ]
    assert columns([]) == []


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        (days(*[1] * 70), ["2026-03-02", "2026-03-03"]),  # days
        (days(*[1] * 71), ["2026-03-02", "2026-03-09"]),  # weeks, from their Monday
        (days(*[1] * 3, step=400), ["2026-03-01", "2026-04-01"]),  # months
        (days(*[1] * 9, step=400), ["2026-01-01", "2027-01-01"]),  # years
    ],
)
def test_too_many_days_are_put_together(rows: list[Row], labels: list[str]) -> None:
    drawn = columns(rows)
    assert [one.day.isoformat() for one in drawn[:2]] == labels
    assert len(drawn) <= MOST_COLUMNS
    assert sum(one.n for one in drawn) == sum(row.n for row in rows)


def point(day: date | None, low: int | None, high: int | None, claim: int = 1, last: date | None = None) -> Point:
    low_, high_ = (None if end is None else Decimal(end) for end in (low, high))
    return Point(claim, low_, high_, "exact", "person", "", day, last or day, "said", "", "", "")


def drawn(*points: Point) -> list[tuple[float, float, float, float, float | None, float | None]]:
    return [(mark.x, mark.y, mark.top, mark.bottom, mark.next_x, mark.next_y) for mark in marks(points)]


def test_values_stand_by_day_above_nought() -> None:
    first, middle, last = date(2026, 3, 1), date(2026, 3, 11), date(2026, 3, 21)
    assert drawn(point(first, 100, 100), point(middle, 0, 0), point(last, 50, 50)) == [
        (4.0, 4.0, 4.0, 4.0, 50.0, 96.0),
        (50.0, 96.0, 96.0, 96.0, 96.0, 50.0),
        (96.0, 50.0, 50.0, 50.0, None, None),
    ]


def test_an_interval_reaches_as_far_as_it_may() -> None:
    day = date(2026, 3, 1)
    # between two; more than; less than
    assert drawn(point(day, 50, 100)) == [(50.0, 27.0, 4.0, 50.0, None, None)]
    assert drawn(point(day, 100, None)) == [(50.0, 4.0, 0.0, 4.0, None, None)]
    assert drawn(point(day, None, 100)) == [(50.0, 4.0, 4.0, 100.0, None, None)]


def test_a_span_of_days_stands_in_its_middle_and_what_has_no_day_nowhere() -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 21)
    whole = point(first, 100, 100, last=last)
    assert [one[0] for one in drawn(point(first, 100, 100), whole, point(last, 100, 100), point(None, 1, 1))] == [4.0, 50.0, 96.0]
    assert drawn(point(None, 1, 1)) == drawn() == []


def test_below_nought() -> None:
    day = date(2026, 3, 1)
    assert [one[1] for one in drawn(point(day, -100, -100), point(day, 100, 100))] == [96.0, 4.0]


def test_two_counts_by_week_stand_side_by_side_on_one_scale() -> None:
    first, second = {date(2026, 3, 2): 4}, {date(2026, 3, 2): 2, date(2026, 3, 16): 1}
    pairs = paired_columns(first, second)
    assert [(one.day.isoformat(), one.n, other.n) for one, other in pairs] == [
        ("2026-03-02", 4, 2),
        ("2026-03-09", 0, 0),
        ("2026-03-16", 0, 1),
    ]
    assert [(one.height, other.height) for one, other in pairs] == [(100.0, 50.0), (0.0, 0.0), (0.0, 25.0)]
    assert all(one.left + one.width <= other.left for one, other in pairs)
    assert all(other.left + other.width <= following.left for (_, other), (following, _) in pairwise(pairs))
    assert paired_columns({}, {}) == []


def test_too_many_weeks_are_put_together() -> None:
    weeks = {date(2020, 1, 6) + timedelta(weeks=number): 1 for number in range(100)}
    pairs = paired_columns(weeks, {})
    assert (len(pairs) <= MOST_COLUMNS // 2, sum(one.n for one, _ in pairs), pairs[0][0].day.isoformat()) == (True, 100, "2020-01-01")
