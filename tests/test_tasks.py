"""Failures are written on the row and read again; what has waited too long is called for again."""

from __future__ import annotations

import io
import json
import logging
import socket
from datetime import date, timedelta
from typing import Any

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.test import Client, TestCase
from django.utils import timezone
from rest_framework.test import APIClient

from claims.clients.embeddings import embedder
from claims.errors import UnsupportedLanguage
from claims.languages import PACKS
from claims.models import Appearance, Article, ArticleVersion, Claim, Page, Setback, Speaker, User
from claims.models.setback import FIRST_PAUSE, MOST_ATTEMPTS
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.keys import issue_key
from claims.pipeline.overdue import FAILING_PAGE_WAITS, PAGE_WAITS, QUEUED
from claims.pipeline.reading import begin_reading, read_again, record_failure
from claims.rights import Action
from claims.tasks import COUNTED, URGENT, USUAL, call, embed, match, read_version, sweep, take_up, trace
from factcheck.logs import Text
from tests.api.people import person, signed_in
from tests.languages import french

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


def test_what_was_kept_is_read_once_its_language_has_a_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    version = taken_in(FRENCH)
    read_version(version.pk)
    monkeypatch.setitem(PACKS, "fr", french.PACK)
    assert read_again(version.pk)
    read_version(version.pk)
    assert row(version) == ("read", 0, "", {})
    assert [(quote.cue, quote.text) for quote in version.quotes.all()] == [("déclaré", "le barrage ouvrirait ses vannes le mois prochain")]
    assert [(claim.text, claim.language) for claim in Claim.objects.all()] == [("le barrage ouvrirait ses vannes le mois prochain", "fr")]


