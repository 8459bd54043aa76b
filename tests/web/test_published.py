"""The public page of a fact check, and the feed: open to all, true to what was approved, safe in a script."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from claims.exchange.claim_review import Publisher, claim_review
from claims.exchange.foreign_reviews import ForeignReview, read_reviews
from claims.models import Desk, FactCheck, User
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.review import write_fact_check
from tests.desk_rows import approved, article, claim, person

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
    assert (item["dateDeleted"], item["item"]) == (
        withdrawn.withdrawn_at.isoformat(),
        {"@type": "ClaimReview", "url": f"http://127.0.0.1:8000{check.get_absolute_url()}"},
    )


def test_a_newsroom_that_reads_the_feed_takes_back_what_is_withdrawn(check: FactCheck, client: Client) -> None:
    withdraw(FactCheck.objects.get(), by=person("approver", "second"), reason="wrong")
    (read,) = read_reviews(client.get("/checks/feed.json").json())
    assert read == ForeignReview(address=f"http://127.0.0.1:8000{check.get_absolute_url()}", claim="", is_gone=True)


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
    assert [client.get(f"/checks/feed.json?page={page}").status_code for page in ("3", "0", "last", "")] == [404] * 4
