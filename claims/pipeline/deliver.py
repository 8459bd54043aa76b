"""Deliveries are posted: signed, through the guarded door, again and again until they are taken or two days have passed.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from claims.clients.network import Limits, Network
from claims.errors import FactcheckError
from claims.exchange.event_records import event_record
from claims.models import Change, Decision, Delivery, DeliveryAttempt, Webhook
from claims.pipeline.notify import SUBJECTS
from claims.pipeline.sealing import unseal
from claims.pipeline.webhooks import BOTH_SECRETS_FOR, MARK, machine_switches_off
from claims.rights import Action, may

# After the first try, and after each that follows; the last gap is repeated until two days are over.
GAPS = tuple(timedelta(seconds=seconds) for seconds in (5, 60, 300, 1_800, 7_200, 18_000, 36_000))
GIVE_UP_AFTER = timedelta(days=2)
# Where so many fail in a row, whatever they are, the receiver is let rest by the same gaps, with one try after each.
FAILURES_BEFORE_REST = 3
# Nothing was taken for so long: it is switched off.
OFF_AFTER = timedelta(days=2)
LIMITS = Limits(octets=0, seconds=15.0, redirects=0)
# One call sends no longer than this, so that a slow receiver holds one process for so long at most.
SECONDS_A_CALL = 45.0
# Longer than a call can last: a process that was killed holds up the others no longer.
LEASE = timedelta(seconds=SECONDS_A_CALL + 2 * LIMITS.seconds)
# What is over is kept in the log for so long.
KEPT_FOR = timedelta(days=30)
GONE = 410
# Any number that no other advisory lock of the program has.
_LOCK = 7_201_447
_ALONG: Mapping[str, tuple[str, ...]] = {
    Change.Subject.ARTICLE: ("outlet",),
    Change.Subject.CLAIM: ("speaker_root",),
    Change.Subject.MATCH: ("claim_low__speaker_root", "claim_high__speaker_root"),
    Change.Subject.FACT_CHECK: ("claim__speaker_root",),
}


def deliver_due(webhook_id: int, network: Network) -> int:
    """Send what is due of one webhook, oldest first; gives how many were tried.

    One process at a time sends, to whatever webhook: receivers that hang hold up each other, and no article. Where another is at it,
    nothing is done, and what is due stays so. The others wait for a process that died until LEASE is over, and what it had not noted is
    sent again under the same key. Every outcome stands in the log.
    """
    lease = _leased(webhook_id)
    if lease is None:
        return 0
    until, tried = time.monotonic() + SECONDS_A_CALL, 0
    try:
        while time.monotonic() < until:
            webhook = Webhook.objects.select_related("owner").get(pk=webhook_id)
            delivery = _next(webhook)
            if delivery is None or not _may_be_sent(webhook):
                break
            _send(webhook, delivery, network)
            tried += 1
    finally:
        # Another's lease, where this process stood still for longer than its own, is not ended.
        Webhook.objects.filter(pk=webhook_id, busy_until=lease).update(busy_until=timezone.now())
    return tried


def _leased(webhook_id: int) -> datetime | None:
    """Until when no other process sends, to whatever webhook; None where another does, or this one is off or rests."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Held for this look alone: behind a pooler a session may be another's before it is given back.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        now = timezone.now()
        if cursor.fetchone() != (True,) or Webhook.objects.filter(busy_until__gt=now).exists():
            return None
        lease = now + LEASE
        return lease if Webhook.objects.filter(pk=webhook_id, is_active=True, next_at__lte=now).update(busy_until=lease) else None


