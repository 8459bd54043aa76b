"""Published JSON-LD keeps to its schemas, and libraries of others understand it as it was meant."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from extruct.jsonld import JsonLdExtractor

from claims.exchange.claim_review import Publisher, claim_review
from claims.models import FactCheck, User
from claims.pipeline.publish import publish, withdraw
from tests.api.people import signed_in
from tests.desk_rows import TEXT, WORDS, approved, article, claim, person, quote
from tests.exchange.linked_data import expanded, mistakes

pytestmark = pytest.mark.django_db
SCHEMA = "http://schema.org/"


@pytest.fixture
def check() -> FactCheck:
    version = article()
    version.article.address = "https://sunbula.example/1?a=1&b=<2>"
    version.article.save(update_fields=["address"])
    approver = person("approver")
    found = approved(claim(version=version), person("reviewer"), approver)
    publish(found, by=approver, reason="out")
    return found


def test_pages_and_feed_keep_to_the_schema_and_say_the_same(check: FactCheck, client: Client) -> None:
    feed = client.get("/checks/feed.json").json()
    (in_page,) = JsonLdExtractor().extract(client.get(f"/checks/{check.pk}/").content.decode())
    assert mistakes(feed, "data_feed.json") == []
    assert mistakes(in_page, "claim_review.json") == []
    assert feed["dataFeedElement"][0]["item"] == in_page
    withdraw(check, by=User.objects.get(username="approver"), reason="wrong")
    assert mistakes(client.get("/checks/feed.json").json(), "data_feed.json") == []


@pytest.mark.parametrize("verdict", FactCheck.Verdict.values)
def test_every_verdict_keeps_to_the_schema(check: FactCheck, client: Client, verdict: str) -> None:
    content = {**(FactCheck.objects.get().approved_content or {}), "verdict": verdict}
    shown = FactCheck.objects.for_readers().get()
    shown.approved_content = content
    assert mistakes(claim_review(shown, "https://desk.example/1", Publisher("د", "https://desk.example")), "claim_review.json") == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"url": "checks/1"}, "$.url"),
        ({"datePublished": "12/03/2026"}, "$.datePublished"),
        ({"claimReviewed": ""}, "$.claimReviewed"),
        (
            {"reviewRating": {"@type": "Rating", "ratingValue": 9, "bestRating": 5, "worstRating": 1, "alternateName": "x"}},
            "$.reviewRating",
        ),
        ({"itemReviewed": {"@type": "Claim"}}, "$.itemReviewed"),
    ],
)
def test_the_schema_can_fail(check: FactCheck, client: Client, change: dict[str, Any], where: str) -> None:
    (item,) = client.get("/checks/feed.json").json()["dataFeedElement"]
    (wrong, *_) = mistakes({**item["item"], **change}, "claim_review.json")
    assert wrong.startswith(where)


def test_a_processor_understands_the_review(check: FactCheck, client: Client) -> None:
    feed = client.get("/checks/feed.json").json()
    (found,) = expanded(feed["dataFeedElement"][0]["item"])
    assert found["@type"] == [f"{SCHEMA}ClaimReview"]
    assert found[f"{SCHEMA}url"] == [{"@id": f"http://127.0.0.1:8000/checks/{check.pk}/"}]
    assert found[f"{SCHEMA}claimReviewed"] == [{"@value": WORDS}]
    (rating,) = found[f"{SCHEMA}reviewRating"]
    assert (rating["@type"], rating[f"{SCHEMA}ratingValue"]) == ([f"{SCHEMA}Rating"], [{"@value": 1}])
    assert [one["@id"] for piece in found[f"{SCHEMA}citation"] for one in piece[f"{SCHEMA}url"]] == [
        "https://roll.example/1",
        "https://audit.example/1",
    ]
    (whole,) = expanded(feed)
    assert len(whole[f"{SCHEMA}dataFeedElement"]) == 1


def test_annotations_lead_back_to_the_words(check: FactCheck) -> None:
    place = check.claim.appearances.get()
    version, marked = place.version, quote(place.version)
    client = signed_in(person("reader"))
    path = f"/api/v1/articles/{version.article_id}/versions/1/annotations/"
    answer = client.get(path)
    page = answer.json()
    assert answer.headers["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert mistakes(page, "annotation_page.json") == []
    text = client.get(f"/api/v1/articles/{version.article_id}/versions/1/").json()["text"]
    assert text == TEXT
    assert [item["motivation"] for item in page["items"]] == ["linking", "identifying"]
    for item in page["items"]:
        quoted, position = item["target"]["selector"]
        assert item["target"]["source"] == f"http://testserver/api/v1/articles/{version.article_id}/versions/1/"
        assert text[position["start"] : position["end"]] == quoted["exact"] == WORDS
        assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in text
    assert client.get(path, headers={"if-none-match": answer.headers["ETag"]}).status_code == 304
    (found,) = expanded(page)
    oa = "http://www.w3.org/ns/oa#"
    (items,) = found["http://www.w3.org/ns/activitystreams#items"]
    assert [one["@id"] for one in items["@list"]] == [
        f"http://testserver/api/v1/appearances/{place.pk}/",
        f"http://testserver/api/v1/quotes/{marked.pk}/",
    ]
    (target,) = items["@list"][1][f"{oa}hasTarget"]
    assert [one["@type"] for one in target[f"{oa}hasSelector"]] == [[f"{oa}TextQuoteSelector"], [f"{oa}TextPositionSelector"]]
    assert items["@list"][1][f"{oa}hasBody"][0]["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"] == [{"@value": "سامر الحلواني"}]
