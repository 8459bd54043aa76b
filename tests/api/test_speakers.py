"""Speakers over the API: merged, split, and either undone, each as it was foreseen."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.models import Claim, Desk, Quote, Speaker, SpeakerChange, SpeakerName
from claims.pipeline.merge import merge_speakers
from tests.api.people import person, signed_in
from tests.pipeline.speaking import KEPT, OTHER, approved, say, speaker_of

pytestmark = pytest.mark.django_db

SPEAKERS, CHANGES = "/api/v1/speakers/", "/api/v1/speaker-changes/"
ARABIC, LATIN = "قاسم الأعرجي", "Qasim al-Araji"


def editing() -> APIClient:
    return signed_in(person("editor", "editing"))


def two_spellings() -> Speaker:
    """One speaker who was read in two scripts, in an article each."""
    say(ARABIC, words="الأولى")
    say(LATIN, words="الثانية")
    return Speaker.objects.get(kind="person")


def do(client: APIClient, address: str, **fields: Any) -> Any:
    """As a program does it: what it moves is foreseen, and then done."""
    foreseen = client.post(f"{address}foresee/", fields, format="json")
    assert foreseen.status_code == 200, foreseen.content
    return client.post(address, {**fields, "reason": "رجلان لا رجل", "foreseen": foreseen.json()["digest"]}, format="json")


def test_a_speaker_is_split_by_a_spelling_and_the_claims_follow() -> None:
    old, client = two_spellings(), editing()
    foreseen = client.post(f"{SPEAKERS}{old.pk}/split/foresee/", {"names": [LATIN]}, format="json").json()
    assert {name: foreseen[name] for name in foreseen if name != "digest"} == {
        "claims": 1, "quotes": 1, "approvals": [], "approvals_elsewhere": 0,
    }  # fmt: skip
    made = do(client, f"{SPEAKERS}{old.pk}/split/", names=[LATIN])
    new = Speaker.objects.get(name=LATIN)
    assert (made.status_code, made.json()) == (200, {
        "id": SpeakerChange.objects.get().pk,
        "kind": "split",
        "speaker": {"id": new.pk, "kind": "person", "name": LATIN},
        "root": {"id": old.pk, "kind": "person", "name": ARABIC},
        "decision": SpeakerChange.objects.get().decision_id,
        "undoes": None,
        "undone": False,
    })  # fmt: skip
    assert {one.text: one.speaker_root for one in Claim.objects.all()} == {"الأولى": old, "الثانية": new}


def test_a_speaker_is_split_by_an_article_where_two_bear_one_name() -> None:
    (first,), (second,) = say(ARABIC, words="الأولى", outlet="أ"), say(ARABIC, words="الثانية", outlet="ب")
    client, address = editing(), f"{SPEAKERS}{first.speaker_id}/split/"
    chosen = {"articles": [second.version.article_id]}
    unnamed = do(client, address, **chosen)
    assert (unnamed.status_code, unnamed.json()["code"], list(unnamed.json()["fields"])) == (400, "distinction_missing", ["distinction"])
    foreseen = client.post(f"{address}foresee/", chosen, format="json").json()["digest"]
    sent = {**chosen, "distinction": "المهندس", "reason": "رجلان", "foreseen": foreseen}
    new = Speaker.objects.get(pk=client.post(address, sent, format="json").json()["speaker"]["id"])
    assert (new.distinction, Claim.objects.get(text="الثانية").speaker_root) == ("المهندس", new)


def test_two_are_merged_into_the_one_that_is_named() -> None:
    kept, other, client = speaker_of(KEPT), speaker_of(OTHER), editing()
    made = do(client, f"{SPEAKERS}{other.pk}/merge/", into=kept.pk).json()
    assert (made["kind"], made["speaker"]["id"], made["root"]["id"]) == ("merge", other.pk, kept.pk)
    assert Speaker.objects.get(pk=other.pk).merged_into == kept
    assert client.post(f"{SPEAKERS}{other.pk}/merge/foresee/", {"into": kept.pk}, format="json").status_code == 404


@pytest.mark.parametrize("verb", ["merge", "split", "undo"])
def test_nothing_else_is_done_than_was_foreseen(verb: str) -> None:
    """An approval that would become void, and of which nobody was told."""
    old, client = two_spellings(), editing()
    kept = speaker_of(KEPT)
    claim = Claim.objects.get(text="الثانية")
    sending: dict[str, dict[str, Any]] = {"merge": {"into": kept.pk}, "split": {"names": [LATIN]}, "undo": {}}
    fields = sending[verb]
    if verb == "undo":
        do(client, f"{SPEAKERS}{old.pk}/split/", names=[LATIN])
        address = f"{CHANGES}{SpeakerChange.objects.get().pk}/"
        seen = client.get(address).json()["foreseen"]
    else:
        address = f"{SPEAKERS}{old.pk}/"
        seen = client.post(f"{address}{verb}/foresee/", fields, format="json").json()
    check = approved(claim)
    sent = {**fields, "reason": "r", "foreseen": seen["digest"]}
    late = client.post(f"{address}{verb}/", sent, format="json")
    assert (late.status_code, late.json()["code"], seen["approvals"]) == (409, "foreseen_differs", [])
    again = (
        client.get(address).json()["foreseen"] if verb == "undo" else client.post(f"{address}{verb}/foresee/", fields, format="json").json()
    )
    assert again["approvals"] == [check.pk]
    assert client.post(f"{address}{verb}/", {**sent, "foreseen": again["digest"]}, format="json").status_code == 200
    check.refresh_from_db()
    assert check.state == "void"


def test_a_change_is_undone_once() -> None:
    old, client = two_spellings(), editing()
    split = do(client, f"{SPEAKERS}{old.pk}/split/", names=[LATIN]).json()
    address = f"{CHANGES}{split['id']}/"
    foreseen = client.get(address).json()["foreseen"]
    sent = {"reason": "واحد", "foreseen": foreseen["digest"]}
    undone = client.post(f"{address}undo/", sent, format="json").json()
    assert (undone["kind"], undone["undoes"], undone["speaker"]["id"], undone["root"]["id"]) == (
        "merge", split["id"], split["speaker"]["id"], old.pk,
    )  # fmt: skip
    assert {one.speaker_root for one in Claim.objects.all()} == {old}
    listed = {one["id"]: one["undone"] for one in client.get(CHANGES).json()["results"]}
    assert listed == {split["id"]: True, undone["id"]: False}
    # Neither what was undone nor an undoing can be undone.
    assert [client.get(f"{CHANGES}{pk}/").json()["foreseen"] for pk in listed] == [None, None]
    late = client.post(f"{address}undo/", sent, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "foreseen_differs")


# What is sent to split, and the field that is to blame.
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"names": [KEPT]}, "spelling_unknown", "names"),  # another's
    ({"names": [LATIN], "articles": [10**12]}, "article_unknown", "articles"),
    ({"names": []}, "nothing_to_split", "names"),
    ({"names": [ARABIC, LATIN]}, "nothing_left", "names"),
    ({"names": [LATIN], "into": 1}, "invalid", "into"),  # what a merge takes
    ({"articles": [0]}, "invalid", "articles"),
]


@pytest.mark.parametrize(("fields", "code", "field"), WRONG)
def test_what_cannot_be_split_is_named(fields: dict[str, Any], code: str, field: str) -> None:
    old, client = two_spellings(), editing()
    speaker_of(KEPT)
    foreseen = client.post(f"{SPEAKERS}{old.pk}/split/foresee/", {"names": [LATIN]}, format="json").json()["digest"]
    if code in {"nothing_to_split", "nothing_left"}:
        foreseen = client.post(f"{SPEAKERS}{old.pk}/split/foresee/", fields, format="json").json()["digest"]
    answer = client.post(f"{SPEAKERS}{old.pk}/split/", {**fields, "reason": "r", "foreseen": foreseen}, format="json")
    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (400, code, [field])
    assert SpeakerChange.objects.count() == 0


def test_what_is_confidential_to_another_desk_is_no_part_of_it() -> None:
    """Neither its articles nor its speakers can be named, whether they are there or not; nor are its changes told."""
    desk, client = Desk.objects.create(name="التحقيقات"), editing()
    open_one = speaker_of(KEPT)
    (hidden,) = say(OTHER, desk=desk, words="سرية")
    (also,) = say("سامر علي", desk=desk, words="أخرى", outlet=hidden.version.article.outlet.name)
    merge_speakers(
        Speaker.objects.create(kind="person", name="ن. السالم", key="ن. السالم", article=hidden.version.article),
        into=hidden.speaker,
        by=person("editor", "near", desk=desk),
        reason="one",
    )
    split = f"{SPEAKERS}{open_one.pk}/split/foresee/"
    articles = [client.post(split, {"articles": [pk]}, format="json").json() for pk in (hidden.version.article_id, 10**12)]
    assert articles[0] == articles[1]
    into = [client.post(f"{SPEAKERS}{open_one.pk}/merge/foresee/", {"into": pk}, format="json") for pk in (also.speaker_id, 10**12)]
    assert [(one.status_code, list(one.json()["fields"])) for one in into] == [(400, ["into"])] * 2
    change = SpeakerChange.objects.get()
    assert (client.get(CHANGES).json()["results"], client.get(f"{CHANGES}{change.pk}/").status_code) == ([], 404)
    assert client.post(f"{CHANGES}{change.pk}/undo/", {"reason": "r", "foreseen": "x"}, format="json").status_code == 404


def test_changes_of_one_speaker_and_of_one_kind() -> None:
    old, client = two_spellings(), editing()
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    do(client, f"{SPEAKERS}{old.pk}/split/", names=[LATIN])
    do(client, f"{SPEAKERS}{other.pk}/merge/", into=kept.pk)

    def kinds(**asked: Any) -> list[str]:
        return [one["kind"] for one in client.get(CHANGES, asked).json()["results"]]

    assert (kinds(), kinds(kind="merge"), kinds(speaker=old.pk), kinds(speaker=kept.pk)) == (
        ["merge", "split"], ["merge"], ["split"], ["merge"],
    )  # fmt: skip
    assert (SpeakerName.objects.filter(name=LATIN).count(), Quote.objects.count()) == (1, 4)


def spelled(client: APIClient, one: Speaker, version: int, spelling: str) -> Any:
    sent = {"spelling": spelling, "reason": "هكذا تكتبه الصحف"}
    return client.post(f"{SPEAKERS}{one.pk}/spellings/", sent, format="json", HTTP_IF_MATCH=f'"{version}"')


def test_a_spelling_is_added_and_taken_back_on_the_version_that_was_seen() -> None:
    one, client = speaker_of(KEPT), editing()
    read = client.get(f"{SPEAKERS}{one.pk}/")
    added = spelled(client, one, 0, LATIN)
    assert (added.status_code, added.json()) == (200, {**read.json(), "spellings": [LATIN, KEPT], "version": 1})
    late = spelled(signed_in(person("editor", "second")), one, 0, ARABIC)
    assert (late.status_code, late.json()["code"], late.json()["params"]["who"]) == (409, "already_decided", "editing")
    again = spelled(client, one, 1, LATIN)
    assert (again.status_code, again.json()["code"]) == (400, "nothing_changes")
    back = client.post(f"{SPEAKERS}{one.pk}/undo/", {"reason": "لا", "version": 1}, format="json")
    assert (back.status_code, back.json()) == (200, {**read.json(), "version": 2})


def test_a_spelling_that_was_read_is_not_taken_back_and_says_so_in_arabic() -> None:
    one, client = speaker_of(KEPT), editing()
    spelled(client, one, 0, LATIN)
    say(LATIN, words="بعدها")
    sent = {"reason": "لا", "version": 1}
    back = client.post(f"{SPEAKERS}{one.pk}/undo/", sent, format="json", HTTP_ACCEPT_LANGUAGE="ar")
    assert (back.status_code, back.json()["code"]) == (400, "spelling_read")
    assert back.json()["detail"] == "قُرئ شيء بهذه الصيغة منذ ذلك الحين: افصلها بدلاً من ذلك."


def test_who_is_known_from_one_article_alone_takes_no_spelling() -> None:
    unnamed = Speaker.objects.create(kind="unnamed", name="مصدر أمني", key="مصدر امني", article=say(KEPT, words="١")[0].version.article)
    answer = spelled(editing(), unnamed, 0, LATIN)
    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (400, "not_spelled", ["spelling"])
