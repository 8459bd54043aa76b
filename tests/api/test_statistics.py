"""The dashboard's series over the API."""

import csv
import io

import pytest

from claims.api.statistics import SERIES
from claims.models import Outlet, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.store import store_findings
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db

TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'


@pytest.fixture(autouse=True)
def article() -> None:
    version, _ = ingest(Submission(text=TEXT, outlet=Outlet.objects.get(), language="ar"), by=User.objects.system())
    store_findings(version.pk, extract_findings(version))


@pytest.mark.parametrize("name", SERIES)
def test_every_series_answers(name: str) -> None:
    answer = signed_in(person("reader")).get(f"/api/v1/statistics/{name}")
    assert (answer.status_code, answer.json()["series"], answer.headers["Cache-Control"]) == (200, name, "private, max-age=30")


def test_json_and_csv_say_the_same() -> None:
    client = signed_in(person("reader"))
    rows = client.get("/api/v1/statistics/claims-by-speaker").json()["rows"]
    assert [(row["label"], row["n"]) for row in rows] == [("سامر الحلواني", 1)]
    written = client.get("/api/v1/statistics/claims-by-speaker", {"as": "csv"}).content.decode()
    assert list(csv.DictReader(io.StringIO(written))) == [{name: str(value) for name, value in row.items()} for row in rows]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ({"first": "yesterday"}, ["first"]),
        ({"first": "2026-03-02", "last": "2026-03-01"}, ["first"]),
        ({"language": "x" * 9}, ["language"]),
    ],
)
def test_a_wrong_window_is_refused(query: dict[str, str], fields: list[str]) -> None:
    answer = signed_in(person("reader")).get("/api/v1/statistics/backlog", query)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, fields)


def test_an_unknown_series_names_the_known_ones() -> None:
    answer = signed_in(person("reader")).get("/api/v1/statistics/horoscope")
    assert answer.status_code == 404
    assert "claims-by-status" in answer.json()["detail"]


def test_fields_left_empty_ask_for_everything() -> None:
    client = signed_in(person("reader"))
    asked = {"as": "csv", "first": "", "last": "", "language": ""}
    answer = client.get("/api/v1/statistics/claims-by-speaker", asked)
    assert (answer.status_code, answer.content) == (200, client.get("/api/v1/statistics/claims-by-speaker", {"as": "csv"}).content)
