"""Every language pack: found by its code, filled, and spelled the way that texts are folded."""

import dataclasses
import unicodedata
from collections.abc import Mapping

import pytest

from claims.errors import UnsupportedLanguage
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.languages.pack import LanguagePack

PACKS = [pack_for("ar"), pack_for("en")]


def _words(table: object) -> list[str]:
    assert dataclasses.is_dataclass(table)
    words: list[str] = []
    for field in dataclasses.fields(table):
        value = getattr(table, field.name)
        if isinstance(value, frozenset | tuple | Mapping):
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
