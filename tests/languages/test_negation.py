"""What a negating particle denies, and negations written together with their verb."""

import pytest

from claims.languages import pack_for
from claims.languages.negation import denies, spelled_out


@pytest.mark.parametrize(
    ("language", "text", "index", "denied"),
    [
        ("ar", "لا يعمل السد", 0, True),
        ("ar", "لا يزال السد يعمل", 0, False),  # still
        ("ar", "اذا لم يعمل السد", 1, False),  # a condition
        ("ar", "السد غير امن", 1, True),
        ("ar", "المنظمات غير الربحيه", 1, False),  # part of a name
        ("ar", "السد لا", 1, True),
        ("ar", "السد يعمل", 0, False),
        ("en", "not only the dam", 0, False),
        ("en", "the dam is not safe", 3, True),
        ("en", "if not today", 1, False),
    ],
)
def test_denies(language: str, text: str, index: int, denied: bool) -> None:
    assert denies(text.split(), index, pack_for(language)) is denied


@pytest.mark.parametrize(
    ("language", "word", "words"),
    [
        ("en", "won't", ["will", "not"]),
        ("en", "can\u2019t", ["can", "not"]),
        ("en", "won", ["won"]),
        ("en", "firm's", ["firm"]),
        ("ar", "لن", ["لن"]),
    ],
)
def test_spelled_out(language: str, word: str, words: list[str]) -> None:
    assert spelled_out(word, pack_for(language)) == words
