"""Reviews by others over the API: an address that is handed in is kept and asked, people before programs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase
from kombu.exceptions import OperationalError as BrokerError
from rest_framework.test import APIClient

from claims.models import ReviewSource
from claims.pipeline.import_reviews import import_documents
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


def test_a_source_is_paused_by_whoever_saw_what_it_is() -> None:
    user = person("editor")
    editor, source = signed_in(user), ReviewSource.objects.create(address="https://checker.example/feed.json", added_by=user)
    address = f"/api/v1/review-sources/{source.pk}/"
    seen = editor.get(address)["ETag"]
    paused = editor.patch(address, {"is_paused": True}, format="json", headers={"if-match": seen})
    assert (paused.status_code, paused.json()["is_paused"], editor.get(address).json()) == (200, True, paused.json())
    assert editor.patch(address, {"is_paused": False}, format="json", headers={"if-match": seen}).status_code == 412
    assert editor.patch(address, {}, format="json").json()["fields"] == {"is_paused": ["This field is required."]}


def test_what_an_editor_maps_holds_for_what_was_imported() -> None:
    documents = [
        {
            "@type": "ClaimReview",
            "url": f"https://checker.example/{number}",
            "claimReviewed": f"قول {number}",
            "reviewRating": {"alternateName": rating},
        }
        for number, rating in enumerate(("بين بين", "بَيْنَ بَيْن", "زائف"))
    ]
    import_documents([documents], "", None)
    client = signed_in(person("editor"))
    (waiting,) = client.get("/api/v1/ratings/", {"unmapped": "true"}).json()["results"]
    assert {**waiting, "id": 0} == {"id": 0, "words": "بين بين", "verdict": None, "reviews": 2}
    mapped = client.patch(f"/api/v1/ratings/{waiting['id']}/", {"verdict": "partly_false"}, format="json")
    assert (mapped.status_code, mapped.json()) == (200, {**waiting, "verdict": "partly_false"})
    reviews = client.get("/api/v1/imported-reviews/", {"verdict": "partly_false"}).json()["results"]
    assert [(one["rating"], one["verdict"]) for one in reviews] == [("بَيْنَ بَيْن", "partly_false"), ("بين بين", "partly_false")]
    assert client.patch(f"/api/v1/ratings/{waiting['id']}/", {"verdict": None}, format="json").json() == waiting


def test_a_rating_is_added_before_anybody_gives_it() -> None:
    client = signed_in(person("editor"))
    added = client.post("/api/v1/ratings/", {"words": "نصف الحقيقة كلها", "verdict": "partly_false"}, format="json")
    assert (added.status_code, added.json()["words"], added.json()["reviews"]) == (201, "نصف الحقيقة كلها", 0)
    assert client.get(added["Location"]).json() == added.json()
    again = client.post("/api/v1/ratings/", {"words": "نِصْف الحقيقة كلها", "verdict": None}, format="json")
    assert (again.status_code, again.json()["code"]) == (400, "rating_known")
