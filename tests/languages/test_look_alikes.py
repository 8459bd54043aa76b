"""No word of a pack has a letter that only looks like one of its script: nobody types it, so the word would never be found."""

import ast
import dataclasses
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from claims.languages import ar, pack_for, packs
from claims.languages.pack import LanguagePack
from tests.languages import french

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# What Arabic keyboards write, and the letters of names from other languages that they write too.
_ARABIC = frozenset(map(chr, range(0x0621, 0x064B))) - {"\u0640"} | frozenset("پچژگڤ")
# Vowel marks and tatweel stand in words as a source writes them; folding takes them.
_MARKS = frozenset(map(chr, range(0x064B, 0x0653))) | {"\u0640"}
PACKS = [*packs(), french.PACK]
FOLDER = Path(ar.__file__).parent.parent


def _strings(value: object) -> Iterator[str]:
    """Every string in a pack: keys and values of tables, and what stands in tables of tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from (*_strings(key), *_strings(one))
    elif isinstance(value, frozenset | tuple):
        for one in value:
            yield from _strings(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _strings(getattr(value, field.name))


def _look_alikes(strings: Iterable[str], *, latin: bool) -> set[str]:
    """The words with a letter of another script, of two scripts, or that are not in NFC; a foreign word is in Latin letters."""
    found = set()
    for word in {word for string in strings for word in string.split()}:
        letters = {letter for letter in word if letter.isalpha() or letter in _MARKS} - _MARKS
        own = letters <= _LATIN or (not latin and letters <= _ARABIC)
        if not own or unicodedata.normalize("NFC", word) != word:
            found.add(word)
    return found


def _tables(pack: LanguagePack) -> LanguagePack:
    """The pack without the name of its language, which is written as its readers write it."""
    return dataclasses.replace(pack, name="")


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_no_word_of_a_pack_has_a_letter_that_only_looks_like_its_own(pack: LanguagePack) -> None:
    assert _look_alikes(_strings(_tables(pack)), latin=pack.script.latin) == set()


@pytest.mark.parametrize("source", sorted(FOLDER.glob("*/*.py")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_source_of_a_pack_has_one_either(source: Path) -> None:
    strings = [node.value for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, ast.Constant)]

    # What folding makes one is searched for in sources too, so these are written with one letter as well.
    assert _look_alikes((one for one in strings if isinstance(one, str)), latin=pack_for(source.parent.name).script.latin) == set()


@pytest.mark.parametrize(
    ("code", "planted"),
    [
        ("ar", "علی"),  # Farsi yeh
        ("ar", "کتاب"),  # keheh
        ("ar", "ﻗﺎﻝ"),  # presentation forms
        ("ar", "هlال"),  # a Latin letter in an Arabic word
        ("ar", "ا\u0653من"),  # alef and madda apart, not in NFC
        ("en", "sаid"),  # Cyrillic a
        ("en", "ｓaid"),  # a full-width letter
        ("fr", "de\u0301clare"),  # e and accent apart
    ],
)
def test_a_planted_look_alike_is_found(code: str, planted: str) -> None:
    pack = next(one for one in PACKS if one.code == code)
    sown = dataclasses.replace(pack, cues=dataclasses.replace(pack.cues, complementizers=pack.cues.complementizers | {planted}))

    assert _look_alikes(_strings(_tables(sown)), latin=pack.script.latin) == {planted}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_every_table_of_a_pack_is_looked_at(pack: LanguagePack) -> None:
    tables = [field.name for field in dataclasses.fields(pack) if dataclasses.is_dataclass(getattr(pack, field.name))]
    seen = set(_strings(_tables(pack)))

    assert tables == ["script", "cues", "names", "organizations", "propositions", "numbers", "dates", "meanings", "credits"]
    assert {word for name in tables for word in _strings(getattr(pack, name))} - seen == set()
