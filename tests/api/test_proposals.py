"""Speakers that may be one, over the API."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.models import Claim, Quote, Speaker, SpeakerProposal
from tests.api.people import person, signed_in
from tests.desk_rows import approved
from tests.pipeline.speaking import KEPT, OTHER, say, speaker_of

pytestmark = pytest.mark.django_db

PROPOSALS = "/api/v1/speaker-proposals/"


def merging(client: APIClient, address: str) -> dict[str, str]:
    """What a merge names after its outlook was read."""
    return {"foreseen": client.get(address).json()["foreseen"]["digest"]}


def listed(client: APIClient, **asked: str | int) -> list[Any]:
    return list(client.get(PROPOSALS, asked).json()["results"])


def test_a_reader_sees_what_waits_and_decides_nothing() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    client = signed_in(person("reader", "reading"))
    (proposal,) = listed(client, state="suggested", speaker=kept.pk)
    assert (proposal["speaker"]["id"], proposal["candidate"]["id"]) == (other.pk, kept.pk)
    assert proposal["reasons"] == [{"code": "names_alike", "params": {"a": OTHER, "b": KEPT}}]
    sent = {"reason": "one", **merging(client, f"{PROPOSALS}{proposal['id']}/")}
    answer = client.post(f"{PROPOSALS}{proposal['id']}/merge/", sent, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("verb", "state", "merged", "second"),
    [("merge", "merged", True, "foreseen_differs"), ("keep-apart", "rejected", False, "proposal_decided")],
)
def test_an_editor_decides_once(verb: str, state: str, merged: bool, second: str) -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    client = signed_in(person("editor", "editing"))
    proposal = f"{PROPOSALS}{SpeakerProposal.objects.get().pk}/"
    address, seen = f"{proposal}{verb}/", merging(client, proposal) if merged else {}
    assert client.post(address, seen, format="json").json()["fields"] == {"reason": ["This field is required."]}
    assert client.post(address, {"reason": "known to the desk", **seen}, format="json").json()["state"] == state
    assert Speaker.objects.get(pk=other.pk).merged_into == (kept if merged else None)
    assert listed(client, state="suggested") == []
    late = client.post(address, {"reason": "from an old list", **seen}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, second)


def test_a_merge_is_of_what_was_foreseen() -> None:
    say(KEPT, words="الأولى")
    say(OTHER, words="الثانية")
    client, other = signed_in(person("editor", "editing")), speaker_of(OTHER)
    proposal = f"{PROPOSALS}{SpeakerProposal.objects.get().pk}/"
    foreseen = client.get(proposal).json()["foreseen"]
    moved = Claim.objects.filter(speaker_root=other)
    quotes = Quote.objects.filter(speaker=other).count()
    assert {name: foreseen[name] for name in foreseen if name != "digest"} == {
        "claims": moved.count(), "quotes": quotes, "approvals": [], "approvals_elsewhere": 0,
    }  # fmt: skip
    without = client.post(f"{proposal}merge/", {"reason": "one"}, format="json")
    assert (without.status_code, list(without.json()["fields"])) == (400, ["foreseen"])
    # An approval that nobody was told of.
    one = moved.earliest("pk")
    check = approved(one, person("reviewer", "author"), person("approver", "approving"))
    sent = {"reason": "one", "foreseen": foreseen["digest"]}
    changed = client.post(f"{proposal}merge/", sent, format="json")
    assert (changed.status_code, changed.json()["code"], Speaker.objects.get(pk=other.pk).merged_into) == (409, "foreseen_differs", None)
    seen = client.get(proposal).json()["foreseen"]
    assert seen["approvals"] == [check.pk]
    assert client.post(f"{proposal}merge/", {**sent, "foreseen": seen["digest"]}, format="json").json()["state"] == "merged"


def test_quotes_of_a_speaker_include_those_of_the_merged_one() -> None:
    say(KEPT, words="الأولى")
    say(OTHER, words="الثانية")
    kept = Speaker.objects.get(name=KEPT)
    client = signed_in(person("editor", "editing"))
    proposal = f"{PROPOSALS}{SpeakerProposal.objects.get().pk}/"
    client.post(f"{proposal}merge/", {"reason": "one", **merging(client, proposal)}, format="json")
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
