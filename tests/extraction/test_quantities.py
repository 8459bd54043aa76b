"""Amounts: interval, qualifier, unit and words of each."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    # the sign before its number, as many write from right to left
    (
        "ar",
        "من %5 إلى ٪12.5 وبـ% 7",
        [("%5", 5, 5, "exact", "percent"), ("٪12.5", 12.5, 12.5, "exact", "percent"), ("% 7", 7, 7, "exact", "percent")],
    ),
    ("ar", "رابط a%20b ونسبة 20% 30 منهم", [("20%", 20, 20, "exact", "percent"), ("30 منهم", 30, 30, "exact", "person")]),
    ("ar", "زاد 25 نقطة أساس", [("25 نقطة أساس", 25, 25, "exact", "basis point")]),
    ("ar", "ألقى 12 برميلا متفجرا", [("12 برميلا متفجرا", 12, 12, "exact", "barrel bomb")]),  # not of oil
    ("ar", "بسعر 300 أوقية موريتانية", [("300 أوقية موريتانية", 300, 300, "exact", "mru")]),  # not of gold
    # a qualifier behind its noun
    ("ar", "مقتل 5 جنود على الأقل", [("5 جنود على الأقل", 5, None, "at_least", "soldier")]),
    # counts without a number are left out
    ("ar", "نزح عشرات الأشخاص وآلاف العائلات", []),
    # numbers inside names
    ("ar", "القرار رقم 302 وطائرة إف-16", []),
    # qualifiers of every kind, next to the number and apart from it
    ("ar", "ما لا يقل عن 40 شاحنة", [("ما لا يقل عن 40 شاحنة", 40, None, "at_least", "truck")]),
    ("ar", "أقل من عشرة أيام", [("أقل من عشرة أيام", None, 10, "less_than", "day")]),
    ("ar", "وقعت الشركة 17 عقدا", [("17 عقدا", 17, 17, "exact", "contract")]),
    ("ar", "منذ ثلاثة عقود", [("ثلاثة عقود", 3, 3, "exact", "decade")]),  # of ten and more hardly anybody speaks
    ("ar", "ما يصل إلى 900 لتر", [("ما يصل إلى 900 لتر", None, 900, "at_most", "liter")]),
    ("ar", "زهاء 70 باحثا", [("زهاء 70 باحثا", 70, 70, "about", "باحثا")]),
    ("ar", "برج يزيد ارتفاعه عن 90 مترا", [("يزيد ارتفاعه عن 90 مترا", 90, None, "more_than", "meter")]),
    ("ar", "لا يقل عمر المتقدم عن 25 عاما", [("لا يقل عمر المتقدم عن 25 عاما", 25, None, "at_least", "year")]),
    ("ar", "تصل قيمتها إلى 60 مليون دولار", [("تصل قيمتها إلى 60 مليون دولار", None, 6e7, "at_most", "usd")]),
    ("ar", "ارتفع العدد ليصل إلى 70 موظفا", [("70 موظفا", 70, 70, "exact", "employee")]),
    # the noun before the number, both definite; one, behind its noun
    ("ar", "عاد البحارة الثمانية", [("البحارة الثمانية", 8, 8, "exact", "بحاره")]),
    ("ar", "بين المدانين الخمسة ضابط", [("المدانين الخمسة", 5, 5, "exact", "convict")]),
    ("ar", "القرن السادس عشر الميلادي", []),
    ("ar", "المدن الكبرى الـ15", [("المدن الكبرى الـ15", 15, 15, "exact", "city")]),
    ("ar", "استمر يوما واحدا", [("يوما واحدا", 1, 1, "exact", "day")]),
    ("ar", "في الذكرى العشرين", []),
    ("ar", "في آن واحد", []),
    ("ar", "هتفوا بصوت واحد", []),
    # duals: nominative, before what they belong to, described by another dual; not a plural that looks the same
    ("ar", "وصلت سفينتان كبيرتان", [("سفينتان", 2, 2, "exact", "ship")]),
    ("ar", "أوقف رجلي أعمال", [("رجلي أعمال", 2, 2, "exact", "businessman")]),
    ("ar", "طائرتين مروحيتين", [("طائرتين", 2, 2, "exact", "aircraft")]),
    ("ar", "اختارت صحفيين من البلدين", []),
    ("ar", "أعلام كبيرة وأرقام كبيرين", []),
    # ages, durations with a half, a year and a half
    ("ar", "طفل في الثامنة من العمر عمره 8 سنوات", [("8 سنوات", 8, 8, "exact", "year")]),
    ("ar", "فازت في سن الحادية عشرة", [("الحادية عشرة", 11, 11, "exact", "year")]),
    ("ar", "بعد سن الـ28", [("الـ28", 28, 28, "exact", "year")]),
    ("ar", "بعد ثلاث سنوات ونصف السنة", [("ثلاث سنوات ونصف السنة", 3.5, 3.5, "exact", "year")]),
    ("ar", "بعد عام ونصف العام", [("عام ونصف العام", 1.5, 1.5, "exact", "year")]),
    # parts, shares
    ("ar", "نصفهم من الأطفال", [("نصفهم", 0.5, 0.5, "exact", None)]),
    ("ar", "واحد من كل 8 طلاب", [("واحد من كل 8 طلاب", 0.125, 0.125, "exact", "student")]),
    ("ar", "تأخر راكب من كل خمسة", [("راكب من كل خمسة", 0.2, 0.2, "exact", "passenger")]),  # a noun without a number is one
    ("ar", "في النصف الأول من الموسم", []),
    ("ar", "سقوط ثلثي الضاحية", [("ثلثي الضاحية", 0.666667, 0.666667, "exact", "ضاحيه")]),
    ("ar", "وقع 14 بلاغا 4 منها كاذبة", [("14 بلاغا", 14, 14, "exact", "بلاغا"), ("4 منها", 4, 4, "exact", None)]),
    # ranges with nouns at both ends, with a dual below, with a scale that both share
    ("ar", "بين 825 دولارا وألف دولار", [("بين 825 دولارا وألف دولار", 825, 1_000, "range", "usd")]),
    ("ar", "بين ساعتين و4 ساعات", [("بين ساعتين و4 ساعات", 2, 4, "range", "hour")]),
    ("ar", "30 إلى 40 ألف طن", [("30 إلى 40 ألف طن", 30_000, 40_000, "range", "ton")]),
    # the whole of which some: indefinite with its owner, definite alone
    ("ar", "سبعة من أعضاء المجلس", [("سبعة من أعضاء المجلس", 7, 7, "exact", "member")]),
    ("ar", "عدد (5) حقائب", [("(5) حقائب", 5, 5, "exact", "حقايب")]),
    # without a noun, where the words around say that it counts
    ("ar", "بلغ عدد صفحات التقرير 2500", [("2500", 2_500, 2_500, "exact", None)]),
    ("ar", "صوت 25 مقابل 20", [("20", 20, 20, "exact", None)]),
    # money with its country, compounds; without one the dinar is nobody's
    ("ar", "800 دينار كويتي", [("800 دينار كويتي", 800, 800, "exact", "kwd")]),
    ("ar", "800 دينار", [("800 دينار", 800, 800, "exact", "dinar")]),
    ("ar", "800 مليم و60 دونما", [("800 مليم", 800, 800, "exact", "millime"), ("60 دونما", 60, 60, "exact", "dunam")]),
    ("ar", "7 إصابات و9 إصابات مؤكدة", [("7 إصابات", 7, 7, "exact", "injury"), ("9 إصابات مؤكدة", 9, 9, "exact", "infection")]),
    ("ar", "3 طائرات مسيرة", [("3 طائرات مسيرة", 3, 3, "exact", "drone")]),
    # the sign behind its number
    ("ar", "دفع 300$ نقدا", [("300$", 300, 300, "exact", "usd")]),
    # a fraction of the scale that stands before it; the accusative of a scale before more of the number
    ("ar", "مليونين ونصف مليون طن", [("مليونين ونصف مليون طن", 2.5e6, 2.5e6, "exact", "ton")]),
    ("ar", "مليون ونصف مليون دولار", [("مليون ونصف مليون دولار", 1.5e6, 1.5e6, "exact", "usd")]),
    ("ar", "ألفا و200 طالب", [("ألفا و200 طالب", 1_200, 1_200, "exact", "student")]),
    ("ar", "ألفا طالب", [("ألفا طالب", 2_000, 2_000, "exact", "student")]),
    # one before a ten
    ("ar", "واحدا وعشرين مليون نسمة", [("واحدا وعشرين مليون نسمة", 2.1e7, 2.1e7, "exact", "person")]),
    ("ar", "إحدى وعشرين دولة", [("إحدى وعشرين دولة", 21, 21, "exact", "country")]),
    ("ar", "تريليونين ونصف دولار", [("تريليونين ونصف دولار", 2.5e12, 2.5e12, "exact", "usd")]),
    # more qualifiers, next to the number and apart from it
    ("ar", "ما يربو على 300 قرية", [("ما يربو على 300 قرية", 300, None, "more_than", "village")]),
    ("ar", "يربو عددهم على 300 عامل", [("يربو عددهم على 300 عامل", 300, None, "more_than", "worker")]),
    ("ar", "تخطت 300 دولار", [("تخطت 300 دولار", 300, None, "more_than", "usd")]),
    ("ar", "لا تتخطى 300 دولار", [("لا تتخطى 300 دولار", None, 300, "at_most", "usd")]),
    ("ar", "قاربت 300 قرية", [("قاربت 300 قرية", 300, 300, "about", "village")]),
    ("ar", "300 قرية على أبعد تقدير", [("300 قرية على أبعد تقدير", None, 300, "at_most", "village")]),
    # one noun for two numbers, and none for either
    ("ar", "الأختان (17 و18 عاما)", [("17", 17, 17, "exact", "year"), ("18 عاما", 18, 18, "exact", "year")]),
    ("ar", "القناتان 17 و18.", []),
    ("ar", "10–15 شاحنة", [("10–15 شاحنة", 10, 15, "range", "truck")]),
    ("ar", "21 عبوة ناسفة", [("21 عبوة ناسفة", 21, 21, "exact", "explosive device")]),
    ("ar", "3 آلاف كيلومتر مربع", [("3 آلاف كيلومتر مربع", 3_000, 3_000, "exact", "square km")]),
    # miles that are no lengths, or longer ones; what grows by them; power
    ("ar", "12 ميلا مربعا", [("12 ميلا مربعا", 12, 12, "exact", "square mile")]),
    ("ar", "12 ميلا بحريا", [("12 ميلا بحريا", 12, 12, "exact", "nautical mile")]),
    ("ar", "3 كيلومترات مكعبة", [("3 كيلومترات مكعبة", 3, 3, "exact", "cubic km")]),
    ("ar", "500 قدم مربعة و55 بوصة", [("500 قدم مربعة", 500, 500, "exact", "square foot"), ("55 بوصة", 55, 55, "exact", "inch")]),
    ("ar", "10 أفدنة", [("10 أفدنة", 10, 10, "exact", "acre")]),
    ("ar", "5 غيغاواط", [("5 غيغاواط", 5, 5, "exact", "gigawatt")]),
    # clock times, ranks, scores, teams, channels
    ("ar", "الساعة 16,05 (13,05 ت غ)", []),
    ("ar", "في الدقيقة 35 عندما سجل", []),
    ("ar", "فاز 2-صفر ثم 3-1", []),
    ("ar", "بطولة تحت سن 23", []),
    ("ar", 'برنامج "60 دقيقة"', []),
    ("ar", "مجموعة 5+1", []),
    ("ar", "الساعة التاسعة والنصف", []),
    ("ar", "سقط في حي وزيران", []),
    ("ar", "متعاقدا مدنيا قتل في الحادث", []),
    # a conjunction and what it opens are no noun
    ("ar", "مقتل 7 وإصابة 19 آخرين", [("7", 7, 7, "exact", None), ("19 آخرين", 19, 19, "exact", "person")]),
    ("en", "More than 300 people fled", [("More than 300 people", 300, None, "more_than", "person")]),
    ("en", "It cost about $1.5bn", [("about $1.5bn", 1.5e9, 1.5e9, "about", "usd")]),
    ("en", "two hundred and five workers", [("two hundred and five workers", 205, 205, "exact", "worker")]),
    ("en", "between 3 and 5 hours", [("between 3 and 5 hours", 3, 5, "range", "hour")]),
    ("en", "a 38-year-old driver", [("38-year-old", 38, 38, "exact", "year")]),
    # ordinals are no amounts
    ("en", "the 15th round", []),
    ("en", "more than a dozen boats", [("more than a dozen boats", 12, None, "more_than", "boat")]),
    ("en", "10–15 boats", [("10–15 boats", 10, 15, "range", "boat")]),
    ("en", "won 2–1", []),
    ("en", "the sisters (17 and 18 years)", [("17", 17, 17, "exact", "year"), ("18 years", 18, 18, "exact", "year")]),
    ("en", "paid 300€", [("300€", 300, 300, "exact", "eur")]),
    ("en", "two-thirds of the members", [("two-thirds of the members", 0.666667, 0.666667, "exact", "member")]),
    ("en", "a 4,000-strong crowd", [("4,000-strong", 4_000, 4_000, "exact", "member")]),
    ("en", "as many as 60 buses", [("as many as 60 buses", None, 60, "at_most", "bus")]),
    ("en", "did not exceed 350 people", [("not exceed 350 people", None, 350, "at_most", "person")]),
    ("en", "won’t top 350 dollars", [("won’t top 350 dollars", None, 350, "at_most", "usd")]),
    ("en", "the queue never exceeded 350 people", [("never exceeded 350 people", None, 350, "at_most", "person")]),
    ("en", "losses topped 350 dollars", [("topped 350 dollars", 350, None, "more_than", "usd")]),
    ("en", "up to 350 more nurses", [("up to 350 more nurses", None, 350, "at_most", "nurse")]),
    ("en", "four senior rail engineers", [("four senior rail engineers", 4, 4, "exact", "engineer")]),
    (
        "en",
        "1 US service member and two U.S. service members",
        [("1 US service member", 1, 1, "exact", "service member"), ("two U.S. service members", 2, 2, "exact", "service member")],
    ),
    ("en", "five civilian contractors", [("five civilian contractors", 5, 5, "exact", "contractor")]),
    ("en", "one in five pupils", [("one in five pupils", 0.2, 0.2, "exact", "pupil")]),
    ("en", "one pupil in five", [("one pupil in five", 0.2, 0.2, "exact", "pupil")]),  # the noun of the share before its whole
    (
        "en",
        "one person in 5 cars",
        [("one person", 1, 1, "exact", "person"), ("5 cars", 5, 5, "exact", "car")],
    ),  # none where that is counted
    ("en", "10 died and 12 were arrested", [("10", 10, 10, "exact", None), ("12", 12, 12, "exact", None)]),  # a verb is no noun
    ("en", "12 arrested in Sahl", [("12 arrested", 12, 12, "exact", "person")]),
    ("en", "Rima Saleh, 64, spoke", [("64", 64, 64, "exact", "year")]),
    ("en", "a third of voters", [("a third of voters", 0.333333, 0.333333, "exact", "voter")]),
    ("en", "the two sides met at half-time in Game 7", []),
    ("en", "10 of 45 shots, a 60-46 lead", []),
    ("en", "the Group of Seven", []),
    ("en", "12 nautical miles", [("12 nautical miles", 12, 12, "exact", "nautical mile")]),
    ("en", "one square mile", [("one square mile", 1, 1, "exact", "square mile")]),
    ("en", "5 cubic kilometres", [("5 cubic kilometres", 5, 5, "exact", "cubic km")]),
    ("en", "60 dunums and 7 feddans", [("60 dunums", 60, 60, "exact", "dunam"), ("7 feddans", 7, 7, "exact", "feddan")]),
    ("en", "500 Egyptian pounds", [("500 Egyptian pounds", 500, 500, "exact", "egp")]),
    ("en", "500 Lebanese pounds", [("500 Lebanese pounds", 500, 500, "exact", "lbp")]),
    ("en", "a 200m race in 9.58s", [("200m", 200, 200, "exact", "m"), ("9.58s", 9.58, 9.58, "exact", "second")]),
    ("en", "10m people", [("10m people", 1e7, 1e7, "exact", "person")]),
    ("en", "a half-billion dollars", [("a half-billion dollars", 5e8, 5e8, "exact", "usd")]),
    ("en", "from 500\n\nFour men", [("500", 500, 500, "exact", None), ("Four men", 4, 4, "exact", "man")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_amounts(language: str, text: str, expected: list[tuple[str, float | None, float | None, str, str]]) -> None:
    found = [(one.text, _rounded(one.low), _rounded(one.high), str(one.qualifier), one.unit) for one in _find(text, language)]
    assert found == expected


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "ارتفع عدد الموظفين من 500 موظف إلى 4 آلاف موظف", [(500, Change.FROM), (4_000, Change.TO)]),
        ("ar", "انخفض الإنتاج بنسبة 7 في المئة", [(7, Change.BY)]),
        ("ar", "يعمل 7 في المئة من السكان", [(7, Change.NONE)]),
        ("en", "output rose by 3 percent", [(3, Change.BY)]),
    ],
)
def test_change(language: str, text: str, expected: list[tuple[float, Change]]) -> None:
    assert [(one.low, one.change) for one in _find(text, language)] == expected


@pytest.mark.parametrize(("language", "text"), [("ar", "رفع السن من 18 إلى 21 عاما"), ("en", "raised the age from 18 to 21 years")])
def test_two_ends_of_a_change_share_their_unit(language: str, text: str) -> None:
    assert [(one.low, one.unit) for one in _find(text, language)] == [(18, "year"), (21, "year")]


def test_the_thing_is_the_noun_as_written() -> None:
    (one,) = _find("أكثر من 450 شخصًا", "ar")
    assert (one.text, one.thing) == ("أكثر من 450 شخصًا", "شخصًا")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "text",
    ["", "9" * 10_000 + " people", "١" * 10_000 + " شخص", "\u202e5\u200b \u202c", "1,2,3.4,5 دولار", "و", "ال", "5 -", "-", "\ud800 3"],
)
def test_any_text_is_read(language: str, text: str) -> None:
    for one in _find(text, language):
        assert text[one.start : one.end] == one.text


def test_how_long_ago_is_an_amount_too() -> None:
    text = "وقبل يومين أعلن الوفد"
    dates, _ = find_dates(fold(text), text, pack_for("ar"), date(2022, 5, 18))
    (one,) = find_quantities(fold(text), text, pack_for("ar"), [(day.start, day.end) for day in dates])
    assert ([day.text for day in dates], one.text, one.low) == (["قبل يومين"], "يومين", 2)


_PIECES = [
    *'0123456789 .,:/-%$()[]"«»\n',
    "٣",
    "½",
    " و",
    " ال",
    "ألف ",
    " ونصف",
    "بين ",
    " إلى ",
    " من ",
    "شخص ",
    " شخصين",
    "ثلاثة ",
    "سن ",
    " a ",
    "half ",
    " to ",
    "s",
    "m",
    " million ",
    "U.",
    " people ",
    " ago ",
    "\u200f",
    "\ud800",
    "ً",
    "ـ",
    "May ",
    "يوم ",
]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join), st.sampled_from(["ar", "en"]), st.sampled_from([None, date(2022, 5, 18)])
)
def test_spans_repeat_their_text_and_do_not_overlap(text: str, language: str, published: date | None) -> None:
    folded, pack = fold(text), pack_for(language)
    dates, _ = find_dates(folded, text, pack, published)
    amounts = find_quantities(folded, text, pack, [(day.start, day.end) for day in dates])
    for found in (dates, amounts):
        assert [one for one in found if text[one.start : one.end] != one.text or not one.text] == []
        assert [(one, other) for one, other in pairwise(found) if other.start < one.end] == []


@pytest.mark.parametrize("text", ["83 ل .", "3 k.$4", "two U."])
def test_an_abbreviation_is_no_noun(text: str) -> None:
    assert [one.text for one in _find(text, "en") if one.end > len(text) or "$" in one.thing] == []
