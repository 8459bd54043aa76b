"""`extract`: JSON Lines on stdout and nothing else there, in input order; exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل".'


def run(*words: str | Path, state: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FACTCHECK_STATE": str(state / "none"), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    command = [sys.executable, "manage.py", "extract", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_every_form_of_file_gives_its_lines_in_order_without_a_database(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(TEXT)
    (tmp_path / "one.json").write_text(json.dumps({"id": "j", "text": TEXT, "published": "2026-03-10", "statements": ["ignored"]}))
    (tmp_path / "many.jsonl").write_text('{"id": "broken"}\n{"id": "fr", "text": "Le barrage", "language": "fr"}\n')
    ran = run(tmp_path / "plain.txt", tmp_path / "one.json", tmp_path / "many.jsonl", state=tmp_path)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0
    assert [(row["id"], row.get("error", {}).get("code")) for row in rows] == [
        ("plain", None),
        ("j", None),
        ("broken", "text_missing"),
        ("fr", "unsupported_language"),
    ]
    (statement,) = rows[1]["statements"]
    assert statement["text"] == TEXT[statement["start"] : statement["end"]] == "عدد العاملين في السد أكثر من 300 عامل"
    assert (statement["kind"], statement["speaker_name"], statement["stated_on"]) == ("direct", "سامر الحلواني", ["2026-03-10"] * 2)
    assert [(q["low"], q["high"], q["qualifier"], q["unit"]) for q in rows[1]["quantities"]] == [(300, None, "more_than", "worker")]
    assert [(claim["statement"], claim["quantities"]) for claim in rows[1]["claims"] if claim["statement"] is not None] == [(0, [0])]
    assert rows[0]["dates"] == []  # no day known: never taken from today
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["nowhere.txt"], 1),
        ([], 2),
        (["--published", "yesterday", "nowhere.txt"], 2),
    ],
)
def test_exit_codes(tmp_path: Path, words: list[str], code: int) -> None:
    assert run(*words, state=tmp_path).returncode == code
