"""Guessing passwords ends soon, says when to try again, and locks nobody else out."""

import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from rest_framework.test import APIClient

from claims.pipeline.login import MOST_TRIES_A_MINUTE, seconds_to_wait
from tests.desk_rows import person

pytestmark = pytest.mark.django_db
LIMIT = 5


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def log_in(client: Client, password: str, *, path: str = "/login/", username: str = "editor", address: str = "192.0.2.1") -> Any:
    return client.post(path, {"username": username, "password": password}, REMOTE_ADDR=address)


@pytest.mark.parametrize("path", ["/login/", "/admin/login/"])
def test_too_many_wrong_passwords_lock_out_and_say_until_when(path: str, client: Client) -> None:
    person("editor")
    answers = [log_in(client, "wrong", path=path).status_code for _ in range(LIMIT)]
    assert answers == [200] * (LIMIT - 1) + [429]
    answer = log_in(client, "a long password", path=path)
    assert (answer.status_code, "sessionid" in client.cookies) == (429, False)
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert "Try again after" in answer.content.decode()
    # The quarter of an hour passes.
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15))
    assert log_in(client, "a long password", path=path).status_code == 302


def test_a_lock_holds_for_one_name_from_one_address(client: Client) -> None:
    person("editor")
    person("reviewer")
    for _ in range(LIMIT):
        log_in(client, "wrong")
    assert log_in(Client(), "a long password", address="192.0.2.2").status_code == 302
    assert log_in(Client(), "a long password", username="reviewer").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client: Client) -> None:
    person("editor")
    for _ in range(3):
        for _ in range(LIMIT - 1):
            log_in(client, "wrong")
        assert log_in(Client(), "a long password").status_code == 302


def test_one_address_tries_many_names_no_faster_than_a_newsroom_would(client: Client) -> None:
    person("editor")
    minute = int(time.time() // 60)
    for one in (minute, minute + 1):  # whichever it is when the form comes
        cache.set(f"login:192.0.2.1:{one}", MOST_TRIES_A_MINUTE)
    answer = log_in(client, "a long password")
    assert (answer.status_code, "sessionid" in client.cookies, 0 < int(answer.headers["Retry-After"]) <= 60) == (429, False, True)
    assert log_in(client, "a long password", address="192.0.2.2").status_code == 302


def test_tries_are_counted_by_the_minute() -> None:
    waits = [seconds_to_wait("192.0.2.9") for _ in range(MOST_TRIES_A_MINUTE)]
    assert waits == [0] * MOST_TRIES_A_MINUTE


def test_the_api_locks_out_too() -> None:
    person("editor")
    client = APIClient()

    def ask(password: str) -> Any:
        client.credentials(HTTP_AUTHORIZATION="Basic " + b64encode(f"editor:{password}".encode()).decode())
        return client.get("/api/v1/claims/")

    assert [ask("wrong").status_code for _ in range(LIMIT)] == [401] * (LIMIT - 1) + [429]
    answer = ask("a long password")
    assert (answer.status_code, answer.json()["code"], 0 < int(answer.headers["Retry-After"]) <= 15 * 60) == (429, "throttled", True)


def test_one_address_tries_many_names_at_the_api_no_faster() -> None:
    person("editor")

    def ask(password: str, username: str = "editor", address: str = "192.0.2.1") -> Any:
        client = APIClient(REMOTE_ADDR=address)
        client.credentials(HTTP_AUTHORIZATION="Basic " + b64encode(f"{username}:{password}".encode()).decode())
        return client.get("/api/v1/outlets/")

    minute = int(time.time() // 60)
    for one in (minute, minute + 1):  # whichever it is
        cache.set(f"login:192.0.2.1:{one}", MOST_TRIES_A_MINUTE - 1)
    # What is right counts nothing, however often.
    assert [ask("a long password").status_code for _ in range(3)] == [200] * 3
    assert ask("wrong", "nobody").status_code == 401
    answer = ask("a long password")
    assert (answer.status_code, answer.json()["code"], 0 < int(answer.headers["Retry-After"]) <= 60) == (429, "throttled", True)
    assert ask("a long password", address="192.0.2.2").status_code == 200


def test_the_api_opens_without_the_cache_that_counts(settings: Any) -> None:
    person("editor")
    address = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}
    settings.CACHES = address
    client = APIClient()
    for password, status in (("wrong", 401), ("a long password", 200)):
        client.credentials(HTTP_AUTHORIZATION="Basic " + b64encode(f"editor:{password}".encode()).decode())
        assert client.get("/api/v1/outlets/").status_code == status


def test_no_page_says_whether_a_name_exists(client: Client) -> None:
    person("editor")
    known, unknown = log_in(client, "wrong").content.decode(), log_in(client, "wrong", username="nobody").content.decode()
    strip = [page.split("csrfmiddlewaretoken")[0] for page in (known, unknown)]
    assert strip[0] == strip[1]


def test_the_machine_cannot_log_in(client: Client) -> None:
    assert [log_in(client, password, username="system").status_code for password in ("", "!", "system")] == [200, 200, 200]
