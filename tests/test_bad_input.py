"""Bad input through every door – API, command, admin: the field that is to blame is named, and nothing is stored."""

from __future__ import annotations

import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims.models import Article, ArticleVersion, Outlet
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.ingest import LONGEST_TEXT
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db

TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'
# What is wrong, and the field that is to blame.
EVERYWHERE: list[tuple[dict[str, str], str]] = [
    ({"text": ""}, "text"),
    ({"text": " \n\t "}, "text"),
    ({"text": "سد\x00الوردة"}, "text"),
    ({"text": "س" * (LONGEST_TEXT + 1)}, "text"),
    ({"text": "س" * 2_500_000}, "text"),  # 5 MB
    ({"title": "س" * 1_001}, "title"),
    ({"title": "سد\x00"}, "title"),
    ({"byline": "س" * 501}, "byline"),
    ({"published": "2999-01-01"}, "published"),  # the future
    ({"published": "0921-03-09"}, "published"),  # a slip of the finger
    ({"published": "yesterday"}, "published"),
    ({"language": "the Arabic language"}, "language"),
    ({"language": "12"}, "language"),
    ({"address": "javascript:alert(1)"}, "address"),
    ({"address": "https://"}, "address"),
    ({"address": f"https://n.example/{'s' * 2000}"}, "address"),
]
# A form cannot send them, or asks for a choice.
NOT_IN_FORMS: list[tuple[dict[str, str], str]] = [
    ({"text": "سد\ud800الوردة"}, "text"),  # half of a character
    ({"outlet": "لا أحد"}, "outlet"),
]


def stored() -> tuple[int, int, int]:
    return Article.objects.count(), ArticleVersion.objects.count(), Outlet.objects.filter(is_placeholder=False).count()


@pytest.mark.parametrize(("wrong", "blamed"), EVERYWHERE + NOT_IN_FORMS)
def test_the_api_names_the_field(wrong: dict[str, str], blamed: str) -> None:
    client = signed_in(person("editor"))
    # Half a character has no UTF-8, so it can come escaped only.
    written = json.dumps({"text": TEXT, **wrong}, ensure_ascii="\\ud800" in repr(wrong))
    answer = client.post("/api/v1/articles/", written, content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"], list(answer.json()["fields"]), stored()) == (
        400,
        "application/problem+json",
        [blamed],
        (0, 0, 0),
    )


@pytest.mark.parametrize(("wrong", "blamed"), EVERYWHERE + NOT_IN_FORMS)
def test_the_command_names_the_field(tmp_path: Path, wrong: dict[str, str], blamed: str) -> None:
    path, told = tmp_path / "dam.json", StringIO()
    path.write_text(json.dumps({"text": TEXT, "outlet": {"name": "صحيفة", "domain": "paper.example"}, **wrong}))
    with pytest.raises(CommandError, match=r"^1 article refused$"):
        call_command("ingest", path, stderr=told, stdout=StringIO())
    assert [line for line in told.getvalue().splitlines() if f"dam.json: refused ({blamed}): " in line] != []
    assert stored() == (0, 0, 0)


@pytest.mark.parametrize(("wrong", "blamed"), EVERYWHERE)
def test_the_admin_shows_it_at_the_field(wrong: dict[str, str], blamed: str) -> None:
    grant_admin_permissions()
    client = Client()
    client.force_login(person("editor", is_staff=True))
    outlet = Outlet.objects.get(is_placeholder=True).pk
    answer = client.post("/admin/claims/article/add/", {"text": TEXT, "outlet": outlet, **wrong})
    assert (answer.status_code, list(answer.context["adminform"].form.errors), stored()) == (200, [blamed], (0, 0, 0))


def test_a_pasted_article_is_taken_in_once() -> None:
    grant_admin_permissions()
    client = Client()
    client.force_login(person("editor", is_staff=True))
    fields: dict[str, Any] = {"text": TEXT.replace("\n", "\r\n"), "published": "2026-03-10"}
    fields["outlet"] = Outlet.objects.get(is_placeholder=True).pk
    for _ in range(2):
        assert client.post("/admin/claims/article/add/", fields).status_code == 302
    assert list(ArticleVersion.objects.values_list("text", "language", "state")) == [(TEXT, "ar", "pending")]


@pytest.mark.parametrize("role", ["reader", "reviewer", "approver", "administrator"])
def test_only_an_editor_pastes(role: str) -> None:
    grant_admin_permissions()
    client = Client()
    client.force_login(person(role, is_staff=True))
    assert client.get("/admin/claims/article/add/").status_code == 403


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "parse_error"),
        (b"[1]", 400, "invalid"),
        (b'{"text": [1]}', 400, "invalid"),
        (b"\xff\xfe", 400, "parse_error"),  # not UTF-8
        (b" " * (8 * 2**20 + 1), 413, "request_too_large"),
    ],
)
def test_a_body_that_is_no_article(body: bytes, status: int, code: str) -> None:
    answer = signed_in(person("editor")).post("/api/v1/articles/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], stored()) == (status, code, (0, 0, 0))


def test_the_longest_text_fits_however_it_is_written() -> None:
    body = json.dumps({"text": "سد " * (LONGEST_TEXT // 3), "language": "ar"})  # each letter as \u0633
    assert signed_in(person("editor")).post("/api/v1/articles/", body, content_type="application/json").status_code == 202


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("dam.txt", "سد".encode("cp1256"), "dam.txt: refused (text): The file is not UTF-8: convert it and try again."),
        ("dam.json", b"{", "dam.json: refused: This is not JSON: "),
        ("dam.json", b"[]", "dam.json: refused: An article is a JSON object with a text."),
        ("dam.json", b'{"title": "x"}', "dam.json: refused (text): The article has no text."),
        ("dam.jsonl.gz", gzip.compress(b"{}")[:-9], "dam.jsonl.gz cannot be read: the archive is broken: "),
        ("dam.jsonl.gz", b"no archive", "dam.jsonl.gz cannot be read: Not a gzipped file"),
    ],
)
def test_broken_files_are_named_and_the_rest_goes_in(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    told = StringIO()
    with pytest.raises(CommandError, match=r"; the rest is in$"):
        call_command("ingest", tmp_path / name, tmp_path / "good.txt", stderr=told, stdout=StringIO())
    assert (sentence in told.getvalue(), stored()) == (True, (1, 1, 0)), told.getvalue()


@pytest.mark.parametrize(
    "outlet",
    [
        {"name": "ص" * 201, "domain": "paper.example"},  # too long
        {"name": "", "domain": "paper.example"},
        {"name": "صحيفة", "domain": "paper.example", "language": "the Arabic language"},
    ],
)
def test_an_outlet_that_cannot_be_taken(tmp_path: Path, outlet: dict[str, str]) -> None:
    (tmp_path / "dam.json").write_text(json.dumps({"text": TEXT, "outlet": outlet}))
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("ingest", tmp_path / "dam.json", stderr=told, stdout=StringIO())
    assert ("dam.json: refused (outlet): " in told.getvalue(), stored()) == (True, (0, 0, 0)), told.getvalue()
