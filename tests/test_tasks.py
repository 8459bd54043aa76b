"""Failures are written on the row and read again; what has waited too long is called for again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from celery import current_app
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from claims.errors import TransientError, UnsupportedLanguage
from claims.models import Article, ArticleVersion, Claim, Mail, Speaker, User
from claims.pipeline.assign import assign
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.reading import MOST_ATTEMPTS, begin_reading, read_again, record_failure
from claims.tasks import BEGUN, BULK, FIRST, STALE, mail, read_version, send, sweep
from tests.api.people import person, signed_in
from tests.desk_rows import claim as taken_claim

pytestmark = pytest.mark.django_db

TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'
FRENCH = "Le ministre de l'Eau a déclaré que le barrage ouvrirait ses vannes le mois prochain."


def taken_in(text: str = TEXT) -> ArticleVersion:
    return ingest(Submission(text=text, outlet=find_outlet(""), published=date(2026, 3, 10)), by=User.objects.system())[0]


def row(version: ArticleVersion) -> tuple[str, int, str, dict[str, str]]:
    version.refresh_from_db()
    return version.state, version.attempts, version.error_code, version.error_params


def test_another_language_is_kept_and_said_in_words() -> None:
    version = taken_in(FRENCH)
    read_version(version.pk)
    assert row(version) == ("unsupported", 1, "unsupported_language", {"language": "fr", "known": "ar, en"})
    client = Client()
    client.force_login(person("reader"))
    page = client.get(f"/articles/{version.article_id}/", headers={"accept-language": "en"}).content.decode()
    assert "There is no reader for the language “fr” yet. The text is kept and can be read later." in page
    assert FRENCH.replace("'", "&#x27;") in page
    (shown,) = signed_in(person("reader", "other")).get("/api/v1/articles/").json()["results"]
    assert (shown["state"], shown["versions"][0]["error_code"]) == ("unsupported", "unsupported_language")


@pytest.mark.parametrize(
    ("error", "state", "code", "params"),
    [
        # passes: it waits for the next try
        (TransientError("host_busy", "{host} is busy.", host="n.example"), "pending", "", {}),
        (
            UnsupportedLanguage("unsupported_language", "No {language}.", language="fr"),
            "unsupported",
            "unsupported_language",
            {"language": "fr"},
        ),
        # nobody foresaw it
        (ZeroDivisionError("by zero"), "failed", "unexpected", {"error": "ZeroDivisionError"}),
    ],
)
def test_a_failure_is_written_on_the_row(error: Exception, state: str, code: str, params: dict[str, str]) -> None:
    version = taken_in()
    begin_reading(version.pk)
    record_failure(version.pk, error)
    assert row(version) == (state, 1, code, params)


def test_a_text_that_ends_its_reader_is_set_aside_and_can_be_read_again() -> None:
    version = taken_in()
    for _ in range(MOST_ATTEMPTS):
        assert begin_reading(version.pk) is not None  # and the process dies
    assert begin_reading(version.pk) is None
    assert row(version) == ("failed", MOST_ATTEMPTS, "too_many_attempts", {})
    assert begin_reading(version.pk) is None
    assert read_again(version.pk)
    assert row(version) == ("pending", 0, "", {})
    read_version(version.pk)
    assert row(version)[0] == "read"


def test_what_waits_or_is_unknown_is_not_read_again() -> None:
    version = taken_in()
    assert (read_again(version.pk), read_again(10**9), begin_reading(10**9)) == (False, False, None)


QUEUES = {priority: f"celery\x06\x16{priority}" if priority else "celery" for priority in (FIRST, BEGUN, BULK)}


@pytest.fixture
def broker() -> Iterator[Any]:
    """The broker's own client, its queues empty before and after."""
    with current_app.connection_for_read() as connection:
        channel: Any = connection.default_channel
        channel.client.delete(*QUEUES.values())
        yield channel.client
        channel.client.delete(*QUEUES.values())


def sent(broker: Any, *priorities: int) -> list[str]:
    """The calls that wait with these priorities, or with any."""
    messages = [message for priority in priorities or QUEUES for message in broker.lrange(QUEUES[priority], 0, -1)]
    headers = [json.loads(message)["headers"] for message in messages]
    calls = [header["task"].removeprefix("claims.tasks.") + header["argsrepr"] for header in headers]
    # The sweeper also calls for a count of words where the numbers of claims have grown, as they do over a run of tests.
    return sorted(call for call in calls if not call.startswith("count"))


def test_the_sweeper_calls_for_what_has_waited_too_long_and_for_nothing_else(broker: Any) -> None:
    old = timezone.now() - STALE - timedelta(minutes=1)
    pending, read, fresh, done = (taken_in(f"{TEXT} {number}") for number in range(4))
    ArticleVersion.objects.filter(pk__in=[pending.pk, read.pk, done.pk]).update(state_at=old)
    ArticleVersion.objects.filter(pk=read.pk).update(state="read")
    ArticleVersion.objects.filter(pk=done.pk).update(state="done")
    speaker = Speaker.objects.create(kind="person", name="سامر الحلواني", key="سامر الحلواني")
    common = {
        "speaker": speaker,
        "speaker_root": speaker,
        "language": "ar",
        "polarity": "positive",
        "modality": "fact",
        "checkworthiness": 0.5,
    }
    waiting, new, compared = (Claim.objects.create(text=f"ادعاء {n}", text_key=str(n), **common) for n in range(3))
    Claim.objects.filter(pk__in=[waiting.pk, compared.pk]).update(created_at=old)
    Claim.objects.filter(pk=compared.pk).update(match_state="done")

    assert sweep() == 3
    assert sent(broker) == sorted([f"read_version({pending.pk},)", f"embed({read.pk},)", f"match([{waiting.pk}],)"])
    assert (fresh.state, new.match_state) == ("pending", "pending")


def test_mails_whose_time_has_come_are_called_for_where_there_is_a_mail_server(broker: Any, settings: Any) -> None:
    reviewer = person("reviewer")
    User.objects.filter(pk=reviewer.pk).update(email="reviewer@desk.example")
    given = taken_claim("given")
    assign(given, desk=None, assignee=reviewer, by=person("editor"), reason="for you")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert (mail(), Mail.objects.count()) == (0, 0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail() == 1
    assert sent(broker) == [f"send({Mail.objects.get().pk},)"]
    assert mail() == 1, "until it is sent it is called for again"
    assert [send(Mail.objects.get().pk) for _ in range(2)] == ["sent", "sent"]
    assert len(outbox.outbox) == 1


def test_the_sweeper_calls_once_for_an_untraced_article_of_two_versions_and_counts_it(broker: Any) -> None:
    version = taken_in()
    article = version.article
    ArticleVersion.objects.create(article=article, number=2, title="", language="ar", text=FRENCH, sha256="0" * 64)
    ArticleVersion.objects.filter(article=article).update(state="done")
    Article.objects.filter(pk=article.pk).update(added_at=timezone.now() - STALE - timedelta(minutes=1))
    assert sweep() == 1
    assert sent(broker) == [f"trace({article.pk},)"]
