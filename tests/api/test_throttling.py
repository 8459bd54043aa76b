"""How often one key or person may ask in a minute."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from claims.api import throttling
from claims.pipeline.keys import issue_key
from claims.rights import Action
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db


class Clock:
    """Stands still, ten seconds before a minute ends."""

    now = 600.0 + 50

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    cache.clear()
    settings.API_REQUESTS_A_MINUTE = {"key": 2, "user": 3}
    still = Clock()
    monkeypatch.setattr(throttling, "time", still)
    return still


def calls(client: APIClient, times: int) -> list[int]:
    return [client.get("/api/v1/outlets/").status_code for _ in range(times)]


def with_key(user: Any) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_key(name='k', scopes=[Action.READ], by=user)[1]}")
    return client


def test_each_key_and_each_person_has_a_limit_of_its_own() -> None:
    reader = person("reader")
    one, other, herself = with_key(reader), with_key(reader), signed_in(reader)
    assert calls(one, 3) == [200, 200, 429]
    assert calls(other, 3) == [200, 200, 429]
    assert calls(herself, 4) == [200, 200, 200, 429]


def test_it_says_when_to_ask_again_and_then_answers(clock: Clock) -> None:
    client = with_key(person("reader"))
    calls(client, 2)
    refused = client.get("/api/v1/outlets/")
    assert (refused.status_code, refused.json()["code"], refused.headers["Retry-After"]) == (429, "throttled", "10")
    clock.now += 10
    assert calls(client, 1) == [200]


def test_nothing_is_limited_where_the_setting_is_nought(settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = {"key": 0, "user": 0}
    assert calls(with_key(person("reader")), 4) == [200] * 4


def test_nobody_is_kept_out_by_a_cache_that_does_not_answer(settings: Any) -> None:
    address = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}
    settings.CACHES = address
    assert calls(with_key(person("reader")), 4) == [200] * 4
