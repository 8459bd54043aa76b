"""An answer is given again only where making it anew would give the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims.api.unchanged import Answers
from claims.models import Claim, Desk
from claims.pipeline.keys import issue_key
from claims.rights import Action
from tests.api.people import signed_in
from tests.desk_rows import article, claim, person

# What a request sees of its own transaction is not in its snapshot: within one nothing is kept.
outside_a_transaction = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LIST = "/api/v1/claims/"
SNAPSHOT = "SELECT pg_current_snapshot()::text"


def statements(client: APIClient, **headers: Any) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(LIST, **headers).status_code == 200
    return [one["sql"] for one in asked.captured_queries]


def texts(client: APIClient) -> list[str]:
    return [one["text"] for one in client.get(LIST).json()["results"]]


@outside_a_transaction
def test_a_page_is_read_once_as_long_as_nothing_is_written() -> None:
    claim(text="وصل 300 جندي.")
    client = signed_in(person("reader"))
    first = client.get(LIST)
    assert statements(client) == [SNAPSHOT]
    again = client.get(LIST, HTTP_IF_NONE_MATCH='"x"')
    assert (again.status_code, again.content, again.headers["ETag"]) == (200, first.content, first.headers["ETag"])
    assert client.get(LIST, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 304


@outside_a_transaction
def test_whatever_is_written_is_in_the_next_answer() -> None:
    one, client = claim(text="وصل 300 جندي."), signed_in(person("reader"))
    assert texts(client) == ["وصل 300 جندي."]
    Claim.objects.filter(pk=one.pk).update(text="وصل 400 جندي.")
    assert texts(client) == ["وصل 400 جندي."]
    claim("b", text="They left.")
    assert texts(client) == ["They left.", "وصل 400 جندي."]


@outside_a_transaction
def test_what_is_written_while_an_answer_is_made_is_in_the_next() -> None:
    """A transaction that began earlier and ends later is in neither snapshot, and in the second answer."""
    one, client = claim(text="وصل 300 جندي."), signed_in(person("reader"))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("UPDATE claims_claim SET text = %s WHERE id = %s", ["وصل 400 جندي.", one.pk])
            assert (texts(client), texts(client)) == (["وصل 300 جندي."], ["وصل 300 جندي."])
            claim("b", text="They left.")
            assert texts(client) == ["They left.", "وصل 300 جندي."]
            cursor.execute("COMMIT")
        assert texts(client) == ["They left.", "وصل 400 جندي."]
    finally:
        other.close()


@outside_a_transaction
def test_nobody_is_given_what_another_may_see() -> None:
    desk = Desk.objects.create(name="investigations")
    claim(text="وصل 300 جندي.", version=article(confidential_to=desk), confidential_to=desk)
    insider, outsider = (signed_in(person("reader", name, desk=at)) for name, at in (("a", desk), ("b", None)))
    assert (texts(insider), texts(outsider), texts(insider)) == (["وصل 300 جندي."], [], ["وصل 300 جندي."])


@outside_a_transaction
def test_a_key_is_given_no_more_than_its_scopes_open() -> None:
    """Both are keys of one person."""
    claim(text="وصل 300 جندي.")
    reader, answers = person("reader"), []
    for scope in (Action.READ, Action.READ_PUBLISHED):
        _, secret = issue_key(name=scope.value, scopes=[scope], by=reader)
        answers.append([APIClient().get(LIST, HTTP_AUTHORIZATION=f"Bearer {secret}").status_code for _ in range(2)])
    assert answers == [[200, 200], [403, 403]]


@outside_a_transaction
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_CACHE_CONTROL": "no-cache"},  # asked for anew
        {"HTTP_ACCEPT_LANGUAGE": "ar"},  # another language
        {"HTTP_HOST": "other.example"},  # its links lead elsewhere
    ],
)
def test_another_request_is_answered_anew(headers: dict[str, str], settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    claim()
    client = signed_in(person("reader"))
    texts(client)
    assert len(statements(client, **headers)) > 1


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_kept() -> None:
    one, client = claim(text="وصل 300 جندي."), signed_in(person("reader"))
    texts(client)
    Claim.objects.filter(pk=one.pk).update(text="وصل 400 جندي.")
    assert texts(client) == ["وصل 400 جندي."]


def test_beyond_so_many_octets_what_was_asked_for_longest_ago_is_dropped() -> None:
    answers = Answers(most=10, seconds=60)
    answers.keep("a", b"12345")
    answers.keep("b", b"12345")
    assert answers.find("a") == b"12345"
    answers.keep("c", b"123")
    assert [answers.find(one) for one in "abc"] == [b"12345", None, b"123"]
    # Kept again it is counted once; what is longer than all that may be kept is not kept.
    answers.keep("c", b"12345")
    answers.keep("d", b"12345678901")
    assert [answers.find(one) for one in "abcd"] == [None, None, None, None]


def test_after_so_many_seconds_an_answer_is_made_anew() -> None:
    answers = Answers(most=10, seconds=0)
    answers.keep("a", b"12345")
    assert answers.find("a") is None
