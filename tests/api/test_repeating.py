"""Handing in with an Idempotency-Key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Article, KeptAnswer, Page
from claims.pipeline.repeat import KEPT_FOR
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db

ARTICLE = {"text": "قال مدير السد سامر الحلواني إن عدد العاملين 300 عامل.", "language": "ar"}
OTHER = {**ARTICLE, "text": "قالت مديرة السد سميرة الطحان إن البوابات مغلقة."}
PAGE = {"address": "https://sunbula.example/1"}


def hand_in(client: Any, key: str, body: dict[str, str], name: str = "articles") -> Any:
    return client.post(f"/api/v1/{name}/", body, format="json", HTTP_IDEMPOTENCY_KEY=key)


@pytest.mark.parametrize(("name", "body", "model"), [("articles", ARTICLE, Article), ("pages", PAGE, Page)])
def test_the_same_key_and_body_are_answered_as_at_first(name: str, body: dict[str, str], model: Any) -> None:
    client = signed_in(person("editor"))
    first, again = hand_in(client, "k", body, name), hand_in(client, "k", body, name)
    assert (first.status_code, again.status_code) == (202, 202)  # without a key the second is 200
    assert (again.json(), again.headers["Location"]) == (first.json(), first.headers["Location"])
    assert (model.objects.count(), client.post(f"/api/v1/{name}/", body, format="json").status_code) == (1, 200)


def test_another_body_under_the_same_key_is_refused() -> None:
    client = signed_in(person("editor"))
    hand_in(client, "k", ARTICLE)
    answer = hand_in(client, "k", OTHER)
    assert (answer.status_code, answer.json()["code"], Article.objects.count()) == (422, "key_reused", 1)


def test_keys_are_those_of_one_person_and_one_address() -> None:
    one, other = signed_in(person("editor", "one")), signed_in(person("editor", "other"))
    hand_in(one, "k", ARTICLE)
    assert (hand_in(other, "k", OTHER).status_code, hand_in(one, "k", PAGE, "pages").status_code) == (202, 202)


def test_an_error_is_not_kept() -> None:
    client = signed_in(person("editor"))
    assert hand_in(client, "k", {"text": ""}).status_code == 400
    assert (KeptAnswer.objects.count(), hand_in(client, "k", ARTICLE).status_code) == (0, 202)


def test_after_a_day_the_key_is_free() -> None:
    client = signed_in(person("editor"))
    hand_in(client, "k", ARTICLE)
    KeptAnswer.objects.update(at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    assert hand_in(client, "k", OTHER).status_code == 202


@pytest.mark.parametrize("key", ["", "a b", "مفتاح", "k" * 256])
def test_what_is_no_key_is_refused(key: str) -> None:
    answer = hand_in(signed_in(person("editor")), key, ARTICLE)
    assert (answer.status_code, answer.json()["code"], Article.objects.count()) == (400, "key_wrong", 0)


def test_whoever_lost_the_right_is_not_told_again() -> None:
    user = person("editor")
    hand_in(signed_in(user), "k", ARTICLE)
    user.groups.clear()
    del user._roles  # type: ignore[attr-defined]  # what a new request would ask anew
    assert hand_in(signed_in(user), "k", ARTICLE).status_code == 403
