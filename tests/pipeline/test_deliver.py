"""Against a receiver that fails, hangs, redirects inwards and forgets: every event arrives under its key, in bounded time, nowhere else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from standardwebhooks import Webhook as Verifier

from claims.clients.network import Network
from claims.models import Delivery, DeliveryAttempt, Desk, User, Webhook
from claims.pipeline.deliver import GAPS, GIVE_UP_AFTER, KEPT_FOR, LEASE, LIMITS, deliver_due, forget_old, gap
from claims.pipeline.notify import collect
from claims.pipeline.webhooks import make_webhook, rotate_secret, send_again, send_test, switch_off, switch_on
from claims.tasks import read_version
from tests.api.people import person
from tests.desk_rows import article, claim, in_review
from tests.receiver import Answer, Receiver, receiver

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as standing:
        yield standing


def door(hook: Receiver, *more: Receiver) -> Network:
    return Network(agent="Factcheck/1", allow=[one.authority for one in (hook, *more)])


@pytest.fixture
def made(hook: Receiver, settings: Any) -> tuple[Webhook, str]:
    settings.NETWORK_ALLOW = [hook.authority]
    owner = person("editor", email="editor@desk.example")
    return make_webhook(name="غرفة الأخبار", address=hook.address, events=["claim.created", "claim.status_changed"], by=owner)


def send(webhook: Webhook, hook: Receiver) -> int:
    collect(webhook.pk)
    return deliver_due(webhook.pk, door(hook))


def pass_time(by: timedelta) -> None:
    """As if it had gone by for everything that waits."""
    for row in Delivery.objects.all():
        Delivery.objects.filter(pk=row.pk).update(next_at=row.next_at - by, created_at=row.created_at - by)
    for one in Webhook.objects.all():
        since = one.failing_since - by if one.failing_since else None
        Webhook.objects.filter(pk=one.pk).update(next_at=one.next_at - by, busy_until=one.busy_until - by, failing_since=since)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_an_event_arrives_signed_as_others_verify_it(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, secret = made
    one = claim()
    in_review(one, person("reviewer"))
    assert send(webhook, hook) == 2
    created, moved = hook.told
    for told in hook.told:
        assert Verifier(secret).verify(told.body, dict(told.headers)) == told.record
    assert created.headers["idempotency-key"] == created.key != moved.key
    assert (created.headers["content-type"], created.path) == ("application/json", "/hook")
    assert created.record["type"] == "claim.created"
    assert created.record["data"]["claim"] == {
        "id": one.pk,
        "url": f"http://127.0.0.1:8000/api/v1/claims/{one.pk}/",
        "text": "عدد العاملين في السد 300 عامل",
        "language": "ar",
        "speaker": {"id": one.speaker_root_id, "kind": "person", "name": "سامر الحلواني"},
        "said": ["2026-03-10", "2026-03-10"],
        "published": None,
        "as_of": None,
        "checkworthiness": 0.5,
        "status": "in_review",  # as it stands now
        "version": 1,
    }
    (decision,) = moved.record["data"]["decisions"]
    assert {name: decision[name] for name in ("version", "from", "to", "reason")} == {
        "version": 1,
        "from": "unreviewed",
        "to": "in_review",
        "reason": "mine",
    }
    assert "decisions" not in created.record["data"]
    assert states() == ["delivered", "delivered"]
    assert send(webhook, hook) == 0


def test_after_a_change_of_the_secret_both_verify_for_a_day(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, first = made
    second = rotate_secret(webhook, by=webhook.owner)
    claim("a")
    send(webhook, hook)
    Webhook.objects.update(rotated_at=timezone.now() - timedelta(days=1, minutes=1))
    claim("b")
    send(webhook, hook)
    signed = [len(told.headers["webhook-signature"].split()) for told in hook.told]
    for secret in (first, second):
        Verifier(secret).verify(hook.told[0].body, dict(hook.told[0].headers))
    Verifier(second).verify(hook.told[1].body, dict(hook.told[1].headers))
    assert signed == [2, 1]


def test_a_failing_receiver_is_tried_with_growing_gaps_and_every_event_arrives(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, _ = made
    hook.answer = lambda number: Answer(500 if number < 6 else 200)
    for key in "abcd":
        claim(key)
    # Three fail, then the receiver is let rest and nothing more is tried.
    assert (send(webhook, hook), send(webhook, hook)) == (3, 0)
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.next_at > timezone.now()) == (3, True)
    turns = 0
    while set(states()) != {"delivered"}:
        pass_time(timedelta(hours=1))
        assert send(webhook, hook) >= 1
        turns += 1
        assert turns < 10
    keys = dict(Delivery.objects.values_list("key", "attempts"))
    assert {key: hook.keys().count(key) for key in keys} == keys
    assert len(keys) == 4
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since, webhook.is_active) == (0, None, True)
    assert list(DeliveryAttempt.objects.order_by("pk").values_list("status", "error_code")) == [
        (500, "http_status") if number < 6 else (200, "") for number in range(len(hook.told))
    ]


def test_gaps_grow_and_last_less_than_two_days_each() -> None:
    assert list(GAPS) == sorted(set(GAPS))
    assert gap(0) == GAPS[0]
    assert gap(1_000) == GAPS[-1] < GIVE_UP_AFTER


def test_after_two_days_without_success_it_is_given_up_and_the_owner_told(
    made: tuple[Webhook, str], hook: Receiver, mailoutbox: list[Any]
) -> None:
    webhook, _ = made
    hook.answer = lambda number: Answer(503)
    claim()
    tries = 0
    while Webhook.objects.get().is_active:
        tries += send(webhook, hook)
        pass_time(timedelta(hours=5))
        assert tries < 30
    webhook.refresh_from_db()
    assert (webhook.off_reason, states()) == ("failing", ["given_up"])
    assert [letter.to for letter in mailoutbox] == [["editor@desk.example"]]
    # Nothing more is sent until somebody asks.
    before = len(hook.told)
    claim("later")
    assert (send(webhook, hook), len(hook.told)) == (0, before)


def test_a_receiver_that_is_gone_is_switched_off_at_once(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, _ = made
    hook.answer = lambda number: Answer(410)
    claim("a"), claim("b")
    assert send(webhook, hook) == 1
    webhook.refresh_from_db()
    assert (webhook.off_reason, states()) == ("gone", ["waiting", "waiting"])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_wherever_it_leads(made: tuple[Webhook, str], hook: Receiver, status: int) -> None:
    webhook, _ = made
    with receiver() as inner:
        hook.answer = lambda number: Answer(status, {"Location": inner.address})
        claim()
        collect(webhook.pk)
        deliver_due(webhook.pk, door(hook, inner))
        assert (len(hook.told), inner.told) == (1, [])
    assert DeliveryAttempt.objects.values_list("error_code", "status").get() == ("redirected", None)
    assert states() == ["waiting"]


def test_nothing_private_is_reached(hook: Receiver) -> None:
    """The receiver stands for a listener inside the network; its name resolves to loopback."""
    owner = person("editor")
    closed = Network(agent="Factcheck/1")
    for host in ("127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "192.168.1.1"):
        webhook, _ = make_webhook(name="n", address=f"http://{host}:8080/hook", events=["claim.created"], by=owner)
        Webhook.objects.filter(pk=webhook.pk).update(address=f"http://{host}:8080/hook")
    claim()
    for webhook in Webhook.objects.all():
        collect(webhook.pk)
        deliver_due(webhook.pk, closed)
    assert set(DeliveryAttempt.objects.values_list("error_code", flat=True)) == {"not_public"}
    assert (DeliveryAttempt.objects.count(), hook.told) == (6, [])


def test_a_hanging_receiver_holds_a_process_for_a_bounded_time(made: tuple[Webhook, str], hook: Receiver, monkeypatch: Any) -> None:
    webhook, _ = made
    monkeypatch.setattr("claims.pipeline.deliver.LIMITS", type(LIMITS)(octets=0, seconds=0.3, redirects=0))
    hook.answer = lambda number: Answer(hangs=True)
    for key in range(10):
        claim(str(key))
    assert send(webhook, hook) == 3
    assert set(DeliveryAttempt.objects.values_list("error_code", "status")) == {("too_slow", None)}
    assert set(DeliveryAttempt.objects.filter(took__gt=timedelta(seconds=2))) == set()
    assert set(states()) == {"waiting"}


def test_one_process_at_a_time_sends_to_a_webhook(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, _ = made
    claim()
    Webhook.objects.update(busy_until=timezone.now() + timedelta(seconds=30))
    assert send(webhook, hook) == 0
    pass_time(timedelta(minutes=1))
    assert send(webhook, hook) == 1


def test_the_others_wait_for_a_process_that_died_until_its_lease_is_over(made: tuple[Webhook, str], hook: Receiver) -> None:
    first = made[0]
    second, _ = make_webhook(name="أرشيف", address=hook.address, events=["claim.created"], by=first.owner)
    claim()
    Webhook.objects.filter(pk=first.pk).update(busy_until=timezone.now() + LEASE)
    assert send(second, hook) == 0
    pass_time(LEASE)
    assert send(second, hook) == 1


def test_a_process_that_stood_still_does_not_end_the_lease_of_another(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, _ = made
    of_another = timezone.now() + timedelta(hours=1)

    def overtaken(_number: int) -> Answer:
        apart(lambda: Webhook.objects.update(busy_until=of_another))
        return Answer()

    hook.answer = overtaken
    claim()
    assert send(webhook, hook) == 1
    assert Webhook.objects.get().busy_until == of_another


def test_no_lock_of_a_session_is_held_while_it_sends(made: tuple[Webhook, str], hook: Receiver) -> None:
    """A pooler lends a session for a transaction, and gives the next to another: what it held could not be given back."""
    webhook, _ = made
    held: list[int] = []

    def looked(_number: int) -> Answer:
        apart(lambda: held.append(advisory_locks()))
        return Answer()

    hook.answer = looked
    claim()
    assert (send(webhook, hook), held) == (1, [0])


def advisory_locks() -> int:
    with connection.cursor() as cursor:
        own = "SELECT oid FROM pg_database WHERE datname = current_database()"
        cursor.execute(f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = ({own})")
        return int(cursor.fetchone()[0])


def test_who_may_no_longer_have_any_is_sent_nothing_of_what_waits(made: tuple[Webhook, str], hook: Receiver, mailoutbox: list[Any]) -> None:
    webhook, _ = made
    claim()
    collect(webhook.pk)
    webhook.owner.groups.set(Group.objects.filter(name="reader"))
    assert (deliver_due(webhook.pk, door(hook)), hook.told, states()) == (0, [], ["waiting"])
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.off_reason, len(mailoutbox)) == (False, "owner", 1)


def test_what_the_owner_may_no_longer_see_is_not_sent(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, _ = made
    desk = Desk.objects.create(name="تحقيقات")
    User.objects.filter(pk=webhook.owner_id).update(desk=desk)
    claim("a", confidential_to=desk)
    collect(webhook.pk)
    User.objects.filter(pk=webhook.owner_id).update(desk=None)
    send(webhook, hook)
    assert (hook.told, states()) == ([], ["nothing"])


def test_sent_again_by_hand_under_the_same_key(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, _ = made
    test = send_test(webhook, by=webhook.owner)
    send(webhook, hook)
    test.refresh_from_db()
    send_again(test, by=webhook.owner)
    send(webhook, hook)
    assert [(told.key, told.record["type"], told.record["data"]) for told in hook.told] == [(test.key, "ping", {})] * 2


@pytest.mark.parametrize("by_hand", ["send_again", "switch_on"])
def test_what_is_begun_anew_by_hand_waits_no_longer_than_what_is_new(made: tuple[Webhook, str], hook: Receiver, by_hand: str) -> None:
    webhook, _ = made
    hook.answer = lambda number: Answer(500)
    claim()
    send(webhook, hook)
    Delivery.objects.update(attempts=6)
    if by_hand == "send_again":
        send_again(Delivery.objects.get(), by=webhook.owner)
    else:
        switch_off(webhook, by=webhook.owner)
        switch_on(webhook, by=webhook.owner)
    assert send(webhook, hook) == 1
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.log.count()) == (1, 2)
    assert delivery.next_at - timezone.now() <= GAPS[0]


def test_receivers_that_hang_hold_one_reader_and_an_article_the_other(made: tuple[Webhook, str], hook: Receiver, settings: Any) -> None:
    with receiver() as other:
        settings.NETWORK_ALLOW = [hook.authority, other.authority]
        first = made[0]
        second, _ = make_webhook(name="بوابة الأخبار", address=other.address, events=["claim.created"], by=first.owner)
        hook.answer = other.answer = lambda number: Answer(hangs=True)
        claim()
        version = article()
        for webhook in (first, second):
            collect(webhook.pk)
        with ThreadPoolExecutor(2) as readers:
            hanging = readers.submit(apart, lambda: deliver_due(first.pk, door(hook, other)))
            wait_until(lambda: bool(hook.told))
            also_hanging = readers.submit(apart, lambda: deliver_due(second.pk, door(hook, other)))
            read = readers.submit(apart, lambda: read_version(version.pk))
            assert (also_hanging.result(60), other.told) == (0, [])
            read.result(60)
            assert not hanging.done()
            version.refresh_from_db()
            assert version.state == "read"
            hook.closed.set()
        # and then it is the other's turn
        other.answer = lambda number: Answer()
        assert list(Webhook.objects.due().filter(pk=second.pk)) == [second]
        assert (deliver_due(second.pk, door(hook, other)), len(other.told)) == (1, 1)


def apart(task: Callable[[], Any]) -> Any:
    """In a thread of its own, which stands for a process."""
    try:
        return task()
    finally:
        connection.close()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)


def test_the_log_is_shortened_and_what_waits_is_kept(made: tuple[Webhook, str], hook: Receiver) -> None:
    webhook, _ = made
    claim("a")
    send(webhook, hook)
    claim("b")
    collect(webhook.pk)
    Delivery.objects.update(created_at=timezone.now() - KEPT_FOR - timedelta(days=1))
    assert forget_old() == 2  # the delivery and its try
    assert states() == ["waiting"]


CALL = """
import django
django.setup()
from claims.models import Webhook
from claims.tasks import deliver
deliver(Webhook.objects.get().pk)
"""


def worker(hook: Receiver) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.worker_settings", "NETWORK_ALLOW": hook.authority}
    return subprocess.Popen([sys.executable, "-c", CALL], env=environment)


def test_a_worker_that_is_killed_while_it_sends_loses_nothing(made: tuple[Webhook, str], hook: Receiver) -> None:
    """It dies with the second message told and not noted: that one comes twice under one key, the others once."""
    webhook, _ = made
    hook.answer = lambda number: Answer(hangs=number == 1)
    for key in "abcd":
        claim(key)
    collect(webhook.pk)
    process = worker(hook)
    wait_until(lambda: len(hook.told) >= 2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)
    assert states() == ["delivered", "waiting", "waiting", "waiting"]
    assert send(webhook, hook) == 0  # it is still held in the dead one's name
    pass_time(timedelta(minutes=2))
    second = worker(hook)
    assert second.wait(60) == 0
    assert states() == ["delivered"] * 4
    keys = list(Delivery.objects.order_by("pk").values_list("key", flat=True))
    assert hook.keys() == [keys[0], keys[1], keys[1], keys[2], keys[3]]
