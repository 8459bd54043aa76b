"""Numbers in digits and words: where each stands and what it is worth, years and ranks included."""

import pytest

from claims.extraction.digits import digits_value
from claims.extraction.lexemes import lex
from claims.extraction.numerals import Written, find_numerals
from claims.languages import pack_for
from claims.languages.folding import fold


def _numbers(text: str, language: str) -> list[tuple[str, float]]:
    folded = fold(text)
    lexemes = lex(folded.text)
    found = []
    for one in find_numerals(lexemes, pack_for(language).numbers):
        start, end = folded.original_span(lexemes.starts[one.first] + one.cut, lexemes.ends[one.after - 1])
        found.append((text[start:end], round(one.value, 6)))
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", 1_234_567),
        ("1،234،567", 1_234_567),  # the Arabic comma groups as well
        ("1٬234٫5", 1_234.5),
        ("1.234.567", 1_234_567),
        ("12,220,13", 12_220.13),  # one mark for groups and decimals
        ("3,5", 3.5),
        ("0.125", 0.125),  # never a group behind a zero
        (".5", 0.5),
        ("192.168.1.2", None),  # an address
        ("1234567890123456", None),  # more digits than a float names
    ],
)
def test_digits(text: str, value: float | None) -> None:
    assert digits_value(text, dot_groups=True) == value


CASES = [
    # agreement and spelling of the hundreds, the conjunction apart or not
    ("ar", "ثلاثمئة وخمسون", [("ثلاثمئة وخمسون", 350)]),
    ("ar", "ثلاثمائة و خمسين", [("ثلاثمائة و خمسين", 350)]),
    ("ar", "مئة وواحد وستون", [("مئة وواحد وستون", 161)]),
    ("ar", "ثلاث مائة وواحد وثلاثون", [("ثلاث مائة وواحد وثلاثون", 331)]),
    # teens, in both genders
    ("ar", "إحدى عشرة", [("إحدى عشرة", 11)]),
    ("ar", "اثني عشر ألفا", [("اثني عشر ألفا", 12_000)]),
    # duals of scales, absolute and before a noun
    ("ar", "ألفين ومئتين", [("ألفين ومئتين", 2_200)]),
    ("ar", "مليونا زائر", [("مليونا", 2_000_000)]),
    ("ar", "خمسون ألفا", [("خمسون ألفا", 50_000)]),
    # scales one upon the other, digits joined behind a scale
    ("ar", "ألف مليار", [("ألف مليار", 1e12)]),
    ("ar", "10 آلاف و436", [("10 آلاف و436", 10_436)]),
    ("ar", "مليون و200 ألف", [("مليون و200 ألف", 1_200_000)]),
    ("ar", "8.250 مليون", [("8.250 مليون", 8_250_000)]),
    # fractions: behind a scale, of a scale, parts that are counted
    ("ar", "مليون ونصف", [("مليون ونصف", 1_500_000)]),
    ("ar", "ثلاثة ملايين ونصف المليون", [("ثلاثة ملايين ونصف المليون", 3_500_000)]),
    ("ar", "نصف مليون", [("نصف مليون", 500_000)]),
    ("ar", "ثلاثة أرباع", [("ثلاثة أرباع", 0.75)]),
    ("ar", "مئة وثلاثة أرباع", [("مئة وثلاثة أرباع", 100.75)]),
    ("ar", "مليون وألفين ومئة وثلاثة أخماس", [("مليون وألفين ومئة وثلاثة أخماس", 1_002_100.6)]),
    ("ar", "ثلثي المساحة", [("ثلثي", 0.666667)]),
    # a number before an indefinite noun, a fraction before a definite one
    ("ar", "خمس شاحنات", [("خمس", 5)]),
    ("ar", "خمس السكان", [("خمس", 0.2)]),
    # decimals in words, a minus in words and as a sign
    ("ar", "واحد فاصلة خمسة", [("واحد فاصلة خمسة", 1.5)]),
    ("ar", "سالب خمسة", [("سالب خمسة", -5)]),
    ("ar", "بلغت -٣", [("-٣", -3)]),
    # groups behind spaces, and two numbers that are none
    ("ar", "1 414 021 نسمة", [("1 414 021", 1_414_021)]),
    ("ar", "300 و 212", [("300", 300), ("212", 212)]),
    # proclitics stay outside, of two the first is the conjunction
    ("ar", "وبثلاثة", [("ثلاثة", 3)]),
    ("ar", "الخمسة", [("الخمسة", 5)]),
    ("ar", "الدول الست والعشرون", [("الست والعشرون", 26)]),
    # words that only look like numbers
    ("ar", "لست متأكدا من كمية القمح ولا من السلمية", []),
    ("ar", "أثنى على أحد الحضور", []),
    ("ar", "أي واحد", []),
    ("en", "two hundred and fifty-six", [("two hundred and fifty-six", 256)]),
    ("en", "ninety-five hundred", [("ninety-five hundred", 9_500)]),
    ("en", "3 hundred and one", [("3 hundred and one", 301)]),
    ("en", "4 thousand 3 hundred and 21", [("4 thousand 3 hundred and 21", 4_321)]),
    ("en", "half a dozen", [("half a dozen", 6)]),
    ("en", "a hundred thousand", [("a hundred thousand", 100_000)]),
    ("en", "five and a half million", [("five and a half million", 5_500_000)]),
    ("en", "nine million and five ninths", [("nine million and five ninths", 9_555_555.555556)]),
    ("en", "two-thirds", [("two-thirds", 0.666667)]),
    ("en", "2½", [("2½", 2.5)]),
    ("en", "nine point nought four", [("nine point nought four", 9.04)]),
    ("en", "1.2bn", [("1.2bn", 1.2e9)]),
    # a pronoun, an ordinal, a vague count
    ("en", "this one is the third of thousands", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_numbers(language: str, text: str, expected: list[tuple[str, float]]) -> None:
    assert _numbers(text, language) == expected


def test_a_stroke_makes_a_ratio() -> None:
    lexemes = lex("2 1/4")
    (one,) = find_numerals(lexemes, pack_for("en").numbers)
    assert (one.value, one.written) == (2.25, Written.RATIO)
