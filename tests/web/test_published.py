"""The public page of a fact check, and the feed: open to all, true to what was approved, safe in a script."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.exchange.claim_review import Publisher, claim_review, search_result
from claims.exchange.foreign_reviews import ForeignReview, read_reviews
from claims.models import Desk, FactCheck, User
from claims.pipeline.correct import correct_days, correct_speaker
from claims.pipeline.merge import merge_speakers
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.review import add_evidence, write_fact_check
from tests.desk_rows import approve, approved, article, checked, claim, person, speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def check() -> FactCheck:
    approver = person("approver")
    found = approved(claim("a", version=article(), text='قال: "</script><script>alert(1)</script> & سد"'), person("reviewer"), approver)
    publish(found, by=approver, reason="out")
    return FactCheck.objects.for_readers().get()


def embedded(body: str) -> Any:
    return json.loads(re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', body, re.DOTALL)[0])


def test_the_page_carries_its_claim_review(check: FactCheck, client: Client) -> None:
    answer = client.get(check.get_absolute_url(), headers={"Accept-Language": "ar"})
    body = answer.content.decode()
    address = f"http://127.0.0.1:8000{check.get_absolute_url()}"
    assert answer.status_code == 200
    assert embedded(body) == claim_review(check, address, Publisher("Factcheck", "http://127.0.0.1:8000"))
    assert "<script>alert" not in body
    assert 'dir="rtl"' in body
    assert "زائف" in body


def test_claim_review_says_what_the_vocabulary_asks(check: FactCheck) -> None:
    review = claim_review(check, "https://desk.example/checks/1/", Publisher("السنبلة", "https://desk.example"))
    assert review["reviewRating"] == {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "زائف"}
    assert review["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "سامر الحلواني"},
        "datePublished": "2026-03-10",
    }
    assert [piece["url"] for piece in review["citation"]] == ["https://roll.example/1", "https://audit.example/1"]


# The days on which it was said and published, each the first and the last, and that of the claim.
DAYS: list[tuple[list[str | None] | None, list[str | None] | None, str | None]] = [
    (["2026-03-10", "2026-03-10"], ["2026-03-12", "2026-03-12"], "2026-03-10"),  # a day that was named
    (["2026-03-10", "2026-03-12"], ["2026-03-12", "2026-03-12"], "2026-03-12"),  # none was: it was out on this one
    (["2026-03-01", "2026-03-07"], ["2026-03-12", "2026-03-12"], None),  # "last week"
    (["2026-03-10", "2026-03-12"], None, None),
    ([None, "2026-03-12"], ["2026-03-12", "2026-03-12"], "2026-03-12"),
    (None, ["2026-03-12", "2026-03-12"], "2026-03-12"),
    (None, None, None),
]


@pytest.mark.parametrize(("said", "published", "day"), DAYS)
def test_the_day_of_a_claim_is_one_that_is_known(
    check: FactCheck, said: list[str | None] | None, published: list[str | None] | None, day: str | None
) -> None:
    speaker = {"kind": "person", "name": "سامر الحلواني", "outlet": None}
    check.approved_content = {**(check.approved_content or {}), "speaker": speaker, "said": said, "published": published}
    publisher = Publisher("د", "https://desk.example")
    review = claim_review(check, "https://desk.example/1", publisher)["itemReviewed"]
    found = search_result(check, "https://desk.example/1", publisher)
    assert (review.get("datePublished"), found.get("claimDate")) == (day, f"{day}T00:00:00Z" if day else None)


def test_paragraphs_and_what_looks_like_an_entity_are_read_as_they_were_written(check: FactCheck) -> None:
    content = {
        **(check.approved_content or {}),
        "summary": "في السجل 120 اسماً.\n\nتُكتب & في الصفحات &amp;، و< هكذا: &lt;.",
        "claim": "السد &quot;سليم&quot;",
    }
    check.approved_content = content
    (read,) = read_reviews(claim_review(check, "https://desk.example/checks/1/", Publisher("سد &amp; نهر", "https://desk.example")))
    assert isinstance(read, ForeignReview)
    assert (read.body, read.claim, read.publisher) == (content["summary"], content["claim"], "سد &amp; نهر")


def test_a_draft_begun_since_is_not_told(check: FactCheck, client: Client) -> None:
    reviewer = person("reviewer", "second")
    draft = FactCheck.objects.get()
    assert draft.approved_content is not None
    FactCheck.objects.get().claim.refresh_from_db()
    from_outside = client.get(check.get_absolute_url()).content.decode()
    assert "The roll names 120." in from_outside
    with pytest.raises(Exception, match="review"):
        write_fact_check(draft.claim, verdict="true", summary="Changed.", by=reviewer, reason="anew")
    assert client.get(check.get_absolute_url()).content.decode().count("Changed.") == 0


def test_a_withdrawn_check_says_so(check: FactCheck, client: Client) -> None:
    withdraw(FactCheck.objects.get(), by=person("approver", "second"), reason="wrong")
    answer = client.get(check.get_absolute_url())
    assert (answer.status_code, "The roll names 120." in answer.content.decode()) == (410, False)
    withdrawn = FactCheck.objects.get()
    assert withdrawn.withdrawn_at is not None
    (item,) = client.get("/checks/feed.json").json()["dataFeedElement"]
    assert (item["dateDeleted"], item["dateModified"], item["item"]) == (
        withdrawn.withdrawn_at.isoformat(),
        withdrawn.withdrawn_at.isoformat(),
        {"@type": "ClaimReview", "url": f"http://127.0.0.1:8000{check.get_absolute_url()}"},
    )


def test_a_newsroom_that_reads_the_feed_takes_back_what_is_withdrawn(check: FactCheck, client: Client) -> None:
    withdraw(FactCheck.objects.get(), by=person("approver", "second"), reason="wrong")
    (read,) = read_reviews(client.get("/checks/feed.json").json())
    assert read == ForeignReview(address=f"http://127.0.0.1:8000{check.get_absolute_url()}", claim="", is_gone=True)


def other_man(check: FactCheck, by: User) -> None:
    correct_speaker(check.claim, speaker=speaker("ماهر الكيلاني"), by=by, reason="the caption says so")


def one_man(check: FactCheck, by: User) -> None:
    merge_speakers(check.claim.speaker_root, into=speaker("ماهر الكيلاني"), by=by, reason="one man")


def other_days(check: FactCheck, by: User) -> None:
    correct_days(check.claim, field="said", days=(date(2026, 1, 5), date(2026, 1, 6)), by=by, reason="misread")


@pytest.mark.parametrize("change", [other_man, one_man, other_days])
def test_a_verdict_stays_with_whom_it_was_approved_of(check: FactCheck, client: Client, change: Callable[[FactCheck, User], None]) -> None:
    paths = (check.get_absolute_url(), f"/checks/{check.pk}/card/")
    before = [re.findall(r'<p class="(?:meta|who)"><bdi>.*?</p>', client.get(path).content.decode()) for path in paths]
    (item,) = client.get("/checks/feed.json").json()["dataFeedElement"]
    change(check, person("editor"))
    assert FactCheck.objects.get().state == "void"
    pages = [client.get(path).content.decode() for path in paths]
    assert [re.findall(r'<p class="(?:meta|who)"><bdi>.*?</p>', page) for page in pages] == before
    assert [("سامر الحلواني" in page, "ماهر الكيلاني" in page) for page in pages] == [(True, False)] * 2
    (again,) = client.get("/checks/feed.json").json()["dataFeedElement"]
    assert again["item"] == item["item"] == embedded(pages[0])
    assert again["item"]["itemReviewed"]["author"]["name"] == "سامر الحلواني"


def test_an_outlet_that_is_not_known_is_called_so_in_the_language_of_the_page(check: FactCheck) -> None:
    kept = {"speaker": {"kind": "outlet", "name": "Unknown outlet", "outlet": None}, "said": None, "published": ["2026-03-10", None]}
    check.approved_content = {**(check.approved_content or {}), **kept}
    found = check.attribution
    assert (str(found.speaker), found.said, found.published and (found.published.lower, found.published.upper)) == (
        "Unknown outlet", None, (date(2026, 3, 10), None),
    )  # fmt: skip


def test_what_was_approved_before_attributions_were_kept_gets_its_own_only_where_it_still_holds(check: FactCheck) -> None:
    voided = approved(claim("b"), User.objects.get(username="reviewer"), User.objects.get(username="approver"))
    migration = import_module("claims.migrations.0044_published_as_approved")

    def rows() -> list[tuple[Any, ...]]:
        return list(FactCheck.objects.order_by("pk").values_list("approved_content", "fingerprint", "state", "version", "moved_at"))

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kept = rows()
        cursor.execute(migration.CONTENT_BEFORE)
        before = rows()
        assert [sorted(row[0] or {}) for row in before] == [["claim", "evidence", "summary", "verdict"]] * 2
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        voided.refresh_from_db()
        other_man(voided, person("editor"))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(migration.CONTENT)
    assert rows()[0] == kept[0]
    # Whose words an approval was of is not known any more: they are told as the claim has it.
    assert rows()[1][:3] == (before[1][0], before[1][1], "void")
    assert FactCheck.objects.get(pk=voided.pk).attribution.speaker == speaker("ماهر الكيلاني")


def test_the_day_of_publication_is_that_of_the_newsroom(check: FactCheck) -> None:
    check.published_at = datetime(2026, 3, 10, 22, 0, tzinfo=UTC)
    publisher = Publisher("د", "https://desk.example")
    (found,) = search_result(check, "https://desk.example/1", publisher)["claimReview"]
    review = claim_review(check, "https://desk.example/1", publisher)
    assert (review["datePublished"], found["reviewDate"]) == ("2026-03-11", "2026-03-11T00:00:00Z")


def test_the_page_of_everybody_sets_no_cookie_and_that_of_a_person_is_theirs(check: FactCheck, client: Client) -> None:
    address = check.get_absolute_url()
    answer = client.get(address, headers={"accept-language": "ar"})
    assert (list(answer.cookies), answer.headers["Cache-Control"]) == ([], "public, max-age=60")
    assert [("<form" in page, f'<a href="?language={other}" hreflang="{other}"' in page, f'lang="{own}"' in page) for page, own, other in (
        (answer.content.decode(), "ar", "en"),
        (client.get(f"{address}?language=en", headers={"accept-language": "ar"}).content.decode(), "en", "ar"),
    )] == [(False, True, True)] * 2  # fmt: skip
    client.force_login(User.objects.get(username="reviewer"))
    own = client.get(address)
    assert ("reviewer" in own.content.decode(), own.headers["Cache-Control"]) == (True, "private, no-cache")
    withdraw(FactCheck.objects.get(), by=person("approver", "second"), reason="wrong")
    gone = Client().get(f"{address}?language=ar")
    assert (gone.status_code, list(gone.cookies), gone.headers["Content-Language"]) == (410, [], "ar")
    assert "<form" not in gone.content.decode()


def test_a_summary_runs_as_most_of_its_letters_do(check: FactCheck, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # what was approved changes by an approval alone
        summary = json.dumps({"summary": "NATO نفت ما نُسب إليها.\n\nBBC نقلته."})
        cursor.execute("UPDATE claims_factcheck SET approved_content = approved_content || %s::jsonb", [summary])
        cursor.execute("SET session_replication_role = DEFAULT")
    body = client.get(check.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert '<div dir="rtl"><p><bdi dir="ltr">NATO</bdi> نفت ما نُسب إليها.</p><p></p><p><bdi dir="ltr">BBC</bdi> نقلته.</p></div>' in body


def test_numbers_and_foreign_words_are_set_apart_for_readers(client: Client) -> None:
    approver = person("approver")
    one = claim(
        "a", version=article(text="NATO في سد الوردة: عدد العاملين في السد 300 عامل"), text="NATO: طائرة F-16 (2018) فوق 300-320 عاملا"
    )
    check = checked(one, person("reviewer"))
    snapshot = {"address": "https://wire.example/1", "title": "BBC عن السد", "stance": "refutes", "snapshot": "BBC: بينها 300-320 اسما"}
    add_evidence(check, **snapshot, by=User.objects.get(username="reviewer"), reason="the wire")
    approve(check, by=approver, reason="plain")
    publish(FactCheck.objects.get(), by=approver, reason="out")
    page, card = (
        client.get(path, headers={"accept-language": "en"}).content.decode()
        for path in (f"/checks/{check.pk}/", f"/checks/{check.pk}/card/")
    )
    words = '<bdi dir="ltr">NATO</bdi>: طائرة <bdi dir="ltr">F-16 (2018)</bdi> فوق <bdi dir="ltr">300-320</bdi> عاملا'
    assert f'<blockquote dir="rtl" lang="ar"><h1>{words}</h1></blockquote>' in page
    assert f'<blockquote dir="rtl" lang="ar">{words}</blockquote>' in card
    assert 'dir="rtl"><bdi dir="ltr">BBC</bdi> عن السد</a>' in page
    assert '<blockquote dir="rtl"><bdi dir="ltr">BBC</bdi>: بينها <bdi dir="ltr">300-320</bdi> اسما</blockquote>' in page
    assert (
        '<bdi dir="rtl" lang="ar"><bdi dir="ltr">NATO</bdi> في سد الوردة: عدد العاملين في السد <bdi dir="ltr">300</bdi> عامل</bdi>' in page
    )


def test_what_is_not_out_is_not_there(client: Client) -> None:
    unpublished = approved(claim("b"), person("reviewer"), person("approver"))
    desk = Desk.objects.create(name="تحقيقات")
    assert client.get(unpublished.get_absolute_url()).status_code == 404
    assert client.get("/checks/999999/").status_code == 404
    assert desk.pk


def test_the_feed_is_one_document_of_all(check: FactCheck, client: Client) -> None:
    answer = client.get("/checks/feed.json")
    assert answer.headers["Content-Type"] == "application/ld+json"
    (item,) = answer.json()["dataFeedElement"]
    assert item["item"]["url"] == f"http://127.0.0.1:8000{check.get_absolute_url()}"
    assert "Link" not in answer.headers


def test_all_are_in_the_pages_of_the_feed_and_what_was_decided_last_is_on_the_first(
    check: FactCheck, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.web.published.A_PAGE", 2)
    approver = User.objects.get(username="approver")
    others = [approved(claim(key), User.objects.get(username="reviewer"), approver) for key in "bc"]
    for one in others:
        publish(one, by=approver, reason="out")
    withdraw(check, by=approver, reason="wrong")
    pages = [client.get(path) for path in ("/checks/feed.json", "/checks/feed.json?page=2")]
    assert [[item["item"]["url"].split("/")[-2] for item in page.json()["dataFeedElement"]] for page in pages] == [
        [str(check.pk), str(others[1].pk)],
        [str(others[0].pk)],
    ]
    assert [page.headers.get("Link") for page in pages] == ['<http://127.0.0.1:8000/checks/feed.json?page=2>; rel="next"', None]
    assert [client.get(f"/checks/feed.json?page={page}").status_code for page in ("3", "0", "last", "", "9" * 30)] == [404] * 5


def withdrawn(check: FactCheck) -> None:
    withdraw(FactCheck.objects.get(pk=check.pk), by=User.objects.get(username="approver"), reason="wrong")


def void(check: FactCheck) -> None:
    other_days(check, person("editor"))


def another_out(check: FactCheck) -> None:
    approver = User.objects.get(username="approver")
    publish(approved(claim("c"), User.objects.get(username="reviewer"), approver), by=approver, reason="out")


def committed_late(check: FactCheck) -> None:
    """What was decided before the newest that is seen, and is seen only now: neither the newest time nor the number of checks differs."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the database gives the times itself
        cursor.execute("UPDATE claims_factcheck SET moved_at = moved_at + interval '1 microsecond' WHERE id = %s", [check.pk])
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.parametrize("change", [withdrawn, void, another_out, committed_late])
def test_who_has_a_page_of_the_feed_costs_one_query_until_something_is_decided(
    check: FactCheck, client: Client, change: Callable[[FactCheck], None], django_assert_num_queries: Any
) -> None:
    approver = User.objects.get(username="approver")
    publish(approved(claim("b"), User.objects.get(username="reviewer"), approver), by=approver, reason="out")
    first = client.get("/checks/feed.json")
    asked = {"if-none-match": first.headers["ETag"]}
    with django_assert_num_queries(1):
        again = client.get("/checks/feed.json", headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    assert [again.headers[name] for name in ("ETag", "Cache-Control")] == [first.headers["ETag"], "public, max-age=60"]
    change(check)
    changed = client.get("/checks/feed.json", headers=asked)
    assert (changed.status_code, changed.headers["ETag"] != first.headers["ETag"]) == (200, True)


def test_a_page_of_the_feed_is_told_anew_the_day_after(check: FactCheck, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"if-none-match": client.get("/checks/feed.json").headers["ETag"]}
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert client.get("/checks/feed.json", headers=asked).status_code == 200
