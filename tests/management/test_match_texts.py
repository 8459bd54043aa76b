"""`match-texts`: the search of stored claims over files, beside stored claims that it neither reads nor changes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.migrations.recorder import MigrationRecorder

from claims.models import Appearance, Claim, ClaimWords, Embedding, RunFrequencies, StemFrequency
from tests.pipeline.claim_rows import claim_row, searchable

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = [
    {"id": "dam", "vclaim": "افتتاح سد الوادي الشرقي في نيسان", "title": "موعد افتتاح السد غير صحيح"},
    {"id": "wheat", "text": "الوزارة تستورد القمح من الخارج"},
    {"id": 3, "text": "The city's new railway station opens on Sunday", "title": ""},
]


def run(tmp_path: Path, claims: list[object], queries: list[object]) -> list[dict[str, object]]:
    for name, rows in (("c", claims), ("q", queries)):
        (tmp_path / name).write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    command = [sys.executable, "manage.py", "match-texts", "--claims", str(tmp_path / "c"), "--queries", str(tmp_path / "q")]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.worker_settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_every_query_has_its_line_and_stored_rows_play_no_part(tmp_path: Path) -> None:
    searchable(claim_row("سيفتتح سد الوادي الشرقي في نيسان المقبل"))
    tables = (Claim, Appearance, Embedding, ClaimWords, RunFrequencies, StemFrequency)
    before = [table.objects.count() for table in tables]
    queries: list[object] = [
        {"id": "tweet", "text": "@somebody متى يفتتح #سد_الوادي الشرقي؟ https://example.org/x"},
        {"id": 2, "text": "سيتم افتتاح محطة القطار الجديدة في المدينة يوم الأحد"},
        {"id": "empty", "text": "👍"},
        "{broken",
        {"id": "textless"},
    ]
    lines = run(tmp_path, [*CLAIMS, {"id": "no text"}], queries)
    firsts = [(line["id"], line["ranked"][:1] if isinstance(line["ranked"], list) else None) for line in lines]
    assert firsts == [("tweet", ["dam"]), (2, [3]), ("empty", []), ("line 4", []), ("textless", [])]
    assert [sorted(line) for line in lines[:3]] == [["id", "ranked"]] * 3
    assert [table.objects.count() for table in tables] == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_claims_and_more_than_twenty(tmp_path: Path) -> None:
    assert run(tmp_path, [], [{"id": 1, "text": "سد"}]) == [{"id": 1, "ranked": []}]
    many: list[object] = [{"id": number, "text": f"سد الوادي رقم {number}"} for number in range(30)]
    (line,) = run(tmp_path, many, [{"id": 1, "text": "سد الوادي رقم 7"}])
    assert isinstance(line["ranked"], list)
    assert (line["ranked"][0], len(line["ranked"])) == (7, 20)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file") as caught:
        call_command("match-texts", claims=tmp_path / "c", queries=tmp_path / "q")
    assert caught.value.returncode == 1


@pytest.mark.django_db
def test_tables_of_an_older_version(tmp_path: Path) -> None:
    for name in ("c", "q"):
        (tmp_path / name).touch()
    newest = MigrationRecorder.Migration.objects.filter(app="claims").latest("name")
    newest.delete()
    with pytest.raises(CommandError, match="another version"):
        call_command("match-texts", claims=tmp_path / "c", queries=tmp_path / "q")
