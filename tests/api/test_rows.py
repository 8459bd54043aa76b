"""What all lists and records share: tags, fewer fields, more fields, pages, and parameters that nobody knows."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.api.rows import TAG_LENGTH
from claims.models import ArticleVersion, Claim
from tests.api.people import signed_in
from tests.desk_rows import approved, article, claim, match, person, quote

pytestmark = pytest.mark.django_db


def reading() -> Any:
    return signed_in(person("reader"))


@pytest.mark.parametrize(
    "what", ["claims/", "claims/{claim}/", "articles/", "articles/{article}/", "articles/{article}/versions/1/", "outlets/"]
)
def test_what_has_not_changed_is_not_sent_again(what: str) -> None:
    version, client = article(), reading()
    one = claim(version=version)
    address = f"/api/v1/{what.format(claim=one.pk, article=version.article_id)}"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, HTTP_IF_NONE_MATCH=f'"x", W/{tag}')
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, HTTP_IF_NONE_MATCH='"x"').status_code == 200


def test_a_list_has_another_tag_when_a_row_has_changed() -> None:
    one, client = claim(), reading()
    before = client.get("/api/v1/claims/").headers["ETag"]
    Claim.objects.filter(pk=one.pk).update(checkworthiness=0.75)
    assert client.get("/api/v1/claims/", HTTP_IF_NONE_MATCH=before).status_code == 200


def test_the_tag_of_a_list_is_of_its_very_octets() -> None:
    claim()
    answer = reading().get("/api/v1/claims/")
    assert (answer.headers["Content-Type"], answer.headers["ETag"]) == (
        "application/json",
        f'"{sha256(answer.content).hexdigest()[:TAG_LENGTH]}"',
    )


@pytest.mark.parametrize(
    ("what", "texts"),
    [
        ("quotes/", 0),
        ("quotes/{quote}/", 0),
        ("articles/", 0),
        ("articles/{article}/", 1),  # its newest
        ("articles/{article}/versions/1/", 1),
        ("articles/{article}/versions/1/annotations/", 1),
        ("matches/", 0),
        ("claims/", 0),
    ],
)
def test_no_more_texts_of_articles_are_loaded_than_are_told(what: str, texts: int) -> None:
    version, client = article(), reading()
    claim(version=version)
    address = what.format(article=version.article_id, quote=quote(version).pk)
    ArticleVersion.objects.create(
        article=version.article, number=2, title="سد", language="ar", text="سد الياسمين", sha256="2", state="done"
    )
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/api/v1/{address}").status_code == 200
    assert sum('"claims_articleversion"."text"' in one["sql"] for one in asked.captured_queries) == texts


def test_fewer_fields() -> None:
    one, client = claim(), reading()
    assert client.get("/api/v1/claims/?fields=id,status").json()["results"] == [{"id": one.pk, "status": "unreviewed"}]
    assert client.get(f"/api/v1/claims/{one.pk}/?fields=text").json() == {"text": one.text}
    whole, part = client.get(f"/api/v1/claims/{one.pk}/"), client.get(f"/api/v1/claims/{one.pk}/?fields=text")
    assert whole.headers["ETag"] == part.headers["ETag"]


def test_more_fields() -> None:
    author, second = person("reviewer"), person("approver")
    low, high, client = claim("1"), claim("2"), reading()
    check, pair = approved(low, author, second), match(low, high)
    found = client.get("/api/v1/claims/?expand=fact_checks&order=id").json()["results"]
    assert [[one["id"] for one in record["fact_checks"]] for record in found] == [[check.pk], []]
    assert [one["id"] for one in client.get(f"/api/v1/claims/{low.pk}/?expand=fact_checks").json()["fact_checks"]] == [check.pk]
    record = client.get(f"/api/v1/matches/{pair.pk}/?expand=low,high,low").json()  # twice is once
    assert (record["low"]["text"], record["high"]["id"]) == (low.text, high.pk)
    assert "low" not in client.get(f"/api/v1/matches/{pair.pk}/").json()


@pytest.mark.parametrize(
    ("address", "blamed"),
    [
        ("claims/?spaeker=1", "spaeker"),  # mistyped: it would answer with everything
        ("claims/?fields=id,colour", "fields"),
        ("claims/?fields=", "fields"),
        ("claims/?expand=speaker", "expand"),
        ("quotes/?expand=speaker", "expand"),  # nothing can be added to a quote
        ("claims/?page_size=0", "page_size"),
        ("claims/?page_size=201", "page_size"),
        ("claims/?page_size=many", "page_size"),
        ("claims/?page_size=٥", "page_size"),  # no digits of the address
        ("claims/?cursor=x", "cursor"),
        ("claims/?cursor=cD1sYXRlcg==", "cursor"),  # p=later
        ("claims/?speaker=0", "speaker"),
        ("claims/?speaker=9223372036854775808", "speaker"),  # beyond 64 bits
        ("claims/?article=1.5", "article"),
        ("claims/?amount_min=1e400", "amount_min"),
        ("claims/?amount_min=nan", "amount_min"),
        ("claims/?checkworthiness_min=much", "checkworthiness_min"),
        ("claims/?said_after=2026-02-30", "said_after"),
        ("claims/?q=%00", "q"),
        ("claims/?language=%00", "language"),
        ("claims/?status=finished", "status"),
        ("claims/?order=colour", "order"),
        ("claims/export/?as=xml", "as"),
        ("claims/export/?page_size=10", "page_size"),  # there are no pages in it
        ("matches/?claim=-1", "claim"),
        ("decisions/?subject_id=99999999999999999999", "subject_id"),
        ("feeds/?outlet=x", "outlet"),
        ("changes?from=1-1", "from"),
        ("statistics/claims-by-day?last=2026-13-01", "last"),
        ("statistics/claims-by-day?as=xml", "as"),
    ],
)
def test_bad_parameters_are_named(address: str, blamed: str) -> None:
    answer = reading().get(f"/api/v1/{address}")
    assert (answer.status_code, answer.headers["Content-Type"], list(answer.json()["fields"])) == (
        400,
        "application/problem+json",
        [blamed],
    )


@pytest.mark.parametrize("number", ["0", "abc", "0.5", "99999999999999999999", "٣", "%00", "1'--"])
@pytest.mark.parametrize("name", ["claims", "articles", "matches", "fact-checks", "appearances", "versions", "evidence", "decisions"])
def test_what_is_no_row_is_not_found(name: str, number: str) -> None:
    answer = reading().get(f"/api/v1/{name}/{number}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_the_order_that_is_asked_for_holds_over_pages() -> None:
    for number in range(5):
        claim(str(number), checkworthiness=number / 10)
    client, seen = reading(), []
    address: str | None = "/api/v1/claims/?order=checkworthiness&page_size=2"
    while address:
        page = client.get(address).json()
        seen += [one["checkworthiness"] for one in page["results"]]
        address = page["next"]
    assert seen == [0.0, 0.1, 0.2, 0.3, 0.4]


def test_pages_stay_where_they_are_while_rows_are_added() -> None:
    first = [claim(str(number)).pk for number in range(4)]
    client = reading()
    page = client.get("/api/v1/claims/?page_size=2").json()
    claim("later")
    assert [one["id"] for one in client.get(page["next"]).json()["results"]] == first[1::-1]


def test_a_text_of_an_article_and_the_places_of_claims() -> None:
    version, client = article(), reading()
    one = claim(version=version)
    quote(version)
    record = client.get(f"/api/v1/articles/{version.article_id}/versions/1/").json()
    (place,) = client.get(f"/api/v1/appearances/?claim={one.pk}").json()["results"]
    assert record["text"][place["start"] : place["end"]] == place["text"] == one.text
    assert [place[name] for name in ("claim", "article", "version", "outlet", "anchor")] == [
        one.pk,
        version.article_id,
        1,
        "صحيفة السنبلة",
        "standing",
    ]
    assert client.get(f"/api/v1/articles/{version.article_id}/versions/2/").status_code == 404


def test_an_address_without_its_last_slash_is_sent_on_with_its_body() -> None:
    answer = reading().post("/api/v1/articles?x=1", {}, format="json")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/v1/articles/?x=1")
    nowhere = signed_in(person("editor")).post("/api/v1/nowhere/", {}, format="json")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
