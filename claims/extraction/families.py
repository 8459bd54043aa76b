"""Families of words: words that stand among the same neighbours, found by counting in plain text, so that one speaks for the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from claims.extraction.choice import FOLDER


def read_families(path: Path) -> dict[str, str]:
    """Each known word's family, by its number, as written by `write_families`; nothing where there is no such file.

    Raises:
        ValueError: the file is not as it was written; its digest says so.
    """
    if not path.exists():
        return {}
    digest, _, body = path.read_text("utf-8").partition("\n")
    if hashlib.sha256(body.encode()).hexdigest() != digest:
        raise ValueError(f"{path} has been changed since it was written: make it again with train-reader --families")
    numbered = ((str(number), words) for number, words in enumerate(json.loads(body)))
    return {word: number for number, words in numbered for word in words.split()}


def write_families(path: Path, families: Sequence[Sequence[str]]) -> None:
    """Write families so that `read_families` gives them back."""
    body = json.dumps([" ".join(sorted(words)) for words in families], ensure_ascii=False, indent=0)
    path.write_text(f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}", "utf-8")


@cache
def families_for(language: str) -> Mapping[str, str]:
    """The shipped families of one language, each with the language before its number; read once for each process."""
    families = read_families(FOLDER / f"families.{language}.json")
    names = {number: f"{language}{number}" for number in set(families.values())}
    return {word: names[number] for word, number in families.items()}
