"""In how many origins claims stand is counted beside them, for dashboard and queue: what has changed, and once what was there before."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Max, Q

from claims.models import Appearance, Change, Claim, Match, SupportPlace
from claims.models.change import settled_until

# Changes, or claims from before, that one transaction counts.
BATCH, MOST_BATCHES = 500, 40
_LOCK = 7_201_442
# One statement, and so one snapshot: what is kept of a claim is what was added to the tallies for it.
_RECOUNT = """
WITH becomes AS MATERIALIZED (
    SELECT c.id, claims_count_origins(c.id) AS origins, c.language, coalesce(lower(c.published), c.created_at::date) AS day,
        c.confidential_to_id
    FROM claims_claim c
    WHERE c.id = ANY (%(ids)s) AND EXISTS (SELECT 1 FROM claims_appearance a WHERE a.claim_id = c.id AND a.retired_by = '')
), counted AS (
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
    SELECT 'origins', origins::text, '', language, day, confidential_to_id, sum(n) FROM (
        SELECT origins, language, day, confidential_to_id, -1 AS n FROM claims_supported WHERE claim_id = ANY (%(ids)s)
        UNION ALL SELECT origins, language, day, confidential_to_id, 1 FROM becomes) was_and_becomes
    GROUP BY origins, language, day, confidential_to_id HAVING sum(n) <> 0
), gone AS (
    DELETE FROM claims_supported WHERE claim_id = ANY (%(ids)s) AND claim_id NOT IN (SELECT id FROM becomes)
)
INSERT INTO claims_supported (claim_id, origins, language, day, confidential_to_id) SELECT * FROM becomes
ON CONFLICT (claim_id) DO UPDATE SET origins = excluded.origins, language = excluded.language, day = excluded.day,
    confidential_to_id = excluded.confidential_to_id
"""
# In the order of their ids, as all who wait for more than one. What claims are related by is looked at too: triggers leave a row that
# another had (`claims_rank_relation`).
_RANK = """
WITH becomes AS MATERIALIZED (
    SELECT q.claim_id, greatest(s.origins, 1) AS origins, r.is_contradicted, r.is_updated
    FROM claims_queuerank q LEFT JOIN claims_supported s ON s.claim_id = q.claim_id, LATERAL (
        SELECT coalesce(bool_or(relation = 'contradicts'), false) AS is_contradicted,
            coalesce(bool_or(relation = 'updates'), false) AS is_updated
        FROM claims_claimrelation WHERE claim_id = q.claim_id) r
    WHERE q.claim_id = ANY (%(ids)s)
        AND (q.origins, q.is_contradicted, q.is_updated) IS DISTINCT FROM (greatest(s.origins, 1), r.is_contradicted, r.is_updated)
    ORDER BY q.claim_id FOR NO KEY UPDATE OF q
)
UPDATE claims_queuerank q SET origins = b.origins, is_contradicted = b.is_contradicted, is_updated = b.is_updated
FROM becomes b WHERE b.claim_id = q.claim_id
"""


def count_support() -> int:
    """Count the origins of the claims that have changed since the last time, and rank them; gives how many claims were counted.

    Costs as much as has changed; on a base that was never counted it goes through all claims, some a call, until it is through.
    Returns at once where another process is at it.
    """
    counted = 0
    for _ in range(MOST_BATCHES):
        taken, more = _count_batch()
        counted += taken
        if not more:
            break
    return counted


def _count_batch() -> tuple[int, bool]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone() != (True,):
            return 0, False
        place = SupportPlace.objects.first() or _begin()
        changes = list(Change.objects.settled_after(place.transaction, place.change)[:BATCH])
        before = list(Claim.objects.filter(pk__gt=place.claim, pk__lte=place.until).order_by("pk").values_list("pk", flat=True)[:BATCH])
        ids = sorted(_with_partners(_changed(changes)) | set(before))
        if ids:
            cursor.execute(_RECOUNT, {"ids": ids})
            cursor.execute(_RANK, {"ids": ids})
        if changes:
            place.transaction, place.change = changes[-1].transaction, changes[-1].pk
        if before:
            place.claim = before[-1]
        place.save()
        return len(ids), BATCH in (len(changes), len(before))


def _begin() -> SupportPlace:
    """From what still runs on in the changes; what is there already is gone through once."""
    return SupportPlace(transaction=settled_until(), until=Claim.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def _changed(changes: Iterable[Change]) -> set[int]:
    """The claims that the changes may have given another number of origins."""
    ids: dict[str, list[int]] = {}
    for change in changes:
        ids.setdefault(change.subject, []).append(change.subject_id)
    of = Change.Subject
    claims = set(ids.get(of.CLAIM, ()))
    for pair in Match.objects.filter(pk__in=ids.get(of.MATCH, ())).values_list("claim_low", "claim_high"):
        claims.update(pair)
    places = Appearance.objects.filter(retired_by="", version__article__in=ids.get(of.ARTICLE, ()))
    return claims | set(places.values_list("claim", flat=True))


def _with_partners(claims: set[int]) -> set[int]:
    """With the claims that people confirmed to be the same as one of these: they count each other's origins."""
    same = Match.objects.filter(state=Match.State.CONFIRMED, relation=Match.MatchRelation.SAME)
    pairs = same.filter(Q(claim_low__in=claims) | Q(claim_high__in=claims)).values_list("claim_low", "claim_high")
    return claims | {claim for pair in pairs for claim in pair}
