"""What Prometheus is told, and who else may read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from claims.clients import measures
from claims.models import ArticleVersion, Feed, Setback
from claims.pipeline.ingest import find_outlet
from claims.tasks import URGENT, USUAL, call, embed, match, read_version, sweep
from tests.pipeline.test_setbacks import taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afresh() -> None:
    measures.forget()
    cache.clear()
    with current_app.connection_for_read() as connection:
        channel: Any = connection.default_channel
        channel.client.delete(URGENT, USUAL)


def told() -> dict[tuple[str, ...], float]:
    """Every sample: its name and the values of its labels, in the order of their names."""
    text = Client().get("/metrics").content.decode()
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value for sample in samples}


def test_what_waits_what_failed_and_how_long_things_took() -> None:
    done, failed, waiting = taken_in(), taken_in("Le ministre de l'Eau a déclaré que le barrage ouvrirait demain."), taken_in("قال الوزير.")
    for version in (done, failed):
        read_version.apply(args=(version.pk,))
    embed.apply(args=(done.pk,))
    Setback.objects.create(step="match", subject_id=7, attempts=5, error_code="unexpected")
    Setback.objects.create(step="embed", subject_id=8, attempts=1, error_code="embedder_unreachable")
    ArticleVersion.objects.filter(pk=waiting.pk).update(fetched_at=timezone.now() - timedelta(hours=1))
    Feed.objects.create(outlet=find_outlet(""), address="https://n.example/rss", error_code="host_silent")
    call(match, 1)
    sweep()
    figures = told()
    expected: dict[tuple[str, ...], float] = {
        ("factcheck_articles", "pending"): 1,
        ("factcheck_articles", "done"): 1,
        ("factcheck_articles", "unsupported"): 1,
        ("factcheck_claims_waiting",): 1,
        ("factcheck_set_aside",): 1,
        ("factcheck_failing",): 1,
        ("factcheck_errors", "embedder_unreachable", "embed"): 1,
        ("factcheck_errors", "unsupported_language", "read"): 1,
        ("factcheck_errors", "unexpected", "match"): 1,
        ("factcheck_errors", "host_silent", "feed"): 1,
        ("factcheck_queue_depth", "steering"): 0,
        ("factcheck_broker_answers",): 1,
        ("factcheck_step_seconds_count", "read_version done"): 2,
        ("factcheck_step_seconds_count", "embed done"): 1,
        ("factcheck_embed_seconds_count", "use-multilingual-v3"): 1,
    }
    assert {key: figures.get(key) for key in expected} == expected
    assert figures["factcheck_queue_depth", USUAL] >= 1
    assert 3600 <= figures["factcheck_oldest_waiting_seconds",] < 3700
    assert figures["factcheck_last_sweep_timestamp_seconds",] > 0
    assert figures["factcheck_disk_free_bytes",] > 0
    assert ArticleVersion.objects.get(pk=waiting.pk).state == "pending"


def test_without_redis_it_still_answers_and_says_so(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_in()
    closed = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": closed}}
    monkeypatch.setenv("CELERY_BROKER_READ_URL", closed)
    figures = told()
    expected: dict[tuple[str, ...], float] = {
        ("factcheck_broker_answers",): 0,
        ("factcheck_last_sweep_timestamp_seconds",): 0,
        ("factcheck_articles", "pending"): 1,
    }
    assert {key: figures.get(key) for key in expected} == expected
    assert figures["factcheck_oldest_waiting_seconds",] > 0


def test_requests_are_counted_by_class_of_status() -> None:
    Client().get("/login/")
    Client().get("/nothing/here")
    Client().get("/health/live")  # whoever watches is not counted
    figures = told()
    counts = {key[1]: value for key, value in figures.items() if key[0] == "factcheck_request_seconds_count"}
    assert counts == {"2xx": 1, "4xx": 1}


@pytest.mark.parametrize(
    ("token", "given", "status"),
    [
        # none set: this machine alone, and not what a proxy on it passes on
        ("", {}, 200),
        ("", {"REMOTE_ADDR": "192.0.2.7"}, 404),
        ("", {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, 404),
        ("", {"HTTP_FORWARDED": "for=192.0.2.7"}, 404),
        # one set: whoever shows it
        ("a long token", {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer a long token"}, 200),
        ("a long token", {"HTTP_AUTHORIZATION": "Bearer another"}, 404),
        ("a long token", {"HTTP_AUTHORIZATION": "Bearer عربي"}, 404),
        ("a long token", {}, 404),
    ],
)
def test_who_may_read_it(settings: Any, token: str, given: dict[str, Any], status: int) -> None:
    settings.METRICS_TOKEN = token
    assert Client().get("/metrics", **given).status_code == status
