"""Webhooks in the admin: the secret is shown once, what is refused is told at its field, and everybody sees their own."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from django.test import Client

from claims.models import Delivery, User, Webhook
from claims.pipeline import webhooks
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.sealing import unseal
from claims.pipeline.webhooks import delete_webhook, make_webhook, send_test
from tests.api.people import person

pytestmark = pytest.mark.django_db

ADMIN = "/admin/claims/webhook/"
FORM = {"name": "غرفة الأخبار", "address": "https://chat.example/hook", "events": ["claim.created"], "filter": ""}


def desk(user: User) -> Client:
    grant_admin_permissions()
    client = Client()
    client.force_login(user)
    return client


def made(by: User) -> Webhook:
    return make_webhook(**{**FORM, "by": by})[0]  # type: ignore[arg-type]


def act(client: Client, page: str, action: str, *rows: Any, **sent: str) -> str:
    body = {"action": action, "_selected_action": [row.pk for row in rows], **sent}
    return client.post(f"/admin/claims/{page}/", body, follow=True, headers={"accept-language": "en"}).content.decode()


def test_the_secret_is_shown_once() -> None:
    client = desk(person("editor", is_staff=True))
    page = client.post(f"{ADMIN}add/", FORM, follow=True, headers={"accept-language": "en"}).content.decode()
    webhook = Webhook.objects.get()
    secret = unseal(webhook.secret)
    assert (webhook.owner.username, f"<code dir='ltr'>{secret}</code>" in page) == ("editor", True)
    assert secret not in client.get(f"{ADMIN}{webhook.pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("fields", "blamed"),
    [({"address": "http://user@chat.example/"}, "address"), ({"filter": "langage=ar"}, "filter"), ({"events": []}, "events")],
)
def test_what_is_refused_is_told_at_its_field(fields: dict[str, Any], blamed: str) -> None:
    editor = person("editor", is_staff=True)
    client, webhook = desk(editor), made(editor)
    for path in ("add/", f"{webhook.pk}/change/"):
        answer = client.post(ADMIN + path, {**FORM, **fields})
        assert (answer.status_code, list(answer.context["adminform"].form.errors)) == (200, [blamed])
    assert Webhook.objects.count() == 1


def test_changed_switched_tested_rotated_sent_again_and_deleted() -> None:
    editor = person("editor", is_staff=True)
    client, webhook = desk(editor), made(editor)
    client.post(f"{ADMIN}{webhook.pk}/change/", {**FORM, "name": "أرشيف"})
    act(client, "webhook", "turn_off", webhook, confirmed="yes")
    assert Webhook.objects.values_list("name", "is_active").get() == ("أرشيف", False)
    assert "switched off: switch it on first" in act(client, "webhook", "test", webhook)
    act(client, "webhook", "turn_on", webhook)
    act(client, "webhook", "test", webhook)
    Delivery.objects.update(state="delivered")
    act(client, "delivery", "again", Delivery.objects.get())
    assert Delivery.objects.get().state == "waiting"
    page = act(client, "webhook", "rotate", webhook, confirmed="yes")
    assert unseal(Webhook.objects.get().secret) in page
    client.post(f"{ADMIN}{webhook.pk}/delete/", {"post": "yes"})
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("action", ["turn_off", "rotate"])
def test_what_receivers_notice_is_confirmed_on_a_page_that_names_all(action: str) -> None:
    editor = person("editor", is_staff=True)
    client, rows = desk(editor), [made(editor), made(editor)]
    stood = list(Webhook.objects.values())
    asked = client.post(ADMIN, {"action": action, "_selected_action": [row.pk for row in rows]})
    hidden = [("action", action), *(("_selected_action", row.pk) for row in rows)]
    assert (asked.context["hidden"], len(asked.context["lines"])) == (hidden, 2)
    assert list(Webhook.objects.values()) == stood
    act(client, "webhook", action, *rows, confirmed="yes")
    assert [one for one in Webhook.objects.values() if one in stood] == []


def test_who_manages_users_ends_the_webhook_of_another_and_no_more() -> None:
    owner, administrator = person("editor", is_staff=True), person("administrator", is_staff=True)
    client, webhook = desk(administrator), made(owner)
    delivery = send_test(webhook, by=owner)
    stood = Webhook.objects.values().get()
    page = client.get(f"{ADMIN}{webhook.pk}/change/")
    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert client.post(f"{ADMIN}{webhook.pk}/change/", {**FORM, "address": "https://elsewhere.example/"}).status_code == 403
    for where, action, row in (("webhook", "rotate", webhook), ("webhook", "test", webhook), ("delivery", "again", delivery)):
        assert "Only editor, whose webhook it is, may do this" in act(client, where, action, row, confirmed="yes")
    assert (Webhook.objects.values().get(), Delivery.objects.count()) == (stood, 1)
    act(client, "webhook", "turn_off", webhook, confirmed="yes")
    assert "Only editor, whose webhook it is, may do this" in act(client, "webhook", "turn_on", webhook)
    assert Webhook.objects.values_list("is_active", "off_reason").get() == (False, "by_person")
    client.post(f"{ADMIN}{webhook.pk}/delete/", {"post": "yes"})
    assert not Webhook.objects.exists()


def test_several_are_deleted_by_the_stage_one_by_one(monkeypatch: Any) -> None:
    editor = person("editor", is_staff=True)
    client, rows = desk(editor), [made(editor), made(editor)]
    asked = Mock(side_effect=delete_webhook)
    monkeypatch.setattr(webhooks, "delete_webhook", asked)
    client.post(ADMIN, {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"})
    assert (asked.call_count, Webhook.objects.exists()) == (2, False)


def test_everybody_sees_their_own_and_who_manages_users_all() -> None:
    owner, other, administrator = (person(role, is_staff=True) for role in ("editor", "approver", "administrator"))
    webhook = made(owner)
    delivery = send_test(webhook, by=owner)
    seen = []
    for user in (owner, other, administrator):
        client = desk(user)
        lists = [client.get(f"/admin/claims/{page}/").context["cl"].result_count for page in ("webhook", "delivery")]
        pages = [client.get(f"/admin/claims/{page}/change/").status_code for page in (f"webhook/{webhook.pk}", f"delivery/{delivery.pk}")]
        seen.append((lists, pages))
    assert seen == [([1, 1], [200, 200]), ([0, 0], [302, 302]), ([1, 1], [200, 200])]
