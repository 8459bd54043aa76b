"""Tallies are summed up, so that counting stays cheap."""

from __future__ import annotations

from django.db import connection, transaction

# Fresh rows that one transaction sums up: what has come since the last time is folded, and nothing else is read.
BATCH, MOST_BATCHES = 20_000, 50
# All rows of the kinds of which there is a fresh one become one row, which is not fresh; one snapshot, so that no sum is ever off.
_FOLD = """
WITH fresh AS MATERIALIZED (
    SELECT "of", key, state, language, day, confidential_to_id FROM claims_tally WHERE is_fresh ORDER BY id LIMIT %s
), kinds AS MATERIALIZED (
    SELECT DISTINCT "of", key, state, language, day, confidential_to_id FROM fresh
), gone AS (
    DELETE FROM claims_tally t USING kinds k
    WHERE (t."of", t.day, t.key, t.state, t.language) = (k."of", k.day, k.key, k.state, k.language)
        AND t.confidential_to_id IS NOT DISTINCT FROM k.confidential_to_id
    RETURNING t.*
), kept AS (
    INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n, is_fresh)
    SELECT "of", key, state, language, day, confidential_to_id, sum(n), false FROM gone GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
)
SELECT count(*) FROM fresh
"""
# Any number that no other advisory lock of the program has.
_LOCK = 7_201_441


def fold_tallies() -> int:
    """Sum up the fresh tallies in one row a kind; gives how many were fresh. Returns at once where another process is at it.

    Costs as much as has changed since the last time, whatever is there.
    """
    folded = 0
    for _ in range(MOST_BATCHES):
        taken = _fold()
        folded += taken
        if taken < BATCH:
            break
    return folded


def _fold() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone() != (True,):
            return 0
        # The kinds are few beside the table: their rows are looked up in the index, whatever the planner expects.
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), "
            "set_config('enable_mergejoin', 'off', true)"
        )
        cursor.execute(_FOLD, [BATCH])
        return int(cursor.fetchone()[0])
