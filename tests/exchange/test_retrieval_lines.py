"""The files of `match-texts`, and what is wrong with their lines."""

import gzip
from pathlib import Path

import pytest

from claims.exchange.retrieval_lines import TextItem, read_texts


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ('{"id": "a", "text": "سد", "title": "عنوان"}', TextItem("a", "سد", "عنوان")),
        ('{"id": 7, "vclaim": "سد", "title": null}', TextItem(7, "سد", "")),  # the other name of the text; an id of any type
        ('{"id": "a", "text": "", "vclaim": "سد"}', TextItem("a", "سد", "")),
        ('{"text": "سد"}', TextItem("line 1", "سد", "")),
        ('{"id": "a", "text": "x\\u0000\\ud800y"}', TextItem("a", "x ?y", "")),  # what no database stores
    ],
)
def test_a_line(tmp_path: Path, line: str, item: TextItem) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(line + "\n\n")
    assert list(read_texts(path)) == [item]


@pytest.mark.parametrize(
    ("line", "identity", "code"),
    [
        ("{", "line 1", "line_unreadable"),
        ("[1]", "line 1", "line_unreadable"),
        ("[" * 100_000, "line 1", "line_unreadable"),  # deeper than any program reads
        ('{"id": "a"}', "a", "text_missing"),
        ('{"id": "a", "text": 5}', "a", "text_missing"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path, line: str, identity: str, code: str) -> None:
    path = tmp_path / "lines.jsonl.gz"
    path.write_bytes(gzip.compress(f'{line}\n{{"id": "b", "text": "سد"}}\n'.encode()))
    broken, read = read_texts(path)
    assert isinstance(broken, tuple)
    assert (broken[0], broken[1].code, read) == (identity, code, TextItem("b", "سد", ""))
