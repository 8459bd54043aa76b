"""`train-judge`: weights and figures from annotated pairs."""

import hashlib
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


def _found(folder: Path) -> tuple[Path, Path]:
    """Pairs of the claims of two articles, apart from their texts."""
    rows, articles = [], []
    for at, place in enumerate(PLACES):
        sides = []
        for number, body in enumerate((f"قتل {20 + at} شخصا في انهيار {place}", f"مقتل {20 + at} شخصا بانهيار {place}. ونام الجميع")):
            article = {"id": f"{at}-{number}", "title": place, "text": body}
            articles.append(article)
            digest = hashlib.sha256(f"{place}\n{body}".encode()).hexdigest()[:16]
            end = len(place) + 1 + len(body.split(".")[0])
            sides.append({"article": article["id"], "digest": digest, "start": len(place) + 1, "end": end, "language": "ar"})
        sides = [{**side, "published": "2026-03-10"} for side in sides]
        rows.append({"a": sides[0], "b": sides[1], "relation": "same", "direction": None, "event": place})
    for name, lines in (("found", rows), ("articles", articles)):
        (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines), "utf-8")
    return folder / "found.jsonl", folder / "articles.jsonl"


def test_found_pairs_teach_what_is_sure(tmp_path: Path) -> None:
    found, texts = _found(tmp_path)
    out = StringIO()
    to = tmp_path / "weights.json"
    pairs = _pairs(tmp_path / "pairs.jsonl")
    call_command("train-judge", str(pairs), "--found", str(found), "--texts", str(texts), "--to", str(to), stdout=out)
    assert "found pairs: 4, of which 4 have the right relation and 4 some relation; 4 have one" in out.getvalue()
    assert "12 pairs of 4 events and 4 found ones" in out.getvalue()
    assert "reason amount_equal" in load_weights(to).sure_with_cosine.weights


def test_a_found_pair_without_its_text_or_with_another_is_refused(tmp_path: Path) -> None:
    found, texts = _found(tmp_path)
    pairs = _pairs(tmp_path / "pairs.jsonl")
    with pytest.raises(CommandError, match="lacks the article 0-0"):
        call_command("train-judge", str(pairs), "--found", str(found), "--to", str(tmp_path / "weights.json"))
    texts.write_text(texts.read_text("utf-8").replace("شخصا", "عاملا"), "utf-8")
    with pytest.raises(CommandError, match="article 0-0 is not the one"):
        call_command("train-judge", str(pairs), "--found", str(found), "--texts", str(texts), "--to", str(tmp_path / "weights.json"))


def test_pairs_of_one_kind_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    only = tmp_path / "only.jsonl"
    only.write_text(json.dumps({"id": "x", "a": _claim("سد"), "b": _claim("سد"), "relation": "same", "event": "e"}), "utf-8")
    with pytest.raises(CommandError, match="linked and pairs that are not"):
        call_command("train-judge", str(only), "--to", str(tmp_path / "weights.json"))
    with pytest.raises(CommandError, match="nowhere"):
        call_command("train-judge", str(tmp_path / "nowhere.jsonl"))
