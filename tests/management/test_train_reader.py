"""`train-reader`: weights are written where they are asked for; wrong input is named."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.extraction.choice import read_weights
from claims.extraction.families import read_families

ANNOTATED = Path(__file__).parents[1] / "extraction" / "annotated"


def test_weights_are_written_for_each_language(tmp_path: Path) -> None:
    call_command("train-reader", ANNOTATED, to=tmp_path, stdout=StringIO())

    assert {path.name: sorted(read_weights(path)) for path in sorted(tmp_path.iterdir())} == {
        "speakers.ar.json": ["end", "kind", "name", "ordinary", "start"],
        "speakers.en.json": ["end", "kind", "name", "ordinary", "start"],
        "statements.ar.json": ["end", "keep", "kind", "start"],
        "statements.en.json": ["end", "keep", "kind", "start"],
    }


def test_annotations_apart_from_their_articles_are_put_back(tmp_path: Path) -> None:
    text = "خبر\nقالت الوزيرة إن السد آمن."
    statement = {
        "start": 20,
        "end": 28,
        "kind": "indirect",
        "cue": [4, 8],
        "speaker": [9, 16],
        "speaker_name": [9, 16],
        "speaker_kind": "unnamed",
    }
    rows = [
        {"article": f"{n}", "language": "ar", "digest": hashlib.sha256(text.encode()).hexdigest()[:16], "statements": [statement]}
        for n in range(5)
    ]
    apart, plain = tmp_path / "apart.jsonl", tmp_path / "plain.jsonl"
    apart.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    plain.write_text("\n".join(json.dumps({"id": f"{n}", "title": "خبر", "text": text.split("\n")[1]}) for n in range(6)), "utf-8")

    call_command("train-reader", apart, articles=plain, to=tmp_path, stdout=StringIO())

    assert sorted(path.name for path in tmp_path.glob("*.json")) == ["speakers.ar.json", "statements.ar.json"]
    with pytest.raises(CommandError, match="--articles"):
        call_command("train-reader", apart, to=tmp_path)
    plain.write_text("", "utf-8")
    with pytest.raises(CommandError, match="lacks the article 0"):
        call_command("train-reader", apart, articles=plain, to=tmp_path)


def test_families_are_made_of_plain_articles(tmp_path: Path) -> None:
    plain = tmp_path / "plain.jsonl"
    article = {"title": "عنوان", "text": "\n".join(f"قال {name} كلاما" for name in ("سامر", "نادر") for _ in range(20))}
    plain.write_text(json.dumps(article), "utf-8")

    call_command("train-reader", plain, families=True, language=["ar"], to=tmp_path, stdout=StringIO())

    assert sorted(read_families(tmp_path / "families.ar.json")) == ["سامر", "قال", "كلاما", "نادر"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.json", None, "missing.json"),
        ("broken.json", "{", "broken.json"),
        ("other.json", "[]", "no annotated article"),
    ],
)
def test_wrong_input_is_named(name: str, content: str | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")

    with pytest.raises(CommandError, match=message):
        call_command("train-reader", tmp_path / name, to=tmp_path)


def test_a_language_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="'fr'"):
        call_command("train-reader", ANNOTATED, language=["fr"], to=tmp_path)
