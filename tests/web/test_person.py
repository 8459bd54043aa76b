"""Pages speak the language and show the clock of who reads them; the switch is on every page; the bell counts what waits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from claims.models import Decision, Desk, Notification, User
from claims.pipeline.assign import assign
from claims.pipeline.review import change_status
from claims.pipeline.tell import choose
from claims.web import person as persons
from tests.desk_rows import article, claim, match, person
from tests.pipeline.test_tell import USUAL

pytestmark = pytest.mark.django_db


def at(user: User, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("chosen", "asked", "shown"),
    [
        ("ar", "en", "ar"),  # what the person chose goes before what the browser asks
        ("en", "ar", "en"),
        ("", "en", "en"),  # who chose nothing gets what the browser asks
        ("", "ar", "ar"),
    ],
)
def test_the_language_of_the_person_rules(chosen: str, asked: str, shown: str) -> None:
    user = person("reader")
    User.objects.filter(pk=user.pk).update(language=chosen)
    answer = at(user, asked).get("/")
    assert (f'<html lang="{shown}" dir="{"rtl" if shown == "ar" else "ltr"}">' in answer.content.decode()) is True
    assert answer.headers["Content-Language"] == shown


def test_one_persons_language_is_not_the_next_ones() -> None:
    arabic, other = person("reader", "arabic"), person("reader", "other")
    User.objects.filter(pk=arabic.pk).update(language="ar", time_zone="America/New_York")
    assert 'lang="ar"' in at(arabic).get("/").content.decode()
    assert 'lang="en"' in at(other).get("/").content.decode()
    assert 'lang="en"' in Client(headers={"Accept-Language": "en"}).get("/login/").content.decode()


def test_the_switch_is_kept_with_the_person() -> None:
    user = person("reader")
    client = at(user)
    answer = client.post("/language/", {"language": "ar", "next": "/desk/?tab=mine"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/?tab=mine")
    user.refresh_from_db()
    assert user.language == "ar"
    assert 'lang="ar"' in at(user).get("/").content.decode(), "in another browser too"


@pytest.mark.parametrize(
    ("language", "following", "location", "shown"),
    [
        ("ar", "/login/", "/login/", "ar"),
        ("ar", "https://evil.example/", "/", "ar"),  # never to another site
        ("tlh", "/login/", "/login/", "en"),  # no such language: nothing changes
    ],
)
def test_a_stranger_switches_in_this_browser(language: str, following: str, location: str, shown: str) -> None:
    client = Client(headers={"Accept-Language": "en"})
    assert client.post("/language/", {"language": language, "next": following}).headers["Location"] == location
    assert f'lang="{shown}"' in client.get("/login/").content.decode()


@pytest.mark.parametrize(("zone", "shown"), [("Asia/Baghdad", "11 March 2026, 02:30"), ("America/New_York", "10 March 2026, 19:30")])
def test_moments_are_shown_by_the_readers_clock(zone: str, shown: str) -> None:
    user, editor = person("reviewer"), person("editor")
    User.objects.filter(pk=user.pk).update(time_zone=zone)
    assign(claim("a", version=article()), desk=None, assignee=user, by=editor, reason="for you")
    Notification.objects.update(at=datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    assert shown in at(user).get("/notifications/").content.decode()


def test_programs_are_answered_as_they_ask(client: Client) -> None:
    user = person("reader")
    User.objects.filter(pk=user.pk).update(language="ar")
    assert at(user).get("/api/v1/claims/999/").headers["Content-Language"] == "en"


def test_a_part_of_a_page_is_not_replaced_by_the_log_in_page() -> None:
    one = claim("a")
    stranger = Client()
    assert stranger.get(f"/desk/claims/{one.pk}/", headers={"HX-Request": "true"}).status_code == 401
    assert stranger.post(f"/desk/claims/{one.pk}/status/", {"version": 0}, headers={"HX-Request": "true"}).status_code == 401
    assert stranger.get(f"/desk/claims/{one.pk}/").status_code == 302
    assert Decision.objects.filter(subject="claim").count() == 0


def test_the_bell_counts_what_waits_and_may_be_seen() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    editor, user = person("editor", desk=desk), person("reviewer", desk=desk)
    version = article()
    open_one, secret, settled = claim("a", version=version), claim("b", confidential_to=desk), claim("c", version=version)
    for one in (open_one, secret, settled):
        assign(one, desk=None, assignee=user, by=editor, reason="for you")
    client = at(user)
    assert client.get("/notifications/count/").json() == {"waiting": 3, "words": "3"}
    assign(settled, desk=None, assignee=None, by=editor, reason="no")
    assert client.get("/notifications/count/").json() == {"waiting": 2, "words": "2"}
    User.objects.filter(pk=user.pk).update(desk=None)
    assert at(user).get("/notifications/count/").json() == {"waiting": 1, "words": "1"}
    page = at(user).get("/").content.decode()
    assert '<span class="waiting" id="bell">1</span>' in page
    choose(user, **{**USUAL, "unlisted": ["assigned"]})
    assert at(user).get("/notifications/count/").json() == {"waiting": 0, "words": "0"}
    assert at(user, "ar").get("/notifications/count/").json() == {"waiting": 0, "words": "٠"}
    assert Client().get("/notifications/count/").status_code == 401


def test_page_and_script_count_as_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons, "MOST_COUNTED", 1)
    editor, user = person("editor"), person("reviewer")
    for key in "ab":
        assign(claim(key, version=article()), desk=None, assignee=user, by=editor, reason="for you")
    client = at(user, "ar")
    assert client.get("/notifications/count/").json() == {"waiting": 2, "words": "١+"}
    assert '<span class="waiting" id="bell">١+</span>' in client.get("/").content.decode()


def test_who_has_no_role_hears_nothing() -> None:
    assert at(User.objects.create_user(username="new")).get("/notifications/count/").json() == {"waiting": 0, "words": "0"}


def test_the_bell_costs_the_same_for_one_and_three(django_assert_num_queries: Any) -> None:
    editor, user = person("editor"), person("reviewer")
    client = at(user)
    version = article()
    for number in range(3):
        one = claim(f"k{number}", version=version)
        assign(one, desk=None, assignee=user, by=editor, reason="for you")
        match(one, claim(f"o{number}"), "same")
        if number in (0, 2):
            with django_assert_num_queries(6):  # session, person, second factor, roles, preference, count
                client.get("/notifications/count/")
    change_status(one, to="in_review", by=user, reason="mine")
