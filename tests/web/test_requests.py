"""What is looked at of every request before anything else: where it comes from, and how large it is."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.keys import issue_key
from claims.rights import Action
from claims.web.requests import Forwarded
from tests.desk_rows import person

MB = 2**20
FORM = "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("address", "forwarded", "asker"),
    [
        ("10.0.0.7", "192.0.2.1", "192.0.2.1"),
        # what the caller itself has written stands before
        ("10.0.0.7", "198.51.100.9, 192.0.2.1", "192.0.2.1"),
        # two proxies of ours
        ("10.0.0.7", "192.0.2.1, 172.16.3.4", "192.0.2.1"),
        ("172.16.3.4", "198.51.100.9,192.0.2.1 ,10.0.0.7", "192.0.2.1"),
        ("10.0.0.7", "2001:db8::1", "2001:db8::1"),
        # nobody but proxies
        ("10.0.0.7", "172.16.3.4", "172.16.3.4"),
        # not through a proxy of ours
        ("192.0.2.1", "10.0.0.7", "192.0.2.1"),
        ("192.0.2.1", "", "192.0.2.1"),
        # no address
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "192.0.2.1, unknown", "10.0.0.7"),
        ("", "192.0.2.1", ""),
    ],
)
def test_who_asks_through_a_proxy(settings: Any, address: str, forwarded: str, asker: str) -> None:
    settings.PROXY_ADDRESSES = [ip_network("10.0.0.7"), ip_network("172.16.0.0/12")]
    assert asker_of(address, forwarded) == asker


def test_nobody_is_believed_unasked() -> None:
    assert asker_of("10.0.0.7", "192.0.2.1") == "10.0.0.7"


def asker_of(address: str, forwarded: str) -> str:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    Forwarded(view)(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=address))
    return seen[0]


def said_to_be(client: Client, path: str, size: int, **headers: str) -> Any:
    """The answer to a request whose body is said to be so large; there is none to be read."""
    return client.generic("POST", path, b"", FORM, headers=headers, CONTENT_LENGTH=str(size))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "role", "size", "most"),
    [
        ("/login/", "", 8 * MB + 1, 8),
        ("/nothing/", "", 10**12, 8),
        ("/admin/claims/article/files/", "", 8 * MB + 1, 8),  # who is not logged in hands in no file
        ("/admin/claims/article/files/", "editor", 28 * MB + 1, 28),
        ("/login/", "editor", 28 * MB + 1, 28),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_refuses_what_is_too_large_unread(path: str, role: str, size: int, most: int, language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if role:
        client.force_login(person(role))
    answer = said_to_be(client, path, size, **{"Accept-Language": language})
    heading = {"ar": "الطلب أكبر من المسموح", "en": "The request is too large"}[language]
    assert (answer.status_code, f"<h1>{heading}</h1>" in answer.content.decode()) == (413, True)
    assert answer.context["most"] == most


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "status", "code"),
    [
        (28 * MB + 1, 413, "request_too_large"),
        (28 * MB, 401, "not_authenticated"),  # the log-in is looked at first, and nothing is read
    ],
)
def test_the_api_says_so_in_its_own_form(size: int, status: int, code: str) -> None:
    answer = said_to_be(Client(), "/api/v1/articles/files/", size, **{"Accept-Language": "ar"})
    assert (answer.status_code, answer.json()["code"], answer.headers["Content-Type"]) == (status, code, "application/problem+json")


@pytest.mark.django_db
def test_a_file_of_the_largest_size_is_looked_at() -> None:
    grant_admin_permissions()
    editor = person("editor")
    file = {"file": SimpleUploadedFile("news.jsonl", b"\n" * 20 * MB)}
    secret = issue_key(name="wire", scopes=[Action.ADD_ARTICLE], by=editor)[1]
    by_key = Client().post("/api/v1/articles/files/", file, headers={"Authorization": f"Bearer {secret}"})
    file["file"].seek(0)
    client = Client()
    client.force_login(editor)
    by_page = client.post("/admin/claims/article/files/", file)
    assert (by_key.status_code, by_key.json()["counts"], by_page.status_code) == (200, {"taken_in": 0, "known": 0, "refused": 0}, 200)