def forget_old() -> int:
    """Delete from the log what was over KEPT_FOR ago; gives how many deliveries that were."""
    old = Delivery.objects.exclude(state=Delivery.State.WAITING).filter(created_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


def signature(secret: str, key: str, at: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA256 of `key.at.body` under a secret as it was told, in base64; `at` in seconds since 1970."""
    by = base64.b64decode(secret.removeprefix(MARK))
    return "v1," + base64.b64encode(hmac.new(by, f"{key}.{at}.".encode() + body, hashlib.sha256).digest()).decode()


def _next(webhook: Webhook) -> Delivery | None:
    now = timezone.now()
    if not webhook.is_active or webhook.next_at > now:
        return None
    return webhook.deliveries.filter(state=Delivery.State.WAITING, next_at__lte=now).order_by("next_at", "pk").first()


def _may_be_sent(webhook: Webhook) -> bool:
    if may(webhook.owner, Action.SUBSCRIBE):
        return True
    machine_switches_off(webhook, Webhook.Off.OWNER)
    return False


def _send(webhook: Webhook, delivery: Delivery, network: Network) -> None:
    body = _body(webhook, delivery)
    if body is None:
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.NOTHING)
        return
    began, at = time.monotonic(), timezone.now()
    status, failure = None, None
    try:
        status = network.post(webhook.address, body, headers=_headers(webhook, delivery, body, int(at.timestamp())), limits=LIMITS).status
    except FactcheckError as error:
        failure = error
        status = int(error.params["status"]) if error.code == "http_status" else None
    DeliveryAttempt.objects.create(
        delivery=delivery,
        at=at,
        took=timedelta(seconds=time.monotonic() - began),
        status=status,
        error_code=failure.code if failure else "",
        error_params=dict(failure.params) if failure else {},
    )
    if failure is None:
        _note_success(webhook, delivery)
    else:
        _note_failure(webhook, delivery)
        if status == GONE:
            machine_switches_off(webhook, Webhook.Off.GONE)


def _body(webhook: Webhook, delivery: Delivery) -> bytes | None:
    """What is sent: the row as it stands now, or None where the owner may not see it, or not any more."""
    row, decisions = None, list[Decision]()
    if delivery.event != Delivery.PING:
        row = SUBJECTS[delivery.subject].objects.visible_to(webhook.owner).select_related(*_ALONG[delivery.subject])
        row = row.filter(pk=delivery.subject_id).first()
        if row is None:
            return None
        decisions = list(Decision.objects.of(delivery.subject, int(delivery.subject_id or 0)).filter(xact=delivery.transaction))
    record = event_record(delivery.event, delivery.happened_at, settings.PUBLIC_URL, row, decisions)
    return json.dumps(record, ensure_ascii=False).encode()


def _headers(webhook: Webhook, delivery: Delivery, body: bytes, at: int) -> Mapping[str, str]:
    stored = [webhook.secret]
    if webhook.previous_secret and webhook.rotated_at and timezone.now() - webhook.rotated_at < BOTH_SECRETS_FOR:
        stored.append(webhook.previous_secret)
    return {
        "Content-Type": "application/json",
        "webhook-id": delivery.key,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signature(unseal(one), delivery.key, at, body) for one in stored),
        "Idempotency-Key": delivery.key,
    }


def _note_success(webhook: Webhook, delivery: Delivery) -> None:
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DELIVERED, attempts=F("attempts") + 1)
    Webhook.objects.filter(pk=webhook.pk).update(failures=0, failing_since=None, succeeded_at=now)


def _note_failure(webhook: Webhook, delivery: Delivery) -> None:
    now = timezone.now()
    is_over = now - delivery.created_at >= GIVE_UP_AFTER
    ends = delivery.created_at + GIVE_UP_AFTER
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.GIVEN_UP if is_over else Delivery.State.WAITING,
        attempts=F("attempts") + 1,
        # The last try is at the very end.
        next_at=min(now + gap(delivery.attempts), max(ends, now)),
    )
    failures = webhook.failures + 1
    rest = gap(failures - FAILURES_BEFORE_REST) if failures >= FAILURES_BEFORE_REST else timedelta(0)
    since = webhook.failing_since or now
    Webhook.objects.filter(pk=webhook.pk).update(failures=failures, failing_since=since, next_at=now + rest)
    if now - since >= OFF_AFTER:
        machine_switches_off(webhook, Webhook.Off.FAILING)


def gap(failed_before: int) -> timedelta:
    """How long to wait after one more failure."""
    return GAPS[min(failed_before, len(GAPS) - 1)]
