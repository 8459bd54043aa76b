"""Mails about notifications: gathered, sent at most once, tried again with a reason, and only of what may still be seen."""

from __future__ import annotations

import email
import email.policy
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone

from claims.models import Desk, Mail, Notification, NotificationPreference, User
from claims.pipeline.assign import assign
from claims.pipeline.mail_words import compose
from claims.pipeline.mailing import LOST_AFTER, NEWS_FOR, TRIES, gather_mails, is_on, send_mail
from claims.pipeline.tell import mark_read, stop_mailing
from tests.desk_rows import approved, article, claim, match, person
from tests.pipeline.mail_server import Scripted, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    user = person("reviewer")
    User.objects.filter(pk=user.pk).update(email="reviewer@desk.example", language="en", time_zone="Asia/Baghdad")
    user.refresh_from_db()
    return user


@pytest.fixture
def server(settings: Any) -> Iterator[Scripted]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def given(to: User, key: str = "a", desk: Desk | None = None, **fields: Any) -> Notification:
    """The person is given a claim."""
    one = claim(key, version=article(desk), confidential_to=desk, **fields)
    editor = User.objects.filter(username="editor").first() or person("editor")
    if desk is not None:
        editor.desk = desk
        editor.save()
    assign(one, desk=None, assignee=to, by=editor, reason="for you")
    return Notification.objects.get(claim=one)


def html_of(message: Any) -> str:
    return str(message.alternatives[0][0])


def mailed(now: datetime | None = None) -> list[str]:
    now = now or timezone.now()
    return [send_mail(pk, now) for pk in gather_mails(now)]


def test_everything_that_waits_is_one_mail_and_is_never_sent_twice(reviewer: User) -> None:
    given(reviewer, "a")
    given(reviewer, "b")
    assert mailed() == ["sent"]
    assert mailed() == []
    (one,) = outbox.outbox
    assert (one.to, one.subject) == (["reviewer@desk.example"], "2 notifications · Review desk")
    sent = Mail.objects.get()
    assert (sent.state, sent.attempts, sent.error, sent.notifications.count()) == ("sent", 1, "", 2)
    assert send_mail(sent.pk, timezone.now()) == "sent"
    assert len(outbox.outbox) == 1


def test_a_subject_counts_in_the_digits_of_its_language(reviewer: User) -> None:
    reviewer.language = "ar"
    reviewer.save()
    for key in ("a", "b", "c"):
        given(reviewer, key)
    assert mailed() == ["sent"]
    assert [one.subject for one in outbox.outbox] == ["٣ إشعارات · طاولة المراجعة"]


