"""Single sign-on against a real server on this machine: it opens accounts that exist and are active, and no others."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from claims.models import Decision, User
from factcheck.environment import identity_clients
from tests.desk_rows import person
from tests.web.identity_server import CLIENT, SECRET, IdentityServer, identity_server
from tests.web.one_time_codes import OneTimeCodes

pytestmark = pytest.mark.django_db
ADDRESS = "samira@newsroom.example"


@pytest.fixture
def server(settings: Settings) -> Iterator[IdentityServer]:
    cache.clear()
    with identity_server(sub="42", email=ADDRESS, email_verified=True) as one:
        name(one, settings)
        yield one


def name(server: IdentityServer, settings: Settings) -> None:
    """In the settings, as they are made at the start."""
    apps = identity_clients(server.address, CLIENT, SECRET)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
    settings.OIDC_SERVER, settings.OIDC_NAME = server.address, "دخول غرفة الأخبار"


@pytest.fixture
def samira() -> User:
    user = person("reviewer", "samira")
    user.email = "Samira@Newsroom.example"  # case is nobody's concern
    user.save()
    return user


def begin(client: Client, **fields: str) -> str:
    """From the button to where the server sends the browser back to."""
    page = client.post("/login/sso/", fields)
    assert page.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())
    assert found is not None
    return httpx.get(html.unescape(found[1])).headers["location"].removeprefix("http://testserver")


def sign_in(client: Client, **fields: str) -> Any:
    return client.get(begin(client, **fields))


def who(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def test_the_verified_address_opens_the_account_and_from_then_on_the_servers_own_name(server: IdentityServer, samira: User) -> None:
    before = dict(User.objects.filter(pk=samira.pk).values().get())
    client = Client()
    assert "دخول غرفة الأخبار" in client.get("/login/").content.decode()
    answer = sign_in(client, next="/desk/?tab=mine")
    assert (answer.status_code, answer.headers["Location"], who(client)) == (302, "/desk/?tab=mine", str(samira.pk))
    assert SocialAccount.objects.values_list("user", "uid").get() == (samira.pk, "42")
    last = Decision.objects.of("user", samira.pk).latest("seq")
    assert (last.actor.username, last.changes) == ("system", {"single_sign_on": [None, server.address]})
    # Their address at the server changes; they are who they were.
    server.person = {"sub": "42", "email": "married@newsroom.example", "email_verified": False}
    again = Client()
    assert (sign_in(again).status_code, who(again), SocialAccount.objects.count()) == (302, str(samira.pk), 1)
    # Nothing of the account but the time of the log-in was written by the server.
    after = dict(User.objects.filter(pk=samira.pk).values().get())
    assert {key for key in before if before[key] != after[key]} == {"last_login"}


REFUSED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"email": "nobody@newsroom.example"}, {}),  # nobody has it: no account is made
    ({"email_verified": False}, {}),  # the server does not know that it is theirs
    ({"email_verified": "false"}, {}),  # a word is no yes
    ({"email_verified": None}, {}),
    ({"email": ""}, {}),
    ({"email": None}, {}),
    ({"email": "twins@newsroom.example"}, {}),  # two accounts have it
    ({"email": "gone@newsroom.example"}, {}),  # the account is closed
    ({}, {"sub": "43"}),  # the token is about somebody else
]


@pytest.mark.parametrize(("person_there", "signed"), REFUSED)
def test_it_opens_nothing_else(server: IdentityServer, samira: User, person_there: dict[str, Any], signed: dict[str, Any]) -> None:
    for name in ("twin 1", "twin 2"):
        User.objects.create_user(username=name, email="twins@newsroom.example")
    User.objects.create_user(username="gone", email="gone@newsroom.example", is_active=False)
    people = User.objects.count()
    server.person, server.signed = {**server.person, **person_there}, signed
    client = Client()
    answer = sign_in(client)
    assert (answer.status_code, who(client), User.objects.count(), SocialAccount.objects.count()) == (403, "", people, 0)
    assert "no account here is open to you" in html.unescape(answer.content.decode())


def test_the_same_name_at_another_server_is_somebody_else(server: IdentityServer, samira: User, settings: Settings) -> None:
    assert sign_in(Client()).status_code == 302
    with identity_server(sub="42", email="other@elsewhere.example", email_verified=True) as another:
        name(another, settings)
        client = Client()
        assert (sign_in(client).status_code, who(client), SocialAccount.objects.count()) == (403, "", 1)


def test_an_account_that_is_closed_later_stays_shut(server: IdentityServer, samira: User) -> None:
    assert sign_in(Client()).status_code == 302
    User.objects.filter(pk=samira.pk).update(is_active=False)
    client = Client()
    assert (sign_in(client).status_code, who(client)) == (403, "")


def test_it_is_never_attached_to_whoever_is_logged_in(server: IdentityServer, samira: User) -> None:
    """With another's identity an attacker would else open the victim's account from then on."""
    server.person = {"sub": "666", "email": "mallory@elsewhere.example", "email_verified": True}
    client = Client()
    client.force_login(samira)
    assert sign_in(client, process="connect").status_code == 403
    assert SocialAccount.objects.count() == 0


def test_an_answer_that_was_not_asked_for_is_refused(server: IdentityServer, samira: User) -> None:
    """The code of one browser opens nothing in another, nor a second time, nor with a made-up state."""
    asking, other = Client(), Client()
    back = begin(asking)
    assert (other.get(back).status_code, who(other)) == (401, "")
    assert (asking.get(back.replace("state=", "state=x")).status_code, who(asking)) == (401, "")
    assert "Logging in failed" in other.get(back).content.decode()
    assert (asking.get(back).status_code, who(asking)) == (302, str(samira.pk))
    late = Client()
    assert (late.get(back).status_code, who(late)) == (401, "")


@pytest.mark.parametrize("path", ["/token", "/userinfo"])
def test_a_server_that_fails_is_said(server: IdentityServer, samira: User, path: str) -> None:
    server.faults = {path}
    client = Client()
    answer = sign_in(client)
    assert ("Logging in failed" in answer.content.decode(), who(client)) == (True, "")
    assert path in server.asked


def test_a_server_that_is_away_is_said(server: IdentityServer) -> None:
    server.faults = {"/.well-known/openid-configuration"}
    answer = Client().post("/login/sso/")
    assert (answer.status_code, "Logging in failed" in answer.content.decode()) == (502, True)


def test_the_second_factor_is_asked_for_all_the_same(server: IdentityServer, samira: User) -> None:
    codes = OneTimeCodes.of(samira)
    client = Client()
    answer = sign_in(client)
    assert (answer.headers["Location"], who(client)) == ("/login/code/", "")
    assert client.post("/login/code/", {"code": codes.now()}).status_code == 302
    assert who(client) == str(samira.pk)


def test_without_a_server_there_is_no_door(client: Client) -> None:
    assert client.post("/login/sso/").status_code == 404
    assert "sso" not in client.get("/login/").content.decode()


@pytest.mark.parametrize(
    "path", ["/accounts/signup/", "/signup/", "/login/sso/signup/", "/accounts/login/", "/accounts/email/", "/accounts/3rdparty/"]
)
def test_nothing_else_of_the_library_is_reachable(client: Client, path: str) -> None:
    client.force_login(person("reader"))
    assert client.get(path).status_code == 404


def test_it_begins_with_a_form_of_ours(server: IdentityServer) -> None:
    assert Client().get("/login/sso/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/login/sso/").status_code == 403


def test_nobody_is_sent_elsewhere_afterwards(server: IdentityServer, samira: User) -> None:
    assert sign_in(Client(), next="https://elsewhere.example/").headers["Location"] == "/"
