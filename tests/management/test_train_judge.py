"""`train-judge`: weights and figures from annotated pairs."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.matching.relatedness import SIGNS, load_weights

PLACES = ("السد", "الجسر", "المصنع", "الميناء")


def _claim(text: str) -> dict[str, str]:
    return {"text": text, "language": "ar", "published": "2026-03-10"}


def _pairs(path: Path) -> Path:
    rows = []
    for at, place in enumerate(PLACES):
        claim = _claim(f"قتل {20 + at} شخصا في انهيار {place}")
        rows.append({"id": f"{at}s", "a": claim, "b": _claim(f"مقتل {20 + at} شخصا بانهيار {place}"), "relation": "same", "event": place})
        rows.append({"id": f"{at}c", "a": claim, "b": _claim(f"قتل {40 + at} شخصا في {place}"), "relation": "contradicts", "event": place})
        rows.append({"id": f"{at}n", "a": claim, "b": _claim("افتتح الوزير معرض الكتاب"), "relation": "none", "event": place})
        rows.append({"id": f"{at}u", "a": claim, "b": claim})  # nobody judged it: left out
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_weights_are_written_and_figures_printed(tmp_path: Path) -> None:
    out = StringIO()
    call_command("train-judge", str(_pairs(tmp_path / "pairs.jsonl")), "--to", str(tmp_path / "weights.json"), stdout=out)
    assert set(load_weights(tmp_path / "weights.json").with_cosine.weights) == set(SIGNS)
    assert "macro F1 0.600, linked F1 1.000" in out.getvalue()  # three of the five relations are there, each right
    assert "12 pairs of 4 events" in out.getvalue()


def test_pairs_of_one_kind_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    only = tmp_path / "only.jsonl"
    only.write_text(json.dumps({"id": "x", "a": _claim("سد"), "b": _claim("سد"), "relation": "same", "event": "e"}), "utf-8")
    with pytest.raises(CommandError, match="linked and pairs that are not"):
        call_command("train-judge", str(only), "--to", str(tmp_path / "weights.json"))
    with pytest.raises(CommandError, match="nowhere"):
        call_command("train-judge", str(tmp_path / "nowhere.jsonl"))
