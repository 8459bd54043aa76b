"""When a person may be mailed: their day's mail, and their quiet hours, by the clock of their own time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from claims.models import NotificationPreference, User

Mailing = NotificationPreference.Mailing


def zone_of(person: User) -> ZoneInfo:
    """The person's time zone; the newsroom's where they have none or one that is not known."""
    try:
        return ZoneInfo(person.time_zone or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def due_until(chosen: NotificationPreference, now: datetime, zone: ZoneInfo) -> datetime | None:
    """What was told before this moment may be mailed now; None: nothing may. `now` is aware.

    At once: everything so far. Once a day: what came before the last time that the clock showed the chosen time. Never in quiet hours.
    """
    if chosen.mailing == Mailing.OFF or is_quiet(chosen, now, zone):
        return None
    if chosen.mailing == Mailing.IMMEDIATE:
        return now
    here = now.astimezone(zone)
    today = datetime.combine(here.date(), chosen.digest_at, zone)
    return today if today <= here else datetime.combine(here.date() - timedelta(days=1), chosen.digest_at, zone)


def is_quiet(chosen: NotificationPreference, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the person's clock is within the quiet hours: from the first minute on, and before the last."""
    first, last = chosen.quiet_from, chosen.quiet_until
    if first is None or last is None or first == last:
        return False
    clock = now.astimezone(zone).time().replace(tzinfo=None)
    return first <= clock < last if first < last else _over_midnight(first, last, clock)


def _over_midnight(first: time, last: time, clock: time) -> bool:
    return clock >= first or clock < last
