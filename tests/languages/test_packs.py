"""Every language pack: found by its code, filled, and spelled the way that texts are folded."""

import ast
import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from claims.errors import UnsupportedLanguage
from claims.languages import ar, pack_for, packs
from claims.languages.folding import fold
from claims.languages.pack import LanguagePack
from tests.languages import french

# A shorter string is a phrase, which may repeat a word.
SHORTEST_LINE = 6
PACKS = [*packs(), french.PACK]
# What folding makes one is kept as it is written.
AS_WRITTEN = {"told_apart", "blurred"}


def _words(table: object) -> list[str]:
    assert dataclasses.is_dataclass(table)
    words: list[str] = []
    for field in dataclasses.fields(table):
        value = getattr(table, field.name)
        if field.name not in AS_WRITTEN and isinstance(value, frozenset | tuple | Mapping):
            words.extend(word for word in value if isinstance(word, str))
    return words


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_words_of_statement_tables_are_folded(pack: LanguagePack) -> None:
    words = [word for table in (pack.cues, pack.names, pack.propositions) for word in _words(table)]

    assert [word for word in words if fold(word).text != word or unicodedata.normalize("NFC", word) != word] == []


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ar", "ar"),
        ("ar-IQ", "ar"),  # a region is ignored
        ("EN", "en"),  # case too
    ],
)
def test_pack_for_known_code(code: str, language: str) -> None:
    assert pack_for(code).code == language


def test_pack_for_unknown_code_names_the_known_ones() -> None:
    with pytest.raises(UnsupportedLanguage, match="there are: ar, en") as caught:
        pack_for("xx")

    assert caught.value.code == "unsupported_language"


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_words_of_number_and_date_tables_are_folded(pack: LanguagePack) -> None:
    words = [word for table in (pack.numbers, pack.dates) for word in _words(table)]

    assert [word for word in words if fold(word).text != word or unicodedata.normalize("NFC", word) != word] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_units_are_short_english_nouns(pack: LanguagePack) -> None:
    units = {*pack.numbers.units.values(), *pack.numbers.duals.values(), *pack.numbers.symbols.values()}

    assert [unit for unit in units if not (unit.isascii() and unit.replace(" ", "").isalpha() and unit == unit.lower())] == []


def test_both_languages_name_the_same_things_alike() -> None:
    arabic, english = (set(pack.numbers.units.values()) for pack in packs())

    wanted = {
        "person",
        "percent",
        "usd",
        "eur",
        "km",
        "day",
        "week",
        "month",
        "year",
        "soldier",
        "civilian",
        "child",
        "woman",
        "rocket",
        "aircraft",
    }
    assert wanted - (arabic & english) == set()


@pytest.mark.parametrize(
    "source",
    sorted(Path(ar.__file__).parent.parent.glob("*/*.py")),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_every_table_names_its_source_and_repeats_no_word(source: Path) -> None:
    if source.stem not in ("numbers", "nouns", "dates"):
        pytest.skip("tables of statements have tests of their own")
    text = source.read_text("utf-8")
    tree = ast.parse(text)

    assert re.search(r"Sources?:", ast.get_docstring(tree) or "") is not None
    assert [
        one for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) for one in _repeated(node.value)
    ] == []


def _repeated(line: str) -> list[str]:
    """Words that a line of words has twice; a table of forms by `|` may repeat one in another part."""
    words = line.split() if "|" not in line and line == fold(line).text else []
    if len(words) < SHORTEST_LINE:
        return []
    return sorted({word for word in words if words.count(word) > 1})
