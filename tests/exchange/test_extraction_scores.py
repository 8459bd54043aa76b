"""Scores of what was read beside what was marked: which spans are pairs, what counts as right, and the shared scorer's figures."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.exchange.extraction_lines import as_record
from claims.exchange.extraction_scores import LAYERS, score
from claims.extraction import extract

SHARED = Path(__file__).resolve().parents[3] / "shared"


def statement(start: int, end: int, name: str | None = "سامر الحلواني", **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "kind": "indirect", "speaker_name": name, "stated_on": None, **fields}


def article(*statements: Mapping[str, Any], **layers: Any) -> dict[str, Any]:
    return {"statements": list(statements), **layers}


@pytest.mark.parametrize(
    ("marked", "read", "hits", "missed", "extra"),
    [
        ([statement(0, 10)], [statement(0, 10)], 1, 0, 0),
        ([statement(0, 10)], [statement(5, 15)], 0, 1, 1),  # a third is common
        ([statement(0, 10)], [statement(0, 5)], 1, 0, 0),  # half is
        ([statement(0, 10)], [statement(0, 9), statement(0, 10)], 1, 0, 1),  # each is used once
        ([statement(0, 10), statement(0, 20)], [statement(0, 20)], 1, 1, 0),
        ([], [statement(0, 10)], 0, 0, 1),
    ],
)
def test_spans_that_share_half_are_pairs(
    marked: list[dict[str, Any]], read: list[dict[str, Any]], hits: int, missed: int, extra: int
) -> None:
    tally = score([(article(*marked), article(*read))]).layers["statements"]
    assert (tally.hits, tally.missed, tally.extra) == (hits, missed, extra)


@pytest.mark.parametrize(
    ("marked", "read", "is_right"),
    [
        (statement(0, 9), "الحلواني", True),  # the last name
        (statement(0, 9), "سامر الحَلَواني", True),  # vowel marks
        (statement(0, 9), "المدير سامر الحلواني", True),  # two words of three
        (statement(0, 9), "سامر الخطيب", False),  # one of three
        (statement(0, 9), None, False),
        (statement(0, 9, None), None, True),  # nobody is named
        (statement(0, 9, None), "الحلواني", False),
        (statement(0, 9, "الوزير", speaker_also=["سامر الحلواني"]), "الحلواني", True),  # another name that is right as well
        (statement(0, 9, "Élise Tami"), "elise tami", True),
    ],
)
def test_speakers(marked: dict[str, Any], read: str | None, is_right: bool) -> None:
    scores = score([(article(marked), article(statement(0, 9, read)))])
    assert (scores.layers["statements"].hits, scores.layers["statement+speaker"].hits) == (1, int(is_right))


@pytest.mark.parametrize(
    ("also", "is_right"),
    [
        (["سامر الحلواني"], True),  # the name of the mention, where another was read for it
        (["نبيل الخطيب"], False),
        ([], False),
    ],
)
def test_what_was_read_may_have_other_names_as_well(also: list[str], is_right: bool) -> None:
    scores = score([(article(statement(0, 9)), article(statement(0, 9, "ليلى النجار", speaker_also=also)))])
    assert scores.layers["statement+speaker"].hits == int(is_right)


def test_amounts_and_days_need_their_values_and_kinds_are_counted_over_pairs() -> None:
    marked = article(
        statement(0, 9, kind="direct", stated_on=["2026-03-10", "2026-03-10"]),
        statement(20, 29),
        quantities=[{"start": 0, "end": 3, "low": 300, "high": None}, {"start": 5, "end": 8, "low": 1.0, "high": 1.0}],
        dates=[{"start": 0, "end": 5, "first": "2026-03-10", "last": "2026-03-10"}],
    )
    read = article(
        statement(0, 9, kind="direct"),
        statement(20, 29, kind="direct"),
        statement(50, 59, kind="direct"),
        quantities=[{"start": 0, "end": 3, "low": 300.1, "high": None}, {"start": 5, "end": 8, "low": 1.0, "high": None}],
        dates=[{"start": 0, "end": 5, "first": "2026-03-10", "last": "2026-03-11"}],
    )
    scores = score([(marked, read)])
    tallies = {layer: (tally.hits, tally.missed, tally.extra) for layer, tally in scores.layers.items()}
    assert tallies == {
        "statements": (2, 0, 1),
        "statement+speaker": (2, 0, 1),
        "quotes": (1, 0, 1),  # read as direct where another kind was marked is no quotation too many
        "quantities": (1, 1, 1),
        "dates": (0, 1, 1),
    }
    assert (scores.articles, scores.paired, scores.kind, scores.stated_on) == (1, 2, 0.5, 0.5)


def test_a_layer_that_was_not_marked_is_not_scored() -> None:
    scores = score([(article(), article(dates=[{"start": 0, "end": 5, "first": "2026-03-10", "last": "2026-03-10"}]))])
    assert scores.layers["dates"].extra == 0


@pytest.mark.skipif(not SHARED.exists(), reason="the shared annotated articles are not beside this checkout")
def test_the_figures_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    marked = [json.loads(path.read_text("utf-8")) for path in sorted((SHARED / "gold" / "dev").glob("*.json"))]
    read = [
        as_record(one["id"], extract(one["text"], language=one["language"], published=date.fromisoformat(one["published"])))
        for one in marked
    ]
    lines = tmp_path / "read.jsonl"
    lines.write_text("\n".join(map(json.dumps, read)), "utf-8")
    command = [sys.executable, str(SHARED / "tools" / "score_extraction.py"), str(SHARED / "gold" / "dev"), str(lines), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    scores = score(zip(marked, read, strict=True))

    layers = {layer: round(scores.layers[layer].f1, 4) for layer in LAYERS}
    assert layers == {layer: theirs[layer]["f1"] for layer in LAYERS}
    ours = (round(scores.kind, 4), round(scores.stated_on, 4), scores.articles)
    assert ours == (theirs["kind"], theirs["stated_on"], theirs["articles"])
