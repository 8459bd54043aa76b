"""Reviews of others as they come: what is read, what is told to be missing, and that nothing is lost on the way out and in."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import InputRefused
from claims.exchange.foreign_reviews import ForeignReview, as_claim_review, read_reviews

PLAIN: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checker.example/1",
    "claimReviewed": "عدد العاملين في السد 300 عامل",
    "datePublished": "2026-03-12",
    "author": {"@type": "Organization", "name": "مرصد السدود", "url": "https://checker.example/"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "زائف"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "سامر الحلواني"}, "datePublished": "2026-03-10"},
}
READ = ForeignReview(
    address="https://checker.example/1",
    claim="عدد العاملين في السد 300 عامل",
    claimant="سامر الحلواني",
    claimant_kind="Person",
    claimed_on=date(2026, 3, 10),
    publisher="مرصد السدود",
    publisher_address="https://checker.example/",
    rating="زائف",
    rating_value=Decimal(1),
    best=Decimal(5),
    worst=Decimal(1),
    reviewed_on=date(2026, 3, 12),
)
WRAPPED: list[Any] = [
    PLAIN,
    [PLAIN],
    {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, PLAIN]},
    # a schema.org feed, and Google's, whose items are lists
    {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "dateCreated": "2026-03-12", "item": PLAIN}]},
    {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [PLAIN]}]},
    {"@type": "NewsArticle", "mainEntity": PLAIN},
    {**PLAIN, "@type": ["Review", "ClaimReview"]},
    {**PLAIN, "@type": "http://schema.org/ClaimReview"},
    {**PLAIN, "@type": "schema:ClaimReview"},
]


@pytest.mark.parametrize("document", WRAPPED)
def test_wherever_it_stands_it_is_read_whole(document: Any) -> None:
    assert list(read_reviews(document)) == [READ]


def one(**fields: Any) -> Any:
    (found,) = read_reviews({**PLAIN, **fields}, "https://checker.example/page/")
    return found


MESSY: list[tuple[dict[str, Any], str, Any]] = [
    # names without an object, in lists, tagged with a language
    ({"author": "مرصد"}, "publisher", "مرصد"),
    ({"author": [{"name": ["مرصد", "Watch"]}]}, "publisher", "مرصد"),
    ({"author": None, "publisher": {"name": "مرصد"}}, "publisher", "مرصد"),
    ({"claimReviewed": {"@value": "قول", "@language": "ar"}}, "claim", "قول"),
    ({"claimReviewed": "  قول\n\t&quot;آخر&quot;\u0000 "}, "claim", 'قول "آخر"'),
    ({"claimReviewed": "", "itemReviewed": {"name": "قول"}}, "claim", "قول"),
    # a body has paragraphs; white space within a line and many empty lines say nothing
    ({"reviewBody": " سجل  السد:\r\n\t120 اسماً.\n \n\n\nلا 300&#8230; "}, "body", "سجل السد:\n120 اسماً.\n\nلا 300…"),
    ({"description": "في السجل 120"}, "body", "في السجل 120"),
    ({"itemReviewed": [PLAIN["itemReviewed"]]}, "claimant", "سامر الحلواني"),
    ({"itemReviewed": {"author": {"@type": "NewsMediaOrganization", "name": "صحيفة"}}}, "claimant_kind", "Organization"),
    ({"itemReviewed": "nothing"}, "claimant", ""),
    # ratings as words, as numbers in words, under another name, or only explained
    ({"reviewRating": "مضلل"}, "rating", "مضلل"),
    ({"reviewRating": {"ratingValue": "False"}}, "rating", "False"),
    ({"reviewRating": {"ratingValue": "False"}}, "rating_value", None),
    ({"reviewRating": {"ratingValue": "٢", "bestRating": "5"}}, "rating_value", Decimal(2)),
    ({"reviewRating": {"name": "خطأ"}}, "rating", "خطأ"),
    ({"reviewRating": {"ratingExplanation": "لا دليل"}}, "rating", "لا دليل"),
    ({"reviewRating": {"ratingValue": "1e400", "bestRating": "NaN", "worstRating": True}}, "worst", None),
    ({"reviewRating": None}, "rating", ""),
    # days as times, and nonsense
    ({"datePublished": "2026-03-12T10:00:00+03:00"}, "reviewed_on", date(2026, 3, 12)),
    ({"datePublished": "أمس"}, "reviewed_on", None),
    ({"datePublished": ["2026-03-12"]}, "reviewed_on", date(2026, 3, 12)),
    # addresses relative to the page, or of another kind
    ({"url": "../1"}, "address", "https://checker.example/1"),
    ({"url": {"@id": "https://checker.example/2"}}, "address", "https://checker.example/2"),
    ({"url": "javascript:alert(1)"}, "address", "https://checker.example/page/"),
    ({"url": None, "@id": "https://checker.example/3"}, "address", "https://checker.example/3"),
    ({"citation": ["https://roll.example/", {"url": "data:x"}, {"url": "/2", "name": "x"}]}, "citations",
        (("https://roll.example/", ""), ("https://checker.example/2", "x"))),
    ({"itemReviewed": {"appearance": [{"url": "https://n.example/1"}, "https://n.example/2"], "firstAppearance": "https://n.example/1"}},
        "appearances", ("https://n.example/1", "https://n.example/2")),
    ({"inLanguage": "ar-EG"}, "language", "ar"),
    # as operating systems write it, or in words; a name that is no code is left to be found out from the text
    ({"inLanguage": "en_US"}, "language", "en"),
    ({"inLanguage": ["AR", "en"]}, "language", "ar"),
    ({"inLanguage": {"@type": "Language", "name": "Arabic", "alternateName": "ar"}}, "language", "ar"),
    ({"inLanguage": {"@type": "Language", "name": "ar-SY"}}, "language", "ar"),
    ({"inLanguage": {"@type": "Language", "name": "Arabic"}}, "language", ""),
    ({"inLanguage": "Arabic"}, "language", ""),
    ({"inLanguage": "العربية"}, "language", ""),
    ({"inLanguage": "xx"}, "language", ""),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "name", "expected"), MESSY)
def test_what_is_messy_is_read_as_far_as_it_goes(fields: dict[str, Any], name: str, expected: Any) -> None:
    assert getattr(one(**fields), name) == expected


def test_what_cannot_be_read_is_told_and_the_rest_stands() -> None:
    found = list(read_reviews([{**PLAIN, "claimReviewed": ""}, {**PLAIN, "url": ""}, PLAIN]))
    assert [(where, error.code) for where, error in found[:2]] == [  # type: ignore[misc]
        ("https://checker.example/1", "review_without_claim"),
        ("2", "review_without_address"),
    ]
    assert found[2] == READ


def test_what_a_feed_takes_back_is_marked() -> None:
    feed = {"dataFeedElement": [{"dateDeleted": "2026-04-01", "item": {"@type": "ClaimReview", "url": "https://checker.example/1"}}]}
    assert list(read_reviews(feed)) == [ForeignReview(address="https://checker.example/1", claim="", is_gone=True)]


def test_an_answer_of_googles_api() -> None:
    review = {
        "publisher": {"name": "مرصد", "site": "checker.example"},
        "url": "https://checker.example/1",
        "title": "ليسوا ثلاثمئة",
        "reviewDate": "2026-03-12T00:00:00Z",
        "textualRating": "زائف",
        "languageCode": "ar",
    }
    document = {"claims": [{"text": "قول", "claimant": "سامر", "claimDate": "2026-03-10T00:00:00Z", "claimReview": [review]}]}
    assert list(read_reviews(document)) == [
        ForeignReview(
            address="https://checker.example/1", claim="قول", language="ar", claimant="سامر", claimed_on=date(2026, 3, 10),
            publisher="مرصد", publisher_address="https://checker.example", rating="زائف", reviewed_on=date(2026, 3, 12),
            body="ليسوا ثلاثمئة",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("document", [None, 3, "x", [], {}, {"@type": None}, {"@graph": 7}, {"claims": [{"claimReview": [None]}]}])
def test_what_holds_no_review_gives_none(document: Any) -> None:
    assert list(read_reviews(document)) == []


def test_a_deep_document_is_no_danger() -> None:
    deep: Any = PLAIN
    for _ in range(50_000):
        deep = [deep]
    assert list(read_reviews(deep)) == [READ]


# An entity as such, one without its end, and what only looks like one.
ENTITIES = ["&amp;", "&quot", "&#1593;", "&#x3c", "&لا;", "&&amp;amp;", "R&D"]
pieces = st.lists(st.text("قول في السد 300،«»ًـ<>\"'{}[]/\\#abz🤥", max_size=9) | st.sampled_from(ENTITIES), max_size=6)
words = pieces.map(lambda found: " ".join("".join(found).split()))
lines = st.lists(words.filter(bool), max_size=4).flatmap(
    lambda found: st.lists(st.sampled_from(["\n", "\n\n"]), min_size=len(found), max_size=len(found)).map(
        lambda breaks: "".join(part for pair in zip(found, breaks, strict=True) for part in pair).strip()
    )
)
some_words = words.filter(bool)
days = st.none() | st.dates()
numbers = st.none() | st.integers(0, 10_000).map(lambda number: Decimal(number) / 4)
addresses = st.integers(0, 999).map(lambda number: f"https://n{number}.example/{number}")


@given(
    st.builds(
        ForeignReview,
        address=addresses, claim=some_words, language=st.sampled_from(["", "ar", "en"]), claimant=some_words,
        claimant_kind=st.sampled_from(["Person", "Organization"]), claimed_on=days,
        appearances=st.lists(addresses, unique=True, max_size=4).map(tuple), publisher=some_words,
        publisher_address=st.just("") | addresses,
        rating=some_words, rating_value=numbers, best=numbers, worst=numbers, reviewed_on=days, body=lines,
        citations=st.lists(st.tuples(addresses, words), max_size=4).map(tuple),
    )
)  # fmt: skip
def test_what_is_written_is_read_again_without_loss(review: ForeignReview) -> None:
    document = json.loads(json.dumps(as_claim_review(review)))
    assert list(read_reviews(document)) == [review]
    assert as_claim_review(review) == document


NAMES = [*PLAIN, "name", "item", "@graph", "@id", "citation", "appearance", "claims", "claimReview"]
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
anything = st.recursive(leaves, lambda part: st.lists(part) | st.dictionaries(st.sampled_from(NAMES), part), max_leaves=25)


@given(anything)
def test_nothing_that_is_json_is_an_error(part: Any) -> None:
    for document in (part, {"@type": "ClaimReview", "url": "https://n.example/", "claimReviewed": "x", "itemReviewed": part}):
        for found in read_reviews(document):
            assert isinstance(found, ForeignReview) or isinstance(found[1], InputRefused)
