"""Reviews by others over the API: an address that is handed in is kept and asked, people before programs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase
from kombu.exceptions import OperationalError as BrokerError
from rest_framework.test import APIClient

from claims.models import ReviewSource
from claims.pipeline.keys import issue_key
from claims.rights import Action
from claims.tasks import URGENT, ask_reviews
from tests.api.people import person, signed_in
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db


def test_a_field_that_is_not_known_is_refused() -> None:
    body = {"address": "https://checker.example/1", "is_paused": True}
    answer = signed_in(person("editor")).post("/api/v1/review-sources/", body, format="json")
    assert (answer.status_code, list(answer.json()["fields"]), ReviewSource.objects.count()) == (400, ["is_paused"], 0)


def test_a_source_is_asked_in_its_turn_and_kept_where_the_broker_is_down(broker: Any, monkeypatch: Any) -> None:
    def is_down(*_args: Any, **_options: Any) -> None:
        raise BrokerError("connection refused")

    def add(client: APIClient, address: str) -> list[str]:
        with TestCase.captureOnCommitCallbacks(execute=True):
            assert client.post("/api/v1/review-sources/", {"address": address}, format="json").status_code == 202
        return [f"ask_reviews({ReviewSource.objects.get(address=address).pk},)"]

    editor = person("editor")
    _, secret = issue_key(name="wire", scopes=[Action.READ, Action.ADD_ARTICLE], by=editor)
    of_person = add(signed_in(editor), "https://checker.example/1")
    of_program = add(APIClient(headers={"authorization": f"Bearer {secret}"}), "https://checker.example/2")
    assert (sent(broker, URGENT), sent(broker)) == (of_person, of_program)
    monkeypatch.setattr(ask_reviews, "apply_async", is_down)
    add(signed_in(editor), "https://checker.example/3")
