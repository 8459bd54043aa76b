"""Counts become shapes."""

from datetime import date, timedelta

import pytest

from claims.statistics import Row
from claims.web.charts import MOST_COLUMNS, Bar, Column, bars, columns


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
        Column("2026-03-02", 4, 0.0, 26.667, 0.0, 100.0),
        Column("2026-03-03", 0, 33.333, 26.667, 100.0, 0.0),
        Column("2026-03-04", 1, 66.667, 26.667, 75.0, 25.0),
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
    assert [one.label for one in drawn[:2]] == labels
    assert len(drawn) <= MOST_COLUMNS
    assert sum(one.n for one in drawn) == sum(row.n for row in rows)
