"""Charts as plain shapes, drawn by the page's own SVG: readable without colour, in either direction of writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claims.statistics import Row

# More columns than this are too thin to point at: days are put together to weeks, weeks to months.
MOST_COLUMNS = 70


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` is of the longest bar, in percent."""

    label: str
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Column:
    """`left`, `width`, `top` and `height` are percentages of the drawing, which a right-to-left page mirrors."""

    label: str
    n: int
    left: float
    width: float
    top: float
    height: float


def bars(rows: Sequence[Row]) -> list[Bar]:
    """One bar a row, in order."""
    longest = max((row.n for row in rows), default=0)
    return [Bar(row.label, row.n, round(100 * row.n / longest, 2) if longest else 0.0) for row in rows]


def columns(rows: Sequence[Row]) -> list[Column]:
    """Days with their counts, in order, as columns over time: days without any are gaps; too many are put together."""
    counts = {date.fromisoformat(row.key): row.n for row in rows}
    if not counts:
        return []
    for step in (_day, _week, _month, _year):
        grouped: dict[date, int] = {}
        for day, n in counts.items():
            grouped[step(day)] = grouped.get(step(day), 0) + n
        marks = _marks(min(grouped), max(grouped), step)
        if len(marks) <= MOST_COLUMNS:
            break
    highest = max(grouped.values())
    width = 100 / len(marks)
    return [_column(mark, grouped.get(mark, 0), at * width, width, highest) for at, mark in enumerate(marks)]


def _column(day: date, n: int, left: float, width: float, highest: int) -> Column:
    height = 100 * n / highest
    # A fifth of the width is the gap to the next.
    return Column(day.isoformat(), n, round(left, 3), round(width * 0.8, 3), round(100 - height, 2), round(height, 2))


def _marks(first: date, last: date, step: Callable[[date], date]) -> list[date]:
    marks, day = [first], first
    while day < last:
        day += timedelta(days=1)
        if step(day) != marks[-1]:
            marks.append(step(day))
    return marks


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)
