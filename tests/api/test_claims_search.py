"""Clients of Google's Fact Check Tools API are answered in its shape.

Google's own client for Python (google-api-python-client 2.202, 160 MB with what it needs, so not installed for tests) was pointed at a
running server by `client_options={"api_endpoint": …}`; what it sends is sent here, and what it reads is read.
"""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import ApiKey, Claim, FactCheck
from claims.pipeline.correct import correct_speaker
from claims.pipeline.keys import issue_key
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.words import keep_words
from claims.rights import Action
from tests.desk_rows import approved, article, claim, person, speaker
from tests.pipeline.test_verify import guards_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret() -> str:
    reader = person("reader")
    return issue_key(name="client", scopes=[Action.READ_PUBLISHED], by=reader)[1]


@pytest.fixture
def check() -> FactCheck:
    reviewer, approver = person("reviewer"), person("approver")
    one = claim("a", version=article())
    keep_words([one.pk])
    found = approved(one, reviewer, approver)
    publish(found, by=approver, reason="out")
    return found


class ToolsClient:
    """`service.claims().search(...)`, with another host."""

    def __init__(self, key: str, path: str) -> None:
        self.key, self.path = key, path

    def search(self, **query: Any) -> Any:
        """As the client writes it: in this order, with these headers."""
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip, deflate", "User-Agent": "(gzip)"}
        google = {"X-Goog-Api-Client": "gdcl/2.202.0 gl-python/3.11.7"}
        return APIClient().get(self.path, {**query, "key": self.key, "alt": "json"}, headers={**headers, **google})

    def pages(self, **query: Any) -> list[Any]:
        """`search_next` as long as there is a next: the same query with the token."""
        found: list[Any] = []
        token = None
        while token is not None or not found:
            found.append(self.search(**query, **({"pageToken": token} if token else {})).json())
            token = found[-1].get("nextPageToken")
        return found


@pytest.mark.parametrize("path", ["/v1alpha1/claims:search", "/api/v1/claims:search"])
def test_a_client_of_googles_finds_a_review(path: str, secret: str, check: FactCheck) -> None:
    answer = ToolsClient(secret, path).search(query="عدد العاملين", languageCode="ar")
    assert answer.json() == {
        "claims": [
            {
                "text": "عدد العاملين في السد 300 عامل",
                "claimant": "سامر الحلواني",
                "claimDate": "2026-03-10T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "Factcheck", "site": "127.0.0.1:8000"},
                        "url": f"http://127.0.0.1:8000/checks/{check.pk}/",
                        "title": "The roll names 120.",
                        "reviewDate": f"{timezone.localdate()}T00:00:00Z",
                        "textualRating": "زائف",
                        "languageCode": "ar",
                    }
                ],
            }
        ]
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"query": "السد"}, 1),
        ({"query": "البحر"}, 0),
        ({"query": "السد", "languageCode": "en-US"}, 0),
        ({"query": "السد", "maxAgeDays": 1}, 1),
        ({"reviewPublisherSiteFilter": "127.0.0.1:8000"}, 1),
        ({"reviewPublisherSiteFilter": "other.example"}, 0),
    ],
)
def test_filters(query: dict[str, Any], found: int, secret: str, check: FactCheck) -> None:
    answer = ToolsClient(secret, "/v1alpha1/claims:search").search(**query)
    assert (answer.status_code, len(answer.json().get("claims", []))) == (200, found)


