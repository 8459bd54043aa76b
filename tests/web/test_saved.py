"""Saved searches at the desk, and their feeds: for whoever has the address, what the owner may see, until it is revoked."""

from __future__ import annotations

import re
from datetime import timedelta
from time import mktime
from typing import Any
from urllib.parse import parse_qs

import feedparser
import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Desk, Quantity, QueueRank, SavedSearch, User
from claims.pipeline.assign import assign
from claims.pipeline.review import change_status
from claims.pipeline.save_search import make_feed, save_search
from claims.web.saved import searches_of
from tests.desk_rows import article, claim, match, person

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


@pytest.mark.parametrize("query", ["tab=open&speaker=x&least=many", "tab=nonsense&q=x", "first=2026-13-01"])
def test_filters_that_are_wrong_are_not_kept_but_shown_again(query: str) -> None:
    user = person("reviewer")
    answer = client_of(user).post("/desk/searches/", {"name": "السدود", "query": query}, follow=True)
    assert (answer.redirect_chain, list(searches_of(user))) == ([(f"/desk/?{query}", 302)], [])
    assert "the filters hold something that the queue cannot be asked for" in answer.content.decode()


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
        assert 'name="language"' not in page, "in another language it would not be shown again"
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


def came(secret: str) -> list[tuple[int, bool]]:
    """Each claim of the feed, and whether it came after it was seen first."""
    return [
        (int(entry.link.rsplit("/", 2)[1]), mktime(entry.updated_parsed) - mktime(entry.published_parsed) > 3600)
        for entry in read_feed(secret).entries
    ]


def seen_a_day_ago() -> None:
    day = timedelta(days=1)
    Claim.objects.update(created_at=F("created_at") - day)
    QueueRank.objects.update(moved_at=F("moved_at") - day)


@pytest.mark.parametrize(("tab", "status"), [("open", "in_review"), ("dismissed", "dismissed")])
def test_what_comes_into_a_tab_comes_first_however_old_it_is(tab: str, status: str) -> None:
    user = person("reviewer")
    old, new = standing("1"), standing("2")
    if tab == "dismissed":
        change_status(new, to=status, by=user, reason="r")
    seen_a_day_ago()
    change_status(old, to=status, by=user, reason="r")
    assert came(make_feed(kept(user, f"tab={tab}"), by=user)) == [(old.pk, True), (new.pk, False)]


def test_what_becomes_contradicted_comes_first_however_old_it_is() -> None:
    user = person("reviewer")
    old, new = standing("1"), standing("2")
    match(new, standing("3"))
    seen_a_day_ago()
    latest = standing("4")
    match(old, latest)
    assert dict(came(make_feed(kept(user, "tab=contradicted"), by=user))[:2]) == {latest.pk: False, old.pk: True}


def test_what_is_given_to_somebody_comes_first_among_theirs_however_old_it_is() -> None:
    user, editor = person("reviewer"), person("editor")
    old, new = standing("1"), standing("2")
    assign(new, desk=None, assignee=user, by=editor, reason="r")
    assign(old, desk=None, assignee=user, by=editor, reason="r")
    seen_a_day_ago()
    assert came(make_feed(kept(user, "tab=mine"), by=user)) == [(old.pk, True), (new.pk, True)]


@pytest.mark.parametrize(("language", "amounts"), [("ar", "300 عامل، 5 سدود"), ("en", "300 عامل, 5 سدود")])
def test_amounts_are_parted_as_the_language_parts_them(language: str, amounts: str) -> None:
    user = person("reviewer")
    User.objects.filter(pk=user.pk).update(language=language)
    Quantity.objects.create(claim=standing("1"), position=1, text="5 سدود", low=5, high=5, qualifier="exact", unit="")
    (entry,) = read_feed(make_feed(kept(user), by=user)).entries
    assert entry.summary.rpartition(" · ")[2] == amounts


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
