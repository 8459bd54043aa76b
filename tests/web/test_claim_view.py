"""What was found beside a claim: which of two is the newer, what is offered where nothing tells it, and how many are shown."""

import re
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from claims.models import Claim, Match, User
from claims.pipeline.relate import confirm_match
from claims.web.claim_view import MOST_MATCHES
from tests.desk_rows import WORDS, article, claim, match, person, quote

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


def of_many(decided: int, waiting: int) -> tuple[Claim, list[int], list[int]]:
    """A claim of which so many matches are confirmed, the least sure of all, and so many wait; gives their numbers as they are sorted."""
    one, reviewer = claim("a", version=article()), person("reviewer", "huda")
    numbers = [match(one, claim(f"m{number}")).pk for number in range(decided + waiting)]
    Match.objects.filter(pk__in=numbers[:decided]).update(score=0.1)
    for number in numbers[:decided]:
        confirm_match(Match.objects.get(pk=number), by=reviewer, reason="رقمان")
    return one, numbers[:decided], numbers[decided:]


def shown(answer: Any) -> list[int]:
    return [pair.match.pk for pair in answer.context["pairs"]]


def counted(answer: Any) -> str:
    (count,) = re.findall(r'id="matches-title">[^<]*<span class="count">([^<]*)</span>', answer.content.decode())
    return str(count)


def test_a_confirmed_match_is_seen_before_however_many_suggestions() -> None:
    one, decided, waiting = of_many(1, MOST_MATCHES + 2)
    client = Client(headers={"Accept-Language": "ar"})
    client.force_login(person("reviewer"))
    desk, page = client.get(f"/desk/claims/{one.pk}/"), client.get(f"/claims/{one.pk}/")
    assert (shown(desk), counted(desk)) == (waiting[:MOST_MATCHES] + decided, "٢١+")
    assert f'<a href="/claims/{one.pk}/#matches-title">كل ما وُجد إلى جانبه</a>' in desk.content.decode()
    assert (shown(page), counted(page)) == (decided + waiting[: MOST_MATCHES - 1], "٢٠+")
    (following,) = re.findall(r'<a rel="next" href="([^"#]*)#matches-title">', page.content.decode())
    rest = client.get(f"/claims/{one.pk}/{following}")
    assert (shown(rest), counted(rest)) == (waiting[MOST_MATCHES - 1 :], "٢١–٢٣")
    assert client.get(f"/claims/{one.pk}/?matches=9").headers["Location"] == f"/claims/{one.pk}/"


def test_what_one_decided_last_is_seen_and_taken_back_however_many_were_decided() -> None:
    one, decided, (late,) = of_many(MOST_MATCHES + 1, 1)
    ours, theirs = Client(headers={"Accept-Language": "ar"}), Client(headers={"Accept-Language": "ar"})
    ours.force_login(person("reviewer"))
    theirs.force_login(User.objects.get(username="huda"))
    fields, page = {"version": 0, "claim": one.pk}, f"/desk/claims/{one.pk}/"
    rejected = ours.post(f"/desk/matches/{late}/reject/", fields, follow=True)
    assert (shown(rejected), counted(rejected)) == ([*decided[: MOST_MATCHES - 1], late], "٢٠+")
    assert shown(theirs.get(page)) == [*decided[: MOST_MATCHES - 1], decided[MOST_MATCHES]]
    undone = ours.post(f"/desk/matches/{late}/undo/", {**fields, "version": 1}, follow=True)
    assert shown(undone) == [late, *decided[:MOST_MATCHES]]
    assert Match.objects.get(pk=late).state == "suggested"


def test_few_matches_are_all_that_there_are() -> None:
    one, decided, waiting = of_many(2, 1)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person("reviewer"))
    for path, order in ((f"/desk/claims/{one.pk}/", waiting + decided), (f"/claims/{one.pk}/", decided + waiting)):
        answer = client.get(path)
        assert (shown(answer), counted(answer), "#matches-title" in answer.content.decode()) == (order, "3", False)


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


def test_in_its_place_a_claim_and_the_quote_it_stands_in_are_marked_as_what_they_are() -> None:
    version = article()
    one = claim("a", version=version)
    client = Client()
    client.force_login(person("reviewer"))

    def marks() -> list[list[tuple[str, str]]]:
        pages = (client.get(path).content.decode() for path in (f"/claims/{one.pk}/", f"/desk/claims/{one.pk}/"))
        return [
            [(kind, re.sub("<[^>]*>", "", text)) for kind, text in re.findall(r'<mark class="([^"]*)">(.*?)</mark>', page)]
            for page in pages
        ]

    assert marks() == [[("claim", WORDS)]] * 2, "narrated"
    start = version.text.index("عدد")
    row = quote(version)
    one.appearances.update(quote=row, start=start + 4)
    assert marks() == [[("quote direct", WORDS[:4]), ("quote direct claim", WORDS[4:])]] * 2
