"""A base of many claims in a state folder of its own, kept for all benchmarks of size.

`python -m tests.benchmarks.million --state FOLDER [--claims 1000000]`: real sentences of ../shared/corpus, each with variants in which
words are exchanged for others of the corpus, and the vector of each. Around the claims stands what `scene` makes. A folder that is built
already is left alone; `--without-vectors` makes in four minutes a base of which only the pages are measured: 100,000 vectors take two and a
half minutes more.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import multiprocessing
import os
import random
import struct
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks import scene

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper
    from psycopg import Cursor

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "ant_2018_ar.jsonl.gz"
# Of so many sentences one is kept out of the base, to be looked for.
UNSEEN = 50
# A real sentence stands behind so many claims.
VARIANTS = 5
WORDS_CHANGED = 2
ROWS_A_BATCH = 10_000
SHORTEST, LONGEST = 40, 250


def sentences() -> Iterator[str]:
    """Distinct sentences of the corpus, in an order that is always the same."""
    seen: set[str] = set()
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            for paragraph in json.loads(line)["text"].split("\n"):
                for sentence in paragraph.split(". "):
                    text = " ".join(sentence.split()).replace("\0", "")
                    if SHORTEST <= len(text) <= LONGEST and text not in seen:
                        seen.add(text)
                        yield text


def stored_sentences() -> Iterator[str]:
    return (text for place, text in enumerate(sentences()) if place % UNSEEN)


def unseen_sentences() -> Iterator[str]:
    return (text for place, text in enumerate(sentences()) if not place % UNSEEN)


def use_state(folder: Path) -> None:
    """Point Django at the embedded servers of a folder, and set no limit on how often is asked. Before anything of it is imported."""
    os.environ.update(FACTCHECK_STATE=str(folder), DJANGO_SETTINGS_MODULE="factcheck.settings", API_USER_REQUESTS_A_MINUTE="0")
    import django  # noqa: PLC0415

    django.setup()


def build(claims: int, *, vectors: bool) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from claims.pipeline.vector_index import index_name, prepare_index  # noqa: PLC0415
    from claims.pipeline.words import count_words  # noqa: PLC0415

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    started = time.monotonic()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_claim")
        if (held := cursor.fetchone()[0]) == 0:
            with scene.indexes_made_after(cursor):
                _fill(cursor, claims, started)
            _say(started, "indexes made")
            cursor.execute("VACUUM ANALYZE")
            count_words()
            _say(started, "words counted")
        else:
            _say(started, f"{held:,} claims are there")
        cursor.execute("SELECT EXISTS (SELECT 1 FROM claims_embedding)")
        if vectors and cursor.fetchone() == (False,):
            cursor.execute(f"DROP INDEX IF EXISTS {index_name('use-multilingual-v3', 512)}")
            _fill_vectors(cursor, started)
    if vectors:
        prepare_index()
        _say(started, "index of vectors made")


def _fill(cursor: CursorWrapper, claims: int, started: float) -> None:
    texts = list(islice(stored_sentences(), -(-claims // VARIANTS)))
    vocabulary = [word for text in texts[:5000] for word in text.split()]
    scene.before_claims(cursor, claims)
    cursor.execute("CREATE TEMP TABLE loaded (n bigint, text text, key text)")
    for first in range(0, claims, ROWS_A_BATCH):
        numbers = range(first, min(first + ROWS_A_BATCH, claims))
        _store(cursor.cursor, numbers, texts, vocabulary)
        scene.place_claims(cursor, claims)
        if not (first // ROWS_A_BATCH) % 10:
            _say(started, f"{numbers.stop:,} claims stored")
    scene.after_claims(cursor, claims)
    _say(started, "amounts, matches, verdicts and counts stored")


def _fill_vectors(cursor: CursorWrapper, started: float) -> None:
    stored = 0
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for keys, vectors in pool.map(_embedded, _batches(cursor)):
            _store_vectors(cursor.cursor, keys, vectors)
            stored += len(keys)
            if not stored % (10 * ROWS_A_BATCH):
                _say(started, f"{stored:,} vectors stored")
    cursor.execute("ANALYZE claims_embedding")


def _batches(cursor: CursorWrapper) -> Iterator[tuple[list[str], list[str]]]:
    """Keys and texts of all claims."""
    cursor.execute("SELECT text_key, text FROM claims_claim ORDER BY id")
    while rows := cursor.fetchmany(ROWS_A_BATCH):
        yield [key for key, _ in rows], [text for _, text in rows]


def _embedded(batch: tuple[list[str], list[str]]) -> tuple[list[str], NDArray[np.float32]]:
    from claims.clients.embeddings import embedder  # noqa: PLC0415

    keys, texts = batch
    return keys, embedder().embed(texts)


def _store(cursor: Cursor[Any], numbers: range, texts: Sequence[str], vocabulary: Sequence[str]) -> None:
    """Claims' texts into `loaded`, and their words."""
    from claims.matching.plain import plain_text, stems  # noqa: PLC0415
    from claims.models.words import lexeme  # noqa: PLC0415

    chance = random.Random(numbers.start)
    rows = [(number + 1, *_variant(texts[number % len(texts)], number, number // len(texts), vocabulary, chance)) for number in numbers]
    cursor.execute("TRUNCATE loaded")
    with cursor.copy("COPY loaded (n, text, key) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    with cursor.copy("COPY claims_claimwords (claim_id, text, stems) FROM STDIN") as copy:
        for number, text, _ in rows:
            plain = plain_text(text)
            copy.write_row((number, plain, " ".join(map(lexeme, stems(plain)))))


def _store_vectors(cursor: Cursor[Any], keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
    with cursor.copy("COPY claims_embedding (text_key, model, vector) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
        for key, vector in zip(keys, vectors.astype(">f2"), strict=True):
            fields = (key.encode(), b"use-multilingual-v3", struct.pack("!hh", len(vector), 0) + vector.tobytes())
            copy.write(struct.pack("!h", 3) + b"".join(struct.pack("!i", len(field)) + field for field in fields))
        copy.write(struct.pack("!h", -1))


def _variant(text: str, number: int, again: int, vocabulary: Sequence[str], chance: random.Random) -> tuple[str, str]:
    """The text, from the second time on with words exchanged, and a key that no other has."""
    words = text.split()
    for _ in range(WORDS_CHANGED if again else 0):
        words[chance.randrange(len(words))] = chance.choice(vocabulary)
    changed = " ".join(words)
    return changed, hashlib.sha256(f"{number} {changed}".encode()).hexdigest()


def _say(started: float, what: str) -> None:
    print(f"{time.monotonic() - started:6.0f} s  {what}", flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--without-vectors", action="store_true")
    options = parser.parse_args()
    use_state(options.state)
    build(options.claims, vectors=not options.without_vectors)
