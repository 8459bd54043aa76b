"""Whether any text at all is read without an error, and every span repeats its text.

usage: python -m tests.benchmarks.hostile [--count 100000] [--seed 0]

Generates so many texts as `tests.extraction.hostile` makes them (pieces in any order, any characters, mutations of the sample articles),
each read as Arabic or English, and the floods of 10,000 of one thing besides. Prints how many were read, how many characters they had, the
slowest, the faults, each made as small as it can be, and the time. The same seed gives the same texts. Ctrl-C ends it with what was read
until then.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from claims.extraction import extract
from tests.extraction import hostile

LANGUAGES = ("ar", "en")
PUBLISHED = date(2026, 3, 10)
# Texts of one run: what Hypothesis remembers of a run grows with it.
AT_ONCE = 1_000


@dataclass(slots=True)
class Counts:
    texts: int = 0
    characters: int = 0
    slowest: tuple[float, str] = (0.0, "")  # of the floods: seconds a character, and how the text begins
    faults: list[str] = field(default_factory=list)


def _read(text: str, language: str, counts: Counts) -> None:
    found = extract(text, language=language, published=PUBLISHED)
    counts.texts += 1
    counts.characters += len(text)
    wrong = hostile.faults(text, found)
    if wrong:
        raise AssertionError(f"{language}: {text!r}: {wrong}")


def _generated(number: int, size: int, texts: st.SearchStrategy[str], counts: Counts) -> None:
    phases = (Phase.generate, Phase.shrink)

    @seed(number)
    @settings(max_examples=size, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=phases)
    @given(texts, st.sampled_from(LANGUAGES))
    def read(text: str, language: str) -> None:
        _read(text, language, counts)

    read()


def _flooded(counts: Counts) -> Iterator[str]:
    for text in hostile.floods():
        for language in LANGUAGES:
            started = time.process_time()
            try:
                _read(text, language, counts)
                counts.slowest = max(counts.slowest, ((time.process_time() - started) / len(text), text[:20]))
            except Exception:
                yield f"{text[:60]!r} …\n{traceback.format_exc(limit=-3)}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    counts, texts, started = Counts(), hostile.texts(), time.monotonic()
    counts.faults += _flooded(counts)
    first = counts.texts
    with contextlib.suppress(KeyboardInterrupt):
        for run in count(options.seed):
            left = options.count - (counts.texts - first)
            if left <= 0:
                break
            try:
                _generated(run, min(AT_ONCE, left), texts, counts)
            except Exception:
                counts.faults.append(traceback.format_exc(limit=-3))
    out = sys.stdout.write
    for fault in counts.faults:
        out(f"{fault}\n")
    seconds = time.monotonic() - started
    out(f"{counts.texts:,} texts ({first} floods), {counts.characters:,} characters, {len(counts.faults)} faults, {seconds:,.0f} s\n")
    out(f"the slowest flood: {counts.slowest[0] * 1e6:.1f} us a character, {counts.slowest[1]!r} …\n")


if __name__ == "__main__":
    main()
