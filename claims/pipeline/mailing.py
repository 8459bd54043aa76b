"""Notifications are mailed: gathered to one mail a person, sent at most once, tried again with the reason where it surely was not sent."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from claims.models import Mail, Notification, NotificationPreference, User
from claims.pipeline.mail_hours import due_until, is_quiet, zone_of
from claims.pipeline.mail_words import compose
from claims.pipeline.tell import preference_of
from claims.rights import Action, may

logger = logging.getLogger(__name__)
State = Mail.State
# What nobody mailed for so long is no news any more; it stands in the pages.
NEWS_FOR = timedelta(days=2)
# Minutes from one try to the next; after the last the mail is given up.
TRIES = (1, 2, 5, 15, 60, 180, 360, 720)
# A worker that had a mail for so long is dead; whether the server took the mail, nobody knows.
LOST_AFTER = timedelta(minutes=10)
MOST_AT_ONCE = 200


def is_on() -> bool:
    """Whether there is a mail server at all."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def gather_mails(now: datetime) -> list[int]:
    """Make a mail of what is due for each person; gives the ids of all mails to be tried now, at most MOST_AT_ONCE, the oldest first.

    Safe to run twice and at once: a notification belongs to at most one mail.
    """
    waiting = Notification.objects.unread().filter(mail=None, at__gte=now - NEWS_FOR)
    people = list(User.objects.filter(pk__in=waiting.values("person"), is_active=True).exclude(email=""))
    chosen = NotificationPreference.objects.in_bulk([person.pk for person in people])
    for person in people:
        _gather(person, chosen.get(person.pk) or NotificationPreference(person=person), now)
    Mail.objects.filter(state=State.SENDING, state_at__lt=now - LOST_AFTER).update(state=State.UNKNOWN, state_at=now, error="worker_lost")
    due = Mail.objects.filter(state=State.WAITING, next_try_at__lte=now).order_by("next_try_at", "pk")
    return list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])


def _gather(person: User, chosen: NotificationPreference, now: datetime) -> None:
    until = due_until(chosen, now, zone_of(person))
    if until is None:
        return
    with transaction.atomic():
        rows = Notification.objects.select_for_update(skip_locked=True).unread().filter(person=person, mail=None)
        rows = rows.filter(at__gte=now - NEWS_FOR, at__lte=until).exclude(kind__in=chosen.unmailed)
        ids = [row.pk for row in rows]
        if ids:
            mail = Mail.objects.create(person=person, next_try_at=now)
            Notification.objects.filter(pk__in=ids).update(mail=mail)


def send_mail(mail_id: int, now: datetime) -> str:
    """Send one mail, unless another call has it; gives the state that it is left in.

    What it says is what the person may see and what still holds at this moment. A mail of which the server may have taken anything is
    never sent again. In the person's quiet hours it waits.
    """
    mail = Mail.objects.select_related("person").get(pk=mail_id)
    person = mail.person
    if is_quiet(preference_of(person), now, zone_of(person)):
        return mail.state
    taken = Mail.objects.filter(pk=mail_id, state=State.WAITING, next_try_at__lte=now)
    if taken.update(state=State.SENDING, state_at=now, attempts=mail.attempts + 1) != 1:
        return Mail.objects.values_list("state", flat=True).get(pk=mail_id)
    return _leave(mail, *_try(mail), now)


def _try(mail: Mail) -> tuple[str, str]:
    """The state after one try, and why."""
    told = list(still_told(mail))
    if not told:
        return State.DROPPED, ""
    message = compose(mail, told)
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        # Nothing was handed over yet, so that trying again sends nothing twice.
        return State.WAITING, _why(error)
    try:
        return _hand_over(message, connection)
    finally:
        connection.close()


def _hand_over(message: EmailMultiAlternatives, connection: BaseEmailBackend) -> tuple[str, str]:
    message.connection = connection
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        refusals = list(error.recipients.values())
        return (State.FAILED if all(code >= 500 for code, _ in refusals) else State.WAITING), _why(error)
    except smtplib.SMTPResponseException as error:
        # The server has said no: for good with 5.., for now with 4...
        return (State.FAILED if error.smtp_code >= 500 else State.WAITING), _why(error)
    except (OSError, smtplib.SMTPException) as error:
        return State.UNKNOWN, _why(error)
    return State.SENT, ""


def _leave(mail: Mail, state: str, error: str, now: datetime) -> str:
    tried = mail.attempts + 1
    if state == State.WAITING and tried > len(TRIES):
        state = State.FAILED
    wait = timedelta(minutes=TRIES[tried - 1]) if state == State.WAITING else timedelta()
    Mail.objects.filter(pk=mail.pk, state=State.SENDING).update(state=state, state_at=now, error=error, next_try_at=now + wait)
    if error:
        logger.warning("mail %d to person %d: %s (%s), try %d", mail.pk, mail.person_id, state, error, tried)
    return state


def still_told(mail: Mail) -> Iterable[Notification]:
    """The mail's notifications that the person may see and that still hold, the oldest first; none where they may read nothing now."""
    person = mail.person
    if not person.email or not person.is_active or not may(person, Action.READ):
        return []
    unmailed = preference_of(person).unmailed
    rows = Notification.objects.visible_to(person).unread().standing().filter(mail=mail).exclude(kind__in=unmailed)
    return rows.for_lists().order_by("pk")


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]


def mail_due() -> list[int]:
    """The mails to be tried now; none where there is no mail server."""
    return gather_mails(timezone.now()) if is_on() else []
