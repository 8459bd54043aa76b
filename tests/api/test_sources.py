"""Addresses that programs hand in."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import ArticleVersion, Page
from claims.tasks import URGENT
from tests.api.people import person, signed_in
from tests.desk_rows import article
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db
ADDRESS = {"address": "https://news.example/خبر"}


def test_an_address_is_taken_in_once(broker: Any) -> None:
    client = signed_in(person("editor"))
    assert [client.post("/api/v1/pages/", ADDRESS, format="json").status_code for _ in range(2)] == [202, 200]
    assert list(Page.objects.values_list("state", "refetch_at")) == [("waiting", None)]


@pytest.mark.parametrize(
    ("state", "ago", "due"),
    [
        ("fetched", timedelta(hours=1), 1),
        ("fetched", timedelta(minutes=1), 0),  # a moment ago
        ("waiting", timedelta(hours=1), 0),
    ],
)
def test_an_address_that_is_handed_in_again_is_fetched_again(state: str, ago: timedelta, due: int) -> None:
    editor, version, at = person("editor"), article(), timezone.now() - ago
    Page.objects.create(**ADDRESS, state=state, state_at=at, article=version.article, added_by=editor)
    ArticleVersion.objects.filter(pk=version.pk).update(seen_at=at)
    assert signed_in(editor).post("/api/v1/pages/", ADDRESS, format="json").status_code == 200
    assert Page.objects.due_again().count() == due


def test_an_address_that_could_not_be_fetched_is_fetched_at_once(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    editor = person("editor")
    page = Page.objects.create(**ADDRESS, state="failed", attempts=8, error_code="http_status", added_by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(editor).post("/api/v1/pages/", ADDRESS, format="json")
    said = answer.json()
    assert (answer.status_code, said["id"], said["state"], said["attempts"], said["error_code"]) == (200, page.pk, "waiting", 0, "")
    assert sent(broker, URGENT) == [f"fetch({page.pk},)"]
