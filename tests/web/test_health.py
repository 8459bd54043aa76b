"""What a watcher is told."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

ALL_WELL = {"database": "ok", "cache": "ok", "migrations": "ok"}


def test_a_process_that_answers_is_alive() -> None:
    answer = Client().get("/health/live")
    assert (answer.status_code, answer.content, "no-cache" in answer.headers["Cache-Control"]) == (200, b"ok", True)


@pytest.mark.django_db
def test_ready_where_everything_answers() -> None:
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, ALL_WELL)


@pytest.mark.django_db
def test_not_ready_before_the_last_migration() -> None:
    newest = MigrationRecorder(connection).migration_qs.filter(app="claims").latest("name")
    newest.delete()
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "migrations": "LookupError"})


@pytest.mark.django_db
def test_not_ready_without_a_cache(settings: object) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere/v.sock"}}  # type: ignore[attr-defined]
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "cache": "ConnectionError"})
    assert cache is not None


def test_only_asking_is_allowed() -> None:
    assert Client().post("/health/live").status_code == 405
