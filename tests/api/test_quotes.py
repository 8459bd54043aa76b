"""Quotes over the API: read by all, corrected by editors on the version that they saw."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Decision, Desk, Quote
from tests.api.people import signed_in
from tests.desk_rows import TEXT, article, person, quote, speaker

pytestmark = pytest.mark.django_db

DAYS = {"first": "2026-03-09", "last": "2026-03-10"}


def correct(user: Any, one: Quote, version: int | None, **fields: Any) -> Any:
    headers = {} if version is None else {"HTTP_IF_MATCH": f'"{version}"'}
    address = f"/api/v1/quotes/{one.pk}/correction/"
    return signed_in(user).post(address, {"reason": "أعدت القراءة", **fields}, format="json", **headers)  # type: ignore[arg-type]


def test_what_an_editor_corrects_one_after_the_other_and_takes_back() -> None:
    editor, one, other = person("editor"), quote(article()), speaker("سميرة الطحان")
    shorter = {"start": one.start, "end": one.end - len(" عامل")}
    told = [
        correct(editor, one, 0, speaker=other.pk).json()["speaker"]["name"],
        correct(editor, one, 1, stated_on=DAYS).json()["stated_on"],
        correct(editor, one, 2, stated_on=None).json()["stated_on"],
        correct(editor, one, 3, words=shorter).json()["text"],
    ]
    assert told == ["سميرة الطحان", ["2026-03-09", "2026-03-10"], None, "عدد العاملين في السد 300"]
    client = signed_in(editor)
    back = client.post(f"/api/v1/quotes/{one.pk}/undo/", {"reason": "كان صحيحا", "version": 4}, format="json").json()
    assert (back["text"], back["version"], Decision.objects.filter(subject="quote").count()) == (one.text, 5, 5)
    assert back == client.get(f"/api/v1/quotes/{one.pk}/").json()


def test_the_second_of_two_learns_who_was_first() -> None:
    one, first, second = quote(article()), person("editor", "first"), person("editor", "second")
    before = signed_in(second).get(f"/api/v1/quotes/{one.pk}/").headers["ETag"]
    assert (before[:3], correct(first, one, 0, stated_on=DAYS).status_code) == ('"0-', 200)
    late = correct(second, one, 0, stated_on=None)
    assert (late.status_code, late.json()["code"], late.json()["params"]["who"]) == (409, "already_decided", "first")
    tagged = signed_in(second).post(
        f"/api/v1/quotes/{one.pk}/correction/", {"reason": "r", "stated_on": None}, format="json", HTTP_IF_MATCH=before
    )
    assert (tagged.status_code, tagged.json()["code"]) == (409, "already_decided")


def test_a_tag_is_of_all_that_the_quote_says() -> None:
    one, editor = quote(article()), person("editor")
    client, address = signed_in(editor), f"/api/v1/quotes/{one.pk}/"
    read = client.get(address).headers["ETag"]
    # The machine is less sure of it by now: nobody decided on the quote, and yet it says something else.
    Quote.objects.filter(pk=one.pk).update(confidence=0.5)
    sent = {"reason": "r", "stated_on": DAYS}
    stale = client.post(f"{address}correction/", sent, format="json", HTTP_IF_MATCH=read)
    assert (stale.status_code, stale.json()["code"]) == (412, "record_changed")
    fresh = client.post(f"{address}correction/", sent, format="json", HTTP_IF_MATCH=client.get(address).headers["ETag"])
    assert (fresh.status_code, fresh.headers["ETag"]) == (200, client.get(address).headers["ETag"])
    assert correct(editor, one, None, stated_on=None).status_code == 428


# What is sent, and the status, code and field that answer.
WRONG: list[tuple[dict[str, Any], int, str, str]] = [
    ({}, 400, "invalid", "non_field_errors"),
    ({"stated_on": None, "words": {"start": 0, "end": 1}}, 400, "invalid", "non_field_errors"),  # one thing at a time
    ({"said": DAYS}, 400, "invalid", "said"),  # a claim's
    ({"stated_on": {"first": "2026-03-10", "last": "2026-03-09"}}, 400, "days_reversed", "stated_on"),
    ({"words": {"start": 5, "end": 5}}, 400, "span_outside", "start"),
    ({"words": {"start": 0, "end": len(TEXT) + 50}}, 400, "span_outside", "start"),
    ({"words": {"start": -1, "end": 5}}, 400, "invalid", "words"),
    ({"speaker": 10**9}, 400, "invalid", "speaker"),
]


@pytest.mark.parametrize(("fields", "status", "code", "field"), WRONG)
def test_what_cannot_be_is_refused(fields: dict[str, Any], status: int, code: str, field: str) -> None:
    one = quote(article())
    answer = correct(person("editor"), one, 0, **fields)
    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (status, code, [field])
    one.refresh_from_db()
    assert one.revision == 0


def test_nothing_that_stands_like_this_already_is_corrected() -> None:
    one = quote(article())
    answer = correct(person("editor"), one, 0, stated_on=None)
    assert (answer.status_code, answer.json()["code"]) == (400, "nothing_changes")


def test_another_desks_quote_is_not_found() -> None:
    desk = Desk.objects.create(name="التحقيقات")
    one = quote(article(desk))
    near, far = person("editor", "near", desk), person("editor", "far", Desk.objects.create(name="الرياضة"))
    answers = [correct(user, one, 0, stated_on=DAYS).status_code for user in (far, near)]
    assert answers == [404, 200]


def test_one_thing_at_a_time_is_asked_for_in_arabic_too() -> None:
    address, sent = f"/api/v1/quotes/{quote(article()).pk}/correction/", {"reason": "r", "version": 0}
    answer = signed_in(person("editor")).post(address, sent, format="json", HTTP_ACCEPT_LANGUAGE="ar")
    assert answer.json()["fields"]["non_field_errors"] == ["صحّح أمرًا واحدًا في كل مرة: speaker, stated_on, words."]
