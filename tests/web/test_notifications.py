"""The list behind the bell."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from claims.models import Desk, Notification, User
from claims.pipeline.assign import assign
from claims.web.notifications import A_PAGE
from tests.desk_rows import approved, article, claim, match, person

pytestmark = pytest.mark.django_db


def at(user: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


def given(user: User, key: str, **fields: Any) -> Notification:
    editor = User.objects.filter(username="editor").first() or person("editor", desk=fields.get("confidential_to"))
    one = claim(key, version=article(), **fields)
    assign(one, desk=None, assignee=user, by=editor, reason="for you")
    return Notification.objects.get(claim=one)


def test_the_newest_first_a_page_at_a_time() -> None:
    user = person("reviewer")
    rows = [given(user, f"{number}") for number in range(A_PAGE + 2)]
    client = at(user)
    first = client.get("/notifications/").context
    assert [row.pk for row, _ in first["rows"]] == [row.pk for row in reversed(rows[2:])]
    second = client.get("/notifications/", {"before": first["before"]}).context
    assert ([row.pk for row, _ in second["rows"]], second["before"]) == ([rows[1].pk, rows[0].pk], 0)
    assert client.get("/notifications/", {"before": "nonsense"}).status_code == 200


def test_only_ones_own_are_shown_and_marked() -> None:
    user, other = person("reviewer"), person("reviewer", "other")
    mine, theirs = given(user, "a"), given(other, "b")
    client = at(user)
    assert [row.pk for row, _ in client.get("/notifications/").context["rows"]] == [mine.pk]
    assert client.post("/notifications/read/", {"id": [mine.pk, theirs.pk, "x"]}).status_code == 302
    assert list(Notification.objects.unread()) == [theirs]
    assert client.get("/notifications/read/").status_code == 405


def test_what_arrives_after_the_page_was_loaded_stays_unread() -> None:
    user = person("reviewer")
    first = given(user, "a")
    client = at(user)
    (newest,) = re.findall(r'name="newest" value="(\d+)"', client.get("/notifications/").content.decode())
    late = given(user, "b")
    client.post("/notifications/read/", {"newest": newest})
    assert (newest, list(Notification.objects.unread())) == (str(first.pk), [late])


def test_opening_a_claim_is_reading_what_is_told_of_it() -> None:
    user = person("reviewer")
    first, second = given(user, "a"), given(user, "b")
    client = at(user)
    client.get("/desk/")
    assert Notification.objects.unread().count() == 2, "what the queue shows was not asked for"
    client.get(f"/desk/claims/{first.claim_id}/")
    client.get(f"/claims/{second.claim_id}/")
    assert Notification.objects.unread().count() == 0


def test_what_is_settled_says_so() -> None:
    user = person("reviewer")
    row = given(user, "a")
    client = at(user)
    assert [stands for _, stands in client.get("/notifications/").context["rows"]] == [True]
    row.claim.refresh_from_db()
    assign(row.claim, desk=None, assignee=None, by=user, reason="not mine")
    answer = client.get("/notifications/")
    assert [stands for _, stands in answer.context["rows"]] == [False]
    assert "settled since" in answer.content.decode()


def test_a_confidential_claim_is_gone_with_the_desk() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    user = person("reviewer", desk=desk)
    given(user, "a", confidential_to=desk)
    assert len(at(user).get("/notifications/").context["rows"]) == 1
    User.objects.filter(pk=user.pk).update(desk=None)
    assert at(user).get("/notifications/").context["rows"] == []


def test_the_queries_are_the_same_for_one_and_three(django_assert_max_num_queries: Any) -> None:
    author, approver = person("reviewer"), person("approver")
    one = claim("a", version=article())
    approved(one, author, approver)
    counts = []
    client = at(author)
    for number in (1, 3):
        for key in range(number):
            match(one, claim(f"m{number}{key}"))
        with django_assert_max_num_queries(10) as asked:
            assert client.get("/notifications/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_forged_address_stops_nobodys_mails(client: Client) -> None:
    assert client.post("/unsubscribe/WzEsImFzc2lnbmVkIl0:1abc:forged/").status_code == 404
