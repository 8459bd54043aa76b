"""JSON Lines, gzipped or not: the lines of a file, and one record as a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claims.exchange.octets import Meter, unpacked

# A longer line is no article; a few kilobytes can unfold to one that fills the memory.
LONGEST_LINE = 50 * 2**20


def numbered_lines(path: Path, meter: Meter | None = None) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, unpacked where the name ends in `.gz`, each with its number from 1. `meter` counts what was read.

    Raises:
        OSError: the file cannot be read, the archive is broken, or a line has more than LONGEST_LINE bytes.
    """
    with unpacked(path, meter) as lines:
        for number, line in enumerate(iter(lambda: lines.readline(LONGEST_LINE + 1), b""), 1):
            if len(line) > LONGEST_LINE:
                raise OSError(f"line {number} is longer than {LONGEST_LINE} bytes")
            if line.strip():
                yield number, line


def whole_text(text: str) -> str:
    """The text without NUL and halves of characters: JSON may carry them, and neither a database nor an embedder takes them."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def json_line(record: Mapping[str, Any]) -> str:
    """The record in one line. A lone surrogate has no UTF-8: the line is then written with escapes, as JSON allows."""
    line = json.dumps(record, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record)
    return line
