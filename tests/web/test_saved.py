"""Saved searches at the desk, and their feeds: for whoever has the address, what the owner may see, until it is revoked."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Desk, SavedSearch, User
from claims.pipeline.assign import assign
from claims.pipeline.review import change_status
from claims.pipeline.save_search import make_feed, save_search
from claims.web.saved import searches_of
from tests.desk_rows import article, claim, person

pytestmark = pytest.mark.django_db
SCRIPT = '<script>alert("x")</script>'


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def kept(user: User, query: str = "tab=open", **fields: Any) -> SavedSearch:
    return save_search(**{"name": "السدود", "place": "queue", "query": query, "by": user, **fields})


def standing(key: str, desk: Desk | None = None, **fields: Any) -> Claim:
    return claim(key, version=article(desk), confidential_to=desk, **fields)


def read_feed(secret: str) -> Any:
    answer = Client().get(f"/feeds/{secret}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    parsed = feedparser.parse(answer.content)
    assert (bool(parsed.bozo), parsed.version) == (False, "atom10")
    return parsed


SAVED = [
    ("tab=contradicted&q=السد&language=ar&page=3&claim=9", {"tab": ["contradicted"], "q": ["السد"], "language": ["ar"]}),
    ("", {"tab": ["open"]}),  # the desk as it opens
    (
        "speaker=سامر&outlet=&clock=said&first=2026-03-01&least=100&unit=عامل",
        {"tab": ["open"], "speaker": ["سامر"], "clock": ["said"], "first": ["2026-03-01"], "least": ["100"], "unit": ["عامل"]},
    ),
    ("clock=said", {"tab": ["open"]}),  # a clock without a day
    ("tab=nonsense&q=x", {"tab": ["open"]}),  # what the queue does not know is what it shows then
]


@pytest.mark.parametrize(("query", "saved"), SAVED)
def test_the_queue_is_kept_as_it_is_shown(query: str, saved: dict[str, list[str]]) -> None:
    user = person("reviewer")
    client = client_of(user)
    answer = client.post("/desk/searches/", {"name": "السدود", "query": query})
    (one,) = searches_of(user)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/?{one.query}")
    assert (one.name, parse_qs(one.query)) == ("السدود", saved)
    assert f'<a href="/desk/?{one.query}"><bdi>السدود</bdi></a>'.replace("&", "&amp;") in client.get("/desk/").content.decode()


def test_a_refusal_is_said_on_the_desk() -> None:
    client = client_of(person("reviewer"))
    answer = client.post("/desk/searches/", {"name": " ", "query": "tab=mine"}, follow=True)
    assert (answer.redirect_chain, "Give the search a name" in answer.content.decode()) == (
        [("/desk/?tab=mine", 302)],
        True,
    )


def test_a_refusal_is_said_once_as_an_error_and_the_searches_stand_open() -> None:
    page = client_of(person("reviewer")).post("/desk/searches/", {"name": " ", "query": ""}, follow=True).content.decode()
    assert re.findall(r'<p class="([^"]+)" role="(\w+)">Give the search a name', page) == [("error notice", "alert")]
    assert '<details class="searches" open>' in page


def test_the_searches_are_counted_in_the_digits_of_the_page() -> None:
    user = person("reviewer")
    kept(user)
    assert "(١)</summary>" in client_of(user).get("/desk/", headers={"accept-language": "ar"}).content.decode()


def test_shared_kept_deleted_by_its_owner_alone() -> None:
    desk = Desk.objects.create(name="a")
    owner, colleague, stranger = person("reviewer", "o", desk), person("reviewer", "c", desk), person("reviewer", "s")
    one = kept(owner)

    def seen() -> list[bool]:
        return ["السدود" in client_of(user).get("/desk/").content.decode() for user in (owner, colleague, stranger)]

    def act(user: User, deed: str) -> int:
        return client_of(user).post(f"/desk/searches/{one.pk}/{deed}/").status_code

    assert (act(colleague, "share"), seen()) == (404, [True, False, False])
    assert (act(owner, "share"), seen()) == (302, [True, True, False])
    assert ([act(colleague, deed) for deed in ("keep", "delete", "follow", "unfollow")], seen()) == ([302] * 4, [True, True, False])
    assert (act(stranger, "delete"), act(owner, "nonsense"), seen()) == (404, 404, [True, True, False])
    assert (act(owner, "keep"), seen()) == (302, [True, False, False])
    assert (act(owner, "delete"), seen()) == (302, [False, False, False])


def test_doors_that_stay_shut() -> None:
    one, stranger = kept(person("reviewer")), User.objects.create_user(username="new")
    for path in ("/desk/searches/", f"/desk/searches/{one.pk}/delete/"):
        assert [Client().post(path).status_code, client_of(stranger).post(path).status_code] == [302, 403]
        assert client_of(one.owner).get(path).status_code == 405
        forged = Client(enforce_csrf_checks=True)
        forged.force_login(one.owner)
        assert forged.post(path).status_code == 403
    assert SavedSearch.objects.get() == one


def test_the_address_is_shown_once_and_a_new_one_shuts_the_old() -> None:
    user = person("reviewer")
    one, client = kept(user), client_of(user)

    def follow() -> str:
        page = client.post(f"/desk/searches/{one.pk}/follow/").content.decode()
        (secret,) = re.findall(r'value="http://127\.0\.0\.1:8000/feeds/([\w-]{43})/"', page)
        return str(secret)

    first = follow()
    assert first not in client.get("/desk/").content.decode()
    assert read_feed(first).feed.title == "السدود · Factcheck"
    second = follow()
    assert [Client().get(f"/feeds/{secret}/").status_code for secret in (first, second)] == [404, 200]
    client.post(f"/desk/searches/{one.pk}/unfollow/")
    assert Client().get(f"/feeds/{second}/").status_code == 404


def test_what_a_feed_says_of_a_claim() -> None:
    user = person("reviewer")
    User.objects.filter(pk=user.pk).update(language="ar")
    old, new = standing("1", checkworthiness=0.9), standing("2", checkworthiness=0.1, text=f"{SCRIPT} عدد العاملين & غيرهم")
    standing("3", language="en")
    gone = standing("4")
    change_status(gone, to="dismissed", by=user, reason="r")
    parsed = read_feed(make_feed(kept(user, "tab=open&language=ar"), by=user))
    # The newest first, whatever is worth more: a reader asks what has come.
    assert [(entry.title, entry.link) for entry in parsed.entries] == [
        (f"سامر الحلواني: {new.text}", f"http://127.0.0.1:8000/desk/claims/{new.pk}/"),
        (f"سامر الحلواني: {old.text}", f"http://127.0.0.1:8000/desk/claims/{old.pk}/"),
    ]
    assert parsed.entries[1].summary == "لم يُراجَع · 300 عامل"  # in its owner's language, whoever asks
    assert parsed.entries[0].id == parsed.entries[0].link
    assert parsed.feed.language == "ar"


def test_a_feed_stands_whatever_characters_a_claim_holds() -> None:
    user = person("reviewer")
    standing("1", text="عدد العاملين\u000b\ufffe300")
    (entry,) = read_feed(make_feed(kept(user, "tab=open"), by=user)).entries
    assert entry.title == "سامر الحلواني: عدد العاملين  300"


def test_a_feed_shows_what_its_owner_may_see_and_no_more() -> None:
    own, other = Desk.objects.create(name="a"), Desk.objects.create(name="b")
    owner = person("reviewer", "o", own)
    secret = make_feed(kept(owner, shared=True), by=owner)
    mine = standing("1", own)
    standing("2", other)

    def seen() -> list[str]:
        return [entry.link.rsplit("/", 2)[1] for entry in read_feed(secret).entries]

    assert seen() == [str(mine.pk)]
    User.objects.filter(pk=owner.pk).update(desk=None)
    assert seen() == []
    owner.groups.clear()
    assert Client().get(f"/feeds/{secret}/").status_code == 404


def test_a_feed_of_what_is_mine_is_its_owners() -> None:
    user, other = person("reviewer", "o"), person("reviewer", "p")
    mine, theirs = standing("1"), standing("2")
    editor = person("editor")
    for one, whose in ((mine, user), (theirs, other)):
        assign(one, desk=None, assignee=whose, by=editor, reason="r")
    parsed = read_feed(make_feed(kept(user, "tab=mine"), by=user))
    assert [entry.link.rsplit("/", 2)[1] for entry in parsed.entries] == [str(mine.pk)]


def test_an_address_does_not_leak_and_is_not_written_to() -> None:
    user = person("reviewer")
    standing("1")
    secret = make_feed(kept(user), by=user)
    answer = Client().get(f"/feeds/{secret}/")
    assert secret not in answer.content.decode()
    assert {name: answer.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")} == {
        "Cache-Control": "private, max-age=300",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    assert "Set-Cookie" not in str(answer.serialize_headers())
    assert Client().post(f"/feeds/{secret}/").status_code == 405
    assert [Client().get(f"/feeds/{wrong}/").status_code for wrong in ("x", secret[:-1], secret + "x", "%00")] == [404] * 4


def test_a_feed_costs_the_same_for_one_claim_and_for_three() -> None:
    user = person("reviewer")
    secret = make_feed(kept(user), by=user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            read_feed(secret)
        return len(captured)

    standing("1")
    alone = queries()
    standing("2")
    standing("3")
    assert queries() == alone
