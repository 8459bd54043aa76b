"""Webhooks by the API: made, read, changed, tested and deleted by their owner; nobody else sees that they are there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection
from rest_framework.test import APIClient

from claims.models import Delivery, User, Webhook
from claims.pipeline.keys import issue_key
from claims.pipeline.webhooks import send_test
from claims.rights import Action
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db

BODY: dict[str, Any] = {
    "name": "غرفة الأخبار",
    "address": "https://chat.example/hook",
    "events": ["fact_check.published"],
    "filter": "language=ar",
}


def post(user: User, path: str = "", body: Any = None) -> Any:
    return signed_in(user).post(f"/api/v1/webhooks/{path}", body if body is not None else {}, format="json")


def made(user: User) -> int:
    return int(post(user, body=BODY).json()["id"])


def test_the_secret_is_in_the_first_answer_and_in_no_other() -> None:
    editor = person("editor")
    answer = post(editor, body=BODY)
    record = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"http://testserver/api/v1/webhooks/{record['id']}/")
    secret = record.pop("secret")
    assert secret.startswith("whsec_")
    assert {name: record[name] for name in (*BODY, "owner", "is_active")} == {**BODY, "owner": "editor", "is_active": True}
    client = signed_in(editor)
    for path in ("", f"{record['id']}/"):
        assert secret not in client.get(f"/api/v1/webhooks/{path}").content.decode()
    rotated = post(editor, f"{record['id']}/rotate-secret/").json()["secret"]
    assert (rotated.startswith("whsec_"), rotated != secret) == (True, True)


@pytest.mark.parametrize(
    ("fields", "blamed"),
    [
        ({"address": "http://user@chat.example/"}, "address"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"events": []}, "events"),
        ({"events": ["claim.eaten"]}, "events"),
        ({"filter": "langage=ar"}, "filter"),
        ({"name": ""}, "name"),
        # A field that is not known changes nothing without a word.
        ({"active": False}, "active"),
    ],
)
def test_what_cannot_be_is_told_by_its_field_and_changes_nothing(fields: dict[str, Any], blamed: str) -> None:
    editor = person("editor")
    answer = post(editor, body={**BODY, **fields})
    number = made(editor)
    changed = signed_in(editor).patch(f"/api/v1/webhooks/{number}/", fields, format="json")
    assert [(one.status_code, list(one.json()["fields"])) for one in (answer, changed)] == [(400, [blamed])] * 2
    assert Webhook.objects.values("name", "address", "events", "filter").get() == BODY


def test_changed_and_switched() -> None:
    editor = person("editor")
    address, client = f"/api/v1/webhooks/{made(editor)}/", signed_in(editor)
    changed = client.patch(address, {"events": ["claim.created"], "is_active": False}, format="json").json()
    assert (changed["events"], changed["is_active"], changed["off_reason"], changed["name"]) == (
        ["claim.created"],
        False,
        "by_person",
        BODY["name"],
    )
    refused = post(editor, address.removeprefix("/api/v1/webhooks/") + "ping/")
    assert (refused.status_code, refused.json()["code"]) == (400, "webhook_off")
    assert client.patch(address, {"is_active": True}, format="json").json()["off_reason"] == ""
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_who_saw_another_webhook_changes_nothing() -> None:
    editor = person("editor")
    address, client = f"/api/v1/webhooks/{made(editor)}/", signed_in(editor)
    tag = client.get(address).headers["ETag"]
    assert client.patch(address, {"name": "الأرشيف"}, format="json", HTTP_IF_MATCH=tag).status_code == 200
    for refused in (client.patch(address, {"name": "ب"}, format="json", HTTP_IF_MATCH=tag), client.delete(address, HTTP_IF_MATCH=tag)):
        assert (refused.status_code, refused.json()["code"]) == (412, "record_changed")
    assert Webhook.objects.get().name == "الأرشيف"


def test_a_test_is_logged_and_sent_again() -> None:
    editor = person("editor")
    number = made(editor)
    answer = post(editor, f"{number}/ping/")
    assert (answer.status_code, answer.json()["event"], answer.json()["state"]) == (202, "ping", "waiting")
    Delivery.objects.update(state="given_up", attempts=9)
    client = signed_in(editor)
    (logged,) = client.get("/api/v1/deliveries/", {"webhook": str(number), "state": "given_up", "event": "ping"}).json()["results"]
    again = client.post(f"/api/v1/deliveries/{logged['id']}/redeliver/")
    assert (again.status_code, again.json()["state"], again.json()["key"]) == (202, "waiting", logged["key"])


def test_nobody_else_sees_it_and_who_manages_users_does() -> None:
    owner, other, administrator = person("editor"), person("approver"), person("administrator")
    number = made(owner)
    delivery = send_test(Webhook.objects.get(), by=owner)
    for path in (f"webhooks/{number}/", f"deliveries/{delivery.pk}/"):
        answers = [signed_in(user).get(f"/api/v1/{path}").status_code for user in (owner, other, administrator)]
        assert answers == [200, 404, 200]
    lists = [len(signed_in(user).get("/api/v1/deliveries/").json()["results"]) for user in (owner, other, administrator)]
    assert lists == [1, 0, 1]
    for path in (f"{number}/ping/", f"{number}/rotate-secret/"):
        assert post(other, path).status_code == 404
    assert signed_in(other).delete(f"/api/v1/webhooks/{number}/").status_code == 404


# What is asked of the webhook of an editor, and what who manages users is answered.
OF_ANOTHER: list[tuple[str, str, dict[str, Any], int]] = [
    ("patch", "webhooks/{webhook}/", {"address": "https://elsewhere.example/"}, 403),
    ("patch", "webhooks/{webhook}/", {"address": "https://elsewhere.example/", "is_active": False}, 403),
    ("post", "webhooks/{webhook}/rotate-secret/", {}, 403),
    ("post", "webhooks/{webhook}/ping/", {}, 403),
    ("post", "deliveries/{delivery}/redeliver/", {}, 403),
    ("patch", "webhooks/{webhook}/", {"is_active": True}, 403),
    # What ends it.
    ("patch", "webhooks/{webhook}/", {"is_active": False}, 200),
    ("delete", "webhooks/{webhook}/", {}, 204),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), OF_ANOTHER)
def test_who_manages_users_ends_the_webhook_of_another_and_no_more(method: str, path: str, body: dict[str, Any], status: int) -> None:
    owner, client = person("editor"), signed_in(person("administrator"))
    number = made(owner)
    delivery = send_test(Webhook.objects.get(), by=owner)
    stood = Webhook.objects.values().get()
    answer = getattr(client, method)(f"/api/v1/{path.format(webhook=number, delivery=delivery.pk)}", body, format="json")
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["code"] == "webhook_of_another"
        assert (Webhook.objects.values().get(), Delivery.objects.count()) == (stood, 1)


def test_what_is_asked_at_once_is_done_whole_or_not_at_all() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_webhook ADD CONSTRAINT never_off CHECK (is_active)")
    editor = person("editor")
    number = made(editor)
    with pytest.raises(IntegrityError):
        signed_in(editor).patch(f"/api/v1/webhooks/{number}/", {"name": "أرشيف", "is_active": False}, format="json")
    assert Webhook.objects.values_list("name", "is_active").get() == (BODY["name"], True)


def test_a_key_that_may_only_read_makes_none() -> None:
    editor, client = person("editor"), APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_key(name='k', scopes=[Action.READ], by=editor)[1]}")
    assert client.post("/api/v1/webhooks/", BODY, format="json").status_code == 403
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_key(name='k', scopes=[Action.READ, Action.SUBSCRIBE], by=editor)[1]}")
    assert client.post("/api/v1/webhooks/", BODY, format="json").status_code == 201