@pytest.mark.parametrize(
    ("error", "state", "code", "params"),
    [
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


def sent(broker: Any, queue: str = USUAL) -> list[str]:
    headers = [json.loads(message)["headers"] for message in broker.lrange(queue, 0, -1)]
    calls = [header["task"].removeprefix("claims.tasks.") + header["argsrepr"] for header in headers]
    # The sweeper also calls for a count of words where the numbers of claims have grown, as they do over a run of tests.
    return sorted(call for call in calls if not call.startswith("count"))


def claims(number: int) -> list[Claim]:
    speaker = Speaker.objects.create(kind="person", name="سامر الحلواني", key="سامر الحلواني")
    common = {"speaker_root": speaker, "language": "ar", "polarity": "positive", "modality": "fact", "checkworthiness": 0.5}
    return [Claim.objects.create(speaker=speaker, text=f"ادعاء {n}", text_key=str(n), **common) for n in range(number)]


def test_the_sweeper_calls_for_what_was_lost_and_for_nothing_else(broker: Any) -> None:
    old = timezone.now() - FIRST_PAUSE - timedelta(seconds=5)
    pending, begun, read, fresh, done = (taken_in(f"{TEXT} {number}") for number in range(5))
    ArticleVersion.objects.filter(pk__in=[pending.pk, begun.pk, read.pk, done.pk]).update(state_at=old)
    ArticleVersion.objects.filter(pk=begun.pk).update(attempts=1)  # its reader has twice as long
    ArticleVersion.objects.filter(pk=read.pk).update(state="read")
    ArticleVersion.objects.filter(pk=done.pk).update(state="done")
    waiting, new, compared, held = claims(4)
    Claim.objects.filter(pk__in=[waiting.pk, compared.pk, held.pk]).update(created_at=old)
    Claim.objects.filter(pk=compared.pk).update(match_state="done")
    Setback.objects.create(step="match", subject_id=held.pk, attempts=MOST_ATTEMPTS, at=old - timedelta(days=1))

    assert sweep() == 4
    expected = [f"read_version({pending.pk},)", f"embed({read.pk},)", f"match([{waiting.pk}],)", f"trace({done.article_id},)"]
    assert sent(broker) == sorted(expected)
    assert (fresh.state, new.match_state) == ("pending", "pending")
    # Each call is a try, and the next one waits longer.
    broker.delete(USUAL)
    assert (sweep(), sent(broker)) == (0, [])
    tries = Setback.objects.order_by("step", "attempts").values_list("step", "subject_id", "attempts")
    first = [("embed", read.pk, 1), ("match", waiting.pk, 1)]
    assert list(tries) == [*first, ("match", held.pk, MOST_ATTEMPTS), ("trace", done.article_id, 1)]


def test_while_calls_are_waiting_only_what_is_very_old_is_called_for_again(broker: Any) -> None:
    young, old = taken_in(f"{TEXT} 1"), taken_in(f"{TEXT} 2")
    ArticleVersion.objects.filter(pk=young.pk).update(state_at=timezone.now() - QUEUED / 2)
    ArticleVersion.objects.filter(pk=old.pk).update(state_at=timezone.now() - QUEUED - timedelta(seconds=5))
    lost, new, just_embedded = claims(3)
    Claim.objects.filter(pk__in=[lost.pk, just_embedded.pk]).update(created_at=timezone.now() - timedelta(days=1))
    Claim.objects.filter(pk=new.pk).update(created_at=timezone.now() - QUEUED / 2)
    embedded, traced_never = taken_in(f"{TEXT} 3"), taken_in(f"{TEXT} 4")
    ArticleVersion.objects.filter(pk__in=[embedded.pk, traced_never.pk]).update(state="done")
    ArticleVersion.objects.filter(pk=traced_never.pk).update(state_at=timezone.now() - QUEUED - timedelta(seconds=5))
    Appearance.objects.create(claim=just_embedded, version=embedded, start=0, end=1, text="ق")
    call(embed, 10**9)
    expected = [f"read_version({old.pk},)", f"match([{lost.pk}],)", f"trace({traced_never.article_id},)"]
    assert (sweep(), sent(broker)) == (3, sorted([f"embed({10**9},)", *expected]))
    # They were called for, and are not again at once; nor is it held against them.
    assert (sweep(), Setback.objects.count()) == (0, 0)


def test_pages_of_a_site_that_is_out_of_order_are_called_for_less_often(broker: Any) -> None:
    cases = ((PAGE_WAITS, "", True), (PAGE_WAITS, "http_status", False), (FAILING_PAGE_WAITS, "http_status", True))
    expected = []
    for waits, code, is_called in cases:
        since = timezone.now() - waits - timedelta(seconds=5)
        address = f"https://news.example/{waits}/{code}"
        page = Page.objects.create(address=address, state_at=since, error_code=code, added_by=User.objects.system())
        expected += [f"fetch({page.pk},)"] if is_called else []
    assert (sweep(), sent(broker)) == (2, sorted(expected))
    assert (sweep(), len(sent(broker))) == (0, 2)


def test_what_another_call_has_done_has_no_setback_any_more() -> None:
    one, two, three = claims(3)
    for claim in (one, two, three):
        Setback.objects.create(step="match", subject_id=claim.pk, attempts=1, error_code="unexpected")
    match([one.pk, two.pk])
    Claim.objects.filter(pk=three.pk).update(match_state="done")
    match([three.pk])
    assert list(Setback.objects.all()) == []


def test_the_sweeper_calls_once_for_an_untraced_article_of_two_versions_and_counts_it(broker: Any) -> None:
    version = taken_in()
    article = version.article
    ArticleVersion.objects.create(article=article, number=2, title="", language="ar", text=FRENCH, sha256="0" * 64)
    ArticleVersion.objects.filter(article=article).update(state="done", state_at=timezone.now() - FIRST_PAUSE - timedelta(minutes=1))
    assert sweep() == 1
    assert sent(broker) == [f"trace({article.pk},)"]


def test_what_fails_again_and_again_is_set_aside_with_its_error_and_taken_up_again(broker: Any) -> None:
    # Without a text nothing can be traced.
    article = Article.objects.create(outlet=find_outlet(""), identity="0" * 64, added_by=User.objects.system())
    for _ in range(MOST_ATTEMPTS + 1):
        trace(article.pk)
    setback = Setback.objects.get()
    told = setback.step, setback.subject_id, setback.attempts, setback.error_code, setback.error_params
    assert told == ("trace", article.pk, MOST_ATTEMPTS, "unexpected", {"error": "IndexError"})
    ArticleVersion.objects.create(article=article, number=1, title="", language="ar", text=TEXT, sha256="0" * 64, state="done")
    ArticleVersion.objects.update(state_at=timezone.now() - timedelta(days=1))
    assert (sweep(), sent(broker)) == (0, [])

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert take_up(article.pk)
    assert (Setback.objects.count(), sent(broker, URGENT)) == (0, [f"trace({article.pk},)"])
    trace(article.pk)
    article.refresh_from_db()
    assert (article.origin is not None, Setback.objects.count()) == (True, 0)
    assert not take_up(article.pk)


def test_what_the_sweeper_calls_for_is_tried_five_times(broker: Any, settings: Any) -> None:
    settings.EMBEDDINGS_URL = "http://vectors.example:port"
    (claim,) = claims(1)
    long_ago = timezone.now() - timedelta(days=1)
    Claim.objects.filter(pk=claim.pk).update(created_at=long_ago)
    tries: list[tuple[int, str]] = []
    embedder.cache_clear()
    try:
        while sweep() and len(tries) <= MOST_ATTEMPTS:
            found = [json.loads(message)["headers"] for message in broker.lrange(USUAL, 0, -1)]
            (headers,) = (one for one in found if one["task"] == match.name)
            match.apply(args=([claim.pk],), headers=headers)
            tries += Setback.objects.values_list("attempts", "error_code")
            Setback.objects.update(at=long_ago)
            broker.delete(USUAL)
    finally:
        embedder.cache_clear()
    assert tries == [(number, "unexpected") for number in range(1, MOST_ATTEMPTS + 1)]


def test_what_ended_its_process_at_its_last_try_is_not_tried_again() -> None:
    (claim,) = claims(1)
    Setback.objects.create(step="match", subject_id=claim.pk, attempts=MOST_ATTEMPTS)
    lost: dict[str, Any] = {"headers": {COUNTED: True}, "delivery_info": {"redelivered": True}}
    match.push_request(**lost)
    try:
        match.run([claim.pk])
    finally:
        match.pop_request()
    claim.refresh_from_db()
    assert (claim.match_state, Setback.objects.get().attempts) == ("pending", MOST_ATTEMPTS)


def test_lines_of_the_log_name_the_article_that_the_sweeper_called_for(settings: Any) -> None:
    version = taken_in()
    read_version(version.pk)
    (claim,) = version.appearances.values_list("claim", flat=True)
    untold = Article.objects.create(outlet=find_outlet(""), identity="0" * 64, added_by=User.objects.system())
    settings.EMBEDDINGS_URL = "http://vectors.example:port"
    heard, logger = io.StringIO(), logging.getLogger("claims.pipeline.setbacks")
    handler = logging.StreamHandler(heard)
    handler.setFormatter(Text())
    logger.addHandler(handler)
    embedder.cache_clear()
    try:
        trace.apply(args=(untold.pk,))
        match.apply(args=([claim],))
    finally:
        embedder.cache_clear()
        logger.removeHandler(handler)
    lines = [line.partition(" ERROR claims.pipeline.setbacks ")[2] for line in heard.getvalue().splitlines() if " ERROR " in line]
    assert [line.rpartition(" [")[2] for line in lines] == [f"article_id={untold.pk}]", f"article_id={version.article_id}]"]


def test_what_follows_from_a_call_stands_in_its_queue_and_people_before_programs(broker: Any) -> None:
    body = {"text": TEXT, "published": "2026-03-10"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        posted = signed_in(person("editor")).post("/api/v1/articles/", body, format="json").json()["id"]
    version = ArticleVersion.objects.get(article=posted)
    assert (sent(broker, URGENT), sent(broker)) == ([f"read_version({version.pk},)"], [])
    message = json.loads(broker.rpop(URGENT))
    with TestCase.captureOnCommitCallbacks(execute=True):
        read_version.apply(args=(version.pk,), routing_key=message["properties"]["delivery_info"]["routing_key"])
    assert (sent(broker, URGENT), sent(broker)) == ([f"embed({version.pk},)"], [])


def test_a_program_with_a_key_stands_behind(broker: Any) -> None:
    editor = person("editor")
    _, secret = issue_key(name="wire", scopes=[Action.READ, Action.ADD_ARTICLE], by=editor)
    client = APIClient(headers={"authorization": f"Bearer {secret}"})
    with TestCase.captureOnCommitCallbacks(execute=True):
        posted = client.post("/api/v1/articles/", {"text": TEXT}, format="json").json()["id"]
    version = ArticleVersion.objects.get(article=posted)
    assert (sent(broker, URGENT), sent(broker)) == ([], [f"read_version({version.pk},)"])


def test_retry_over_the_api() -> None:
    version = taken_in(FRENCH)
    read_version(version.pk)
    address = f"/api/v1/articles/{version.article_id}/retry/"
    assert signed_in(person("reader")).post(address).status_code == 403
    assert [signed_in(person("editor", f"e{n}")).post(address).status_code for n in range(2)] == [202, 204]
    assert row(version) == ("pending", 0, "", {})


def test_every_call_ends_before_the_broker_gives_it_to_another_worker() -> None:
    visible_again: Any = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    tasks: dict[str, Any] = {name: task for name, task in current_app.tasks.items() if name.startswith("claims.")}
    limits = {name: (task.soft_time_limit, task.time_limit) for name, task in tasks.items()}
    assert [name for name, (soft, hard) in limits.items() if not soft < hard < visible_again] == []
    assert {name.rpartition(".")[2]: limit for name, limit in limits.items() if limit != (270, 300)} == {
        "count": (540, 570),
        "close_ledger": (540, 570),
    }


def test_a_broker_that_is_gone_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        app = Celery(broker=f"redis://127.0.0.1:{nobody.getsockname()[1]}/0", set_as_current=False)
        app.conf.task_publish_retry_policy = {"max_retries": 0}

        @app.task
        def read(version: int) -> None:
            """Nobody takes it."""

        call(read, 7)
    assert ".read of 7 could not be called for" in caplog.text
