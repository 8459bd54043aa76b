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


# Arabic against English, and against Arabic in another unit: how they fit, and whether they may be one amount at all.
MEASURED = [
    # area
    ("احترق 10 هكتارات", "10 hectares", Fit.EQUAL, True),
    ("احترق 10 هكتارات", "25 acres", Fit.ROUNDED, True),
    ("احترق 10 هكتارات", "24.7 acres", Fit.ROUNDED, True),
    ("احترق 10 هكتارات", "10 acres", Fit.APART, False),  # and nothing around them in common
    ("احترق 200 هكتار", "احترق 2 كيلومتر مربع", Fit.EQUAL, True),
    ("احترق 10 هكتارات", "احترق 10 أفدنة", Fit.APART, True),
    ("احترق 100 فدان", "100 acres", Fit.EQUAL, True),  # Arabic has one word for acre and feddan
    ("احترق 100 فدان", "100 feddans", Fit.ROUNDED, True),
    ("12 ميلا مربعا", "31 square kilometres", Fit.ROUNDED, True),
    # a dunam is not one size
    ("صودر 100 دونم", "100 dunams", Fit.EQUAL, True),
    ("صودر 100 دونم", "صودرت 90 دونما", Fit.APART, True),
    ("صودر 100 دونم", "صودر 100 هكتار", Fit.APART, False),
    ("صودر 100 دونم", "صودرت 10 هكتارات", Fit.APART, False),
    ("صودر 100 دونم", "100 acres", Fit.APART, False),
    # length
    ("على مسافة 5000 متر", "5,000 metres", Fit.EQUAL, True),
    ("على مسافة 16 كيلومترا", "10 miles", Fit.ROUNDED, True),
    ("على مسافة 10 كيلومترات", "6 miles", Fit.ROUNDED, True),
    ("على مسافة 10 كيلومترات", "10 miles", Fit.APART, False),
    ("على مسافة 12 ميلا بحريا", "22 km", Fit.ROUNDED, True),
    ("على مسافة 12 ميلا بحريا", "12 miles", Fit.APART, False),
    ("بين 5 و10 أميال", "8 to 16 km", Fit.OVERLAP, False),
    # within one system nobody has converted anything
    ("على مسافة 4900 متر", "على مسافة 5 كيلومترات", Fit.APART, True),
    # mass, volume, power
    ("وزنها 2 طن", "2,000 kg", Fit.EQUAL, True),
    ("ضخ ألفي لتر", "2 cubic metres", Fit.EQUAL, True),
    ("ضخ مليون برميل", "159 million litres", Fit.ROUNDED, True),
    ("ضخ ألفي لتر", "2,000 gallons", Fit.EQUAL, False),
    ("تنتج 5000 ميغاواط", "تنتج 5 غيغاواط", Fit.EQUAL, True),
    ("تنتج 5 ميغاواط", "تنتج 5 غيغاواط", Fit.APART, True),
    # temperatures begin elsewhere; without its scale a degree may be either
    ("بلغت 40 درجة مئوية", "40 degrees Celsius", Fit.EQUAL, True),
    ("بلغت 40 درجة مئوية", "40 degrees Fahrenheit", Fit.EQUAL, False),
    ("بلغت 40 درجة مئوية", "104 degrees Fahrenheit", Fit.APART, False),
    ("بلغت 40 درجة", "40 degrees Celsius", Fit.EQUAL, True),
    # money
    ("500 دينار أردني", "500 Jordanian dinars", Fit.EQUAL, True),
    ("500 دينار أردني", "500 دينار كويتي", Fit.EQUAL, False),
    ("500 دينار أردني", "500 دينار", Fit.EQUAL, True),  # whose, the rest says
    ("500 درهم", "500 dirhams", Fit.EQUAL, True),
    ("500 درهم مغربي", "500 Emirati dirhams", Fit.EQUAL, False),
    ("500 ليرة سورية", "500 Syrian pounds", Fit.EQUAL, True),
    ("500 جنيه مصري", "500 Egyptian pounds", Fit.EQUAL, True),
    ("500 جنيه مصري", "500 pounds", Fit.EQUAL, False),
    ("500 دولار", "500 Canadian dollars", Fit.EQUAL, False),
    ("500 دينار أردني", "500 Jordanians", Fit.EQUAL, False),  # money is no people
]


@pytest.mark.parametrize(("a", "b", "fits", "one"), MEASURED)
def test_amounts_in_two_units_are_compared_as_far_as_both_are_of_one_measure(a: str, b: str, fits: Fit, one: bool) -> None:
    first, second = amount(a), amount(b, "en" if b.isascii() else "ar")
    assert (fit(first, second), comparable(first, second)) == (fits, one)
    assert (fit(second, first), comparable(second, first)) == (fits, one)


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
