"""Meanings that exclude each other."""

import pytest

from claims.languages import PACKS, pack_for
from claims.matching.oppositions import OPPOSITES, REVERSERS, opposed
from claims.matching.words import read_words


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("الحكومة تؤيد السد", "الحكومة ترفض السد", True),
        ("الذهب يرتفع والدولار يهبط", "الذهب يهبط والدولار يرتفع", True),  # both words in both texts
        ("الذهب يرتفع والدولار يهبط", "الدولار يهبط والذهب يرتفع", False),  # only turned round
        ("الحكومة تؤيد السد", "الحكومة تؤيد السد", False),
        ("gold rises", "gold falls", True),
    ],
)
def test_opposed(a: str, b: str, expected: bool) -> None:
    language = "en" if a.isascii() else "ar"
    one, other = read_words(a, language), read_words(b, language)
    assert (opposed(one, other) is not None, opposed(other, one) is not None) == (expected, expected)


@pytest.mark.parametrize("code", PACKS)
def test_every_language_has_words_for_what_is_opposed_and_what_reverses(code: str) -> None:
    named = set(pack_for(code).meanings.meanings.values())
    assert {meaning for pair in OPPOSITES for meaning in pair} | REVERSERS <= named
