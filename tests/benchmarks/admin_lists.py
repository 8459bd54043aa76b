# ruff: noqa: E402, E501  # the settings come before what reads them; SQL is read more easily in long lines
"""The admin's lists and pages over a million claims: how long they take and how often they ask.

Run on a state folder of its own, which it fills the first time:

    FACTCHECK_STATE=/tmp/state-million EMBEDDED_MEMORY=1024 EMBEDDED_DURABLE=no python -m tests.benchmarks.admin_lists 1000000
"""

from __future__ import annotations

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
django.setup()

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Match, User
from claims.pipeline.accounts import grant_admin_permissions

REPEATS = 20
FILL = [
    "INSERT INTO claims_speaker (kind, name, key, distinction) SELECT 'person', 'متحدث ' || n, 'متحدث ' || n, '' FROM generate_series(1, 2000) n",
    """INSERT INTO claims_claim (speaker_id, speaker_root_id, text, text_key, language, said, said_precision, published, as_of_precision, polarity,
        modality, checkworthiness, checkworthiness_reasons, status, version, match_state, extraction_version, created_at)
       SELECT s.low + n % 2000, s.low + n % 2000, 'عدد العاملين في الموقع ' || n || ' عامل بحسب البيان', md5(n::text) || md5(n::text), 'ar',
        daterange(date '2020-01-01' + n % 2000, date '2020-01-02' + n % 2000), 'day', daterange(date '2020-01-01' + n % 2000, date '2020-01-02' + n % 2000),
        '', 'positive', 'fact', (n % 1000) / 1000.0, '[]', (ARRAY['unreviewed', 'in_review', 'dismissed'])[1 + n % 3], 1, 'done', '1', now()
       FROM generate_series(1, {claims}) n, (SELECT min(id) AS low FROM claims_speaker WHERE kind = 'person') s""",
    """INSERT INTO claims_quantity (claim_id, position, text, low, high, qualifier, unit, thing, change)
       SELECT id, 0, '300', 300, 300, 'exact', 'person', '', '' FROM claims_claim""",
    """INSERT INTO claims_decision (subject, subject_id, seq, from_state, to_state, actor_id, reason, changes, at, xact, prev, hash)
       SELECT 'claim', id, 1, 'unreviewed', status, (SELECT id FROM claims_user WHERE username = 'system'), 'filled', '{{}}', now(), 0, '', ''
       FROM claims_claim""",
    """INSERT INTO claims_match (claim_low_id, claim_high_id, machine_relation, machine_direction, score, reasons, judgement_version, state, relation,
        direction, rejected_relation, rejected_fingerprint, version, created_at)
       SELECT id, id + 1, 'contradicts', '', 0.5, '[]', '1', 'suggested', '', '', '', '', 0, now() FROM claims_claim
       WHERE id % 3 = 0 AND id < (SELECT max(id) FROM claims_claim)""",
]  # fmt: skip


def fill(claims: int) -> None:
    """Rows as the program would leave them, written past the guards, which would take an hour."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        # The exclusion constraint is what takes longest, and no list reads it.
        cursor.execute("ALTER TABLE claims_claim DROP CONSTRAINT IF EXISTS claim_identity")
        for statement in FILL:
            cursor.execute(statement.format(claims=claims))
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def measure(client: Client, name: str, path: str) -> None:
    client.get(path)
    took = []
    with CaptureQueriesContext(connection) as queries:
        for _ in range(REPEATS):
            start = time.perf_counter()
            answer = client.get(path)
            took.append((time.perf_counter() - start) * 1000)
    assert answer.status_code == 200, (path, answer.status_code)
    slowest = statistics.quantiles(took, n=20)[-1]
    print(f"{name:32} p50 {statistics.median(took):7.1f} ms  p95 {slowest:7.1f} ms  queries {len(queries) // REPEATS}")  # noqa: T201


def main(claims: int) -> None:
    call_command("migrate", database="owner", verbosity=0)
    grant_admin_permissions()
    if not Claim.objects.exists():
        fill(claims)
    user, new = User.objects.get_or_create(username="approver", defaults={"is_staff": True})
    if new:
        user.groups.add(Group.objects.get(name="approver"))
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    one, pair = Claim.objects.order_by("pk")[claims // 2].pk, Match.objects.earliest("pk").pk
    for name, path in (
        ("claims", "/admin/claims/claim/"),
        ("claims, page 50", "/admin/claims/claim/?p=50"),
        ("claims in review", "/admin/claims/claim/?status__exact=in_review"),
        ("claims, newest first", "/admin/claims/claim/?o=-4"),
        ("matches", "/admin/claims/match/"),
        ("matches suggested", "/admin/claims/match/?state__exact=suggested"),
        ("decisions", "/admin/claims/decision/"),
        ("one claim", f"/admin/claims/claim/{one}/change/"),
        ("one claim's history", f"/admin/claims/claim/{one}/history/"),
        ("one decision page", f"/admin/claims/claim/decide/move-unreviewed/?row={one}:"),
        ("one match", f"/admin/claims/match/{pair}/change/"),
        ("claims over the API", "/api/v1/claims/"),
        ("decisions over the API", "/api/v1/decisions/"),
    ):
        measure(client, name, path)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
