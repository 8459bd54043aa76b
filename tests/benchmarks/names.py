"""Measures the comparison of names on the half that it did not learn from: `python -m tests.benchmarks.names FOLDER [--sample N]`.

FOLDER holds `full_names.jsonl` (see `claims.names.training`, which also says what counts as the same name and as a near miss).
Prints, for joins: recall at the lowest score from which precision is .98, and precision and recall at the constants of
`claims.names`; for full names (two words or more: others are never joined across articles) and for all; by scripts; with all near misses,
and without those whose every word the source itself lists as a spelling of one Arabic word. For proposals: in how many lookups of one
spelling among all others one of the same entry is in the first five. Then the time of a comparison.
"""

from __future__ import annotations

import argparse
import heapq
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from claims.names import AUTOMATIC, PROPOSAL, Name, is_sure, name_keys, read_name, same_name
from claims.names.comparison import scripts_of
from claims.names.training import Entry, Floats, NearMisses, read_entries, same_pairs

WANTED = 0.98
# Lookups are measured on every so many spellings: each compares hundreds.
EVERY = 7
Flags = np.typing.NDArray[np.bool_]
Pairs = Sequence[tuple[str, str]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--learned", action="store_true", help="measure on the half that it did learn from, to see what is only learned")
    options.add_argument("--sample", type=int, default=0, help="print so many wrong joins and missed ones")
    asked = options.parse_args()
    entries = read_entries(asked.folder / "full_names.jsonl")
    held = [entry for entry in entries if entry.to_learn_from == asked.learned]
    misses = NearMisses(entries)
    same = [pair for entry in held for pair in same_pairs(entry)]
    other = [pair for entry in held for pair in misses.of(entry)]
    began = time.process_time()
    scores = np.array([same_name(read_name(a), read_name(b)) for a, b in [*same, *other]])
    took = (time.process_time() - began) / len(scores)
    show_joins(same, other, scores, attested(asked.folder / "name_parts.jsonl"))
    show_proposals(entries, held)
    show(f"one comparison: {took * 1e6:.1f} µs of processor time over {len(scores)} pairs; of words seen before: {warm(same):.1f} µs")
    sample(same, other, scores, asked.sample)


def show_joins(same: Pairs, other: Pairs, scores: Floats, known: dict[str, set[str]]) -> None:
    labels = np.array([True] * len(same) + [False] * len(other))
    names = [(read_name(a), read_name(b)) for a, b in [*same, *other]]
    full = np.array([min(len(a.parts), len(b.parts)) > 1 for a, b in names])
    scripts = np.array([scripts_of(a, b) for a, b in names])
    sure = np.array([score >= AUTOMATIC[one] and is_sure(*pair) for score, one, pair in zip(scores, scripts, names, strict=True)])
    clear = labels | ~np.array([spelled_alike(a, b, known) for a, b in names])
    for what, chosen in (
        ("full names", full),
        ("full names, Arabic with Latin", full & (scripts == "al")),
        ("full names, Latin", full & (scripts == "ll")),
        ("full names, clear near misses", full & clear),
        ("full names, Arabic with Latin, clear near misses", full & clear & (scripts == "al")),
        ("full names, Latin, clear near misses", full & clear & (scripts == "ll")),
        ("all names", np.ones_like(full)),
    ):
        show(f"{what}: {figures(scores[chosen], labels[chosen], sure[chosen])}")
    arabic = full & (scripts == "aa")
    show(f"full names, Arabic, near misses only: {int(sure[arabic].sum())} of {int(arabic.sum())} joined")


def figures(scores: Floats, labels: Flags, sure: Flags) -> str:
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(labels[order])
    # Equal scores stand or fall together.
    last = np.append(np.diff(scores[order]) != 0, True)
    good = np.where((right / np.arange(1, len(order) + 1) >= WANTED) & last)[0]
    best = f"recall {right[good[-1]] / labels.sum():.3f} at {WANTED} from score {scores[order][good[-1]]:.3f}" if len(good) else "never"
    at = []
    for what, taken in (("joined", sure), ("joined or proposed", scores >= PROPOSAL)):
        at.append(f"{what}: precision {labels[taken].mean():.3f} recall {labels[taken].sum() / labels.sum():.3f}")
    return f"{labels.sum()} same, {(~labels).sum()} other; {best}; " + "; ".join(at)


def attested(path: Path) -> dict[str, set[str]]:
    """Word -> the Arabic words that the source lists it under, itself included."""
    known: dict[str, set[str]] = {}
    for entry in read_entries(path):
        for spelling in entry.spellings:
            parts = read_name(spelling).parts
            if len(parts) == 1:
                known.setdefault(parts[0].word, set()).add(read_name(entry.arabic).parts[0].word)
    return known


def spelled_alike(a: Name, b: Name, known: dict[str, set[str]]) -> bool:
    return len(a.parts) == len(b.parts) and all(
        p.units == q.units or known.get(p.word, set()) & known.get(q.word, set()) for p, q in zip(a.parts, b.parts, strict=True)
    )


def show_proposals(entries: Sequence[Entry], held: Sequence[Entry]) -> None:
    owners: dict[str, set[str]] = {}
    for entry in entries:
        for spelling in entry.spellings:
            owners.setdefault(spelling, set()).add(entry.arabic)
    by_key: dict[str, list[str]] = {}
    for spelling in owners:
        for key in name_keys(read_name(spelling)):
            by_key.setdefault(key, []).append(spelling)
    asked = found = reached = compared = 0
    began = time.process_time()
    for spelling in [one for entry in held for one in entry.spellings][::EVERY]:
        if len(read_name(spelling).parts) < 2:
            continue
        name = read_name(spelling)
        candidates = {other for key in name_keys(name) for other in by_key[key]} - {spelling}
        best = heapq.nlargest(5, candidates, key=lambda other: same_name(name, read_name(other)))
        asked, compared = asked + 1, compared + len(candidates)
        reached += any(owners[other] & owners[spelling] for other in candidates)
        found += any(owners[other] & owners[spelling] for other in best)
    show(
        f"proposals, full names: {found / asked:.3f} in the first five of {asked} lookups among {len(owners)} spellings; "
        f"{reached / asked:.3f} among the candidates, {compared / asked:.0f} compared a lookup, "
        f"{(time.process_time() - began) / compared * 1e6:.1f} µs each, reading and keys included"
    )


def warm(pairs: Pairs) -> float:
    names = [(read_name(a), read_name(b)) for a, b in pairs[:5000]]
    for a, b in names:
        same_name(a, b)
    began = time.process_time()
    for a, b in names:
        same_name(a, b)
    return (time.process_time() - began) / len(names) * 1e6


def sample(same: Pairs, other: Pairs, scores: Floats, wanted: int) -> None:
    draw = random.Random(3)
    missed = [(score, pair) for score, pair in zip(scores, same, strict=False) if score < PROPOSAL]
    wrong = [(score, pair) for score, pair in zip(scores[len(same) :], other, strict=True) if is_sure(*map(read_name, pair))]
    for what, pairs in (("joined", wrong), ("missed", missed)):
        for score, pair in draw.sample(pairs, min(wanted, len(pairs))):
            show(f"{what} {score:.3f} {json.dumps(pair, ensure_ascii=False)}")


def show(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
