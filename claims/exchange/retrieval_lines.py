"""The files of `match-texts`: claims and queries, one JSON object a line, gzipped or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.errors import InputRefused
from claims.exchange.json_lines import numbered_lines, whole_text


@dataclass(frozen=True, slots=True)
class TextItem:
    """`id` is what the line gives, whatever its type; `title` is empty where the line has none."""

    id: Any
    text: str
    title: str


def read_texts(path: Path) -> Iterator[TextItem | tuple[Any, InputRefused]]:
    """The texts of a file in its order: `text`, else `vclaim`. A line without either is its id, or its number, and the error.

    Raises:
        OSError: the file cannot be read.
    """
    for number, line in numbered_lines(path):
        yield _item(number, line)


def _item(number: int, line: bytes) -> TextItem | tuple[Any, InputRefused]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"line {number}", InputRefused("line_unreadable", "Line {number} is no JSON: {why}.", number=number, why=error)
    if not isinstance(row, dict):
        return f"line {number}", InputRefused("line_unreadable", "Line {number} is no JSON object.", number=number)
    text = row.get("text") or row.get("vclaim")
    if not isinstance(text, str):
        return row.get("id", f"line {number}"), InputRefused("text_missing", "Line {number} has no text.", number=number)
    title = row.get("title")
    return TextItem(row.get("id", f"line {number}"), whole_text(text), whole_text(title) if isinstance(title, str) else "")
