"""A person reads what they are told, and says how they want to be told."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from claims.errors import InputRefused
from claims.models import Notification, NotificationPreference
from claims.pipeline.assign import assign
from claims.pipeline.tell import choose, mark_all_read, mark_read, preference_of, read_about, speak, stop_mailing
from tests.desk_rows import article, checked, claim, person

pytestmark = pytest.mark.django_db

USUAL: dict[str, Any] = {
    "language": "",
    "time_zone": "",
    "mailing": "immediate",
    "digest_at": time(8),
    "quiet_from": None,
    "quiet_until": None,
    "unlisted": [],
    "unmailed": [],
}


def test_only_ones_own_is_marked_read() -> None:
    editor, first, second = person("editor"), person("reviewer", "first"), person("reviewer", "second")
    version = article()
    claims = [claim(key, version=version) for key in "abc"]
    for one, to in zip(claims, (first, first, second), strict=True):
        assign(one, desk=None, assignee=to, by=editor, reason="for you")
    ids = list(Notification.objects.order_by("pk").values_list("pk", flat=True))
    assert mark_read(first, ids[1:]) == 1
    assert mark_read(first, ids[1:]) == 0
    assert read_about(first, claims[0].pk) == 1
    assert list(Notification.objects.unread().values_list("pk", flat=True)) == ids[2:]
    assert mark_all_read(second, newest=ids[2]) == 1


def test_all_is_what_was_before_the_reader() -> None:
    reader, editor = person("approver"), person("editor")
    version = article()
    one, approved_one, later = (claim(key, version=version) for key in "abc")
    checked(approved_one, person("reviewer"))  # which tells the approver so
    for row in (one, later):
        assign(row, desk=None, assignee=reader, by=editor, reason="for you")
    awaited, given, unseen = Notification.objects.filter(person=reader).order_by("pk")
    choose(reader, **{**USUAL, "unlisted": ["approval"]})
    assert mark_all_read(reader, newest=given.pk) == 1
    assert list(Notification.objects.filter(person=reader).unread().order_by("pk")) == [awaited, unseen]


def test_what_is_chosen_holds() -> None:
    one = person("reviewer")
    assert (preference_of(one).mailing, NotificationPreference.objects.count()) == ("immediate", 0)
    choose(one, **{**USUAL, "language": "en", "time_zone": "Africa/Cairo", "mailing": "digest", "unlisted": ["updated"]})
    stop_mailing(one, "void")
    one.refresh_from_db()
    chosen = preference_of(one)
    assert (one.language, one.time_zone) == ("en", "Africa/Cairo")
    assert (chosen.mailing, chosen.unlisted, chosen.unmailed) == ("digest", ["updated"], ["void"])
    speak(one, "ar")
    one.refresh_from_db()
    assert one.language == "ar"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quiet_from": time(22)}, "quiet_until"),
        ({"mailing": "hourly"}, "mailing"),
        ({"unmailed": ["nonsense"]}, "mailing"),
        ({"language": "tlh"}, "language"),
        ({"time_zone": "Nowhere/Else"}, "time_zone"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(wrong: dict[str, Any], field: str) -> None:
    one = person("reviewer")
    with pytest.raises(InputRefused) as refused:
        choose(one, **{**USUAL, "language": "en", **wrong})
    one.refresh_from_db()
    assert (refused.value.field, one.language, NotificationPreference.objects.count()) == (field, "", 0)
    with pytest.raises(InputRefused):
        stop_mailing(one, "nonsense")
