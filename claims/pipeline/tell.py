"""What a person does with what they are told: reads it, and says how they want to be told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from zoneinfo import available_timezones

from django.utils import timezone

from claims.errors import InputRefused
from claims.models import Notification, NotificationPreference, User

Mailing = NotificationPreference.Mailing


def preference_of(person: User) -> NotificationPreference:
    """What the person chose, or what holds for who never chose; not stored by this."""
    return NotificationPreference.objects.filter(person=person).first() or NotificationPreference(person=person)


def mark_read(person: User, ids: Collection[int]) -> int:
    """Mark those of `ids` read that are the person's own; gives how many were unread."""
    return Notification.objects.filter(person=person, pk__in=ids).unread().update(read_at=timezone.now())


def mark_all_read(person: User, *, newest: int) -> int:
    """Mark read what the pages list for the person, up to the one numbered `newest`, which is before them; gives how many were unread.

    What came later has not been seen, nor what is of a kind that the person does not want listed.
    """
    listed = Notification.objects.visible_to(person).listed(preference_of(person)).unread()
    return listed.filter(pk__lte=newest).update(read_at=timezone.now())


def read_about(person: User, claim_id: int) -> int:
    """Who has the claim before them needs no bell for it any more; gives how many that were."""
    return Notification.objects.filter(person=person, claim=claim_id).unread().update(read_at=timezone.now())


def speak(person: User, language: str) -> None:
    """Pages and mails are in this language from now on; "" for as the browser asks. Raises InputRefused where it is not known."""
    _check_language(language)
    User.objects.filter(pk=person.pk).update(language=language)
    person.language = language


def choose(
    person: User,
    *,
    language: str,
    time_zone: str,
    mailing: str,
    digest_at: time,
    quiet_from: time | None,
    quiet_until: time | None,
    unlisted: Collection[str],
    unmailed: Collection[str],
) -> NotificationPreference:
    """What the person's pages and mails are like from now on. Quiet hours may go over midnight; the same hour twice is none.

    Raises InputRefused where one end of the quiet hours is missing, or a language, time zone, kind or way is unknown.
    """
    _check_language(language)
    if time_zone and time_zone not in available_timezones():
        raise InputRefused("time_zone_unknown", "This is no name of the IANA list, as in Asia/Baghdad.", field="time_zone")
    if (quiet_from is None) != (quiet_until is None):
        raise InputRefused("quiet_hours_half", "Quiet hours need both ends, or neither.", field="quiet_until")
    known = set(Notification.Kind.values)
    if mailing not in Mailing.values or {*unlisted, *unmailed} - known:
        raise InputRefused("value_unknown", "It must be one of {known}.", field="mailing", known=", ".join([*Mailing.values, *known]))
    User.objects.filter(pk=person.pk).update(language=language, time_zone=time_zone)
    person.language, person.time_zone = language, time_zone
    chosen, _ = NotificationPreference.objects.update_or_create(
        person=person,
        defaults={
            "mailing": mailing,
            "digest_at": digest_at,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "unlisted": sorted(unlisted),
            "unmailed": sorted(unmailed),
        },
    )
    return chosen


def _check_language(language: str) -> None:
    if language and language not in User.Language.values:
        raise InputRefused("value_unknown", "It must be one of {known}.", field="language", known=", ".join(User.Language.values))


def stop_mailing(person: User, kind: str) -> None:
    """No more mails of this kind. Raises InputRefused where there is no such kind."""
    if kind not in Notification.Kind.values:
        raise InputRefused("value_unknown", "It must be one of {known}.", field="kind", known=", ".join(Notification.Kind.values))
    chosen = preference_of(person)
    chosen.unmailed = sorted({*chosen.unmailed, kind})
    chosen.save()
