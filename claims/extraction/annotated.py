"""Articles that people have annotated: what training and measuring read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """`statements` are the annotators' records: start, end, kind, cue, speaker, speaker_name, speaker_kind, stated_on."""

    id: str
    language: str
    text: str
    published: str | None
    statements: tuple[Mapping[str, Any], ...]


def read_annotated(paths: Iterable[Path]) -> list[AnnotatedArticle]:
    """The articles of JSON files, and of all JSON files of folders, ordered by name.

    Raises:
        ValueError: a file is no annotated article; the message names it.
    """
    files = [file for path in paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    return [_read(file) for file in files]


def _read(file: Path) -> AnnotatedArticle:
    try:
        record = json.loads(file.read_text("utf-8"))
        return AnnotatedArticle(record["id"], record["language"], record["text"], record.get("published"), tuple(record["statements"]))
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{file} is no annotated article: {error!r}") from error
