"""Charts as plain shapes, drawn by the page's own SVG: readable without colour, in either direction of writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from claims.statistics import Row
from claims.timeline import Point

# More columns than this are too thin to point at: days are put together to weeks, weeks to months.
MOST_COLUMNS = 70
# What a day is put together to: the first day of it.
Step = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` is of the longest bar, in percent."""

    label: str
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Column:
    """`day` is the first of those that it stands for.

    `left`, `width`, `top` and `height` are percentages of the drawing, which a right-to-left page mirrors.
    """

    day: date
    n: int
    left: float
    width: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A value in a drawing of a figure: a dot at `x`, `y`, and a bar from `top` to `bottom` as far as the value may reach.

    All are percentages of the drawing, which a right-to-left page mirrors. `next_x` and `next_y` are the following dot, None at the last.
    """

    point: Point
    x: float
    y: float
    top: float
    bottom: float
    next_x: float | None
    next_y: float | None


def bars(rows: Sequence[Row]) -> list[Bar]:
    """One bar a row, in order."""
    longest = max((row.n for row in rows), default=0)
    return [Bar(row.label, row.n, round(100 * row.n / longest, 2) if longest else 0.0) for row in rows]


def columns(rows: Sequence[Row]) -> list[Column]:
    """Days with their counts, in order, as columns over time: days without any are gaps; too many are put together."""
    counts = {date.fromisoformat(row.key): row.n for row in rows}
    if not counts:
        return []
    step, marks = _scale(counts, (_day, _week, _month, _year), MOST_COLUMNS)
    grouped = _grouped(counts, step)
    highest, width = max(grouped.values()), 100 / len(marks)
    return [_column(mark, grouped.get(mark, 0), at * width, width, highest) for at, mark in enumerate(marks)]


def paired_columns(first: Mapping[date, int], second: Mapping[date, int]) -> list[tuple[Column, Column]]:
    """Two counts by week side by side over time, on one scale; too many weeks are put together to months, or years."""
    if not (first or second):
        return []
    step, marks = _scale({**first, **second}, (_week, _month, _year), MOST_COLUMNS // 2)
    sides = [_grouped(counts, step) for counts in (first, second)]
    highest, width = max(max(side.values(), default=0) for side in sides) or 1, 100 / len(marks)
    return [
        (
            _column(mark, sides[0].get(mark, 0), at * width, width / 2, highest),
            _column(mark, sides[1].get(mark, 0), at * width + width * 0.42, width / 2, highest),
        )
        for at, mark in enumerate(marks)
    ]


def _scale(counts: Iterable[date], steps: Sequence[Step], most: int) -> tuple[Step, list[date]]:
    """The finest step that needs no more marks than `most`, else the coarsest, and its marks from the first day to the last."""
    days = list(counts)
    for step in steps:
        marks = _marks(step(min(days)), step(max(days)), step)
        if len(marks) <= most:
            break
    return step, marks


def _grouped(counts: Mapping[date, int], step: Step) -> dict[date, int]:
    grouped: dict[date, int] = {}
    for day, n in counts.items():
        grouped[step(day)] = grouped.get(step(day), 0) + n
    return grouped


def _column(day: date, n: int, left: float, width: float, highest: int) -> Column:
    height = 100 * n / highest
    # A fifth of the width is the gap to the next.
    return Column(day, n, round(left, 3), round(width * 0.8, 3), round(100 - height, 2), round(height, 2))


def _marks(first: date, last: date, step: Step) -> list[date]:
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


# Dots stay off the edges by this many percent.
MARGIN = 4.0


def marks(points: Sequence[Point]) -> list[Mark]:
    """The dated points in order, by day and value; the scale of values begins at nought, or below where one is less."""
    dated = [point for point in points if point.first is not None]
    if not dated:
        return []
    days = [_middle(point) for point in dated]
    values = [_value(point) for point in dated]
    ends = [float(end) for point in dated for end in (point.low, point.high) if end is not None]
    bottom, top = min(0.0, *ends), max(0.0, *ends)
    places = [_between(day, min(days), max(days)) for day in days]
    heights = [100 - _between(value, bottom, top) for value in values]
    followed = [*pairwise(zip(places, heights, strict=True)), (None, (None, None))]
    return [
        Mark(
            point,
            x,
            y,
            0.0 if point.high is None else 100 - _between(float(point.high), bottom, top),
            100.0 if point.low is None else 100 - _between(float(point.low), bottom, top),
            *following,
        )
        for point, x, y, (_, following) in zip(dated, places, heights, followed, strict=True)
    ]


def _middle(point: Point) -> float:
    assert point.first is not None
    return (point.first.toordinal() + (point.last or point.first).toordinal()) / 2


def _value(point: Point) -> float:
    """Where the dot stands: the end that is named, or between the two."""
    named = [float(end) for end in (point.low, point.high) if end is not None]
    return sum(named) / len(named)


def _between(value: float, least: float, most: float) -> float:
    """In percent of the drawing; in the middle where all are one."""
    share = (value - least) / (most - least) if most > least else 0.5
    return round(MARGIN + share * (100 - 2 * MARGIN), 2)
