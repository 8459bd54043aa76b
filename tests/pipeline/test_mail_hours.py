"""When somebody may be mailed, by their own clock."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from claims.models import NotificationPreference, User
from claims.pipeline.mail_hours import due_until, is_quiet, zone_of

BAGHDAD, NEW_YORK = ZoneInfo("Asia/Baghdad"), ZoneInfo("America/New_York")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "now", "zone", "expected"),
    [
        ((None, None), "2026-03-10T20:00", BAGHDAD, False),  # none chosen
        (("22:00", "07:00"), "2026-03-10T18:59", BAGHDAD, False),  # 21:59 there
        (("22:00", "07:00"), "2026-03-10T19:00", BAGHDAD, True),  # the first minute
        (("22:00", "07:00"), "2026-03-11T03:59", BAGHDAD, True),  # 06:59, over midnight
        (("22:00", "07:00"), "2026-03-11T04:00", BAGHDAD, False),  # the last minute is over
        (("13:00", "14:00"), "2026-03-11T10:30", BAGHDAD, True),  # within a day
        (("13:00", "14:00"), "2026-03-11T10:30", NEW_YORK, False),  # elsewhere it is morning
        (("09:00", "09:00"), "2026-03-11T06:00", BAGHDAD, False),  # the same hour twice is none
    ],
)
def test_quiet_hours(quiet: tuple[str | None, str | None], now: str, zone: ZoneInfo, expected: bool) -> None:
    first, last = (one and time.fromisoformat(one) for one in quiet)
    assert is_quiet(NotificationPreference(quiet_from=first or None, quiet_until=last or None), at(now), zone) is expected


@pytest.mark.parametrize(
    ("mailing", "now", "zone", "until"),
    [
        ("off", "2026-03-10T10:00", BAGHDAD, None),
        ("immediate", "2026-03-10T10:00", BAGHDAD, "2026-03-10T10:00"),  # everything so far
        ("digest", "2026-03-10T05:00", BAGHDAD, "2026-03-10T05:00"),  # eight o'clock exactly
        ("digest", "2026-03-10T04:59", BAGHDAD, "2026-03-09T05:00"),  # a minute before: yesterday's
        ("digest", "2026-03-10T21:30", BAGHDAD, "2026-03-10T05:00"),  # past midnight there, before the next
        ("digest", "2026-03-08T13:00", NEW_YORK, "2026-03-08T12:00"),  # the day on which summer time begins
    ],
)
def test_what_is_due(mailing: str, now: str, zone: ZoneInfo, until: str | None) -> None:
    chosen = NotificationPreference(mailing=mailing, digest_at=time(8))
    assert due_until(chosen, at(now), zone) == (until and at(until))


@pytest.mark.parametrize("mailing", ["immediate", "digest"])
def test_nothing_is_due_in_quiet_hours(mailing: str) -> None:
    chosen = NotificationPreference(mailing=mailing, digest_at=time(8), quiet_from=time(22), quiet_until=time(9))
    assert due_until(chosen, at("2026-03-10T05:30"), BAGHDAD) is None


@pytest.mark.parametrize(("written", "zone"), [("Africa/Cairo", "Africa/Cairo"), ("", "Asia/Baghdad"), ("Nowhere/../x", "Asia/Baghdad")])
def test_the_newsrooms_clock_where_there_is_no_other(written: str, zone: str) -> None:
    assert zone_of(User(time_zone=written)).key == zone
