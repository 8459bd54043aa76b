"""Amounts: interval, qualifier, unit and words of each."""

import pytest

from claims.extraction.dates import find_dates
from claims.extraction.quantities import find_quantities
from claims.languages import pack_for
from claims.languages.folding import fold
from claims.records import Change, FoundQuantity


def _find(text: str, language: str) -> tuple[FoundQuantity, ...]:
    folded, pack = fold(text), pack_for(language)
    dates, _ = find_dates(folded, text, pack, None)
    return find_quantities(folded, text, pack, [(day.start, day.end) for day in dates])


CASES = [
    # digits, then qualifier and noun
    ("ar", "وصل أكثر من 450 شخصا إلى المخيم", [("أكثر من 450 شخصا", 450, None, "more_than", "person")]),
    # Arabic-Indic digits with the Arabic decimal mark
    ("ar", "بلغت الكلفة ٢٫٥ مليار دولار", [("٢٫٥ مليار دولار", 2.5e9, 2.5e9, "exact", "usd")]),
    # number words: hundreds, units before tens, a scale
    ("ar", "شارك ثلاثمئة وخمسة وأربعون طالبا", [("ثلاثمئة وخمسة وأربعون طالبا", 345, 345, "exact", "student")]),
    ("ar", "استلم اثني عشر ألف طن", [("اثني عشر ألف طن", 12_000, 12_000, "exact", "ton")]),
    # a fraction behind a scale
    ("ar", "باعت مليون ونصف برميل", [("مليون ونصف برميل", 1.5e6, 1.5e6, "exact", "barrel")]),
    # duals
    ("ar", "استمر الاجتماع ساعتين", [("ساعتين", 2, 2, "exact", "hour")]),
    # a range, and the conjunction apart from its digits
    ("ar", "أعمارهم بين 14 و19 عاما", [("بين 14 و19 عاما", 14, 19, "range", "year")]),
    ("ar", "يحتاج 40 أو 50 شاحنة", [("40 أو 50 شاحنة", 40, 50, "range", "truck")]),
    # percentages, in words and by sign
    ("ar", "نحو 30 في المئة", [("نحو 30 في المئة", 30, 30, "about", "percent")]),
    ("ar", "نسبة 12.5%", [("12.5%", 12.5, 12.5, "exact", "percent")]),
    # a qualifier behind its noun
    ("ar", "مقتل 5 جنود على الأقل", [("5 جنود على الأقل", 5, None, "at_least", "soldier")]),
    # counts without a number are left out
    ("ar", "نزح عشرات الأشخاص وآلاف العائلات", []),
    # numbers inside names
    ("ar", "القرار رقم 302 وطائرة إف-16", []),
    ("en", "More than 300 people fled", [("More than 300 people", 300, None, "more_than", "person")]),
    ("en", "It cost about $1.5bn", [("about $1.5bn", 1.5e9, 1.5e9, "about", "usd")]),
    ("en", "two hundred and five workers", [("two hundred and five workers", 205, 205, "exact", "worker")]),
    ("en", "between 3 and 5 hours", [("between 3 and 5 hours", 3, 5, "range", "hour")]),
    ("en", "a 38-year-old driver", [("38-year-old", 38, 38, "exact", "year")]),
    # ordinals are no amounts
    ("en", "the 15th round", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_amounts(language: str, text: str, expected: list[tuple[str, float | None, float | None, str, str]]) -> None:
    found = _find(text, language)
    assert [(one.text, one.low, one.high, str(one.qualifier), one.unit) for one in found] == expected


def test_change_from_and_to() -> None:
    found = _find("ارتفع عدد الموظفين من 500 موظف إلى 4 آلاف موظف", "ar")
    assert [(one.low, one.change) for one in found] == [(500, Change.FROM), (4_000, Change.TO)]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "text",
    ["", "9" * 10_000 + " people", "١" * 10_000 + " شخص", "\u202e5\u200b \u202c", "1,2,3.4,5 دولار", "و", "ال", "5 -", "-", "\ud800 3"],
)
def test_any_text_is_read(language: str, text: str) -> None:
    for one in _find(text, language):
        assert text[one.start : one.end] == one.text
