"""Rows as lines for other programs: CSV, which spreadsheets open, and JSON Lines; nothing is held back but a line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from claims.exchange.json_lines import json_line

# A spreadsheet runs a cell that begins so (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Excel takes a file without it for the local code page, and Arabic for rubbish.
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a row of one table, and its cells in their order; a cell of several values is a list."""

    columns: tuple[str, ...]
    cells: Callable[[Any], Sequence[object]]


def csv_lines(shape: Shape, rows: Iterable[Any]) -> Iterator[str]:
    """A header and one line a row. Several values of a cell stand behind one another, set apart by a semicolon."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(shape.columns)
    yield BYTE_ORDER_MARK + line.text
    for row in rows:
        writer.writerow([harmless("; ".join(map(str, cell)) if isinstance(cell, list) else cell) for cell in shape.cells(row)])
        yield line.text


def json_lines(shape: Shape, rows: Iterable[Any]) -> Iterator[str]:
    """One record a row, its keys the columns; days and times as ISO 8601."""
    for row in rows:
        cells = (cell.isoformat() if isinstance(cell, date | datetime) else cell for cell in shape.cells(row))
        yield json_line(dict(zip(shape.columns, cells, strict=True))) + "\n"


def first_and_last(days: Any) -> tuple[date | None, date | None]:
    """Of a range of days, both within it; None where it is open or unknown."""
    if days is None:
        return None, None
    return days.lower, days.upper - timedelta(days=1) if days.upper else None


def harmless(cell: object) -> object:
    """The cell, a text that a spreadsheet would run as a formula put behind an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


class _Line:
    """What `csv.writer` writes to: it keeps the last line."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text
