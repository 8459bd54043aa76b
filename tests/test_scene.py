"""The base that the benchmarks of size measure follows the models."""

import pytest
from django.db import connection

from claims import statistics
from claims.models import (
    Appearance,
    Claim,
    ClaimRelation,
    Decision,
    FactCheck,
    Match,
    MatchedQuantity,
    Quantity,
    QueueRank,
    Quote,
    Supported,
    Tally,
)
from tests.api.people import person
from tests.benchmarks import scene

CLAIMS = 200


@pytest.mark.django_db
def test_the_scene_is_made_around_claims() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        scene.before_claims(cursor, CLAIMS)
        cursor.execute("CREATE TEMP TABLE loaded (n bigint, text text, key text)")
        cursor.execute(f"INSERT INTO loaded SELECT n, 'بلغ العدد ' || n, md5(n::text) || md5('k' || n) FROM generate_series(1, {CLAIMS}) n")
        scene.place_claims(cursor, CLAIMS)
        scene.after_claims(cursor, CLAIMS)
        cursor.execute("SET session_replication_role = DEFAULT")
    assert Claim.objects.count() == Appearance.objects.count() == CLAIMS
    said = Quote.objects.count()
    assert 0 < said < CLAIMS
    # Of three pairs a claim two reach no further than the base, of 1, 17 and 1,000.
    assert Match.objects.count() == (CLAIMS - 1) + (CLAIMS - 17)
    contradicted = set(ClaimRelation.objects.filter(relation="contradicts").values_list("claim", flat=True))
    assert set(QueueRank.objects.filter(is_contradicted=True).values_list("claim", flat=True)) == contradicted != set()
    assert QueueRank.objects.count() == CLAIMS
    assert Quantity.objects.exists()
    assert FactCheck.objects.count() == Claim.objects.filter(status="reviewed").count()
    assert Decision.objects.filter(subject="claim").count() == Claim.objects.filter(version=1).count()
    decided = Match.objects.exclude(state="suggested")
    assert Decision.objects.filter(subject="match").count() == sum(decided.values_list("version", flat=True)) > decided.count()
    assert MatchedQuantity.objects.exists()
    counted = {one.pk: one.origins for one in Claim.objects.with_support()}  # type: ignore[attr-defined]  # annotated
    assert counted == dict(Supported.objects.values_list("claim", "origins"))
    reader, always = person("reader"), statistics.Window()
    assert sum(row.n for row in statistics.claims_by_origins(reader, always)) == CLAIMS
    assert statistics.reviewer_agreement(reader, always)["pairs"] == decided.filter(version=3).count() > 0
    judged = statistics.suggestion_precision(reader, always)
    assert sum(row["confirmed"] + row["corrected"] + row["rejected"] for row in judged) == decided.exclude(state="expired").count()
    assert sum(Tally.objects.filter(of="claim").values_list("n", flat=True)) == CLAIMS
