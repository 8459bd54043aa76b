"""Folding: what becomes one, and the way home to the original offsets."""

import pytest

from claims.languages.folding import fold, fold_key


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("أحمد إلى آخر ٱلبيت", "احمد الي اخر البيت"),  # hamza seats and final ya
        ("وزارةُ المِيَاه", "وزاره المياه"),  # vowel marks and ta marbuta
        ("مـيـاه", "مياه"),  # tatweel
        ("٤٬٠٠٠ و۴۰", "4٬000 و40"),  # the three sets of digits; separators stay
        ("ﻣﻴﺎﻩ ﷲ", "مياه الله"),  # presentation forms
        ("\u202bماء\u200f\u202c", "ماء"),  # bidirectional controls
        ("Élan CAFE\u0301", "elan cafe"),  # Latin accents, composed and not
        ("ΣΟΣ\u200f ΣΟΣ", "σοσ σοσ"),  # one sigma beside what vanishes
        ("", ""),
    ],
)
def test_fold_makes_variants_one(original: str, folded: str) -> None:
    assert fold(original).text == folded


@pytest.mark.parametrize("original", ["قالَ الوزيرُ ﷺ إنّ", "plain words", "ﻻ مـاء", "ﷲَﷲ", "مَُ", "İstanbul 300"])
def test_every_folded_character_leads_home(original: str) -> None:
    folded = fold(original)
    for offset, character in enumerate(folded.text):
        start, end = folded.original_span(offset, offset + 1)
        assert character in fold(original[start:end]).text


def test_offsets_after_a_vanished_mark_are_those_of_the_original() -> None:
    original = "قالَ الوزير"
    folded = fold(original)
    start = folded.text.index("الوزير")
    assert folded.original_span(start, start + 6) == (5, 11)
    assert folded.folded_offset(5) == start


def test_fold_key_forgets_punctuation() -> None:
    assert fold_key("«سدّ الرّافد»،  4000") == "سد الرافد 4000"
