"""Tallies are summed up, so that counting stays cheap."""

from __future__ import annotations

from django.db import connection, transaction

# Rows of one kind are folded only where there are several; both halves see one snapshot, so that no sum is ever off.
_FOLD = """
WITH several AS (
    SELECT "of", key, state, language, day, confidential_to_id FROM claims_tally GROUP BY 1, 2, 3, 4, 5, 6 HAVING count(*) > 1 OR sum(n) = 0
), gone AS (
    DELETE FROM claims_tally t USING several s
    WHERE (t."of", t.key, t.state, t.language, t.day) = (s."of", s.key, s.state, s.language, s.day)
        AND t.confidential_to_id IS NOT DISTINCT FROM s.confidential_to_id
    RETURNING t.*
)
INSERT INTO claims_tally ("of", key, state, language, day, confidential_to_id, n)
SELECT "of", key, state, language, day, confidential_to_id, sum(n) FROM gone GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
"""
# Any number that no other advisory lock of the program has.
_LOCK = 7_201_441


def fold_tallies() -> None:
    """Sum up the tallies of each kind in one row. Returns at once where another process is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone() == (True,):
            cursor.execute(_FOLD)