def test_pages(secret: str, check: FactCheck) -> None:
    approver = check.claim.assignee or person("approver", "second")
    other = claim("b", said=(date(2026, 5, 1), date(2026, 5, 2)))
    keep_words([other.pk])
    publish(approved(other, person("reviewer", "third"), approver), by=approver, reason="out")
    client = ToolsClient(secret, "/v1alpha1/claims:search")
    first, second = client.pages(query="السد", pageSize=1)
    dates = [page["claims"][0]["claimDate"][:10] for page in (first, second)]
    assert (dates, "nextPageToken" in second) == (["2026-05-01", "2026-03-10"], False)
    assert client.search(query="السد", offset=1).json() == second
    # What is published between two pages does not push the first page's last onto the second.
    newest = claim("c", said=(date(2026, 6, 1), date(2026, 6, 2)))
    keep_words([newest.pk])
    publish(approved(newest, person("reviewer", "fourth"), approver), by=approver, reason="out")
    assert client.search(query="السد", pageSize=1, pageToken=first["nextPageToken"]).json() == second
    assert client.search(query="السد", pageToken="forged").status_code == 400


def test_a_verdict_is_found_with_whom_it_was_approved_of(secret: str, check: FactCheck) -> None:
    client = ToolsClient(secret, "/v1alpha1/claims:search")
    before = client.search(query="السد").json()
    correct_speaker(check.claim, speaker=speaker("ماهر الكيلاني"), by=person("editor"), reason="the caption says so")
    assert client.search(query="السد").json() == before
    assert before["claims"][0]["claimant"] == "سامر الحلواني"


def test_a_search_reads_no_place_of_what_it_finds(secret: str, check: FactCheck) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert ToolsClient(secret, "/api/v1/claims:search").search(query="السد").json()["claims"]
    assert [query["sql"] for query in captured if "claims_articleversion" in query["sql"] and "version_id" in query["sql"]] == []


def test_only_what_is_out_is_found(secret: str, check: FactCheck) -> None:
    client = ToolsClient(secret, "/v1alpha1/claims:search")
    withdraw(FactCheck.objects.get(), by=person("approver", "other"), reason="wrong")
    assert client.search(query="السد").json() == {}


@pytest.mark.parametrize(("query", "status"), [({}, 400), ({"query": " "}, 400), ({"query": "x", "pageSize": "many"}, 400)])
def test_wrong_questions_are_refused(query: dict[str, Any], status: int, secret: str) -> None:
    assert ToolsClient(secret, "/v1alpha1/claims:search").search(**query).status_code == status


@pytest.mark.parametrize(
    ("key", "query", "status", "name"),
    [("{secret}", {}, 400, "INVALID_ARGUMENT"), ("wrong", {"query": "x"}, 401, "UNAUTHENTICATED")],
)
def test_an_error_is_where_the_client_looks_for_it(key: str, query: dict[str, Any], status: int, name: str, secret: str) -> None:
    client = ToolsClient(key.format(secret=secret), "/v1alpha1/claims:search")
    answer = client.search(**query)
    # `HttpError.reason` is error.message; without it, no more is said than "Bad Request".
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["status"]) == (status, status, name)
    assert error["message"].startswith(answer.json()["detail"])
    # httplib2 reads a scheme and at least one parameter, and fails on less.
    assert (re.fullmatch(r'\w+ \w+="[^"]*"', answer.headers.get("WWW-Authenticate", "")) is not None) == (status == 401)
    described = ToolsClient(key.format(secret=secret), "/api/v1/claims:search").search(**query)
    assert "error" not in described.json()


def test_a_key_in_the_address_opens_nothing_else(check: FactCheck) -> None:
    reader = person("reader", "another")
    _, wide = issue_key(name="wide", scopes=[Action.READ], by=reader)
    assert ToolsClient(wide, "/v1alpha1/claims:search").search(query="السد").status_code == 401
    assert ToolsClient("", "/v1alpha1/claims:search").search(query="السد").status_code == 401
    _, narrow = issue_key(name="narrow", scopes=[Action.READ_PUBLISHED], by=reader)
    assert ToolsClient(narrow, "/api/v1/claims/").search().status_code == 401
    with guards_off():
        ApiKey.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert ToolsClient(narrow, "/v1alpha1/claims:search").search(query="السد").status_code == 401
    assert Claim.objects.exists()
