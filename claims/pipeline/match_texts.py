"""Foreign texts are ranked by the very search that stored claims go through, without touching one stored row."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator, Mapping, Sequence

from django.db import connections

from claims.clients.embeddings import Embedder, embedder
from claims.exchange.retrieval_lines import TextItem
from claims.matching.plain import plain_text
from claims.matching.ranking import Ranking
from claims.models import Appearance, Claim, ClaimWords, Embedding
from claims.pipeline.candidates import Asked
from claims.pipeline.embed import made
from claims.pipeline.match import ranked_candidates
from claims.pipeline.store import text_key
from claims.pipeline.words import count_words, rarity, words_of
from claims.records import Modality, Polarity

MOST_RANKED = 20
# What the search reads. On a connection of its own, temporary tables of these names stand before the stored ones.
TABLES = (
    "claims_claim",
    "claims_appearance",
    "claims_embedding",
    "claims_claimwords",
    "claims_stemfrequency",
    "claims_runfrequencies",
)
ROWS_A_BATCH = 1_000


def match_texts(claims: Sequence[TextItem], queries: Sequence[TextItem]) -> Generator[list[int], None, None]:
    """For each query in order the positions of the nearest claims, best first, at most MOST_RANKED.

    Nothing is written to the stored tables and nothing of theirs is read. A query without words is near to nothing.
    """
    by = embedder()
    texts = {text_key(one.text): one.text for one in claims}
    with _shadowed() as using:
        _fill(claims, made(texts, by), using)
        vectors = _vectors(queries, by)
        for query in queries:
            yield [position - 1 for position in _nearest(query, vectors, by, using)]


def _nearest(query: TextItem, vectors: Mapping[str, Sequence[float]], by: Embedder, using: str) -> list[int]:
    plain = plain_text(f"{query.text} {query.title}")
    if not plain:
        return []
    asked = Asked(plain=plain, vector=vectors[text_key(query.text)])
    ranked = ranked_candidates(asked, Ranking(rarity(using)), model=by.model, width=by.width, using=using)
    return [found.claim for found, _ in ranked[:MOST_RANKED]]


def _vectors(queries: Sequence[TextItem], by: Embedder) -> dict[str, Sequence[float]]:
    keys = {text_key(one.text): one.text for one in queries}
    return dict(zip(keys, by.embed(list(keys.values())).tolist(), strict=True))


@contextlib.contextmanager
def _shadowed() -> Iterator[str]:
    """A connection of its own, by its alias, on which the tables of the search are empty; closed at the end, with all that it held."""
    alias = "match_texts"
    connections.settings[alias] = {**connections["default"].settings_dict, "CONN_MAX_AGE": 0}
    try:
        with connections[alias].cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE public.{table} INCLUDING ALL)")
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _fill(claims: Sequence[TextItem], vectors: Sequence[Embedding], using: str) -> None:
    rows = [_claim(position, one) for position, one in enumerate(claims, 1)]
    Claim.objects.using(using).bulk_create(rows, ROWS_A_BATCH)
    Appearance.objects.using(using).bulk_create(
        [Appearance(claim=row, version_id=row.pk, start=0, end=1, text="") for row in rows], ROWS_A_BATCH
    )
    words = [words_of(row, one.title) for row, one in zip(rows, claims, strict=True)]
    ClaimWords.objects.using(using).bulk_create(words, ROWS_A_BATCH)
    with connections[using].cursor() as cursor:
        # A graph is made faster of all vectors at once than vector by vector.
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indexrelid "
            "JOIN pg_am m ON m.oid = c.relam WHERE m.amname = 'hnsw' AND indrelid = 'pg_temp.claims_embedding'::regclass"
        )
        graphs = cursor.fetchall()
        for name, _ in graphs:
            cursor.execute(f"DROP INDEX {name}")
        Embedding.objects.using(using).bulk_create(vectors, ROWS_A_BATCH)
        for _, definition in graphs:
            cursor.execute(definition)
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")
    count_words(using)


def _claim(number: int, one: TextItem) -> Claim:
    return Claim(
        pk=number,
        speaker_id=0,
        speaker_root_id=0,
        text=one.text,
        text_key=text_key(one.text),
        language="",
        polarity=Polarity.POSITIVE.value,
        modality=Modality.FACT.value,
        checkworthiness=0.0,
        extraction_version="",
    )
