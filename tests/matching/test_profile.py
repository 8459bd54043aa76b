"""What a claim denies, and which countries it names."""

import pytest

from claims.extraction import read_claim
from claims.matching.profile import read_profile


@pytest.mark.parametrize(
    ("language", "text", "denied"),
    [
        ("ar", "الوزارة لم تغلق السد", 1),
        ("ar", "سيغلق الوزير السد إذا لم يتوقف القتال", 0),  # a condition
        ("ar", "ستبدأ المحادثات ما لم يعترض الوزير", 0),
        ("ar", "لا يزال السد مغلقا", 0),  # still
        ("ar", "قتل ما لا يقل عن 30 عاملا", 0),  # of an amount
        ("en", "The ministry did not close the dam", 1),
        ("en", "The dam will close if not repaired", 0),
    ],
)
def test_what_a_condition_says_not_to_be_is_not_denied(language: str, text: str, denied: int) -> None:
    assert len(read_profile(read_claim(text, language=language, published=None)).negated) == denied


@pytest.mark.parametrize(
    ("language", "text", "countries"),
    [
        ("ar", "بلغت كلفة السد في لبنان 500 دينار أردني", {"LB"}),  # money is spent anywhere
        ("ar", "قتل 12 جنديا سوريا في لبنان", {"LB", "SY"}),
        ("en", "The dam in Lebanon cost 500 Jordanian dinars", {"LB"}),
        ("en", "12 Syrian soldiers were killed in Lebanon", {"LB", "SY"}),
    ],
)
def test_whose_money_is_counted_says_nothing_of_the_place(language: str, text: str, countries: set[str]) -> None:
    assert read_profile(read_claim(text, language=language, published=None)).countries == countries
