"""A sentence that is being written, put beside the stored claims."""

from typing import Any

import pytest

from claims.models import Claim, Desk, Match
from claims.pipeline.embed import embed_claims
from claims.pipeline.words import keep_words
from tests.api.people import signed_in
from tests.desk_rows import approved, article, claim, person

pytestmark = pytest.mark.django_db


def stored(key: str, **fields: Any) -> Claim:
    one = claim(key, version=article(fields.get("confidential_to")), **fields)
    keep_words([one.pk])
    embed_claims([one])
    return one


def asked(user: Any, text: str, **fields: Any) -> Any:
    answer = signed_in(user).post(
        "/api/v1/match-text", {"text": text, "language": "ar", "published": "2026-03-10", **fields}, format="json"
    )
    assert answer.status_code == 200, answer.json()
    return answer.json()


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("عدد العاملين في السد 300 عامل", "same"),
        ("عدد العاملين في السد 4000 عامل", "contradicts"),
    ],
)
def test_what_a_sentence_repeats_or_contradicts(text: str, relation: str) -> None:
    one = stored("a")
    (found,) = asked(person("reader"), text)
    assert (found["claim"]["id"], found["relation"], found["verdict"]) == (one.pk, relation, None)
    assert found["reasons"]
    assert all(reason["sentence"] for reason in found["reasons"])
    assert Match.objects.count() == 0, "nothing is stored"


def test_an_approved_verdict_is_shown_with_its_claim() -> None:
    one = stored("a")
    approved(one, person("reviewer"), person("approver"))
    (found,) = asked(person("reader"), "عدد العاملين في السد 300 عامل")
    assert found["verdict"] == "false"


def test_what_is_confidential_answers_its_desk_alone() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    stored("a", confidential_to=desk)
    text = "عدد العاملين في السد 300 عامل"
    assert [len(asked(user, text)) for user in (person("reader", "own", desk=desk), person("reader", "other"))] == [1, 0]


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "؟"}, {"text": "س" * 2001}, {"text": "سد", "language": "fr"}])
def test_what_cannot_be_read_is_refused(fields: dict[str, str]) -> None:
    answer = signed_in(person("reader")).post("/api/v1/match-text", fields, format="json")
    assert answer.status_code == 400