@pytest.mark.parametrize(
    ("language", "subject", "direction", "day"),
    [
        ("en", "A claim is assigned to you", 'dir="ltr"', "11 March 2026, 01:30"),  # Cairo's clock
        ("ar", "أُسند إليك ادعاء", 'dir="rtl"', "١١ مارس ٢٠٢٦، ٠١:٣٠"),
    ],
)
def test_in_the_language_and_by_the_clock_of_who_gets_it(reviewer: User, language: str, subject: str, direction: str, day: str) -> None:
    reviewer.language, reviewer.time_zone = language, "Africa/Cairo"
    reviewer.save()
    row = given(reviewer)
    Notification.objects.filter(pk=row.pk).update(at=datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    now = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
    assert mailed(now) == ["sent"]
    (one,) = outbox.outbox
    assert one.subject == subject
    html = html_of(one)
    # Mail programs take the page's own elements away.
    assert f'<div lang="{language}" {direction}>' in html
    assert f'<p style="margin: 0" dir="rtl" lang="ar"><bdi><strong>{row.claim.speaker_root}</strong></bdi>:' in html
    assert one.body[0] == {"en": "\u200e", "ar": "\u200f"}[language]
    assert f"\n  \u200f{row.claim.speaker_root}: {row.claim.text}\n" in one.body
    assert day in one.body
    assert row.claim.text in one.body
    assert f"/desk/claims/{row.claim_id}/" in one.body


def test_a_mail_of_one_kind_is_stopped_by_one_click(reviewer: User, client: Any) -> None:
    given(reviewer)
    mailed()
    headers = outbox.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == 200
    assert NotificationPreference.objects.count() == 0, "looking stops nothing: mail programs look ahead"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NotificationPreference.objects.get().unmailed == ["assigned"]
    assert client.get(path[:-2] + "xx/").status_code == 404
    given(reviewer, "b")
    assert mailed() == []


def test_what_is_confidential_is_mailed_without_its_words(reviewer: User) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    reviewer.desk = desk
    reviewer.save()
    row = given(reviewer, desk=desk)
    assert mailed() == ["sent"]
    (one,) = outbox.outbox
    for words in (one.body, html_of(one)):
        assert row.claim.text not in words
        assert "A confidential claim" in words


def no_longer_visible(user: User, row: Notification) -> None:
    User.objects.filter(pk=user.pk).update(desk=None)


def no_longer_theirs(user: User, row: Notification) -> None:
    row.claim.refresh_from_db()
    assign(row.claim, desk=None, assignee=None, by=user, reason="not mine")


def read_in_the_pages(user: User, row: Notification) -> None:
    mark_read(user, [row.pk])


def without_a_role(user: User, row: Notification) -> None:
    user.groups.clear()


def switched_off(user: User, row: Notification) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def not_wanted(user: User, row: Notification) -> None:
    stop_mailing(user, "assigned")


@pytest.mark.parametrize("happens", [no_longer_visible, no_longer_theirs, read_in_the_pages, without_a_role, switched_off, not_wanted])
def test_what_holds_no_longer_when_it_is_sent_is_not_mailed(reviewer: User, happens: Any) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    reviewer.desk = desk
    reviewer.save()
    row = given(reviewer, desk=desk)
    now = timezone.now()
    (waiting,) = gather_mails(now)
    happens(reviewer, row)
    assert send_mail(waiting, now) == "dropped"
    assert outbox.outbox == []


def test_the_days_mail_comes_once_a_day(reviewer: User) -> None:
    NotificationPreference.objects.create(person=reviewer, mailing="digest", digest_at=time(8))
    for key, moment in (("a", "2026-03-10T04:00"), ("b", "2026-03-10T06:00")):
        row = given(reviewer, key)
        Notification.objects.filter(pk=row.pk).update(at=datetime.fromisoformat(moment).replace(tzinfo=UTC))
    sent = [len(mailed(datetime(2026, 3, 10, hour, 0, tzinfo=UTC))) for hour in (4, 5, 9, 20)]
    assert sent == [0, 1, 0, 0]  # 08:00 in Baghdad is 05:00
    assert mailed(datetime(2026, 3, 11, 5, 0, tzinfo=UTC)) == ["sent"]
    assert [mail.notifications.count() for mail in Mail.objects.all()] == [1, 1]


def test_quiet_hours_are_kept_by_what_was_gathered_before_them_too(reviewer: User) -> None:
    NotificationPreference.objects.create(person=reviewer, quiet_from=time(22), quiet_until=time(7))
    row = given(reviewer)
    evening, night, morning = (datetime(2026, 3, 10, hour, 59, tzinfo=UTC) for hour in (18, 20, 4))
    morning += timedelta(days=1)
    Notification.objects.filter(pk=row.pk).update(at=evening)
    (waiting,) = gather_mails(evening)
    assert send_mail(waiting, night) == "waiting"
    assert (Mail.objects.get().attempts, outbox.outbox) == (0, [])
    assert mailed(morning) == ["sent"]


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}])
def test_who_cannot_be_mailed_is_left_alone(reviewer: User, fields: dict[str, Any]) -> None:
    given(reviewer)
    User.objects.filter(pk=reviewer.pk).update(**fields)
    assert mailed() == []
    assert Mail.objects.count() == 0


def test_old_news_is_not_mailed(reviewer: User) -> None:
    row = given(reviewer)
    assert mailed(row.at + NEWS_FOR + timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    ("says", "state", "error"),
    [
        ({"hello": "421 too busy"}, "waiting", "SMTPConnectError: (421, b'too busy')"),  # before anything was handed over
        ({"hello": ""}, "waiting", "SMTPServerDisconnected: Connection unexpectedly closed"),
        ({"MAIL": "451 later"}, "waiting", "SMTPSenderRefused: (451, b'later', 'Factcheck <factcheck@127.0.0.1>')"),
        ({"RCPT": "450 greylisted"}, "waiting", "SMTPRecipientsRefused: {'reviewer@desk.example': (450, b'greylisted')}"),
        ({"RCPT": "550 no such person"}, "failed", "SMTPRecipientsRefused: {'reviewer@desk.example': (550, b'no such person')}"),
        ({".": "452 full"}, "waiting", "SMTPDataError: (452, b'full')"),  # it said no to the whole
        ({".": "554 spam"}, "failed", "SMTPDataError: (554, b'spam')"),
        ({".": ""}, "unknown", "SMTPServerDisconnected: Connection unexpectedly closed"),  # it had the whole, and may have taken it
    ],
)
def test_what_the_mail_server_says(reviewer: User, server: Scripted, says: dict[str, str], state: str, error: str) -> None:
    given(reviewer)
    server.says = says
    now = timezone.now()
    assert mailed(now) == [state]
    left = Mail.objects.get()
    assert (left.attempts, left.error) == (1, error)
    server.says, handed = {}, len(server.taken)
    again = mailed(now + timedelta(minutes=TRIES[0]))
    assert again == (["sent"] if state == "waiting" else [])
    assert len(server.taken) - handed == len(again)


