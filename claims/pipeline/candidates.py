"""Which stored claims may speak of the same thing: nearest vectors, rarest words, like amounts, at a cost that the base does not raise.

Everything is one connection's: `match-texts` runs it over temporary tables that shadow the stored ones.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.utils import CursorWrapper

from claims.matching.plain import stems
from claims.models import StemFrequency
from claims.models.words import any_of

# Texts by vector, and of each the newest claims that hold it.
NEAREST_TEXTS, CLAIMS_A_TEXT = 50, 10
# Stems looked up, rarest first, until they name so many claims; a stem in more claims than that is skipped. SPARE: so many times as
# many claims by the last count, which is older than the claims. Of those that they name so many are looked at, which share most stems: of
# 553 suggestions among 795 claims two were not among these.
MOST_STEMS, MOST_POSTINGS, SPARE, MOST_BY_WORDS = 24, 500, 1.5, 250
# So many days apart are one time. Of one speaker's claims of it so many are looked at, the newest; an amount that more claims name tells
# nothing; and so many claims are found by either.
DAYS_NEAR, MOST_OF_SPEAKER, MOST_WITH_AMOUNT, MOST_BY_FACTS = 3, 100, 100, 20
# Width of the search in the vector index, and the vectors it may visit while others are filtered out. Among a million vectors of news
# sentences recall@10 is .966 at 80, .986 at 160 and .996 at 250 (`tests.benchmarks.candidates`).
SEARCH_WIDTH, MOST_VISITED = 250, 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `plain` is its `plain_text`; `vector` may be missing; only claims of `desk` (None: open ones) answer.

    `besides` are ids of claims that are no answers: the claim itself and what its own articles say. `claim` is the id of a stored claim
    whose speaker, time and amounts are looked for as well.
    """

    plain: str
    vector: Sequence[float] | None
    desk: int | None = None
    besides: Sequence[int] = ()
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A stored claim, its plain text, and the cosine of its vector with the one looked for, None where either is missing."""

    claim: int
    plain: str
    cosine: float | None


def find_candidates(asked: Asked, *, model: str, width: int, using: str = DEFAULT_DB_ALIAS) -> list[Found]:
    """Live claims that share rare words with what is asked, are near to it by vector, or share time and measure with it, and speaker or
    amount; in no order, some 1,000 at most.

    `model` and `width` are of the embedder that made the vector.
    """
    with transaction.atomic(using=using, savepoint=False), connections[using].cursor() as cursor:
        # Both indexes are meant to be used, whatever the planner makes of its statistics; a common stem's list is cut while read.
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true), set_config('hnsw.iterative_scan', 'relaxed_order', true), "
            "set_config('hnsw.ef_search', %s, true), set_config('hnsw.max_scan_tuples', %s, true), "
            "set_config('gin_fuzzy_search_limit', %s, true)",
            [str(SEARCH_WIDTH), str(MOST_VISITED), str(4 * MOST_POSTINGS)],
        )
        ids = set(_by_words(cursor, asked, using))
        if asked.vector is not None:
            ids |= set(_by_vector(cursor, asked, model, width))
        if asked.claim is not None:
            ids |= set(_by_facts(cursor, asked))
        return _texts(cursor, asked, sorted(ids), model)


def _by_words(cursor: CursorWrapper, asked: Asked, using: str) -> list[int]:
    words = stems(asked.plain)
    known = dict(StemFrequency.objects.using(using).filter(stem__in=words).values_list("stem", "claims"))
    # Among stems that were not counted yet, long words are the rarer ones.
    rare = sorted((word for word in words if known.get(word, 0) <= MOST_POSTINGS), key=lambda word: (known.get(word, 0), -len(word), word))
    # Stems behind those that name enough claims by the last count are not looked up, with some to spare for what has come since.
    reached = accumulate(known.get(word, 0) for word in rare)
    rare = [word for word, claims in zip(rare, reached, strict=True) if claims <= SPARE * MOST_POSTINGS]
    cursor.execute(
        "SELECT array_agg(w.claim_id) FROM unnest(%s::text[]) WITH ORDINALITY asked(stem, place) CROSS JOIN LATERAL "
        "(SELECT claim_id FROM claims_claimwords WHERE stems @@ asked.stem::tsquery AND claim_id <> ALL(%s::bigint[]) LIMIT %s) w "
        "GROUP BY place ORDER BY count(*), place",
        # What is no answer takes no place: a headline's stems are those of every claim of its article.
        [[any_of([stem]) for stem in rare[:MOST_STEMS]], list(asked.besides), MOST_POSTINGS + 1],
    )
    found: list[int] = []
    for (postings,) in cursor.fetchall():
        if len(postings) > MOST_POSTINGS or (found and len(found) + len(postings) > MOST_POSTINGS):
            break
        found += postings
    shared = Counter(found)
    return heapq.nlargest(MOST_BY_WORDS, shared, key=lambda claim: (shared[claim], claim))


def _by_vector(cursor: CursorWrapper, asked: Asked, model: str, width: int) -> list[int]:
    values = {"vector": _literal(asked), "model": model, "texts": NEAREST_TEXTS, "claims": CLAIMS_A_TEXT, **_eligible_values(asked)}
    cursor.execute((_NEAREST if asked.desk is None else _NEAREST_OF_DESK).format(width=int(width), eligible=_eligible(asked)), values)
    return [claim for (claim,) in cursor.fetchall()]


def _by_facts(cursor: CursorWrapper, asked: Asked) -> list[int]:
    bounds = {"days": DAYS_NEAR, "of_speaker": MOST_OF_SPEAKER, "with_amount": MOST_WITH_AMOUNT, "most": MOST_BY_FACTS}
    cursor.execute(_FACTS.format(eligible=_eligible(asked)), {"claim": asked.claim, **bounds, **_eligible_values(asked)})
    return [claim for (claim,) in cursor.fetchall()]


def _texts(cursor: CursorWrapper, asked: Asked, ids: list[int], model: str) -> list[Found]:
    values = {"vector": _literal(asked), "model": model, "ids": ids, **_eligible_values(asked)}
    cursor.execute(_TEXTS.format(eligible=_eligible(asked)), values)
    return [Found(claim, plain, None if cosine is None else float(cosine)) for claim, plain, cosine in cursor.fetchall()]


# OFFSET 0 keeps each condition a question about one text: joined, the planner would sort all vectors.
_NEAREST = """
WITH near AS MATERIALIZED (
    SELECT e.text_key FROM claims_embedding e
    WHERE e.model = %(model)s AND EXISTS (SELECT 1 FROM claims_claim c WHERE c.text_key = e.text_key AND {eligible} OFFSET 0)
    ORDER BY e.vector::halfvec({width}) <=> %(vector)s::halfvec({width}) LIMIT %(texts)s
)
SELECT held.id FROM near CROSS JOIN LATERAL (
    SELECT c.id FROM claims_claim c WHERE c.text_key = near.text_key AND {eligible} ORDER BY c.id DESC LIMIT %(claims)s
) held
"""
# One desk's confidential claims are few among all: in the index most visits would be in vain.
_NEAREST_OF_DESK = """
SELECT c.id FROM claims_claim c JOIN claims_embedding e ON e.text_key = c.text_key AND e.model = %(model)s
WHERE {eligible} ORDER BY e.vector::halfvec({width}) <=> %(vector)s::halfvec({width}), c.id DESC LIMIT %(texts)s
"""
# What one speaker counts in one measure at one time, in whatever words and language; and an amount that few claims name.
# OFFSET 0: a claim is looked up by its number, and only then asked for its day.
_FACTS = """
WITH asked AS MATERIALIZED (
    SELECT speaker_root_id, lower(published) - %(days)s AS first, lower(published) + %(days)s AS last FROM claims_claim WHERE id = %(claim)s
), amounts AS MATERIALIZED (
    SELECT DISTINCT unit, low, high FROM claims_quantity WHERE claim_id = %(claim)s AND unit <> ''
)
(
    SELECT said.id FROM asked CROSS JOIN LATERAL (
        SELECT c.id FROM claims_claim c WHERE c.speaker_root_id = asked.speaker_root_id
        AND c.published BETWEEN daterange(asked.first, asked.first, '[]') AND daterange(asked.last, asked.last, '[]') AND {eligible}
        ORDER BY c.published DESC, c.id DESC LIMIT %(of_speaker)s
    ) said WHERE EXISTS (SELECT 1 FROM claims_quantity q JOIN amounts ON amounts.unit = q.unit WHERE q.claim_id = said.id)
    LIMIT %(most)s
) UNION (
    SELECT c.id FROM asked CROSS JOIN amounts CROSS JOIN LATERAL (
        SELECT array_agg(q.claim_id) AS claims FROM (
            SELECT claim_id FROM claims_quantity WHERE unit = amounts.unit AND low = amounts.low AND high = amounts.high
            LIMIT %(with_amount)s + 1
        ) q
    ) held CROSS JOIN LATERAL unnest(held.claims) AS holder(id)
    CROSS JOIN LATERAL (SELECT * FROM claims_claim WHERE id = holder.id OFFSET 0) c
    WHERE cardinality(held.claims) <= %(with_amount)s AND c.published && daterange(asked.first, asked.last, '[]') AND {eligible}
    ORDER BY c.published DESC, c.id DESC LIMIT %(most)s
)
"""
# Without the width, which the index alone asks for: giving it to each vector would copy it.
_TEXTS = """
SELECT c.id, w.text, 1 - (e.vector <=> %(vector)s::halfvec)
FROM unnest(%(ids)s::bigint[]) asked(id) JOIN claims_claim c ON c.id = asked.id JOIN claims_claimwords w ON w.claim_id = c.id
LEFT JOIN claims_embedding e ON e.text_key = c.text_key AND e.model = %(model)s
WHERE {eligible}
"""
_ANSWERS = """
c.id <> ALL(%(besides)s::bigint[])
AND EXISTS (SELECT 1 FROM claims_appearance a WHERE a.claim_id = c.id AND a.retired_by = '' OFFSET 0)
"""


def _eligible(asked: Asked) -> str:
    return f"c.confidential_to_id {'IS NULL' if asked.desk is None else '= %(desk)s'} AND {_ANSWERS}"


def _eligible_values(asked: Asked) -> dict[str, Any]:
    return {"desk": asked.desk, "besides": list(asked.besides)}


def _literal(asked: Asked) -> str | None:
    return None if asked.vector is None else "[" + ",".join(f"{value:.6g}" for value in asked.vector) + "]"
