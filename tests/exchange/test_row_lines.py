"""Rows as lines: no cell runs as a formula, Arabic opens as Arabic, and what is unknown is empty."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.exchange.row_lines import BYTE_ORDER_MARK, Shape, csv_lines, first_and_last, harmless, json_lines

CELLS: list[tuple[object, object]] = [
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("السد", "السد"),
    ("‎=1", "‎=1"),  # behind a mark of direction it is words
    ("a=1", "a=1"),
    (-1, -1),  # a number is one
    (None, None),
    ("", ""),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_a_cell_that_a_spreadsheet_would_run(cell: object, written: object) -> None:
    assert harmless(cell) == written


PAIR = Shape(("id", "said"), lambda row: row)


def test_csv() -> None:
    written = "".join(csv_lines(PAIR, [(1, 'قال "نعم"، ثم\nسكت'), (2, ["=1", "b"]), (3, None), (4, [])]))
    assert written.startswith(BYTE_ORDER_MARK)
    assert list(csv.reader(io.StringIO(written[1:]))) == [
        ["id", "said"],
        ["1", 'قال "نعم"، ثم\nسكت'],
        ["2", "'=1; b"],  # several values of one cell are one cell
        ["3", ""],
        ["4", ""],
    ]


def test_json_lines() -> None:
    rows = [(1, date(2026, 3, 10)), (2, datetime(2026, 3, 10, 9, 30, tzinfo=UTC)), (3, ["=1", "ب"]), (4, None), (5, "=1")]
    assert [json.loads(line) for line in json_lines(PAIR, rows)] == [
        {"id": 1, "said": "2026-03-10"},
        {"id": 2, "said": "2026-03-10T09:30:00+00:00"},
        {"id": 3, "said": ["=1", "ب"]},
        {"id": 4, "said": None},
        {"id": 5, "said": "=1"},  # a program reads it, no spreadsheet
    ]


def test_a_row_that_does_not_fill_its_shape_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(json_lines(PAIR, [(1,)]))


DAYS = [
    (None, (None, None)),
    (DateRange(date(2026, 3, 10), date(2026, 3, 11)), (date(2026, 3, 10), date(2026, 3, 10))),
    (DateRange(None, date(2026, 3, 11)), (None, date(2026, 3, 10))),
    (DateRange(date(2026, 3, 10), None), (date(2026, 3, 10), None)),
]


@pytest.mark.parametrize(("days", "both"), DAYS)
def test_days_of_a_range(days: DateRange | None, both: tuple[date | None, date | None]) -> None:
    assert first_and_last(days) == both
