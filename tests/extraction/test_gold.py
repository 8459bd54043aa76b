"""What the reader scores on annotated articles, held above floors: on invented articles always, on the shared ones where they are.

A floor is a promise. Lowering one is a decision that belongs in the commit's message.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.exchange.extraction_lines import as_record
from claims.extraction import extract

SHARED = Path(__file__).resolve().parents[3] / "shared"
INVENTED = Path(__file__).parent / "annotated"
# F1 of the layers and accuracy of kind and day, as the scorer prints them, on the shared dev articles.
LAYERS = ("statements", "statement+speaker", "quotes", "quantities", "dates", "kind", "stated_on")
FLOORS = {
    "ar": dict(zip(LAYERS, (0.86, 0.755, 0.94, 0.97, 0.97, 0.94, 0.97), strict=True)),
    "en": dict(zip(LAYERS, (0.89, 0.84, 0.94, 0.97, 0.94, 0.98, 0.96), strict=True)),
}


def _read(article: Mapping[str, Any]) -> dict[str, Any]:
    found = extract(article["text"], language=article["language"], published=date.fromisoformat(article["published"]))
    return as_record(article["id"], found)


def _figures(articles: Sequence[Path], language: str, folder: Path) -> dict[str, float]:
    """The shared scorer's figures for `articles`."""
    gold, lines = folder / "gold.jsonl", folder / "system.jsonl"
    records = [json.loads(path.read_text("utf-8")) for path in articles]
    gold.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    lines.write_text("\n".join(json.dumps(_read(record)) for record in records), "utf-8")
    scorer = [sys.executable, str(SHARED / "tools" / "score_extraction.py"), str(gold), str(lines), "--json", "--language", language]
    scored = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
    return {name: scored[name]["f1"] if isinstance(scored[name], dict) else scored[name] for name in FLOORS[language]}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared annotated articles are not beside this checkout")
@pytest.mark.parametrize("language", sorted(FLOORS))
def test_shared_articles(language: str, tmp_path: Path) -> None:
    figures = _figures(sorted((SHARED / "gold" / "dev").glob(f"{language}-*.json")), language, tmp_path)

    assert {name: figure for name, figure in figures.items() if figure < FLOORS[language][name]} == {}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared annotated articles are not beside this checkout")
def test_the_first_article_is_read_whole(tmp_path: Path) -> None:
    figures = _figures([SHARED / "gold" / "dev" / "ar-seed.json"], "ar", tmp_path)

    assert figures == dict.fromkeys(LAYERS, 1.0)


@pytest.mark.parametrize("path", sorted(INVENTED.glob("*.json")), ids=lambda path: path.stem)
def test_invented_articles(path: Path) -> None:
    article = json.loads(path.read_text("utf-8"))

    found = [(one["kind"], one["cue"], one["text"]) for one in _read(article)["statements"]]

    assert found == [(one["kind"], one["cue"], one["text"]) for one in article["statements"]]
