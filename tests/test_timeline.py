"""A figure's values in order of time: confirmed steps alone, nothing of another desk's, and no end without a bound."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Desk, Match, MatchedQuantity, Quantity, User
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.undo import undo
from claims.timeline import MOST_STEPS, figures_of
from tests.api.people import signed_in
from tests.desk_rows import approved, article, claim, match, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return person("reviewer")


def count(number: int, day: int = 10, **fields: Any) -> Claim:
    """A claim that so many people work at the dam on a day of March."""
    text = f"عدد العاملين في السد {number} عامل"
    one = claim(f"{number} {day} {fields}", text=text, as_of=DateRange(date(2026, 3, day), date(2026, 3, day + 1)), **fields)
    one.quantities.update(low=number, high=number, text=f"{number} عامل")
    return one


def confirmed(low: Claim, high: Claim, by: User, relation: str = "updates") -> Match:
    direction = "high_updates_low" if relation == "updates" else ""
    pair = match(low, high, relation, direction)
    confirm_match(pair, by=by, reason="seen")
    return pair


def values(one: Claim, user: User) -> list[list[int | None]]:
    return [[None if point.low is None else int(point.low) for point in figure.points] for figure in figures_of(one, user)]


def test_values_in_order_of_time_from_every_claim(reviewer: User) -> None:
    newest, oldest, between = count(900, 20), count(300, 1), count(500, 10)
    confirmed(newest, between, reviewer, "contradicts")
    confirmed(oldest, between, reviewer)
    match(newest, oldest)  # a suggestion is no step
    for one in (newest, oldest, between):
        assert values(one, reviewer) == [[300, 500, 900]]
    (figure,) = figures_of(oldest, reviewer)
    assert [(point.claim, point.first, point.clock) for point in figure.points] == [
        (oldest.pk, date(2026, 3, 1), "as_of"),
        (between.pk, date(2026, 3, 10), "as_of"),
        (newest.pk, date(2026, 3, 20), "as_of"),
    ]
    assert (figure.text, figure.cut) == ("300 عامل", False)


def test_what_is_suggested_rejected_or_undone_leads_nowhere(reviewer: User) -> None:
    one, other = count(300, 1), count(500, 10)
    pair = match(one, other, "updates", "high_updates_low")
    assert values(one, reviewer) == []
    confirm_match(pair, by=reviewer, reason="seen")
    assert values(one, reviewer) == [[300, 500]]
    undo(pair, by=reviewer, reason="no")
    assert values(one, reviewer) == []
    reject_match(pair, by=reviewer, reason="another dam")
    assert values(one, reviewer) == []


def test_the_amounts_follow_the_relation_that_a_person_gives(reviewer: User) -> None:
    one, other = count(300, 1), count(500, 10)
    pair = match(one, other, "contradicts")
    confirm_match(pair, by=reviewer, reason="an update", relation="updates", direction="high_updates_low")
    assert list(MatchedQuantity.objects.values_list("relation", flat=True)) == ["updates"]
    confirm_match(pair, by=reviewer, reason="no, a contradiction", relation="contradicts")
    assert list(MatchedQuantity.objects.values_list("relation", flat=True)) == ["contradicts"]
    # Two amounts apart are no figure of two claims that agree.
    confirm_match(pair, by=reviewer, reason="two dams", relation="agrees")
    assert list(MatchedQuantity.objects.values_list("relation", flat=True)) == []


def test_the_past_value_of_a_change_is_passed_and_not_shown(reviewer: User) -> None:
    one, other = count(300, 1), count(500, 10)
    rise = claim("rise", text="ارتفع عدد العاملين من 300 عامل إلى 500 عامل", as_of=DateRange(date(2026, 3, 12), date(2026, 3, 13)))
    was = rise.quantities.get()
    Quantity.objects.filter(pk=was.pk).update(change="from")
    now = Quantity.objects.create(claim=rise, position=1, text="500 عامل", low=500, high=500, qualifier="exact", unit="person", change="to")
    for low, high, pair in ((one, rise, (one.quantities.get(), was)), (other, rise, (other.quantities.get(), now))):
        link = match(low, high, "same")
        MatchedQuantity.objects.create(match=link, quantity_low=pair[0], quantity_high=pair[1], relation="same")
        confirm_match(link, by=reviewer, reason="seen")
    assert values(one, reviewer) == []
    assert [(point.claim, point.low) for figure in figures_of(rise, reviewer) for point in figure.points] == [
        (other.pk, Decimal(500)),
        (rise.pk, Decimal(500)),
    ]


def test_another_desk_sees_nothing_of_it(reviewer: User) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    own = person("reviewer", "own", desk)
    one, other = count(300, 1, confidential_to=desk), count(500, 10, confidential_to=desk)
    confirmed(one, other, own)
    assert (values(one, own), values(one, reviewer)) == ([[300, 500]], [])
    assert signed_in(reviewer).get(f"/api/v1/claims/{one.pk}/timeline/").status_code == 404


def test_a_long_walk_ends_and_says_so(reviewer: User) -> None:
    chain = [count(100 + number, 1 + number % 25) for number in range(MOST_STEPS + 5)]
    for low, high in pairwise(chain):
        pair = match(low, high, "updates", "high_updates_low")
        confirm_match(pair, by=reviewer, reason="seen")
    with CaptureQueriesContext(connection) as queries:
        (figure,) = figures_of(chain[0], reviewer)
    assert (len(figure.points), figure.cut) == (MOST_STEPS + 1, True)
    assert len(queries) <= MOST_STEPS + 8


def test_the_api_says_who_and_when_and_what_came_of_it(reviewer: User) -> None:
    version = article()
    one, other = count(300, 1), count(500, 10, as_of_precision="day")
    claim("place", version=version)
    approved(one, reviewer, person("approver"))
    confirmed(one, other, reviewer)
    (figure,) = signed_in(person("reader")).get(f"/api/v1/claims/{other.pk}/timeline/").json()
    assert figure == {
        "text": "500 عامل",
        "cut": False,
        "points": [
            {
                "claim": claim_id,
                "low": number,
                "high": number,
                "qualifier": "exact",
                "unit": "person",
                "text": f"{int(number)} عامل",
                "first": day,
                "last": day,
                "clock": "as_of",
                "speaker": "سامر الحلواني",
                "outlet": "",
                "verdict": verdict,
                "as_of": [day, day],
                "said": ["2026-03-10", "2026-03-10"],
                "origin": None,
            }
            for claim_id, number, day, verdict in ((one.pk, 300.0, "2026-03-01", "false"), (other.pk, 500.0, "2026-03-10", ""))
        ],
    }


def test_as_lines_for_a_spreadsheet(reviewer: User) -> None:
    one, other = count(300, 1), count(500, 10, version=article(text="سد\n\nقال مدير السد إن عدد العاملين في السد 300 عامل اليوم."))
    confirmed(one, other, reviewer)
    Quantity.objects.filter(claim=one).update(text="=300 عامل")
    client, path = signed_in(person("reader")), f"/api/v1/claims/{one.pk}/timeline/"
    answer = client.get(path, {"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["figure"], row["low"], row["as_of"], row["said"], row["speaker"], row["outlet"]) for row in rows] == [
        ("'=300 عامل", "300.0", "2026-03-01/2026-03-01", "2026-03-10/2026-03-10", "سامر الحلواني", ""),
        ("'=300 عامل", "500.0", "2026-03-10/2026-03-10", "2026-03-10/2026-03-10", "سامر الحلواني", "صحيفة السنبلة"),
    ]
    assert client.get(path, {"as": "csv"}, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
    assert client.get(path, {"as": "xml"}).status_code == 400
