"""Webhooks are made, changed, switched on and off, and their owners told where a machine did it."""

from __future__ import annotations

import base64
import logging
import secrets
import uuid
from collections.abc import Collection
from datetime import timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.claim_filter import narrowed
from claims.errors import InputRefused, NotAllowed
from claims.models import Claim, Delivery, Event, User, Webhook
from claims.models.change import settled_until
from claims.pipeline.ingest import require_openable
from claims.pipeline.mailing import is_on
from claims.pipeline.sealing import seal
from claims.rights import Action, may, require

logger = logging.getLogger(__name__)

# What a secret begins with, as Standard Webhooks writes it; its length in bytes.
MARK, SECRET_BYTES = "whsec_", 32
# For so long after a change of the secret, what is sent is signed by the earlier one too.
BOTH_SECRETS_FOR = timedelta(days=1)
# One person's webhooks: each costs a reading of the changes.
MOST_OF_ONE_OWNER = 20
LAST = 2**63 - 1


def make_webhook(*, name: str, address: str, events: Collection[str], by: User, filter: str = "") -> tuple[Webhook, str]:
    """A new webhook of `by` and its secret, which is told here and never again. It is told of what happens from now on.

    Raises:
        NotAllowed, InputRefused: as `require_makeable`.
    """
    require_makeable(name=name, address=address, events=events, by=by, filter=filter)
    if Webhook.objects.filter(owner=by).count() >= MOST_OF_ONE_OWNER:
        raise InputRefused("webhooks_enough", "One person may have {most} webhooks: delete one first.", most=MOST_OF_ONE_OWNER)
    secret = _new_secret()
    webhook = Webhook.objects.create(
        name=name.strip(),
        owner=by,
        address=address.strip(),
        events=_in_order(events),
        filter=filter.strip(),
        secret=seal(secret),
        seen_transaction=settled_until(),
        seen_change=LAST,
    )
    return webhook, secret


def change_webhook(webhook: Webhook, *, by: User, **fields: object) -> None:
    """Change name, address, events or filter; what waits already goes to the new address.

    Raises:
        NotAllowed, InputRefused: as `require_makeable`, or it is somebody else's.
    """
    require_ownership(webhook, by)
    stands = {name: getattr(webhook, name) for name in ("name", "address", "events", "filter")}
    wanted = {**stands, **{name: value for name, value in fields.items() if name in stands}}
    require_makeable(**wanted, by=by)
    for name, value in {**wanted, "events": _in_order(wanted["events"])}.items():
        setattr(webhook, name, value.strip() if isinstance(value, str) else value)
    webhook.save(update_fields=list(wanted))


def require_makeable(*, name: str, address: str, events: Collection[str], by: User, filter: str = "") -> None:
    """Say why a webhook would be refused, or nothing.

    Raises:
        NotAllowed: `by` may not have any.
        InputRefused: no name, an address that is not opened, no event, an event or a filter that there is not.
    """
    require(by, Action.SUBSCRIBE)
    if not name.strip():
        raise InputRefused("webhook_unnamed", "Give it the name of what receives it.", field="name")
    require_openable(address)
    unknown = sorted(set(events) - set(Event.values))
    if unknown or not events:
        raise InputRefused(
            "webhook_events",
            "Take one event or more of: {known}.",
            field="events",
            known=", ".join(Event.values),
            unknown=", ".join(unknown),
        )
    narrowed(Claim.objects.none(), filter)


def rotate_secret(webhook: Webhook, *, by: User) -> str:
    """A new secret, told here and never again. For a day what is sent is signed by both. Raises NotAllowed: it is somebody else's."""
    require_ownership(webhook, by)
    secret = _new_secret()
    webhook.previous_secret, webhook.secret, webhook.rotated_at = webhook.secret, seal(secret), timezone.now()
    webhook.save(update_fields=["previous_secret", "secret", "rotated_at"])
    return secret


def switch_on(webhook: Webhook, *, by: User) -> None:
    """It is sent to again: what waits, as if it had never been tried, and what has happened while it was off.

    Raises NotAllowed: it is somebody else's.
    """
    require_ownership(webhook, by)
    now = timezone.now()
    stands = Webhook.objects.filter(pk=webhook.pk, is_active=False)
    if stands.update(is_active=True, off_reason="", failures=0, failing_since=None, next_at=now):
        Delivery.objects.filter(webhook=webhook, state=Delivery.State.WAITING).update(next_at=now, created_at=now, attempts=0)
    webhook.refresh_from_db()