def test_a_mail_as_it_arrives(reviewer: User, server: Scripted) -> None:
    given(reviewer)
    assert is_on()
    assert mailed() == ["sent"]
    message = email.message_from_string(server.taken[0], policy=email.policy.default)
    assert (message["To"], message["Subject"]) == ("reviewer@desk.example", "A claim is assigned to you")
    assert message["Message-ID"] == f"<factcheck-{Mail.objects.get().pk}@127.0.0.1>"
    parts = [part.get_content_type() for part in message.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


def test_it_is_given_up_after_the_last_try(reviewer: User, server: Scripted) -> None:
    given(reviewer)
    server.says = {"hello": "421 too busy"}
    now = timezone.now()
    states = mailed(now)
    for minutes in TRIES:
        assert mailed(now + timedelta(minutes=minutes, seconds=-1)) == [], "not before its time"
        now += timedelta(minutes=minutes)
        states += mailed(now)
    assert states == ["waiting"] * len(TRIES) + ["failed"]


def test_a_mail_whose_worker_died_is_not_sent_again(reviewer: User) -> None:
    given(reviewer)
    now = timezone.now()
    (waiting,) = gather_mails(now)
    Mail.objects.filter(pk=waiting).update(state="sending", state_at=now, attempts=1)
    assert send_mail(waiting, now) == "sending", "another call has it"
    assert mailed(now + LOST_AFTER + timedelta(seconds=1)) == []
    left = Mail.objects.get()
    assert (left.state, left.error, outbox.outbox) == ("unknown", "worker_lost", [])


def test_the_other_claim_of_a_contradiction_is_named(reviewer: User) -> None:
    one, other = claim("a", version=article()), claim("b", text="عدد العاملين في السد 120 عاملا")
    approved(one, reviewer, person("approver"))
    Notification.objects.all().delete()
    match(one, other)
    assert mailed() == ["sent"]
    assert other.text in outbox.outbox[0].body
    # In a line of its own, which runs as its language does.
    assert f'dir="rtl" lang="ar"><bdi><strong>{other.speaker_root}</strong></bdi>: {other.text}</p>' in html_of(outbox.outbox[0])


@pytest.mark.parametrize(("kind", "found"), [("contradicted", True), ("gone", False)])
def test_only_what_is_beside_another_claim_was_found_by_the_machine(reviewer: User, kind: str, found: bool) -> None:
    one, other = claim("a", version=article()), claim("b")
    row = Notification(person=reviewer, kind=kind, claim=one, match=match(one, other) if found else None, at=timezone.now())
    mail = compose(Mail.objects.create(person=reviewer), [row])
    assert ["found by the machine" in words for words in (mail.body, html_of(mail))] == [found, found]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_at_once_one_gathers_and_one_sends(reviewer: User) -> None:
    for key in "abc":
        given(reviewer, key)
    now = timezone.now()

    def at_once(act: Callable[[], Any]) -> list[Any]:
        def alone() -> Any:
            try:
                start.wait()
                return act()
            finally:
                connection.close()

        start = threading.Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            return [one.result() for one in [pool.submit(alone) for _ in range(4)]]

    at_once(lambda: gather_mails(now))
    assert Notification.objects.filter(mail=None).count() == 0
    mails = list(Mail.objects.values_list("pk", flat=True))
    assert sum(mail.notifications.count() for mail in Mail.objects.all()) == 3
    states = at_once(lambda: [send_mail(pk, now) for pk in mails])
    assert Mail.objects.filter(state="sent", attempts=1).count() == len(mails)
    assert {state for answer in states for state in answer} <= {"sent", "sending"}
    assert len(outbox.outbox) == len(mails)
