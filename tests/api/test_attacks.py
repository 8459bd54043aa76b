"""Attacks on whatever the API can change: forged requests, fields that are not the sender's to set, rows of another desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from claims.api.examples import examples
from claims.models import Article, Decision, Desk, Outlet, Speaker, User
from tests.api.people import signed_in
from tests.api.test_endpoints import KINDS, Everything
from tests.api.test_key_scopes import ENDPOINTS
from tests.api.test_schema import FORMS
from tests.desk_rows import person

pytestmark = pytest.mark.django_db


def everybody(name: str = "everybody", desk: Desk | None = None) -> User:
    """Whoever has every role."""
    user = person("editor", name, desk)
    user.groups.add(*Group.objects.all())
    return user


def test_nothing_is_changed_by_a_request_that_rides_on_a_session_without_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(everybody())
    client.get("/settings/keys/")
    token = client.cookies["csrftoken"].value
    writing = [(method, address) for method, address in ENDPOINTS if method != "get"]
    before = Decision.objects.count()

    def ask(method: str, address: str, headers: dict[str, str]) -> int:
        kind: dict[str, Any] = {} if address == "articles/files/" else {"content_type": "application/json"}
        answer: Any = getattr(client, method)(f"/api/v1/{address}", {}, headers=headers, **kind)
        return int(answer.status_code)

    def refused(**headers: str) -> list[tuple[str, str]]:
        return [one for one in writing if ask(*one, headers) == 403]

    assert refused() == writing
    # With it, each is refused for something else: there is no such row, or the body says nothing.
    assert refused(**{"X-CSRFToken": token}) == []
    assert Decision.objects.count() == before


# What a form must not take from whoever fills it in.
NOT_THEIRS = {
    "id": 1, "pk": 1, "by": 1, "actor": "approver", "author": "approver", "added_by": 1, "owner": 1, "user": 1, "confidential_to": 1,
    "is_placeholder": True, "created_at": "2026-03-10", "undoes": 1, "to_state": "reviewed", "merged_into": 1, "origin_by_hand": True,
}  # fmt: skip


@pytest.mark.parametrize(("form", "component"), FORMS)
def test_a_form_takes_no_field_that_is_not_the_senders_to_set(form: Any, component: str) -> None:
    Speaker.objects.create(pk=11, kind="person", name="س. الحلواني", key="س. الحلواني")
    Outlet.objects.create(pk=4, name="المرصد")
    Article.objects.create(pk=16, outlet=Outlet.objects.get(is_placeholder=True), identity="x", added_by=User.objects.system())
    request = HttpRequest()
    request.user = everybody("reviewer")
    sent = examples(component)["arabic"]["value"]

    def blamed(data: Mapping[str, Any]) -> Any:
        filled = form(data=data, context={"request": request})
        filled.is_valid()
        return filled.errors

    assert (blamed(sent), blamed({**sent, **NOT_THEIRS}).keys()) == ({}, NOT_THEIRS.keys())
    for name, value in sent.items():
        if isinstance(value, dict):
            assert blamed({**sent, name: {**value, **NOT_THEIRS}})[name].keys() == NOT_THEIRS.keys()


def writes() -> Iterator[tuple[str, str, Any]]:
    """Every operation that changes a row: method, address and the body of its example."""
    document: Any = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # drf-spectacular's
    for path, methods in document["paths"].items():
        if "{id}" in path and path.split("/")[3] in KINDS:
            for method, operation in methods.items():
                if method != "get":
                    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
                    yield method, path, content["examples"]["arabic"]["value"] if content else {}


def test_rows_of_another_desk_are_to_every_write_as_if_they_were_not_there() -> None:
    desk = Desk.objects.create(name="التحقيقات")
    everything = Everything(desk)
    everything.add(0)
    outsider, own = signed_in(everybody("outsider", Desk.objects.create(name="الرياضة"))), signed_in(everybody("own", desk))
    piece = everything.rows["evidence"].pk
    before, tried = Decision.objects.exclude(subject="user").count(), 0

    def answer(client: Any, method: str, path: str, pk: int, body: Any) -> tuple[int, str]:
        address = path.format(id=pk, number=piece)
        with transaction.atomic():
            told: Any = getattr(client, method)(address, body, format="json")
            transaction.set_rollback(True)
        return told.status_code, told.content.decode().replace(str(pk), "N")

    for method, path, body in writes():
        there, nowhere = everything.rows[path.split("/")[3]].pk, 10**9
        assert answer(outsider, method, path, there, body) == answer(outsider, method, path, nowhere, body), path
        # The row is there for who may see it, so that the above says something.
        assert answer(outsider, method, path, there, body)[0] == 404 != answer(own, method, path, there, body)[0], path
        tried += 1
    assert (tried >= 25, Decision.objects.exclude(subject="user").count()) == (True, before)
