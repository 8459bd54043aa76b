"""Which of two claims is the newer, and what is offered where nothing tells it."""

import re
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from claims.models import Match
from tests.desk_rows import article, claim, match, person

pytestmark = pytest.mark.django_db

LOW, HIGH = "low_updates_high", "high_updates_low"


def span(first: int, last: int) -> DateRange:
    """Days of March, both within."""
    return DateRange(date(2026, 3, first), date(2026, 3, last + 1))


FOURTH, FIFTH, WEEK = span(4, 4), span(5, 5), span(1, 7)
NOTHING = {"as_of": None, "said": None, "published": None}
CASES = [
    ({}, {}, "", ""),  # no day at all
    ({"published": FIFTH}, {"published": FIFTH}, "", ""),  # one day
    ({"published": FIFTH}, {}, "", ""),  # a day of one alone
    ({"published": FIFTH}, {"published": FOURTH}, "", LOW),
    ({"published": FOURTH}, {"published": FIFTH}, "", HIGH),
    ({"said": FOURTH, "published": FIFTH}, {"said": FIFTH, "published": FOURTH}, "", HIGH),  # said goes before published
    ({"as_of": FIFTH, "said": FOURTH}, {"as_of": FOURTH, "said": FIFTH}, "", LOW),  # what it is about goes before both
    ({"as_of": FIFTH, "said": FIFTH}, {"as_of": FIFTH, "said": FOURTH}, "", LOW),  # where they are about one day, when it was said
    ({"as_of": WEEK, "said": FIFTH}, {"as_of": FIFTH, "said": FOURTH}, "", LOW),  # a week that holds the other's day tells nothing
    ({"published": FIFTH}, {"published": FOURTH}, HIGH, HIGH),  # the machine has read more than the days
    ({"said": DateRange(None, date(2026, 3, 4))}, {"said": FIFTH}, "", HIGH),  # over by then, whenever it began
]


@pytest.mark.parametrize(("low", "high", "machine", "later"), CASES)
def test_the_newer_is_named_or_asked_for(low: dict[str, DateRange], high: dict[str, DateRange], machine: str, later: str) -> None:
    one, other = claim("a", version=article(), **{**NOTHING, **low}), claim("b", **{**NOTHING, **high})
    relation = "updates" if machine else "contradicts"
    match(one, other, relation, machine)
    client = Client(headers={"Accept-Language": "ar"})
    client.force_login(person("reviewer"))
    for shown, newer in ((one, "هذا أحدث"), (other, "الآخر أحدث")):
        answer = client.get(f"/desk/claims/{shown.pk}/")
        (pair,) = answer.context["pairs"]
        page = answer.content.decode()
        assert pair.later == later
        told = newer if later == LOW else {"هذا أحدث": "الآخر أحدث", "الآخر أحدث": "هذا أحدث"}[newer]
        assert re.findall(r'<button data-key="p">([^<]*?) <kbd>', page) == ([f"تحديث: {told}"] if later else [])
        assert page.count('<select name="direction" required data-key="p">') == (0 if later else 1)


def test_who_says_which_is_newer_is_heard() -> None:
    one, other = claim("a", version=article(), said=None), claim("b", said=None)
    match(one, other)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person("reviewer"))
    page = client.get(f"/desk/claims/{other.pk}/").content.decode()
    options = dict(re.findall(r'<option value="(\w+)">(this one|the other) is newer</option>', page))
    assert options == {HIGH: "this one", LOW: "the other"}
    fields = {"version": 0, "claim": other.pk, "relation": "updates"}
    assert client.post(f"/desk/matches/{Match.objects.get().pk}/confirm/", {**fields, "direction": ""}).status_code == 400
    client.post(f"/desk/matches/{Match.objects.get().pk}/confirm/", {**fields, "direction": HIGH})
    assert (Match.objects.get().relation, Match.objects.get().direction) == ("updates", HIGH)
