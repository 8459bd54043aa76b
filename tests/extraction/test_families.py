"""Families of words: found by their neighbours, written and read again."""

from pathlib import Path

import pytest

from claims.extraction.families import read_families, write_families
from claims.extraction.family_training import find_families

_NAMES = ("سامر", "نادر", "كريم", "سالم")
_VERBS = ("قال", "كتب", "سمع", "رسم")


def test_words_with_the_same_neighbours_are_of_one_family() -> None:
    lines = [f"{verb} {name} اليوم {number}" for verb in _VERBS for name in _NAMES for number in range(9)]

    families = find_families(lines, smallest=4)

    at = {word: number for number, words in enumerate(families) for word in words}
    assert len({at[name] for name in _NAMES}) == 1
    assert len({at[verb] for verb in _VERBS}) == 1
    assert at["سامر"] != at["قال"]
    assert find_families(lines, smallest=4) == families


def test_families_come_back(tmp_path: Path) -> None:
    path = tmp_path / "families.json"
    write_families(path, [["قال", "كتب"], ["سامر"]])

    assert read_families(path) == {"قال": "0", "كتب": "0", "سامر": "1"}


def test_changed_families_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "families.json"
    write_families(path, [["قال"]])
    path.write_text(path.read_text("utf-8").replace("قال", "كتب"), "utf-8")

    with pytest.raises(ValueError, match="train-reader"):
        read_families(path)


def test_a_language_without_families_has_none(tmp_path: Path) -> None:
    assert read_families(tmp_path / "missing.json") == {}
