"""All claims in one answer: JSON Lines and CSV, filtered as the list is."""

import csv
import io
import json
import time
import urllib.request
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from claims.api.exports import CHUNK
from claims.management.commands.up import web_command
from claims.models import Claim, Outlet, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.publish import publish
from claims.pipeline.store import store_findings
from tests.api.people import person, signed_in
from tests.desk_rows import approved, checked, match
from tests.management.test_up import free_port
from tests.serving import serving

pytestmark = pytest.mark.django_db

TEXTS = [
    'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".',
    'وقالت الوزيرة هند الراوي إن "=SUM(A1) ليس رقما بل 4 آلاف عامل".',
]


@pytest.fixture(autouse=True)
def articles() -> None:
    for text in TEXTS:
        version, _ = ingest(Submission(text=text, outlet=Outlet.objects.get(), language="ar"), by=User.objects.system())
        store_findings(version.pk, extract_findings(version))


def export(**query: Any) -> str:
    return whole(signed_in(person("reader")), "claims", **query)


def whole(client: APIClient, name: str, **query: Any) -> str:
    answer = client.get(f"/api/v1/{name}/export/", query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_json_lines_are_the_records_of_the_list() -> None:
    lines = [json.loads(line) for line in export().splitlines()]
    listed = signed_in(person("editor")).get("/api/v1/claims/").json()["results"]
    assert lines == sorted(listed, key=lambda claim: claim["id"])
    assert len(lines) == 2


def test_csv_has_a_line_a_claim_and_no_formula() -> None:
    written = export(**{"as": "csv"})
    assert written[0] == "\ufeff"
    rows = list(csv.DictReader(io.StringIO(written[1:])))
    assert [(row["speaker"], row["amounts"]) for row in rows] == [("سامر الحلواني", "أكثر من 300 عامل"), ("هند الراوي", "4 آلاف عامل")]
    assert [row["text"][:5] for row in rows] == ["عدد ا", "'=SUM"]


def test_filters_hold() -> None:
    assert [json.loads(line)["text"][:3] for line in export(unit="worker", language="en").splitlines()] == []


def test_matches_and_fact_checks_are_had_whole_too() -> None:
    low, high = Claim.objects.order_by("pk")
    match(low, high)
    author, second = person("reviewer"), person("approver")
    publish(approved(low, author, second), by=second, reason="out")
    checked(high, author, hosts=("سجل.example",))
    client = signed_in(person("reader"))
    for name, rows in (("matches", 1), ("fact-checks", 2)):
        lines = [json.loads(line) for line in whole(client, name).splitlines()]
        assert (lines, len(lines)) == (client.get(f"/api/v1/{name}/?order=id").json()["results"], rows)
    (pair,) = csv.DictReader(io.StringIO(whole(client, "matches", **{"as": "csv"})[1:]))
    assert (pair["first_text"], pair["second_speaker"]) == (low.text, "هند الراوي")
    checks = list(csv.DictReader(io.StringIO(whole(client, "fact-checks", **{"as": "csv", "state": "published"})[1:])))
    assert [(one["claim_text"], one["stand"], one["evidence"]) for one in checks] == [
        (low.text, "published", "https://roll.example/1; https://audit.example/1"),
    ]  # fmt: skip


def test_an_unknown_form_is_refused() -> None:
    answer = signed_in(person("reader")).get("/api/v1/claims/export/", {"as": "xlsx"})
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["as"])


@pytest.mark.parametrize("claims", [CHUNK, CHUNK + 1])
def test_nothing_is_lost_between_chunks(claims: int) -> None:
    """As many as are read at once, and one more."""
    one = Claim.objects.values(*(field.attname for field in Claim._meta.concrete_fields if not field.primary_key)).earliest("pk")
    Claim.objects.bulk_create(Claim(**{**one, "text_key": str(number)}) for number in range(claims - Claim.objects.count()))
    ids = [json.loads(line)["id"] for line in export().splitlines()]
    assert ids == sorted(Claim.objects.values_list("pk", flat=True))
    assert len(ids) == claims


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_export_may_take_longer_than_the_servers_patience_and_stops_nobody(tmp_path: Path) -> None:
    person("reader")
    port, login = free_port(), b64encode(b"reader:a password").decode()

    def get(path: str) -> tuple[int, int]:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Basic {login}"})
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310  # an address of this machine
            return answer.status, len(answer.read().splitlines())

    with serving([*web_command(port), "--timeout", "2"], port, tmp_path / "said"), ThreadPoolExecutor(3) as clients:
        # The header of a CSV goes out at once; its lines wait until the table is open again.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE claims_claim IN ACCESS EXCLUSIVE MODE")
            exports = [clients.submit(get, "/api/v1/claims/export/?as=csv") for _ in range(3)]
            time.sleep(5)
            assert get("/health/live") == (200, 1)
        assert [export.result() for export in exports] == [(200, 1 + len(TEXTS))] * 3
    assert "TIMEOUT" not in (tmp_path / "said").read_text()
