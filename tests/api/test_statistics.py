"""The dashboard's series over the API."""

import csv
import io
from typing import Any

import jsonschema_rs
import pytest
from drf_spectacular.generators import SchemaGenerator

from claims.api.statistics import SERIES
from claims.exchange.row_lines import BYTE_ORDER_MARK
from claims.models import Outlet, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.relate import confirm_match
from claims.pipeline.store import store_findings
from claims.pipeline.support import count_support
from tests.api.people import person, signed_in
from tests.desk_rows import approved, claim, match, speaker

pytestmark = pytest.mark.django_db

TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'


@pytest.fixture(autouse=True)
def article() -> None:
    version, _ = ingest(Submission(text=TEXT, outlet=Outlet.objects.get(), language="ar"), by=User.objects.system())
    store_findings(version.pk, extract_findings(version))


@pytest.fixture(scope="module")
def document() -> Any:
    return SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]  # drf-spectacular's


def decide_some() -> None:
    """A pair that two people decided, a verdict, and a suggestion."""
    people = person("reviewer"), person("approver")
    decided = match(claim("a"), claim("b"))
    for by in people:
        confirm_match(decided, relation="same", by=by, reason="plain")
    confirm_match(decided, relation="updates", direction="low_updates_high", by=people[0], reason="plain")
    match(claim("c"), claim("d"))
    approved(claim("e"), *people)


@pytest.mark.parametrize("name", SERIES)
def test_every_series_answers_as_the_document_says(name: str, document: Any) -> None:
    decide_some()
    count_support()
    answer = signed_in(person("reader")).get(f"/api/v1/statistics/{name}")
    assert (answer.status_code, answer.json()["series"], answer.headers["Cache-Control"]) == (200, name, "private, max-age=30")
    validator = jsonschema_rs.Draft202012Validator({"$ref": "#/components/schemas/Series", "components": document["components"]})
    assert [error.message for error in validator.iter_errors(answer.json())] == []
    assert answer.json()["rows"] != []


# The columns of each series where there is nothing to count; of bars, records, one record, and counts by state.
COLUMNS = {
    "claims-by-day": "key,label,n",
    "matches-by-week": "week,relation,suggested,confirmed,rejected,expired",
    "suggestion-precision": "relation,confirmed,corrected,rejected,precision",
    "reviewer-agreement": "pairs,agreed,kappa",
    "pipeline-health": "versions_pending,versions_read,versions_done,versions_unsupported,versions_failed,pages_waiting,pages_fetched,"
    "pages_failed,unmatched_claims,waiting_since",
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_has_its_columns_whatever_there_is_to_count(name: str) -> None:
    window = {"first": "2001-01-01", "last": "2001-01-01"} if SERIES[name].filters else {}
    answer = signed_in(person("reader")).get(f"/api/v1/statistics/{name}", {"as": "csv", **window})
    assert answer.content.startswith(BYTE_ORDER_MARK.encode())
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == COLUMNS[name]
    if name == "pipeline-health":
        assert (lines[1].split(",")[:9], len(lines)) == (["0", "1", "0", "0", "0", "0", "0", "0", "1"], 2)


@pytest.mark.parametrize(
    ("name", "query", "fields"),
    [
        ("matches-by-week", {"language": "ar"}, ["language"]),
        ("suggestion-precision", {"language": "ar", "first": "2026-03-01"}, ["language"]),
        ("reviewer-agreement", {"language": "en", "as": "csv"}, ["language"]),
        ("claims-by-status", {"most": "5"}, ["most"]),
        ("pipeline-health", {"first": "2026-03-01", "last": "2026-03-02", "language": "ar"}, ["first", "last", "language"]),
    ],
)
def test_a_filter_that_would_change_nothing_is_refused(name: str, query: dict[str, str], fields: list[str]) -> None:
    answer = signed_in(person("reader")).get(f"/api/v1/statistics/{name}", query)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, fields)


def test_json_and_csv_say_the_same() -> None:
    client = signed_in(person("reader"))
    rows = client.get("/api/v1/statistics/claims-by-speaker").json()["rows"]
    assert [(row["label"], row["n"]) for row in rows] == [("سامر الحلواني", 1)]
    written = client.get("/api/v1/statistics/claims-by-speaker", {"as": "csv"}).content.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(written))) == [{name: str(value) for name, value in row.items()} for row in rows]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"first": "yesterday"}, ["first"]),
        ({"first": "2026-03-02", "last": "2026-03-01"}, ["first"]),
        ({"language": "x" * 9}, ["language"]),
        ({"most": "101"}, ["most"]),
        ({"most": "0"}, ["most"]),
    ],
)
def test_a_wrong_window_is_refused(query: dict[str, str], fields: list[str]) -> None:
    answer = signed_in(person("reader")).get("/api/v1/statistics/backlog", query)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, fields)


@pytest.mark.parametrize(("query", "named"), [({}, 20), ({"most": "3"}, 3), ({"most": "100"}, 26)])
def test_so_many_are_named_as_are_asked_for(query: dict[str, str], named: int) -> None:
    for number in range(25):
        one = speaker(f"متحدث {number}")
        claim(f"s{number}", speaker=one, speaker_root=one)
    rows = signed_in(person("reader")).get("/api/v1/statistics/claims-by-speaker", query).json()["rows"]
    assert len(rows) == named


def test_an_unknown_series_names_the_known_ones() -> None:
    answer = signed_in(person("reader")).get("/api/v1/statistics/horoscope")
    assert answer.status_code == 404
    assert "claims-by-status" in answer.json()["detail"]


def test_fields_left_empty_ask_for_everything() -> None:
    client = signed_in(person("reader"))
    asked = {"as": "csv", "first": "", "last": "", "language": ""}
    answer = client.get("/api/v1/statistics/claims-by-speaker", asked)
    assert (answer.status_code, answer.content) == (200, client.get("/api/v1/statistics/claims-by-speaker", {"as": "csv"}).content)
