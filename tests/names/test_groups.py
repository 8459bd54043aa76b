"""Organizations, governments and ministries under all their names, in both languages."""

import pytest

from claims.languages import packs
from claims.names import group_key, is_common, spelled_key


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("org:nato", ["الناتو", "حلف شمال الأطلسي", "حلف الناتو", "NATO", "North Atlantic Treaty Organization"]),
        ("org:un", ["الأمم المتحدة", "UN", "the United Nations"]),
        ("government:iq", ["بغداد", "العراق", "الحكومة العراقية", "حكومة العراق", "Baghdad", "Iraqi government", "the government of Iraq"]),
        ("government:us", ["واشنطن", "الولايات المتحدة", "أمريكا", "الحكومة الأميركية", "Washington", "US government"]),
        ("ministry:defence:iq", ["وزارة الدفاع العراقية", "الدفاع العراقية", "Iraqi Ministry of Defence", "Iraq's Defense Ministry"]),
        ("ministry:health:iq", ["وزارة الصحة في العراق", "وزارة الصحة العراقية", "Iraqi health ministry"]),
        ("ministry:foreign:us", ["وزارة الخارجية الأمريكية", "الخارجية الأميركية", "State Department"]),
        ("ministry:education:eg", ["وزارة التربية والتعليم المصرية", "Egyptian Education Ministry"]),
        ("presidency:us", ["البيت الأبيض", "The White House"]),
        ("presidency:iq", ["رئاسة الجمهورية العراقية", "Iraqi presidency"]),
        ("ministry:defence:", ["وزارة الدفاع", "ministry of defence"]),  # whose, only the article knows
        ("government:", ["الحكومة", "the government"]),
        ("org:vatican", ["الفاتيكان", "the Vatican", "Holy See"]),
        ("org:us congress", ["الكونغرس", "الكونجرس الأميركي", "U.S. Congress"]),
    ],
)
def test_names_of_one_group(key: str, names: list[str]) -> None:
    assert {name: group_key(name) for name in names} == dict.fromkeys(names, key)


@pytest.mark.parametrize(
    "name",
    [
        "شركة النور",
        "الدفاع",  # a portfolio of nobody's
        "بلدية بغداد",  # in the capital, not the government
        "جامعة القاهرة",
        "وزارة الدفاع العراقية السابقة",  # a word more may say another thing
        "Baghdad University",
        "",
    ],
)
def test_unknown_groups(name: str) -> None:
    assert group_key(name) is None


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("الجيش", True),  # of which country, only its article knows
        ("the police", True),
        ("Company", True),
        ("الشركة", True),
        ("الأزهر", False),  # there is one
        ("FIFA", False),
        ("النورس", False),  # a name
        ("Hallowtex", False),
        ("الجيش العراقي", False),
        ("the Iraqi army", False),
        ("الحكومة", False),  # which has a key of its own
        ("", False),
    ],
)
def test_a_group_called_by_a_common_noun_alone(name: str, common: bool) -> None:
    assert is_common(name) is common


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("الشركة الوطنية للنقل", "شركه وطنيه نقل"),
        ("شركة وطنية لنقل", "شركه وطنيه لنقل"),
        ("Oil Workers' Union", "oil workers union"),
    ],
)
def test_bare_words(name: str, key: str) -> None:
    assert spelled_key(name) == key


def test_every_language_knows_the_same_organizations_and_countries() -> None:
    ours, other = (pack.organizations for pack in packs())
    assert {key for key in ours.names.values() if key.startswith("org:")} == {key for key in other.names.values() if key.startswith("org:")}
    assert set(ours.countries.values()) == set(other.countries.values())
    assert set(ours.portfolios.values()) == set(other.portfolios.values())
