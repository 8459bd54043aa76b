"""Amounts as intervals with a unit and a fate."""

from dataclasses import replace
from datetime import date

from claims.extraction import read_claim
from claims.matching.amounts import MOST_AMOUNTS, Amount, read_amounts
from claims.matching.words import read_words
from claims.records import Change


def amounts(text: str, language: str = "ar") -> tuple[Amount, ...]:
    claim = read_claim(text, language=language, published=date(2026, 3, 10))
    return read_amounts(claim, read_words(claim.text, language))


def amount(text: str, language: str = "ar") -> Amount:
    (only,) = amounts(text, language)
    return only


def test_nearest_word_tells_the_fate_of_each_amount() -> None:
    assert [(one.value, one.fate) for one in amounts("مقتل 12 شخصا وإصابة 40 شخصا")] == [(12, "kill"), (40, "wound")]
    assert [(one.value, one.fate) for one in amounts("12 people were killed and 40 people wounded", "en")] == [(12, "kill"), (40, "wound")]


def test_bare_numbers_count_but_dates_and_years_do_not() -> None:
    assert [one.value for one in amounts("فاز الفريق 5-3 في 30 مارس 2018")] == [5, 3]


def test_from_and_to_are_an_old_and_a_new_amount() -> None:
    assert [(one.value, one.change) for one in amounts("سيرتفع العدد من 500 عامل إلى 4000 عامل")] == [(500, Change.FROM), (4000, Change.TO)]
    assert [one.change for one in amounts("اختير 13 من 29 عضوا")] == [Change.NONE] * len(amounts("اختير 13 من 29 عضوا"))


def test_an_old_amount_without_its_unit_is_counted_in_that_of_the_new_one() -> None:
    claim = read_claim("اتسعت الغابة من 10 إلى 20 هكتارا", language="ar", published=None)
    bare = replace(claim, quantities=(replace(claim.quantities[0], unit=None), claim.quantities[1]))
    found = read_amounts(bare, read_words(bare.text, "ar"))
    assert [(one.kind, one.unit, one.value, one.said) for one in found] == [
        ("surface", "hectare", 100_000, 10),
        ("surface", "hectare", 200_000, 20),
    ]


def test_amounts_of_a_stored_claim_are_found_again_in_its_text() -> None:
    claim = read_claim("مقتل 12 شخصا وإصابة 40 شخصا", language="ar", published=None)
    lost = replace(claim, quantities=tuple(replace(one, start=0, end=len(one.text)) for one in claim.quantities))
    words = read_words(claim.text, "ar")
    assert read_amounts(lost, words) == read_amounts(claim, words)


def test_amounts_of_one_claim_are_bounded() -> None:
    assert len(amounts("قتل 7 أشخاص و" * 500)) == MOST_AMOUNTS
    assert len(amounts("5-3 " * 500)) == MOST_AMOUNTS
