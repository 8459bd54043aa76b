"""The base that the benchmarks of size measure follows the models."""

import pytest
from django.db import connection

from claims.models import Appearance, Claim, Decision, FactCheck, Match, Quantity, Quote, Tally
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
    assert Quantity.objects.exists()
    assert FactCheck.objects.count() == Claim.objects.filter(status="reviewed").count()
    assert Decision.objects.filter(subject="claim").count() == Claim.objects.filter(version=1).count()
    assert sum(Tally.objects.filter(of="claim").values_list("n", flat=True)) == CLAIMS
