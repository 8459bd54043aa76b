"""Lines of files, packed or not, and records as lines."""

import gzip
import json
from pathlib import Path

import pytest

from claims.exchange.json_lines import json_line, numbered_lines

LINES = '{"a": "سد"}\n\n  \n{"b": 1}'.encode()


@pytest.mark.parametrize(("name", "octets"), [("lines.jsonl", LINES), ("lines.jsonl.gz", gzip.compress(LINES))])
def test_blank_lines_are_counted_and_left_out(tmp_path: Path, name: str, octets: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(octets)
    assert list(numbered_lines(path)) == [(1, '{"a": "سد"}\n'.encode()), (4, b'{"b": 1}')]


@pytest.mark.parametrize(
    "octets",
    [
        b"plain",  # no archive
        gzip.compress(LINES)[:-12],  # cut short
        gzip.compress(LINES * 100)[:12] + b"\xff" * 20,  # broken within
    ],
)
def test_a_broken_archive_is_named(tmp_path: Path, octets: bytes) -> None:
    path = tmp_path / "lines.jsonl.gz"
    path.write_bytes(octets)
    with pytest.raises(OSError, match=r"broken|Not a gzipped file"):
        list(numbered_lines(path))


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ({"id": "سد"}, '{"id": "سد"}'),
        ({"id": "\ud800سد"}, '{"id": "\\ud800\\u0633\\u062f"}'),  # half a character
    ],
)
def test_a_record_is_one_line_of_utf8(record: dict[str, str], line: str) -> None:
    assert json_line(record) == line
    assert json.loads(json_line(record).encode()) == record
