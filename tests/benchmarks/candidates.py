"""What one claim's candidate query costs in a big base, and what its vector index misses.

`python -m tests.benchmarks.candidates --state FOLDER [--queries 200]`, after `tests.benchmarks.million` has built the folder. Queries are
sentences that the base has never seen. Each is asked twice; the second, warm time counts. Exact answers come from a scan of all vectors.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.million import unseen_sentences, use_state
from tests.benchmarks.pages import cpu_seconds

NEAREST = 10
EXACT = """
SELECT c.id FROM claims_claim c JOIN (
    SELECT text_key FROM claims_embedding ORDER BY vector::halfvec({width}) <=> %(vector)s::halfvec({width}) LIMIT %(nearest)s
) near USING (text_key)
"""


def measure(queries: int, exact: int) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from claims.clients.embeddings import embedder  # noqa: PLC0415
    from claims.matching.plain import plain_text  # noqa: PLC0415
    from claims.matching.ranking import Ranking  # noqa: PLC0415
    from claims.models import Claim, Embedding  # noqa: PLC0415
    from claims.pipeline.candidates import Asked, find_candidates  # noqa: PLC0415
    from claims.pipeline.words import rarity  # noqa: PLC0415

    by, held = embedder(), Claim.objects.count()
    if not Embedding.objects.exists():
        raise SystemExit("This base was built without vectors: there is nothing near to be found.")
    texts = list(islice(unseen_sentences(), queries))
    asked = [Asked(plain_text(text), vector.tolist()) for text, vector in zip(texts, by.embed(texts), strict=True)]
    for one in asked:
        find_candidates(one, model=by.model, width=by.width)
    search, answers = _timed([partial(find_candidates, one, model=by.model, width=by.width) for one in asked])
    _tell(held, "candidate query", search)
    rare = rarity()
    order, _ = _timed(
        [
            partial(Ranking(rare).scores, one.plain, [each.plain for each in found], [each.cosine for each in found])
            for one, found in zip(asked, answers, strict=True)
        ]
    )
    _tell(held, "ranking", order)
    sizes, ids_found = [len(one) for one in answers], [{each.claim for each in one} for one in answers]
    recalls = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_indexscan', 'off', true)")
        for one, ids in list(zip(asked, ids_found, strict=True))[:exact]:
            cursor.execute(EXACT.format(width=by.width), {"vector": str(list(one.vector or ())), "nearest": NEAREST})
            true = {claim for (claim,) in cursor.fetchall()}
            recalls.append(len(true & ids) / len(true))
    print(f"{held:,} claims: vector recall@{NEAREST} {np.mean(recalls):.4f} over {len(recalls)}; {np.mean(sizes):.0f} candidates a query")  # noqa: T201


@dataclass(frozen=True)
class Spent:
    """Wall time of each call in seconds, and CPU of one on average: of this process and its database session."""

    walls: list[float]
    cpu: float


def _timed(calls: Sequence[Callable[[], Any]]) -> tuple[Spent, list[Any]]:
    walls, answers, before = [], [], cpu_seconds()
    for call in calls:
        began = time.perf_counter()
        answers.append(call())
        walls.append(time.perf_counter() - began)
    return Spent(walls, (cpu_seconds() - before) / len(walls)), answers


def _tell(held: int, what: str, spent: Spent) -> None:
    p50, p95 = np.percentile(np.array(spent.walls) * 1000, [50, 95])
    figures = f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, CPU {spent.cpu * 1000:.1f} ms"
    print(f"{held:,} claims: {what} {figures} over {len(spent.walls)} queries (load {os.getloadavg()[0]:.1f})")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--exact", type=int, default=50, help="queries that are also answered by a scan of all vectors")
    options = parser.parse_args()
    use_state(options.state)
    measure(options.queries, options.exact)
