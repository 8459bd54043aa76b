"""The words of claims are kept beside them, and counted: how rare a stem or a run of letters is among all claims."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime

import numpy as np
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Max, Prefetch

from claims.matching.plain import plain_text, stems
from claims.matching.ranking import Rarity, count_runs
from claims.models import Appearance, Claim, ClaimWords, RunFrequencies

# A stem in fewer claims is as rare as one that was never seen.
LEAST_COUNTED = 5
# So many claims tell how rare a run of letters is; more tell no more.
COUNTED_TEXTS, TEXTS_A_BATCH = 200_000, 5_000
# Counted again when so much has come since the last time: a share of the base, and a few at least.
GROWTH, FEWEST_NEW = 0.25, 50
_LOCK = 7_301_005

_rarity: dict[str, tuple[tuple[int, datetime], Rarity]] = {}


def keep_words(claims: Iterable[int]) -> None:
    """Store the words of these claims, each with the headline of the first article that carries it. Safe to run twice."""
    places = Appearance.objects.filter(retired_by="").select_related("version").order_by("pk")
    rows = [
        words_of(claim, next((place.version.title for place in claim.appearances.all()), ""))
        for claim in Claim.objects.filter(pk__in=list(claims)).prefetch_related(Prefetch("appearances", places)).order_by("pk")
    ]
    ClaimWords.objects.bulk_create(rows, update_conflicts=True, unique_fields=["claim"], update_fields=["text", "stems"])


def words_of(claim: Claim, title: str) -> ClaimWords:
    plain = plain_text(f"{claim.text} {title}")
    return ClaimWords(claim=claim, text=plain, stems=stems(plain))


def count_words(using: str = DEFAULT_DB_ALIAS) -> int:
    """Count in how many claims each stem and each run of letters stands; gives how many texts were read, 0 where somebody else is
    counting. Some 20 s a million claims."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone() != (True,):
            return 0
        cursor.execute("DELETE FROM claims_stemfrequency")
        cursor.execute(
            "INSERT INTO claims_stemfrequency (stem, claims) SELECT lexeme, count(*) FROM claims_claimwords, unnest(stems) "
            "GROUP BY lexeme HAVING count(*) >= %s",
            [LEAST_COUNTED],
        )
        counted = count_runs([])
        for batch in _sample(using):
            counted += count_runs(batch)
        newest = Claim.objects.using(using).aggregate(newest=Max("pk"))["newest"] or 0
        counts = zlib.compress(counted.counts.astype("<i4").tobytes(), 1)
        row = RunFrequencies.objects.using(using).create(counts=counts, texts=counted.texts, newest_claim=newest)
        RunFrequencies.objects.using(using).filter(pk__lt=row.pk).delete()
    return counted.texts


def has_grown() -> bool:
    """Whether so many claims have come since the last count that rarities may mislead."""
    counted = RunFrequencies.objects.order_by("-pk").values_list("newest_claim", flat=True).first() or 0
    newest = Claim.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return bool(newest - counted >= max(FEWEST_NEW, counted * GROWTH))


def rarity(using: str = DEFAULT_DB_ALIAS) -> Rarity | None:
    """The last count of letter runs, read once a process and count; None before the first."""
    newest = RunFrequencies.objects.using(using).order_by("-pk").values_list("pk", "counted_at").first()
    if newest is None:
        return None
    if using not in _rarity or _rarity[using][0] != newest:
        row = RunFrequencies.objects.using(using).filter(pk=newest[0]).first()
        if row is None:  # counted again in this moment
            return rarity(using)
        counts = np.frombuffer(zlib.decompress(bytes(row.counts)), "<i4").astype(np.int32)
        _rarity[using] = newest, Rarity(counts, row.texts)
    return _rarity[using][1]


def _sample(using: str) -> Iterator[list[str]]:
    rows = ClaimWords.objects.using(using).order_by("-pk").values_list("text", flat=True)[:COUNTED_TEXTS]
    batch: list[str] = []
    for text in rows.iterator(chunk_size=TEXTS_A_BATCH):
        batch.append(text)
        if len(batch) == TEXTS_A_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
