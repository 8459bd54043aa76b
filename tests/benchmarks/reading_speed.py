"""How fast `extract` reads, what it keeps in memory, and how its time grows with the length of a text.

usage: python -m tests.benchmarks.reading_speed ARTICLES.jsonl[.gz] [--language ar] [--count 500]

Prints articles a second on one core, as they come and for articles of 250 words; the share of folding, of dates and of amounts; memory in
use before and behind; and the time for texts of 10,000 characters to 1 MB that are made by joining the articles. Linear growth leaves the
last column level.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

from claims.extraction import extract
from claims.extraction.dates import find_dates
from claims.extraction.quantities import find_quantities
from claims.languages import pack_for
from claims.languages.folding import fold

WORDS = 250
LENGTHS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
PUBLISHED = date(2018, 6, 1)


def _texts(path: Path, count: int) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [f"{row.get('title') or ''}\n\n{row['text']}" for row in rows]


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _memory() -> float:
    """Megabytes at the highest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _parts(texts: list[str], language: str) -> dict[str, float]:
    pack = pack_for(language)
    folded = [fold(text) for text in texts]
    found = [find_dates(one, text, pack, PUBLISHED)[0] for one, text in zip(folded, texts, strict=True)]
    taken = [[(day.start, day.end) for day in days] for days in found]

    def amounts() -> None:
        for one, text, spans in zip(folded, texts, taken, strict=True):
            find_quantities(one, text, pack, spans)

    return {
        "folding": _seconds(lambda: [fold(text) for text in texts]),
        "dates": _seconds(lambda: [find_dates(one, text, pack, PUBLISHED) for one, text in zip(folded, texts, strict=True)]),
        "amounts": _seconds(amounts),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles", type=Path)
    arguments.add_argument("--language", default="ar")
    arguments.add_argument("--count", type=int, default=500)
    options = arguments.parse_args()
    out = sys.stdout.write
    texts = _texts(options.articles, options.count)
    words = sum(len(text.split()) for text in texts)
    before = _memory()
    extract(texts[0], language=options.language, published=PUBLISHED)
    whole = _seconds(lambda: [extract(text, language=options.language, published=PUBLISHED) for text in texts])
    out(f"{len(texts)} articles, {words / len(texts):.0f} words each: {len(texts) / whole:.0f} articles/s\n")
    out(f"of {WORDS} words: {words / WORDS / whole:.0f} articles/s, {whole / words * WORDS * 1e3:.2f} ms each\n")
    for name, seconds in _parts(texts, options.language).items():
        out(f"  {name:8} {seconds / words * WORDS * 1e3:6.2f} ms\n")
    out(f"memory at its highest: {before:.0f} MB with the packs, {_memory():.0f} MB behind the reading\n")
    joined = "\n\n".join(texts)
    while len(joined) < LENGTHS[-1]:
        joined += "\n\n" + joined
    for length in LENGTHS:
        text = joined[:length]
        seconds = _seconds(lambda text=text: extract(text, language=options.language, published=PUBLISHED))  # type: ignore[misc]
        out(f"{length:9,} characters {seconds:7.2f} s {seconds / length * 1e6:6.2f} us a character\n")


if __name__ == "__main__":
    main()
