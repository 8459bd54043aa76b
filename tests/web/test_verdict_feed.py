"""The Atom feed as feedparser reads it: what is out, when it changed, in which language, and what was taken back."""

from __future__ import annotations

from time import mktime, struct_time
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from lxml import etree

from claims.models import Decision, Desk, DeskVerdict, FactCheck, User
from claims.pipeline.correct import correct_days
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.review import write_fact_check
from tests.desk_rows import approve, approved, article, checked, claim, person

pytestmark = pytest.mark.django_db

AT = "{http://purl.org/atompub/tombstones/1.0}"


@pytest.fixture
def people() -> tuple[User, User]:
    return person("reviewer"), person("approver")


def out(people: tuple[User, User], key: str = "a", **fields: Any) -> FactCheck:
    reviewer, approver = people
    check = approved(claim(key, **fields), reviewer, approver)
    publish(check, by=approver, reason="out")
    check.refresh_from_db()
    return check


def out_earlier(check: FactCheck, *, hours: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the database gives the times itself
        cursor.execute(
            """UPDATE claims_factcheck SET published_at = published_at - make_interval(hours => %s),
                moved_at = moved_at - make_interval(hours => %s) WHERE id = %s""",
            [hours, hours, check.pk],
        )
        cursor.execute("UPDATE claims_decision SET at = at - make_interval(hours => %s) WHERE subject_id = %s", [hours, check.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    check.refresh_from_db()


def read(client: Client, query: str = "") -> Any:
    answer = client.get(f"/checks/feed.atom{query}")
    found = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})
    assert (answer.status_code, found.bozo, found.version) == (200, False, "atom10")
    return found


def seconds(time: struct_time) -> int:
    return int(mktime(time))


def test_an_entry_says_verdict_claim_and_when(client: Client, people: tuple[User, User]) -> None:
    check = out(people, version=article(), text="قال <b>إن</b> السد & البوابات")
    found = read(client)
    (entry,) = found.entries
    address = f"http://127.0.0.1:8000/checks/{check.pk}/"
    assert (entry.id, entry.link, entry.title) == (address, address, "زائف: قال <b>إن</b> السد & البوابات")
    assert entry.title_detail.type == "text/plain"
    assert (entry.summary, [tag.term for tag in entry.tags]) == ("<p>The roll names 120.</p>", ["false"])
    assert entry.published_parsed[:6] == check.published_at.utctimetuple()[:6]  # type: ignore[union-attr]
    assert found.feed.title in ("Fact checks of Factcheck", "تحققات Factcheck")
    assert found.feed.updated_parsed == entry.updated_parsed


# What a text may hold and XML may not, in a summary and in a claim: from a word processor, from a scan, and no character at all.
@pytest.mark.parametrize("character", ["\u000b", "\u000c", "\u0001", "\ufffe", "\uffff"])
def test_no_character_of_a_text_brings_the_feed_down(client: Client, people: tuple[User, User], character: str) -> None:
    reviewer, approver = people
    one = claim(text=f"قال{character}إن السد سليم")
    checked(one, reviewer)
    check = write_fact_check(one, verdict="false", summary=f"في السجل{character}120 اسماً 🤥", by=reviewer, reason="counted")
    approve(check, by=approver, reason="plain")
    publish(check, by=approver, reason="out")
    (entry,) = read(client).entries
    assert (entry.title, entry.summary) == ("زائف: قال إن السد سليم", "<p>في السجل 120 اسماً 🤥</p>")


def test_what_is_checked_again_is_updated_and_says_so(client: Client, people: tuple[User, User]) -> None:
    check = out(people)
    before = read(client).entries[0]
    correct_days(check.claim, field="said", days=None, by=person("editor"), reason="nobody knows")
    (decision,) = Decision.objects.of("factcheck", check.pk).filter(to_state="void")
    (entry,) = read(client).entries
    assert decision.at is not None
    assert entry.updated_parsed[:6] == decision.at.utctimetuple()[:6]
    assert (entry.published, seconds(entry.updated_parsed) >= seconds(before.updated_parsed)) == (before.published, True)
    assert entry.summary == "<p>يُتحقق من هذا مجدداً: تغيّر الادعاء منذ اعتماده.</p>\n\n<p>The roll names 120.</p>"


def test_what_is_withdrawn_is_marked_as_deleted(client: Client, people: tuple[User, User]) -> None:
    check = out(people)
    withdraw(check, by=people[1], reason="wrong")
    check.refresh_from_db()
    assert read(client).entries == []
    (gone,) = etree.fromstring(client.get("/checks/feed.atom").content).iter(f"{AT}deleted-entry")
    assert check.withdrawn_at is not None
    assert (gone.get("ref"), gone.get("when")) == (f"http://127.0.0.1:8000/checks/{check.pk}/", check.withdrawn_at.isoformat())


def test_newest_first_and_of_one_language(client: Client, people: tuple[User, User]) -> None:
    arabic, english = out(people, "a"), out(people, "b", language="en", text="The dam employs 300 people")
    assert [entry.link.split("/")[-2] for entry in read(client).entries] == [str(english.pk), str(arabic.pk)]
    (entry,) = read(client, "?language=en").entries
    assert (entry.title, entry.title_detail.language) == ("False: The dam employs 300 people", "en")
    assert [entry.title_detail.language for entry in read(client, "?language=ar").entries] == ["ar"]


def test_neither_drafts_nor_what_is_confidential(client: Client, people: tuple[User, User]) -> None:
    approved(claim("draft"), *people)
    desk = Desk.objects.create(name="تحقيقات")
    own = person("reviewer", "own", desk), person("approver", "chief", desk)
    check = out(own, "confidential", confidential_to=desk)
    assert read(client).entries == []
    withdraw(check, by=own[1], reason="wrong")
    assert list(etree.fromstring(client.get("/checks/feed.atom").content).iter(f"{AT}deleted-entry")) == []


def test_a_desk_with_its_own_scale_is_worded_by_it_at_the_same_cost_for_one_and_three(client: Client) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    DeskVerdict.objects.create(desk=desk, verdict="false", arabic="كذب")
    own = person("reviewer", "own", desk), person("approver", "chief", desk)

    def titles() -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as captured:
            return [entry.title for entry in read(client).entries], len(captured)

    out(own, "a", desk=desk, text="قال")
    alone, cost = titles()
    for key in "bc":
        out(own, key, desk=desk, text="قال")
    assert (alone, titles()) == (["كذب: قال"], (["كذب: قال"] * 3, cost))


def test_a_withdrawal_is_news_to_who_asks_by_time(client: Client, people: tuple[User, User]) -> None:
    older, newer = out(people, "a"), out(people, "b")
    out_earlier(older, hours=3)
    out_earlier(newer, hours=2)
    first = client.get("/checks/feed.atom")
    asked = {"if-modified-since": first.headers["Last-Modified"]}
    withdraw(newer, by=people[1], reason="wrong")
    newer.refresh_from_db()
    second = client.get("/checks/feed.atom", headers=asked)
    assert newer.withdrawn_at is not None
    assert (second.status_code, second.headers["Last-Modified"]) == (200, http_date(newer.withdrawn_at.timestamp()))
    assert read(client).feed.updated_parsed[:6] == newer.withdrawn_at.utctimetuple()[:6]
    # none is left: the feed has not changed since
    withdraw(older, by=people[1], reason="wrong")
    older.refresh_from_db()
    assert older.withdrawn_at is not None
    assert client.get("/checks/feed.atom").headers["Last-Modified"] == http_date(older.withdrawn_at.timestamp())


@pytest.mark.parametrize("path", ["/checks/feed.atom", "/checks/feed.json"])
def test_who_has_it_already_gets_304_until_it_changes(client: Client, people: tuple[User, User], path: str) -> None:
    check = out(people)
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert first.headers["Cache-Control"] == "public, max-age=60"
    withdraw(check, by=people[1], reason="wrong")
    assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_who_asks_by_time_gets_304(client: Client, people: tuple[User, User]) -> None:
    out(people)
    first = client.get("/checks/feed.atom")
    assert client.get("/checks/feed.atom", headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304
