"""A base of many claims in a state folder of its own, kept for all benchmarks of size.

`python -m tests.benchmarks.million --state FOLDER [--claims 1000000]`: real sentences of ../shared/corpus, each with variants in which
words are exchanged for others of the corpus, under real sentence vectors with noise. A folder that is built already is left alone.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import struct
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from psycopg import Cursor

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "ant_2018_ar.jsonl.gz"
# Of so many sentences one is kept out of the base, to be looked for.
UNSEEN = 50
# A real sentence and its real vector stand behind so many claims.
VARIANTS = 5
# Length of the noise beside a vector of length one: variants are about .96 near to their sentence.
NOISE = 0.3
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
    """Point Django at the embedded servers of a folder. Before anything of it is imported."""
    os.environ.update(FACTCHECK_STATE=str(folder), OPENBLAS_NUM_THREADS="1", DJANGO_SETTINGS_MODULE="factcheck.settings")
    import django  # noqa: PLC0415

    django.setup()


def build(claims: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from claims.pipeline.vector_index import index_name, prepare_index  # noqa: PLC0415
    from claims.pipeline.words import count_words  # noqa: PLC0415

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    started = time.monotonic()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_claim")
        if (held := cursor.fetchone()[0]) >= claims:
            _say(started, f"{held:,} claims are there")
            return
        cursor.execute(f"DROP INDEX IF EXISTS {index_name('use-multilingual-v3', 512)}")
        version, speaker = _scene()
        texts = list(islice(stored_sentences(), -(-claims // VARIANTS)))
        vectors = _embed(texts, started)
        vocabulary = [word for text in texts[:5000] for word in text.split()]
        for first in range(0, claims, ROWS_A_BATCH):
            _store(cursor.cursor, range(first, min(first + ROWS_A_BATCH, claims)), texts, vectors, vocabulary, version, speaker)
            _say(started, f"{min(first + ROWS_A_BATCH, claims):,} claims stored")
        cursor.execute("ANALYZE")
    prepare_index()
    _say(started, "index of vectors made")
    count_words()
    _say(started, "words counted")
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _scene() -> tuple[int, int]:
    """One article version and one speaker, which all claims share."""
    from claims.models import Article, ArticleVersion, Outlet, Speaker, User  # noqa: PLC0415

    outlet = Outlet.objects.get_or_create(name="Benchmark")[0]
    article = Article.objects.get_or_create(identity="0" * 64, defaults={"outlet": outlet, "added_by": User.objects.system()})[0]
    version = ArticleVersion.objects.get_or_create(article=article, number=1, defaults={"language": "ar", "text": "-", "sha256": "0" * 64})
    return version[0].pk, Speaker.objects.get_or_create(name="Benchmark", defaults={"kind": "group"})[0].pk


def _embed(texts: Sequence[str], started: float) -> NDArray[np.float32]:
    from claims.clients.embeddings import embedder  # noqa: PLC0415

    parts = []
    for first in range(0, len(texts), 2_000):
        parts.append(embedder().embed(texts[first : first + 2_000]))
        _say(started, f"{min(first + 2_000, len(texts)):,} of {len(texts):,} vectors")
    return np.concatenate(parts)


def _store(
    cursor: Cursor[Any],
    numbers: range,
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    vocabulary: Sequence[str],
    version: int,
    speaker: int,
) -> None:
    from claims.matching.plain import plain_text, stems  # noqa: PLC0415

    chance = random.Random(numbers.start)
    noise = np.random.default_rng(numbers.start)
    rows = [(number + 1, *_variant(texts[number % len(texts)], number // len(texts), vocabulary, chance)) for number in numbers]
    noised = vectors[[number % len(texts) for number in numbers]]
    noised = noised + noise.standard_normal(noised.shape).astype(np.float32) * (NOISE / noised.shape[1] ** 0.5)
    noised /= np.linalg.norm(noised, axis=1, keepdims=True)
    with cursor.copy(
        "COPY claims_claim (id, speaker_id, speaker_root_id, text, text_key, language, said_precision, as_of_precision, polarity, "
        "modality, checkworthiness, checkworthiness_reasons, status, version, extraction_version, match_state, created_at) FROM STDIN"
    ) as copy:
        for number, text, key in rows:
            copy.write_row(
                (number, speaker, speaker, text, key, "ar", "range", "", "positive", "fact", 0.5, "[]", "unreviewed", 0, "1", "done", "now")
            )
    with cursor.copy('COPY claims_appearance (claim_id, version_id, start, "end", text, retired_by) FROM STDIN') as copy:
        for number, _, _ in rows:
            copy.write_row((number, version, 0, 1, "-", ""))
    with cursor.copy("COPY claims_claimwords (claim_id, text, stems) FROM STDIN") as copy:
        for number, text, _ in rows:
            plain = plain_text(text)
            copy.write_row((number, plain, stems(plain)))
    with cursor.copy("COPY claims_embedding (text_key, model, vector) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
        for (_, _, key), vector in zip(rows, noised.astype(">f2"), strict=True):
            fields = (key.encode(), b"use-multilingual-v3", struct.pack("!hh", len(vector), 0) + vector.tobytes())
            copy.write(struct.pack("!h", 3) + b"".join(struct.pack("!i", len(field)) + field for field in fields))
        copy.write(struct.pack("!h", -1))


def _variant(text: str, number: int, vocabulary: Sequence[str], chance: random.Random) -> tuple[str, str]:
    """The text, from the second time on with words exchanged, and a key that no other has."""
    words = text.split()
    for _ in range(WORDS_CHANGED if number else 0):
        words[chance.randrange(len(words))] = chance.choice(vocabulary)
    changed = " ".join(words)
    return changed, hashlib.sha256(f"{number} {changed}".encode()).hexdigest()


def _say(started: float, what: str) -> None:
    print(f"{time.monotonic() - started:6.0f} s  {what}", flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=1_000_000)
    options = parser.parse_args()
    use_state(options.state)
    build(options.claims)
