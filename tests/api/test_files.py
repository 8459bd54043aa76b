"""Files of articles over the API."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from claims.models import ArticleVersion, Outlet
from claims.pipeline.keys import issue_key
from claims.rights import Action
from claims.tasks import URGENT
from tests.api.people import person, signed_in
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db
ROW = '{"id": "7", "text": "قال مدير السد إن العدد أكثر من 300 عامل.", "title": "سد الوردة", "outlet": "صحيفة الوادي"}'


def handed_in(client: APIClient, name: str = "news.jsonl", octets: str = ROW, **fields: Any) -> Any:
    return client.post("/api/v1/articles/files/", {"file": SimpleUploadedFile(name, octets.encode()), **fields}, format="multipart")


def test_a_file_is_taken_in_and_read(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    editor = signed_in(person("editor"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = handed_in(editor, octets=f"{ROW}\nbroken", new_outlets="true", published="2026-03-10")
    version = ArticleVersion.objects.get()
    article = {"id": "7", "outcome": "taken_in", "article": version.article_id, "version": 1, "code": "", "field": "", "detail": ""}
    refused = answer.json()["articles"][1]
    assert (answer.status_code, answer.json()["counts"]) == (200, {"taken_in": 1, "known": 0, "refused": 1})
    assert answer.json()["articles"][0] == article
    assert (refused["id"], refused["outcome"], refused["article"], refused["code"]) == ("news.jsonl:2", "refused", None, "not_json")
    assert (str(version.published), version.article.outlet.name) == ("2026-03-10", "صحيفة الوادي")
    assert (sent(broker, URGENT), sent(broker)) == ([f"read_version({version.pk},)"], [])
    again = handed_in(editor, octets=f"{ROW}\nbroken", published="2026-03-10").json()
    assert (again["counts"], again["is_whole"]) == ({"taken_in": 0, "known": 1, "refused": 1}, True)
    assert ArticleVersion.objects.count() == 1


def test_a_program_with_a_key_stands_behind(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    editor = person("editor")
    _, secret = issue_key(name="wire", scopes=[Action.ADD_ARTICLE], by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        handed_in(APIClient(headers={"authorization": f"Bearer {secret}"}), new_outlets="true")
    assert (sent(broker, URGENT), sent(broker)) == ([], [f"read_version({ArticleVersion.objects.get().pk},)"])


def test_refusals_are_said_in_the_callers_language() -> None:
    client = signed_in(person("editor"))
    client.credentials(HTTP_ACCEPT_LANGUAGE="ar")
    (one,) = handed_in(client, octets='{"title": "بلا نص"}').json()["articles"]
    assert (one["field"], one["detail"]) == ("text", "ليس في المقال نص.")


@pytest.mark.parametrize(
    ("role", "fields", "status", "code"),
    [
        ("reviewer", {}, 403, "not_allowed"),
        ("editor", {"name": "news.zip"}, 400, "file_unreadable"),
        ("editor", {"published": "yesterday"}, 400, "invalid"),
        ("editor", {"publised": "2026-03-10"}, 400, "invalid"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(role: str, fields: dict[str, str], status: int, code: str) -> None:
    answer = handed_in(signed_in(person(role)), **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (ArticleVersion.objects.count(), Outlet.objects.filter(is_placeholder=False).count()) == (0, 0)


def test_without_a_file_it_says_what_is_missing() -> None:
    answer = signed_in(person("editor")).post("/api/v1/articles/files/", {}, format="multipart")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["file"])
