"""`judge`: a line an item on stdout and nothing else there, in input order; exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
A = {"text": "قتل 25 شخصا في انهيار السد", "language": "ar", "published": "2026-03-10"}
B = {"text": "قتل 29 شخصا في انهيار السد", "language": "ar", "published": "2026-03-11"}


def run(*words: str | Path, state: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FACTCHECK_STATE": str(state / "none"), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    command = [sys.executable, "manage.py", "judge", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def judge(folder: Path, *rows: object) -> tuple[list[dict[str, Any]], subprocess.CompletedProcess[str]]:
    path = folder / "pairs.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    ran = run(path, state=folder)
    return [json.loads(line) for line in ran.stdout.splitlines()], ran


def test_each_item_gets_its_line_in_order_without_a_database(tmp_path: Path) -> None:
    rows, ran = judge(
        tmp_path,
        {"id": "forth", "a": A, "b": B},
        {"id": "back", "a": B, "b": A},
        {"id": "broken", "a": A},
        "{",
        {"id": "french", "a": {"text": "Le barrage", "language": "fr"}, "b": A},
        {"id": 7, "a": {**A, "text": "قتل \ud800 25 شخصا في انهيار السد"}, "b": B},
        {"id": "none", "a": A, "b": {"text": "The minister opened the book fair", "published": "2026-03-10"}},
    )
    assert ran.returncode == 0
    assert [(row["id"], row.get("relation"), row.get("direction"), row.get("error", {}).get("code")) for row in rows] == [
        ("forth", "updates", "b_updates_a", None),
        ("back", "updates", "a_updates_b", None),
        ("broken", None, None, "claim_missing"),
        ("pairs.jsonl:4", None, None, "not_json"),
        ("french", None, None, "unsupported_language"),
        (7, "updates", "b_updates_a", None),
        ("none", "none", None, None),
    ]
    assert rows[0]["score"] == rows[1]["score"]
    assert rows[0]["reasons"] == [
        {
            "code": "amount_later",
            "params": {"a": "25 شخصا", "b": "29 شخصا", "day_a": "2026-03-10", "day_b": "2026-03-11"},
            "sentence": "The amount is of a later day: "
            "\u206825 شخصا\u2069 (\u206810 March 2026\u2069), \u206829 شخصا\u2069 (\u206811 March 2026\u2069).",
        }
    ]
    assert "3 could not be read" in ran.stderr
    assert not (tmp_path / "none").exists()


def test_answers_in_the_file_and_other_fields_change_nothing(tmp_path: Path) -> None:
    plain, _ = judge(tmp_path, {"id": "x", "a": A, "b": B})
    answered, _ = judge(
        tmp_path,
        {
            "id": "x",
            "a": {**A, "source": "Wire"},
            "b": B,
            "relation": "same",
            "direction": "b",
            "why": "?",
            "event": "dam",
            "contrast": True,
        },
    )
    assert answered == plain


@pytest.mark.parametrize(("words", "code"), [(["nowhere.jsonl"], 1), ([], 2), (["a", "b"], 2)])
def test_exit_codes(tmp_path: Path, words: list[str], code: int) -> None:
    ran = run(*words, state=tmp_path)
    assert (ran.returncode, ran.stdout) == (code, "")
