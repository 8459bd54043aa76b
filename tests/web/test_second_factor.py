"""The second factor: asked after the password, locked out as passwords are, kept encrypted, and required of all by setting."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from claims.models import Decision, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.keys import issue_key
from claims.pipeline.login import MOST_TRIES_A_MINUTE
from claims.rights import Action
from tests.desk_rows import claim, person
from tests.web.one_time_codes import OneTimeCodes

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"
LIMIT = 5


@pytest.fixture(autouse=True)
def nobody_has_tried() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def enter(client: Client, user: User, path: str = "/login/", **fields: str) -> Any:
    return client.post(path, {"username": user.username, "password": PASSWORD, **fields})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def set_up(client: Client) -> OneTimeCodes:
    """As a person does it: the page shows the secret, the app a code."""
    page = client.get("/second-factor/app/").content.decode()
    secret = re.search(r'id="secret" value="([A-Z2-7]+)"', page)
    assert secret is not None
    codes = OneTimeCodes(secret[1])
    # Of the half minute before, so that the next log-in has one that was not used.
    answer = client.post("/second-factor/app/", {"code": codes.now(ahead=-1)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/second-factor/codes/")
    return codes


@pytest.mark.parametrize("path", ["/login/", "/admin/login/"])
def test_from_setting_it_up_to_logging_in_with_it(path: str) -> None:
    grant_admin_permissions()
    user = person("editor")
    first = Client()
    enter(first, user)
    codes = set_up(first)
    assert first.get("/desk/").status_code == 200  # this session has given a code
    client = Client()
    answer = enter(client, user, path, next="/desk/")
    assert (answer.headers["Location"], is_in(client)) == ("/login/code/", False)
    assert client.get("/desk/").headers["Location"].startswith("/login/?next=")  # a password alone opens nothing
    answer = client.post("/login/code/", {"code": codes.now()})
    assert (answer.headers["Location"], is_in(client), client.get("/desk/").status_code) == ("/desk/", True, 200)


@pytest.mark.parametrize("ahead", [-1, 0, 1])
def test_a_code_opens_once(ahead: int) -> None:
    """Clocks differ: the codes before and after are taken, once too."""
    user = person("editor")
    codes = OneTimeCodes.of(user)
    code = codes.now(ahead=ahead)
    opened = []
    for _ in range(2):
        client = Client()
        enter(client, user)
        client.post("/login/code/", {"code": code})
        opened.append(is_in(client))
    assert opened == [True, False]


def test_a_code_without_a_password_is_no_way_in() -> None:
    codes = OneTimeCodes.of(person("editor"))
    client = Client()
    answer = client.post("/login/code/", {"code": codes.now()})
    assert (answer.status_code, answer.headers["Location"], is_in(client)) == (302, "/login/", False)


def test_recovery_codes_open_once_each() -> None:
    user = person("editor")
    first = Client()
    enter(first, user)
    set_up(first)
    shown = re.findall(r'<code dir="ltr">(\d+)</code>', first.get("/second-factor/codes/").content.decode())
    assert (len(shown), first.get("/second-factor/codes/download/").content.decode().split()) == (10, shown)
    opened = []
    for code in (shown[0], shown[0], shown[1]):
        client = Client()
        enter(client, user)
        client.post("/login/code/", {"code": code})
        opened.append(is_in(client))
    assert opened == [True, False, True]


def test_wrong_codes_lock_out_as_wrong_passwords_do() -> None:
    user = person("editor")
    codes = OneTimeCodes.of(user)
    client = Client()
    enter(client, user)
    answers = [client.post("/login/code/", {"code": codes.wrong()}) for _ in range(LIMIT)]
    assert [answer.status_code for answer in answers] == [200] * (LIMIT - 1) + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60
    # A right code, a new try with the password, and the API: all shut.
    assert (client.post("/login/code/", {"code": codes.now()}).status_code, is_in(client)) == (429, False)
    assert enter(Client(), user).status_code == 429


def test_passwords_and_codes_are_counted_together() -> None:
    """Else four guesses at the code after each log-in would never end."""
    user = person("editor")
    codes = OneTimeCodes.of(user)
    statuses = []
    for _ in range(3):
        client = Client()
        statuses.append(enter(client, user).status_code)
        statuses += [client.post("/login/code/", {"code": codes.wrong()}).status_code for _ in range(2)]
    assert statuses == [302, 200, 200, 302, 200, 200, 302, 429, 429]
    assert AccessAttempt.objects.get().username == "editor"


def test_one_address_tries_codes_no_faster_than_passwords(settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = 1000
    user = person("editor")
    codes = OneTimeCodes.of(user)
    client = Client()
    enter(client, user)
    for _ in range(MOST_TRIES_A_MINUTE * 2):
        answer = client.post("/login/code/", {"code": codes.wrong()})
    assert (answer.status_code, is_in(client)) == (429, False)


def test_secrets_are_not_in_the_database_in_the_clear() -> None:
    user = person("editor")
    client = Client()
    enter(client, user)
    codes = set_up(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert codes.secret not in kept
    assert all(codes.secret not in str(session.get_decoded()) for session in Session.objects.all())


def test_secrets_survive_a_new_key_that_names_the_old_one(settings: Settings) -> None:
    user = person("editor")
    settings.SECRET_KEY = "the old key of this installation, long enough"
    codes = OneTimeCodes.of(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key of this installation, long enough", [settings.SECRET_KEY]
    client = Client()
    enter(client, user)
    client.post("/login/code/", {"code": codes.now()})
    assert is_in(client)


def test_a_session_from_before_gives_a_code_first() -> None:
    """Whoever took a session away loses it when its owner sets up the app."""
    user = person("editor")
    before = Client()
    before.force_login(user)
    assert before.get("/desk/").status_code == 200
    codes = OneTimeCodes.of(user)
    answer = before.get("/desk/?tab=mine")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/again/code/?next=%2Fdesk%2F%3Ftab%3Dmine")
    answer = before.get("/api/v1/claims/")
    assert (answer.status_code, answer.json()["code"], answer.headers["Content-Type"]) == (403, "second_factor", "application/problem+json")
    one = claim()
    assert before.post(f"/desk/claims/{one.pk}/dismiss/", {"version": "0", "reason": "r"}).status_code == 302
    one.refresh_from_db()
    assert one.status == "unreviewed"
    answer = before.post("/login/again/code/", {"code": codes.now(), "next": "/desk/?tab=mine"})
    assert (answer.headers["Location"], before.get("/desk/").status_code) == ("/desk/?tab=mine", 200)


def test_taking_it_away_asks_who_it_is() -> None:
    user = person("editor")
    codes = OneTimeCodes.of(user)
    client = Client()
    enter(client, user)
    client.post("/login/code/", {"code": codes.now()})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 1000
    session.save()
    answer = client.post("/second-factor/app/remove/")
    assert answer.headers["Location"].startswith("/login/again/")
    assert Authenticator.objects.count() == 1
    client.post("/login/again/", {"password": PASSWORD, "next": "/second-factor/app/remove/"})
    assert Authenticator.objects.count() == 0
    assert "password alone" in client.get("/second-factor/").content.decode()


def test_whoever_holds_a_session_does_not_guess_its_password() -> None:
    user = person("editor")
    client = Client()
    enter(client, user)
    statuses = [client.post("/login/again/", {"password": f"guess {number}"}).status_code for number in range(LIMIT)]
    assert statuses == [200] * (LIMIT - 1) + [429]


def test_required_of_all_nobody_gets_further_without_one(settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"
    grant_admin_permissions()
    user = person("editor")
    client = Client()
    assert enter(client, user).status_code == 302
    for path in ("/", "/desk/", "/admin/", "/admin/claims/claim/", "/second-factor/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/second-factor/app/"), path
    assert client.get("/api/v1/claims/").status_code == 403
    set_up(client)
    assert [client.get(path).status_code for path in ("/", "/admin/", "/api/v1/claims/")] == [200, 200, 200]
    # It cannot be switched off again by oneself.
    assert "must have a second factor" in client.post("/second-factor/app/remove/").content.decode()
    assert Authenticator.objects.filter(type="totp").count() == 1


@pytest.mark.parametrize("path", ["/login/", "/health/live", "/checks/feed.json"])
def test_what_everybody_may_see_stays_open(settings: Settings, path: str) -> None:
    settings.SECOND_FACTOR = "required"
    client = Client()
    client.force_login(person("editor"))
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("Location", "")) in {(200, ""), (302, "/")}


@pytest.mark.parametrize("required", [True, False])
def test_programs_use_a_key(settings: Settings, required: bool) -> None:
    user, plain = person("editor"), person("reader")
    if required:
        settings.SECOND_FACTOR = "required"
    else:
        OneTimeCodes.of(user)

    def ask(authorization: str) -> int:
        return int(APIClient(headers={"authorization": authorization}).get("/api/v1/claims/").status_code)

    def basic(who: User) -> str:
        return "Basic " + b64encode(f"{who.username}:{PASSWORD}".encode()).decode()

    _key, secret = issue_key(name="dashboard", scopes=[Action.READ], by=user)
    assert (ask(basic(user)), ask(basic(plain)), ask(f"Bearer {secret}")) == (401, 401 if required else 200, 200)


def test_the_administrator_takes_it_away_with_a_decision() -> None:
    grant_admin_permissions()
    user, administrator = person("editor"), person("administrator")
    OneTimeCodes.of(user)
    sent = {"action": "remove_second_factor", "_selected_action": [user.pk]}
    for role in ("editor", "approver"):
        client = Client()
        client.force_login(person(role, f"another {role}"))
        assert client.post("/admin/claims/user/", sent).status_code == 403
    client = Client()
    client.force_login(administrator)
    assert "Lost telephone" not in client.post("/admin/claims/user/", sent).content.decode()
    assert Authenticator.objects.count() == 1  # a page in between asks why
    client.post("/admin/claims/user/", {**sent, "confirmed": "yes", "reason": "Lost telephone"})
    last = Decision.objects.of("user", user.pk).latest("seq")
    assert (Authenticator.objects.count(), last.actor, last.reason, last.changes) == (
        *(0, administrator, "Lost telephone"),
        {"second_factor": [True, False]},
    )


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["/second-factor/", "/second-factor/app/", "/login/again/"])
def test_its_pages_are_in_both_languages(path: str, language: str) -> None:
    client = Client(headers={"accept-language": language})
    enter(client, person("editor"))
    page = client.get(path).content.decode()
    assert (f'dir="{"rtl" if language == "ar" else "ltr"}"' in page, bool(re.search(r"<h1>[ء-ي]", page))) == (True, language == "ar")
