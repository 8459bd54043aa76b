"""Words as people type them, amounts and relations: what is found, and what is not."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from claims import search
from claims.models import Claim, Quantity, StemFrequency
from claims.pipeline.words import keep_words
from tests.desk_rows import article, claim, match

pytestmark = pytest.mark.django_db


def stored(text: str, key: str) -> Claim:
    one = claim(key, text=text)
    keep_words([one.pk])
    return one


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("السد", True),  # with the article
        ("بالسد", True),  # with a preposition
        ("سدّ", True),  # with a vowel mark
        ("السد العمال", True),  # in another order
        ("إدارة", True),
        ("ادارة", True),  # without hamza
        ("اداره", True),  # ha for ta marbuta
        ("٣٠٠", True),  # the other digits
        ("300", True),
        ("عمّان", False),  # another word
        ("السد عمّا", True),  # the last word may be only begun
        ("عمّا السد", False),  # and no other
        ("السد المدينة", False),  # one of them is missing
        ("عمال السد في", True),  # small words count too
        ("", False),
        ("؟!", False),
        ("https://news.example/", False),  # an address is no word
    ],
)
@pytest.mark.parametrize("frequent", ["", "عمال عمان اداره 300 في", "سد عمال عمان اداره 300 في"])
def test_words_are_found_as_they_are_typed(typed: str, found: bool, frequent: str) -> None:
    """Whether few claims have them, few have one of them, or so many have each that all are walked through."""
    StemFrequency.objects.bulk_create([StemFrequency(stem=stem, claims=search.FEW + 1) for stem in frequent.split()])
    one = stored("تقول إدارة السد إن عدد العمال في السد 300", "a")
    assert list(search.with_words(Claim.objects.all(), typed)) == ([one] if found else [])


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("قال إن it's over", "it's"),  # a mark that a text of stems is put in
        ("المسار C:\\\\news", "C:\\\\ne"),  # and the one that guards it
        ("كتب " + "طويل" * 700, "طويل" * 700),  # longer than a stem can be
    ],
)
def test_words_of_any_letters(text: str, typed: str) -> None:
    one, _ = stored(text, "a"), stored("غير ذلك", "b")
    assert list(search.with_words(Claim.objects.all(), typed)) == [one]


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ({}, True),
        ({"unit": "person"}, True),
        ({"unit": "أشخاص"}, True),  # as nouns of any language count it
        ({"unit": "usd"}, False),
        ({"least": Decimal(300), "most": Decimal(300)}, True),
        ({"unit": "person", "least": Decimal(301)}, False),
        ({"most": Decimal(299)}, False),
        ({"unit": "tent", "least": Decimal(900)}, True),  # "at least 650" may be 900
        ({"unit": "tent", "most": Decimal(600)}, False),
        ({"unit": "person", "least": Decimal(650)}, False),  # unit and bounds are of one amount
    ],
)
def test_amounts_are_intervals(bounds: dict[str, Decimal | str], found: bool) -> None:
    one = claim("a")
    Quantity.objects.create(claim=one, position=1, text="650 خيمة على الأقل", low=650, high=None, qualifier="at_least", unit="tent")
    assert list(search.with_amount(Claim.objects.all(), **bounds)) == ([one] if found else [])  # type: ignore[arg-type]


def test_places_and_relations() -> None:
    version = article()
    low, high, other = claim("a", version=version), claim("b"), claim("c")
    match(low, high, "contradicts")
    claims = Claim.objects.order_by("pk")
    assert list(search.in_article(claims, version.article_id)) == [low]
    assert list(search.in_outlets(claims, [version.article.outlet_id])) == [low]
    assert list(search.related(claims, "contradicts")) == [low, high]
    assert list(search.related(claims, "same")) == []
    assert other in claims


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, True),
        (date(2021, 3, 8), None, True),
        (None, date(2021, 3, 7), True),  # the earliest day that it may be of
        (date(2021, 3, 9), date(2021, 3, 9), True),  # a day inside
        (date(2021, 3, 10), date(2021, 3, 31), False),  # after it, in few days
        (date(2021, 3, 10), date(2023, 3, 31), False),  # after it, in many
        (date(2020, 1, 1), date(2021, 3, 7), True),  # its first day ends many
        (date(2021, 2, 20), date(2021, 3, 7), True),  # its first day ends few
        (date(2021, 3, 9), date(2021, 3, 8), False),  # no day at all
    ],
)
def test_claims_of_a_time(first: date | None, last: date | None, found: bool) -> None:
    one = claim("a", said=DateRange(date(2021, 3, 7), date(2021, 3, 10)))
    assert list(search.on_days(Claim.objects.all(), "said", first, last)) == ([one] if found else [])
    assert search.on_days(Claim.objects.filter(pk=one.pk + 1), "said", first, last).count() == 0
