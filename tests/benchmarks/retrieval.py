"""How well `match-texts` finds: figures on data made by others, and the two measurements that fixed the weight of vectors.

`python -m tests.benchmarks.retrieval` runs the command on ../shared/gold/external (checkthat21_ar dev and train; ntrex, both ways) and
prints MAP@5, P@1, R@5, R@20. `--weights` prints, for weights of the vectors from 0 to 1, how the rank does on our own measurements:
second paragraphs looking for the headline of their article, and related pairs of gold/pairs among those headlines. No weight was
chosen on checkthat21_ar.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHARED = Path(__file__).resolve().parents[3] / "shared"
EXTERNAL = SHARED / "gold" / "external"
HEADLINES, PARAGRAPHS = 6_000, 400
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 1.0)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def run() -> None:
    folder = EXTERNAL / "checkthat21_ar"
    for half in ("dev", "train"):
        asked = rows(folder / f"queries_{half}.jsonl")
        _tell(f"checkthat21_ar {half}", asked, _match(folder / "claims.jsonl", folder / f"queries_{half}.jsonl"))
    pairs = rows(EXTERNAL / "ntrex" / "dev.jsonl")
    with tempfile.TemporaryDirectory() as place:
        for one, other in (("ar", "en"), ("en", "ar")):
            queries = [{"id": pair["id"], "text": pair[one], "relevant": [pair["id"]]} for pair in pairs]
            for name, items in (("q", queries), ("c", [{"id": pair["id"], "text": pair[other]} for pair in pairs])):
                (Path(place) / name).write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
            _tell(f"ntrex {one} to {other}", queries, _match(Path(place) / "c", Path(place) / "q"))


def _match(claims: Path, queries: Path) -> dict[Any, list[Any]]:
    command = [sys.executable, "manage.py", "match-texts", "--claims", str(claims), "--queries", str(queries)]
    out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[2]).stdout
    return {line["id"]: line["ranked"] for line in map(json.loads, out.splitlines())}


def _tell(what: str, queries: Sequence[dict[str, Any]], ranked: dict[Any, list[Any]]) -> None:
    asked = [query for query in queries if query["relevant"]]
    precisions: list[float] = []
    firsts: list[float] = []
    fives: list[float] = []
    twenties: list[float] = []
    for query in asked:
        got, want = ranked.get(query["id"], []), set(query["relevant"])
        precisions.append(average_precision(got, want))
        firsts.append(bool(got) and got[0] in want)
        fives.append(len(want & set(got[:5])) / len(want))
        twenties.append(len(want & set(got[:20])) / len(want))
    figures = zip(("MAP@5", "P@1", "R@5", "R@20"), (precisions, firsts, fives, twenties), strict=True)
    _print(f"{what}: " + "  ".join(f"{name} {np.mean(values):.4f}" for name, values in figures) + f"  over {len(asked)}")


def average_precision(got: Sequence[Any], want: set[Any]) -> float:
    """At 5, divided by what could be found there."""
    hits, total = 0, 0.0
    for place, one in enumerate(got[:5], 1):
        if one in want:
            hits += 1
            total += hits / place
    return total / min(5, len(want))


def weigh() -> None:
    from claims.clients.embeddings import InProcess  # noqa: PLC0415
    from claims.matching.plain import plain_text  # noqa: PLC0415
    from claims.matching.ranking import count_runs, letter_cosines  # noqa: PLC0415

    with gzip.open(SHARED / "corpus" / "ant_2018_ar.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [row for row in map(json.loads, lines) if row["text"].strip() and len(row["title"]) > 20]
    random.Random(1).shuffle(articles)
    headlines = [row["title"] for row in articles[:HEADLINES]]
    paragraphs = [_second_paragraph(row) for row in articles[:PARAGRAPHS]]
    pairs = [pair for pair in rows(SHARED / "gold" / "pairs" / "dev.jsonl") if pair["relation"] != "none"]
    sides = [pair[side]["text"] for pair in pairs for side in "ab"]
    by = InProcess()
    vectors = {name: by.embed(texts) for name, texts in (("headlines", headlines), ("paragraphs", paragraphs), ("sides", sides))}
    plain = [plain_text(text) for text in headlines]
    weights = count_runs(plain).weights()
    letters = np.array([letter_cosines(plain_text(text), plain, weights) for text in paragraphs])
    cosines = vectors["paragraphs"] @ vectors["headlines"].T
    for weight in WEIGHTS:
        order = np.argsort(-(letters + weight * cosines), axis=1)[:, :5]
        found = [average_precision(list(got), {place}) for place, got in enumerate(order)]
        _print(f"paragraph to headline, weight {weight}: MAP@5 {np.mean(found):.4f}")
    pool = [plain_text(text) for text in sides] + plain
    weights = count_runs(pool).weights()
    letters = np.array([letter_cosines(plain_text(text), pool, weights) for text in sides])
    cosines = vectors["sides"] @ np.concatenate([vectors["sides"], vectors["headlines"]]).T
    one_language = [place for place in range(len(sides)) if pairs[place // 2]["a"]["language"] == pairs[place // 2]["b"]["language"]]
    for weight in WEIGHTS:
        _print(f"pairs of one language, weight {weight}: R@20 {_pairs_found(letters + weight * cosines, sides, one_language):.4f}")


def _second_paragraph(article: dict[str, Any]) -> str:
    long = [part for part in article["text"].split("\n") if len(part) > 60]
    return str(long[1] if len(long) > 1 else long[0] if long else article["title"])


def _pairs_found(scores: NDArray[np.float64], sides: Sequence[str], asked: Sequence[int]) -> float:
    found = []
    for place in asked:
        partner = place ^ 1
        row = scores[place].copy()
        # The same words in another pair are no competitor.
        row[[other for other, text in enumerate(sides) if text == sides[place] and other != partner]] = -1
        found.append(int((row > row[partner]).sum()) < 20)
    return float(np.mean(found))


def _print(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", action="store_true")
    weigh() if parser.parse_args().weights else run()
