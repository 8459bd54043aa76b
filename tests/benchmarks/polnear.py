"""How well English attributions are read, on articles of political news in which others marked every one (PolNeAR).

usage: python -m tests.benchmarks.polnear FOLDER [dev|train] [--count 1000]

FOLDER holds `dev.jsonl` (84 articles) and `train.jsonl.gz` (840) in the form that `manage.py evaluate` reads; nothing of it is in the
repository. Prints precision, recall and F1 of direct quotes and of all statements, and of both with the right speaker, end to end; pairs
and names are judged as `claims.exchange.extraction_scores` says. A speaker is marked there as written beside the quote, "he" or a name with
its appositions: the words as written at the cue are right here too, beside the name that was read for them, and so is the name before its
first comma or bracket; whether "he" was resolved rightly is not marked. The marks include thoughts, beliefs, wishes and intentions, which
are no statements here: everything is printed once with them and once without. Without them, what was read in their places counts neither
way.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from claims.exchange.article_files import parse_date
from claims.exchange.extraction_lines import as_record
from claims.exchange.extraction_scores import OVERLAP, Tally, score
from claims.extraction import extract
from claims.extraction.keep_features import overlap

Article = Mapping[str, Any]
Pair = tuple[Article, Article]
FILES = {"dev": "dev.jsonl", "train": "train.jsonl.gz"}
# Base forms of verbs of the mind, with their irregular pasts; a cue with a form of one marks what nobody uttered.
_MIND = """
think thought believe know knew understand understood feel felt hope want wish desire fear worry doubt expect intend mean meant plan aim
seek sought try decide consider see saw seen view regard remember forget forgot dream assume suspect suppose imagine prefer like love hate
need learn trust seem look realize realise recognize recognise favor favour
"""
_BASES = frozenset(_MIND.split())
_FORMS = frozenset(
    form
    for base in _BASES
    for stem in (base, base.removesuffix("e"), base + base[-1], base.removesuffix("y") + "i")
    for form in (base, *(stem + ending for ending in ("s", "es", "d", "ed", "ing")))
)
_WORD = re.compile(r"[a-z]+")
_APPOSITION = re.compile(r"[,(]")
# Verbs that utter, where one stands beside a verb of the mind: "said he believes".
_UTTERING = frozenset("said say says saying told tell tells asked wrote writes added according announced".split())


def articles(folder: Path, part: str, count: int) -> Iterator[Article]:
    """The first `count` articles of a part."""
    path = folder / FILES[part]
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for article in map(json.loads, islice(lines, count)):
            statements = [{**one, "speaker_also": [*one["speaker_also"], *_bare(one["speaker_name"])]} for one in article["statements"]]
            yield {**article, "statements": statements}


def _bare(name: str | None) -> list[str]:
    """A marked source without its appositions, where it has any."""
    return [_APPOSITION.split(name, maxsplit=1)[0]] if name is not None else []


def read(article: Article) -> Article:
    """What the engine reads in it, as a record whose statements also carry their speaker as written at the cue, however many share it."""
    found = extract(article["text"], language="en", published=parse_date(article.get("published")))
    record = as_record(article["id"], found)
    written = {quote.cue.start: quote.mention.text for quote in found.quotes if quote.mention is not None}
    for statement, quote in zip(record["statements"], found.quotes, strict=True):
        statement["speaker_also"] = [written[quote.cue.start]] if quote.cue.start in written else []
    return record


def is_thought(statement: Article) -> bool:
    """Whether a mark's cue says that something was thought, wished or intended, and not that it was uttered."""
    words = set(_WORD.findall((statement["cue"] or "").lower()))
    return bool(words & _FORMS) and not words & _UTTERING


def without_thoughts(pair: Pair) -> Pair:
    """The pair without the marks of thoughts, and without what was read where one of these alone was marked."""
    marked, found = pair
    thoughts = [one for one in marked["statements"] if is_thought(one)]
    kept = [one for one in marked["statements"] if not is_thought(one)]
    read_ones = [one for one in found["statements"] if _is_alike(one, kept) or not _is_alike(one, thoughts)]
    return {**marked, "statements": kept}, {**found, "statements": read_ones}


def _is_alike(one: Article, others: Sequence[Article]) -> bool:
    return any(overlap((one["start"], one["end"]), (other["start"], other["end"])) >= OVERLAP for other in others)


def _direct(pair: Pair) -> Pair:
    """The direct quotes alone; what was marked as another kind and read as direct is no quote too many."""
    marked, found = (one["statements"] for one in pair)
    quotes = [one for one in marked if one["kind"] == "direct"]
    read_ones = [one for one in found if _is_alike(one, quotes) or (one["kind"] == "direct" and not _is_alike(one, marked))]
    return {**pair[0], "statements": quotes}, {**pair[1], "statements": read_ones}


def _print(name: str, pairs: Sequence[Pair]) -> None:
    everything, direct = score(pairs), score(map(_direct, pairs))
    rows: dict[str, Tally] = {
        "direct quotes": everything.layers["quotes"],
        "all statements": everything.layers["statements"],
        "direct quotes with their speaker": direct.layers["statement+speaker"],
        "all statements with their speaker": everything.layers["statement+speaker"],
    }
    sys.stdout.write(f"{name}\n")
    for row, tally in rows.items():
        counts = f"marked {tally.hits + tally.missed}  read {tally.hits + tally.extra}"
        sys.stdout.write(f"  {row:34} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}   {counts}\n")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("part", nargs="?", choices=FILES, default="dev")
    arguments.add_argument("--count", type=int, default=1_000)
    options = arguments.parse_args()
    pairs = [(article, read(article)) for article in articles(options.folder, options.part, options.count)]
    thoughts = sum(is_thought(one) for article, _ in pairs for one in article["statements"])
    _print(f"{len(pairs)} articles, as marked", pairs)
    _print(f"without {thoughts} thoughts, beliefs, wishes and intentions", [without_thoughts(pair) for pair in pairs])


if __name__ == "__main__":
    main()
