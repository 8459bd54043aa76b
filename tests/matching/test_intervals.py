"""Amounts as intervals: which fit, which count one thing, which follow from others."""

import pytest

from claims.matching.intervals import Fit, comparable, derived, fit
from tests.matching.test_amounts import amount, amounts


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("قتل 300 شخص", "قتل ثلاثمئة شخص", Fit.EQUAL),
        ("قتل أكثر من 300 شخص", "قتل أكثر من 300 شخص", Fit.EQUAL),
        ("على مسافة 5 كيلومترات", "على مسافة 5000 متر", Fit.EQUAL),  # converted
        ("قتل نحو 300 شخص", "قتل 300 شخص", Fit.ROUNDED),
        ("بنسبة 96.9 في المئة", "بنسبة نحو 97 في المئة", Fit.ROUNDED),
        ("بنسبة 14.2 في المئة", "بنسبة 14 في المئة", Fit.ROUNDED),
        ("قتل أكثر من 300 شخص", "قتل 320 شخصا", Fit.OVERLAP),
        ("قتل أكثر من 100 شخص", "قتل أكثر من 200 شخص", Fit.OVERLAP),
        ("قتل أكثر من 300 شخص", "قتل أقل من 300 شخص", Fit.APART),  # both ends are excluded
        ("قتل نحو 90 شخصا", "قتل نحو 100 شخص", Fit.APART),  # not one figure rounded
        ("قتل أكثر من 300 شخص", "قتل 2800 شخص", Fit.LOOSE),  # nobody writes "more than 300" of so many
        ("بنسبة 97.08 في المئة", "بنسبة 97.8 في المئة", Fit.APART),
        ("على مسافة 30 كيلومترا", "على مسافة 30 مترا", Fit.APART),
    ],
)
def test_fit_is_the_same_from_both_sides(a: str, b: str, expected: Fit) -> None:
    assert (fit(amount(a), amount(b)), fit(amount(b), amount(a))) == (expected, expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("قتل 25 شخصا", "مقتل 25 جنديا", True),  # both are people killed
        ("قتل 25 شخصا", "أصيب 25 شخصا", False),
        ("25 شخصا في السد", "أصيب 25 شخصا", True),  # only one tells the fate
        ("بنسبة 25 في المئة", "قتل 25 شخصا", False),
        ("قتل 14 شخصا", "أغلقت 14 مدرسة", False),  # people, things
        ("أرسلت 14 دبابة", "أرسلت 14 سفينة", False),  # two things
        ("احترق 14 منزلا", "احترقت 14 شقة", True),  # one thing under two nouns
        ("بلغ التضخم 9 في المئة", "بلغت البطالة 9 في المئة", False),  # two measures
        ("بينهم 5 أطفال", "قتل 14 طفلا", False),  # a part, a whole
        ("قتل شرطيان", "قتل 28 شخصا", False),  # some of those who are counted
        ("مقتل 7 أشخاص", "مقتل 15 متظاهرا", True),  # what befell them decides
        ("طرد 23 دبلوماسيا روسيا", "طرد 23 دبلوماسيا بريطانيا", False),  # of two countries
        ("قتل عشرة جنود سوريين", "مقتل 12 جنديا سوريا", True),
        ("زار البلاد ثلاث مرات", "حكم البلاد 15 عاما", False),  # how often, how long
        ("وزعت 1000 سلة", "وصلت إلى 30 ألف شخص", False),  # an unknown noun far from any of people
        ("على مسافة 25 كيلومترا", "بعد 25 يوما", False),
    ],
)
def test_comparable(a: str, b: str, expected: bool) -> None:
    assert (comparable(amount(a), amount(b)), comparable(amount(b), amount(a))) == (expected, expected)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("3500 عامل إضافي", True),  # the difference
        ("ثمانية أضعاف", True),  # the ratio
        ("3400 عامل إضافي", False),
        ("4000 عامل", False),  # one of the two is no derivation
    ],
)
def test_derived(other: str, found: bool) -> None:
    change = amounts("سيرتفع العدد من 500 عامل إلى 4000 عامل")
    assert (derived(change, amounts(other)) is not None, derived(amounts(other), change) is not None) == (found, found)
