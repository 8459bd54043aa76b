"""A session is its owner's: new at each log-in, gone with log-out, password or account, and its cookie is read by nothing in a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from claims.models import User
from claims.pipeline.accounts import grant_admin_permissions
from tests.desk_rows import person
from tests.web.one_time_codes import OneTimeCodes

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


def enter(client: Client, user: User) -> Any:
    return client.post("/login/", {"username": user.username, "password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


@pytest.fixture
def user() -> User:
    return person("reviewer")


def test_whoever_planted_a_session_before_log_in_has_another_one_than_its_owner_after_it(user: User) -> None:
    client = Client()
    client.get("/login/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted
    enter(client, user)
    assert (client.session.session_key != planted, Session.objects.filter(session_key=planted).exists()) == (True, False)


def test_the_second_factor_changes_it_once_more(user: User) -> None:
    codes = OneTimeCodes.of(user)
    client = Client()
    enter(client, user)
    half = str(client.session.session_key)
    client.post("/login/code/", {"code": codes.now()})
    assert (is_in(client), client.session.session_key != half) == (True, True)
    stolen = Client()
    stolen.cookies["sessionid"] = half
    assert not is_in(stolen)


def test_after_log_out_its_cookie_opens_nothing(user: User) -> None:
    client = Client()
    enter(client, user)
    copied = Client()
    copied.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(copied)
    client.post("/logout/")
    assert (is_in(client), is_in(copied)) == (False, False)


def test_a_new_password_ends_the_others(user: User) -> None:
    grant_admin_permissions()
    own, other = Client(), Client()
    enter(own, user)
    enter(other, user)
    new = "another long passphrase 7"
    answer = own.post("/admin/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert (answer.status_code, is_in(own), is_in(other)) == (302, True, False)


@pytest.mark.parametrize(("field", "value", "status"), [("is_active", False, 302), ("groups", None, 403)])
def test_rights_end_at_once(user: User, field: str, value: object, status: int) -> None:
    client = Client()
    enter(client, user)
    if field == "groups":
        user.groups.clear()
    else:
        User.objects.filter(pk=user.pk).update(**{field: value})
    assert client.get("/desk/").status_code == status


@pytest.mark.parametrize("secure", [True, False])
def test_its_cookie(user: User, settings: Settings, secure: bool) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = secure
    client = Client()
    enter(client, user)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"]), cookie["max-age"]) == (True, "Lax", secure, 12 * 60 * 60)
    assert (client.cookies["csrftoken"]["samesite"], bool(client.cookies["csrftoken"]["secure"])) == ("Lax", secure)


def test_a_session_does_not_say_whose_it_is(user: User) -> None:
    client = Client()
    enter(client, user)
    assert user.username not in str([morsel.value for morsel in client.cookies.values()])
