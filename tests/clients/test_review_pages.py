"""JSON-LD and microdata in pages are read as a library of others reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from extruct.jsonld import JsonLdExtractor
from extruct.w3cmicrodata import MicrodataExtractor

from claims.clients.network import Answer
from claims.clients.review_pages import next_page, read_documents
from claims.errors import PermanentError

REVIEW = {"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://checker.example/1", "claimReviewed": "قول"}
MICRODATA = """<article itemscope itemtype="http://schema.org/ClaimReview"><a itemprop="url" href="/1">#</a>
<h1 itemprop="claimReviewed">عدد  العاملين <b>300</b></h1><meta itemprop="datePublished" content="2026-03-12">
<div itemprop="author" itemscope itemtype="http://schema.org/Organization"><span itemprop="name">مرصد</span></div>
<div><div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating"><meta itemprop="ratingValue" content="1">
<span itemprop="alternateName">زائف</span></div></div><a itemprop="citation" href="https://a.example/">a</a>
<a itemprop="citation" href="https://b.example/">b</a></article>"""


def page(body: str, kind: str = "text/html") -> Answer:
    return Answer("https://checker.example/p", 200, kind, "utf-8", f"<html><body>{body}</body></html>".encode())


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (script(json.dumps(REVIEW)), [REVIEW]),
        (script(json.dumps(REVIEW, ensure_ascii=False)) * 2, [REVIEW, REVIEW]),
        # a broken one is passed over, a raw line break within a text is not broken
        (script("{") + script(json.dumps(REVIEW)), [REVIEW]),
        (script('{"@type": "ClaimReview", "claimReviewed": "قول\nآخر"}'), [{"@type": "ClaimReview", "claimReviewed": "قول\nآخر"}]),
        (script("[" * 100_000), []),
        ('<script type="text/javascript">{"a": 1}</script>', []),
        ("", []),
    ],
)
def test_linked_data_of_a_page(body: str, expected: list[Any]) -> None:
    assert read_documents(page(body)) == expected


def test_microdata_is_read_as_linked_data() -> None:
    (found,) = read_documents(page(MICRODATA))
    assert found == {
        "@type": ["ClaimReview"],
        "url": "https://checker.example/1",
        "claimReviewed": "عدد العاملين 300",
        "datePublished": "2026-03-12",
        "author": {"@type": ["Organization"], "name": "مرصد"},
        "reviewRating": {"@type": ["Rating"], "ratingValue": "1", "alternateName": "زائف"},
        "citation": ["https://a.example/", "https://b.example/"],
    }


def test_both_as_extruct_reads_them() -> None:
    body = script(json.dumps(REVIEW)) + MICRODATA
    linked, micro = read_documents(page(body))
    assert JsonLdExtractor().extract(page(body).body.decode()) == [linked]
    (theirs,) = MicrodataExtractor().extract(page(body).body.decode(), base_url="https://checker.example/p")
    assert theirs["properties"]["reviewRating"]["properties"] == {
        name: value for name, value in micro["reviewRating"].items() if name[0] != "@"
    }
    names = {name for name in micro if name[0] != "@"}
    assert {name: theirs["properties"][name] for name in names - {"author", "reviewRating", "claimReviewed"}} == {
        name: micro[name] for name in names - {"author", "reviewRating", "claimReviewed"}
    }
    assert theirs["properties"]["claimReviewed"].split() == micro["claimReviewed"].split()


@pytest.mark.parametrize(("body", "expected"), [(b'{"a": 1}', [{"a": 1}]), ("\ufeff[1]".encode(), [[1]])])
def test_a_document_that_is_json(body: bytes, expected: Any) -> None:
    assert read_documents(Answer("https://checker.example/f", 200, "application/json", "", body)) == expected


LINKS = [
    ('<https://checker.example/f?page=2>; rel="next"', "https://checker.example/f?page=2"),
    # beside others, and relative to the page
    ('</f?page=1>; rel="prev", </f?page=3>; rel=next; title="باقي المراجعات"', "https://checker.example/f?page=3"),
    # the rest of a feed is where the feed is
    ('<https://elsewhere.example/f?page=2>; rel="next"', ""),
    ('<https://checker.example:8443/f?page=2>; rel="next"', ""),
    ('</f?page=2>; rel="prev"', ""),
    ('<http://[>; rel="next"', ""),
    ("next", ""),
    ("", ""),
]


@pytest.mark.parametrize(("header", "expected"), LINKS)
def test_the_page_that_follows_one_of_a_feed(header: str, expected: str) -> None:
    # As it comes from the wire.
    headers = {"link": header.encode().decode("latin-1")} if header else {}
    assert next_page(Answer("https://checker.example/f", 200, "application/json", "", b"[]", headers)) == expected


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"[" * 100_000])
def test_what_is_neither_is_refused(body: bytes) -> None:
    with pytest.raises(PermanentError, match="not JSON"):
        read_documents(Answer("https://checker.example/f", 200, "application/json", "", body))
