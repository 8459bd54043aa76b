"""An outage that is met before any view, or that no view catches, is told to programs in their one shape, and to people on a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from redis.exceptions import ConnectionError as CacheSilent
from redis.exceptions import RedisError

from claims.web.outages import server_error
from factcheck.urls import handler500
from factcheck.urls import urlpatterns as usual
from tests.desk_rows import person

pytestmark = pytest.mark.django_db

FAILING: dict[str, Exception] = {
    "operational": OperationalError("terminating connection"),
    "interface": InterfaceError("connection already closed"),
    "cache": CacheSilent("refused"),
    "ours": RuntimeError("the password is hunter2"),
}


def broken(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILING[how]


urlpatterns = [*(path(f"{within}broken/<slug:how>/", broken) for within in ("api/v1/", "v1alpha1/", "")), *usual]


@contextmanager
def database_silent() -> Iterator[None]:
    """As the server is gone: whatever is asked of it fails before it is sent."""

    def refuse(*_: Any) -> Any:
        raise OperationalError("the connection is closed")

    with connection.execute_wrapper(refuse):
        yield


def asking(language: str) -> Client:
    return Client(raise_request_exception=False, headers={"Accept-Language": language})


# Of each failure the status, the code, and the sentence in both languages.
TOLD = [
    ("operational", 503, "database_unavailable", "The database does not answer now", "لا تجيب قاعدة البيانات الآن"),
    ("interface", 503, "database_unavailable", "The database does not answer now", "لا تجيب قاعدة البيانات الآن"),
    ("cache", 503, "cache_unavailable", "The cache does not answer now", "لا تجيب الذاكرة المؤقتة الآن"),
    ("ours", 500, "server_error", "It has been noted", "سُجّل"),
]


@pytest.mark.parametrize("within", ["/api/v1/", "/v1alpha1/"])
@pytest.mark.parametrize(("how", "status", "code", "english", "arabic"), TOLD)
def test_what_no_view_catches(settings: Any, within: str, how: str, status: int, code: str, english: str, arabic: str) -> None:
    settings.ROOT_URLCONF = __name__
    for language, said in (("en", english), ("ar", arabic)):
        answer = asking(language).get(f"{within}broken/{how}/")
        told = answer.json()
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        assert {name: told[name] for name in ("type", "title", "status", "code")} == {
            "type": "about:blank", "title": code.replace("_", " "), "status": status, "code": code,
        }  # fmt: skip
        assert (said in told["detail"], "hunter2" in answer.content.decode()) == (True, False), told
        assert answer.headers.get("Retry-After") == ("5" if status == 503 else None)


def test_a_session_that_cannot_be_looked_up_before_the_view() -> None:
    """Who calls with a session is looked at for a second factor before the API is: there the outage is met first."""
    client = asking("ar")
    client.force_login(person("reader"))
    with database_silent():
        answer = client.get("/api/v1/claims/")
    assert (answer.status_code, answer.headers["Content-Type"], answer.json()["code"]) == (
        503, "application/problem+json", "database_unavailable",
    )  # fmt: skip
    assert client.get("/api/v1/claims/").status_code == 200


def test_people_get_a_page(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    for how in FAILING:
        answer = asking("en").get(f"/broken/{how}/")
        assert (answer.status_code, answer.headers["Content-Type"]) == (500, "text/html; charset=utf-8")
        assert "Something went wrong on our side" in answer.content.decode()


def test_it_is_what_the_program_answers_with() -> None:
    assert f"{server_error.__module__}.{server_error.__name__}" == handler500
    assert issubclass(CacheSilent, RedisError)
