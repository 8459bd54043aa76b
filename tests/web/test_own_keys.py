"""Everybody makes, sees and revokes their own keys, whatever their role."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from claims.models import ApiKey, Decision, User
from claims.pipeline.keys import find_key, issue_key
from claims.rights import KEY_SCOPES, Action
from tests.desk_rows import person
from tests.test_rights import ROLES, TABLE

pytestmark = pytest.mark.django_db
PAGE = "/settings/keys/"
SENT: dict[str, Any] = {"name": "لوحة الانتخابات", "scopes": ["read", "decide_match"], "expires_at": "2999-03-10T12:30"}


def at(user: User, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", ROLES)
def test_the_page_offers_what_one_may_lend(role: str) -> None:
    page = at(person(role)).get(PAGE).content.decode()
    offered = set(re.findall(r'name="scopes" value="(\w+)"', page))
    assert offered == {scope.value for scope in KEY_SCOPES if role in TABLE[scope]}


def test_a_key_is_made_and_its_secret_shown_once() -> None:
    user = person("reviewer")
    User.objects.filter(pk=user.pk).update(time_zone="Africa/Cairo")
    client = at(user)
    answer = client.post(PAGE, SENT)
    (key,) = ApiKey.objects.all()
    (secret,) = re.findall(r"fck_[\w-]{20,}", answer.content.decode())
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"], find_key(secret)) == (200, True, key)
    assert (key.user, key.name, key.scopes) == (user, "لوحة الانتخابات", ["decide_match", "read"])
    assert key.expires_at == datetime.fromisoformat("2999-03-10T12:30+02:00"), "on the clock of its person"
    made = Decision.objects.of("key", key.pk).get()
    assert (made.actor, made.reason) == (user, "key_made")
    assert made.changes == {"api_key": [None, str(key)], "user": [None, user.pk], "scopes": [[], ["decide_match", "read"]]}
    again = client.get(PAGE).content.decode()
    assert (secret in again, secret[:12] in again, "confirm and reject matches" in again) == (False, True, True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["decide_match"]}, "scopes"),  # it could not see what it decides on
        ({"scopes": ["read", "approve"]}, "scopes"),  # a reviewer may not
        ({"expires_at": "2001-03-10T12:30"}, "expires_at"),
        ({"expires_at": "غدا"}, "expires_at"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(wrong: dict[str, Any], field: str) -> None:
    answer = at(person("reviewer"), "ar").post(PAGE, {**SENT, **wrong})
    said = " ".join(answer.context["form"].errors[field])
    assert (answer.status_code, list(answer.context["form"].errors), ApiKey.objects.count()) == (400, [field], 0)
    assert re.search("[\u0621-\u064a]{3}", said), said


def test_a_key_is_revoked_by_its_holder_alone() -> None:
    holder, other = person("reader"), person("administrator")
    key, secret = issue_key(name="k", scopes=[Action.READ], by=holder)
    address = f"{PAGE}{key.pk}/revoke/"
    assert (at(other).post(address).status_code, find_key(secret)) == (404, key)
    page = at(holder).post(address, follow=True)
    assert (page.redirect_chain, "Revoked." in page.content.decode(), find_key(secret)) == ([(PAGE, 302)], True, None)
    assert f'action="{address}"' not in page.content.decode()
    at(holder).post(address)
    assert [one.to_state for one in Decision.objects.of("key", key.pk)] == ["valid", "revoked"], "nothing is left to decide"


def test_nobody_sees_those_of_others() -> None:
    issue_key(name="مفتاح غيره", scopes=[Action.READ], by=person("editor"))
    assert "مفتاح غيره" not in at(person("administrator")).get(PAGE).content.decode()


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}1/revoke/"])
def test_a_stranger_and_an_account_without_a_role_have_none(client: Client, address: str) -> None:
    assert client.post(address, SENT).status_code == 302
    client.force_login(User.objects.create_user(username="new"))
    assert (client.post(address, SENT).status_code, ApiKey.objects.count()) == (403, 0)
