"""Webhooks are made, changed and switched by their owners, and refused with the field that is to blame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from claims.errors import FactcheckError, InputRefused, NotAllowed
from claims.models import Delivery, User, Webhook
from claims.pipeline.sealing import unseal
from claims.pipeline.webhooks import (
    MOST_OF_ONE_OWNER,
    change_webhook,
    delete_webhook,
    machine_switches_off,
    make_webhook,
    rotate_secret,
    send_again,
    send_test,
    switch_off,
    switch_on,
)
from tests.api.people import person

pytestmark = pytest.mark.django_db

GOOD: dict[str, Any] = {"name": "غرفة الأخبار", "address": "https://chat.example/hook", "events": ["claim.created"]}


def made(by: User, **fields: Any) -> Webhook:
    return make_webhook(**{**GOOD, **fields}, by=by)[0]


def test_the_secret_is_told_once_and_stored_sealed() -> None:
    webhook, secret = make_webhook(**GOOD, by=person("editor"))
    stored = Webhook.objects.values().get(pk=webhook.pk)
    assert secret.startswith("whsec_")
    assert [name for name, value in stored.items() if isinstance(value, str) and secret.removeprefix("whsec_") in value] == []
    assert unseal(stored["secret"]) == secret


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"name": " "}, "name", "webhook_unnamed"),
    ({"address": "ftp://chat.example/"}, "address", "address_refused"),
    ({"address": "http://user:word@chat.example/"}, "address", "address_refused"),
    ({"address": "https://chat.example:22/"}, "address", "port_refused"),
    ({"events": []}, "events", "webhook_events"),
    ({"events": ["claim.created", "claim.eaten"]}, "events", "webhook_events"),
    ({"filter": "langage=ar"}, "filter", "filter_unknown"),
    ({"filter": "status=eaten"}, "filter", "filter_wrong"),
    ({"filter": "amount_min=كثير"}, "filter", "filter_wrong"),
]


@pytest.mark.parametrize(("fields", "field", "code"), REFUSED)
def test_what_cannot_be_is_refused_on_making_and_on_changing(fields: dict[str, Any], field: str, code: str) -> None:
    editor = person("editor")
    with pytest.raises(InputRefused) as refused:
        made(editor, **fields)
    webhook = made(editor)
    with pytest.raises(InputRefused) as changed:
        change_webhook(webhook, by=editor, **fields)
    assert [(one.value.field, one.value.code) for one in (refused, changed)] == [(field, code)] * 2
    assert Webhook.objects.values_list("name", "address", "events", "filter").get() == (*GOOD.values(), "")


def test_one_person_has_so_many_at_most() -> None:
    editor = person("editor")
    for _ in range(MOST_OF_ONE_OWNER):
        made(editor)
    with pytest.raises(InputRefused, match="20 webhooks"):
        made(editor)


# Who may do it with the webhook of an editor. What is sent follows the owner's eyes, so that nobody else says where to.
DEEDS: list[tuple[Callable[[Webhook, User], Any], set[str]]] = [
    (lambda webhook, by: change_webhook(webhook, by=by, address="https://elsewhere.example/"), {"editor"}),
    (lambda webhook, by: rotate_secret(webhook, by=by), {"editor"}),
    (lambda webhook, by: switch_on(webhook, by=by), {"editor"}),
    (lambda webhook, by: send_test(webhook, by=by), {"editor"}),
    (lambda webhook, by: send_again(webhook.deliveries.get(), by=by), {"editor"}),
    # What ends it tells nobody anything.
    (lambda webhook, by: switch_off(webhook, by=by), {"editor", "administrator"}),
    (lambda webhook, by: delete_webhook(webhook, by=by), {"editor", "administrator"}),
]


@pytest.mark.parametrize(("deed", "roles"), DEEDS)
def test_who_may_do_it(deed: Callable[[Webhook, User], Any], roles: set[str]) -> None:
    owner = person("editor", "the owner")
    people = {"editor": owner, **{role: person(role) for role in ("reader", "reviewer", "approver", "administrator")}}
    done = set()
    for role, by in people.items():
        webhook = made(owner)
        send_test(webhook, by=owner)
        stood = Webhook.objects.values().get(pk=webhook.pk)
        try:
            deed(webhook, by)
            done.add(role)
        except NotAllowed:
            assert (Webhook.objects.values().get(pk=webhook.pk), Delivery.objects.filter(webhook=webhook).count()) == (stood, 1)
    assert done == roles


def test_a_reader_makes_none() -> None:
    with pytest.raises(NotAllowed):
        made(person("reader"))


def test_whose_it_is_and_what_is_left_to_others_is_said() -> None:
    webhook = made(person("editor", "سلمى"))
    with pytest.raises(NotAllowed, match="Only سلمى, whose webhook it is, may do this; who manages users may switch it off and delete it"):
        rotate_secret(webhook, by=person("administrator"))


def test_the_secret_changes_and_the_earlier_one_is_kept_beside_it() -> None:
    editor = person("editor")
    webhook, first = make_webhook(**GOOD, by=editor)
    second = rotate_secret(webhook, by=editor)
    webhook.refresh_from_db()
    assert (first != second, unseal(webhook.secret), unseal(webhook.previous_secret)) == (True, second, first)


def test_what_is_off_sends_no_test() -> None:
    editor = person("editor")
    webhook = made(editor)
    delivery = send_test(webhook, by=editor)
    switch_off(webhook, by=editor)
    for deed in (lambda: send_test(webhook, by=editor), lambda: send_again(delivery, by=editor)):
        with pytest.raises(FactcheckError, match="switched off"):
            deed()
    switch_on(webhook, by=editor)
    assert (webhook.is_active, webhook.off_reason) == (True, "")


def test_the_owner_is_told_once_in_their_language(django_capture_on_commit_callbacks: Any) -> None:
    webhook = made(person("editor", email="editor@desk.example", language="ar"))
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            machine_switches_off(webhook, Webhook.Off.FAILING)
        assert mail.outbox == []  # before it is committed
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.off_reason) == (False, "failing")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["editor@desk.example"], "أُوقف الإشعار «غرفة الأخبار»")


@pytest.mark.parametrize(("backend", "address"), [("dummy", "editor@desk.example"), ("locmem", "")])
def test_without_a_server_or_an_address_no_mail_is_sent(
    settings: Settings, backend: str, address: str, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    with django_capture_on_commit_callbacks() as called:
        machine_switches_off(made(person("editor", email=address)), Webhook.Off.GONE)
    assert called == []
    assert mail.outbox == []
    assert Webhook.objects.get().off_reason == "gone"