def switch_off(webhook: Webhook, *, by: User) -> None:
    """Nothing is sent any more; nothing is forgotten either. Raises NotAllowed: as `require_ending`."""
    require_ending(webhook, by)
    Webhook.objects.filter(pk=webhook.pk, is_active=True).update(is_active=False, off_reason=Webhook.Off.BY_PERSON)
    webhook.refresh_from_db()


def delete_webhook(webhook: Webhook, *, by: User) -> None:
    """It goes with its log. Raises NotAllowed: as `require_ending`."""
    require_ending(webhook, by)
    webhook.delete()


def send_test(webhook: Webhook, *, by: User) -> Delivery:
    """A delivery that says no more than that it is a test. Raises NotAllowed: it is somebody else's; InputRefused: it is off."""
    require_ownership(webhook, by)
    _require_on(webhook)
    return Delivery.objects.create(webhook=webhook, key=new_key(), event=Delivery.PING, happened_at=timezone.now())


def send_again(delivery: Delivery, *, by: User) -> None:
    """Send it once more under its key, whatever became of it, and where that fails by the gaps of a new one.

    Raises NotAllowed: it is somebody else's; InputRefused: it is off.
    """
    require_ownership(delivery.webhook, by)
    _require_on(delivery.webhook)
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.WAITING, next_at=now, created_at=now, attempts=0)
    # Who asks for it by hand does not wait until the receiver has rested.
    Webhook.objects.filter(pk=delivery.webhook_id).update(next_at=now)
    delivery.refresh_from_db()


def machine_switches_off(webhook: Webhook, why: Webhook.Off) -> None:
    """Off, and its owner, once this is committed, told by mail where any is sent and they have an address. Once, however often called."""
    if not Webhook.objects.filter(pk=webhook.pk, is_active=True).update(is_active=False, off_reason=why):
        return
    logger.warning("webhook %d was switched off: %s", webhook.pk, why.value)
    if is_on() and webhook.owner.email:
        transaction.on_commit(partial(_tell_owner, webhook, why))


def _tell_owner(webhook: Webhook, why: Webhook.Off) -> None:
    with override(webhook.owner.language or settings.LANGUAGE_CODE):
        subject = _("The webhook “{name}” was switched off").format(name=webhook.name)
        told = [
            f"{webhook.name}: {why.label}.",
            _("What has happened since is kept: once the receiver answers again, switch it on, and it is sent."),
            settings.PUBLIC_URL + reverse("admin:claims_webhook_change", args=[webhook.pk]),
        ]
    try:
        send_mail(subject, "\n\n".join(told), None, [webhook.owner.email])
    except (OSError, SMTPException) as error:
        logger.warning("the owner of webhook %d could not be told: %s", webhook.pk, error)


def new_key() -> str:
    """By which a receiver knows what it has been told before."""
    return f"msg_{uuid.uuid4().hex}"


def visible_webhooks(user: User | AnonymousUser) -> QuerySet[Webhook]:
    """The user's own, or everybody's for who manages users; each with its owner."""
    if not isinstance(user, User):
        return Webhook.objects.none()
    webhooks = Webhook.objects.select_related("owner")
    return webhooks if may(user, Action.MANAGE_USERS) else webhooks.filter(owner=user)


def require_ownership(webhook: Webhook, by: User) -> None:
    """Raises NotAllowed unless it is `by`'s own: whoever chose the address or knew the secret would read with its owner's eyes."""
    require(by, Action.SUBSCRIBE)
    if webhook.owner_id != by.pk:
        raise NotAllowed(
            "webhook_of_another",
            "Only {who}, whose webhook it is, may do this; who manages users may switch it off and delete it.",
            who=webhook.owner,
        )


def require_ending(webhook: Webhook, by: User) -> None:
    """Raises NotAllowed unless it is `by`'s own, or `by` manages users: what ends it tells nobody anything."""
    if not may(by, Action.MANAGE_USERS):
        require_ownership(webhook, by)


def _require_on(webhook: Webhook) -> None:
    if not webhook.is_active:
        raise InputRefused("webhook_off", "It is switched off: switch it on first.")


def _in_order(events: Collection[str]) -> list[str]:
    return [event for event in Event.values if event in events]


def _new_secret() -> str:
    return MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
