"""Errors in one shape and in the caller's language, wherever they come from."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import polib
import pytest
from django.contrib.auth.models import Group
from rest_framework.test import APIClient

from tests.api.people import signed_in
from tests.desk_rows import claim, person

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "claims" / "locale" / "ar" / "LC_MESSAGES" / "django.po"
# What the API calls; their errors reach its callers.
CALLED = (
    "api",
    "pipeline/decide.py",
    "pipeline/ingest.py",
    "pipeline/match_text.py",
    "pipeline/merge.py",
    "pipeline/repeat.py",
    "rights.py",
)
ERRORS = {"InputRefused", "AlreadyDecided", "MoveRefused", "NotAllowed", "KeyReused"}


def call(client: Any, method: str, path: str, language: str, **more: Any) -> Any:
    return getattr(client, method)(f"/api/v1/{path}", format="json", HTTP_ACCEPT_LANGUAGE=language, **more)


# How it is called, the status, the code, and a word of the Arabic sentence; from the framework as from here.
WRONG: list[tuple[str, str, dict[str, Any], int, str, str]] = [
    ("get", "claims/99/", {}, 404, "not_found", "موجود"),
    ("delete", "outlets/", {}, 405, "method_not_allowed", "DELETE"),
    ("get", "claims/?spaeker=1", {}, 400, "invalid", "الحقول"),
    ("post", "articles/", {"data": {"text": "x", "published": "2999-01-01"}}, 400, "published_impossible", "المستقبل"),
    ("post", "articles/", {"data": {"text": "x", "outlet": "لا أحد"}}, 400, "unknown_outlet", "وسيلة"),
    ("post", "claims/{claim}/status/", {"data": {"status": "dismissed", "reason": "r"}}, 428, "version_missing", "النسخة"),
    ("post", "claims/{claim}/status/", {"data": {"status": "dismissed", "reason": "r", "version": 7}}, 409, "version_unknown", "رقم"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path", "more", "status", "code", "word"), WRONG)
def test_one_shape_in_both_languages(method: str, path: str, more: dict[str, Any], status: int, code: str, word: str) -> None:
    user = person("editor")
    user.groups.add(Group.objects.get(name="reviewer"))
    client, one = signed_in(user), claim()
    arabic, english = (call(client, method, path.format(claim=one.pk), language, **more) for language in ("ar", "en"))
    for answer in (arabic, english):
        said = answer.json()
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
        assert [said[name] for name in ("type", "title", "status", "code")] == ["about:blank", code.replace("_", " "), status, code]
    assert (word in arabic.json()["detail"], arabic.json()["detail"] == english.json()["detail"]) == (True, False)


@pytest.mark.django_db
def test_nobody_is_told_how_to_log_in() -> None:
    answer = APIClient().get("/api/v1/claims/", HTTP_ACCEPT_LANGUAGE="ar")
    assert (answer.status_code, answer.headers["WWW-Authenticate"], answer.json()["code"]) == (
        401,
        'Bearer realm="factcheck"',
        "not_authenticated",
    )


def test_every_sentence_that_the_api_can_say_has_its_arabic() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    said = []
    for name in CALLED:
        place = ROOT / "claims" / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and len(node.args) > 1:
                    sentence = node.args[1]
                    said += [sentence.value] if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str) else []
    assert len(said) > 20
    assert [sentence for sentence in said if sentence not in known] == []
