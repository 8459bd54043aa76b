"""Speakers that may be one, over the API."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.models import Quote, Speaker, SpeakerProposal
from tests.api.people import person, signed_in
from tests.pipeline.speaking import KEPT, OTHER, say, speaker_of

pytestmark = pytest.mark.django_db

PROPOSALS = "/api/v1/speaker-proposals/"


def listed(client: APIClient, **asked: str | int) -> list[Any]:
    return list(client.get(PROPOSALS, asked).json()["results"])


def test_a_reader_sees_what_waits_and_decides_nothing() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    client = signed_in(person("reader", "reading"))
    (proposal,) = listed(client, state="suggested", speaker=kept.pk)
    assert (proposal["speaker"]["id"], proposal["candidate"]["id"]) == (other.pk, kept.pk)
    assert proposal["reasons"] == [{"code": "names_alike", "params": {"a": OTHER, "b": KEPT}}]
    answer = client.post(f"{PROPOSALS}{proposal['id']}/merge/", {"reason": "one"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(("verb", "state", "merged"), [("merge", "merged", True), ("keep-apart", "rejected", False)])
def test_an_editor_decides_once(verb: str, state: str, merged: bool) -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    client = signed_in(person("editor", "editing"))
    address = f"{PROPOSALS}{SpeakerProposal.objects.get().pk}/{verb}/"
    assert client.post(address, {}, format="json").json()["fields"] == {"reason": ["This field is required."]}
    assert client.post(address, {"reason": "known to the desk"}, format="json").json()["state"] == state
    assert Speaker.objects.get(pk=other.pk).merged_into == (kept if merged else None)
    assert listed(client, state="suggested") == []
    late = client.post(address, {"reason": "from an old list"}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "proposal_decided")


def test_quotes_of_a_speaker_include_those_of_the_merged_one() -> None:
    say(KEPT, words="الأولى")
    say(OTHER, words="الثانية")
    kept = Speaker.objects.get(name=KEPT)
    client = signed_in(person("editor", "editing"))
    client.post(f"{PROPOSALS}{SpeakerProposal.objects.get().pk}/merge/", {"reason": "one"}, format="json")
    found = client.get("/api/v1/quotes/", {"speaker": kept.pk}).json()["results"]
    assert {quote["id"] for quote in found} == set(Quote.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(rows: int, django_assert_num_queries: Any) -> None:
    first = speaker_of(KEPT)
    for number in range(rows):
        other = Speaker.objects.create(kind="person", name=f"{OTHER} {number}", key=f"{number}")
        SpeakerProposal.objects.create(speaker=other, candidate=first, score=0.5, names_version="1")
    client = signed_in(person("reader", "reading"))
    assert len(listed(client)) == rows
    with django_assert_num_queries(1):
        listed(client)
