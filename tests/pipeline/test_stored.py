"""Stored claims as the engine reads them: from a model and from bare rows alike."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Claim, Quantity
from claims.pipeline.stored import as_found, read_stored
from tests.pipeline.claim_rows import claim_row

pytestmark = pytest.mark.django_db
DAM = "عدد العاملين في السد أكثر من 300 عامل"


def claims() -> list[Claim]:
    """One with everything, one with nothing beside its words, and one with open ends."""
    whole, bare, open_ended = claim_row(DAM), claim_row(f"{DAM} آخر"), claim_row(f"{DAM} ثالث")
    year = DateRange(date(2026, 1, 1), date(2027, 1, 1))
    days = DateRange(date(2026, 3, 8), date(2026, 3, 11))
    Claim.objects.filter(pk=whole.pk).update(
        said=days, said_precision="day", as_of=year, as_of_precision="year", published=days, polarity="negative", modality="plan"
    )
    Claim.objects.filter(pk=open_ended.pk).update(said=DateRange(date(2026, 3, 8), None))
    for position, (low, high) in enumerate([(Decimal(300), None), (None, Decimal("4.5"))]):
        row = {"text": f"{position}", "qualifier": "more_than", "unit": "person" if low else "", "thing": "عامل", "change": ""}
        # Stored last first: their order is that of the text.
        Quantity.objects.create(claim=whole, position=1 - position, low=low, high=high, **row)
    return list(Claim.objects.for_comparing().filter(pk__in=[whole.pk, bare.pk, open_ended.pk]).order_by("pk"))


def test_rows_and_models_are_read_alike() -> None:
    stored = claims()
    read = read_stored([claim.pk for claim in stored])
    assert read == {claim.pk: as_found(claim) for claim in stored}
    whole = read[stored[0].pk]
    assert [(amount.low, amount.high, amount.unit) for amount in whole.quantities] == [(None, 4.5, None), (300.0, None, "person")]
    assert (whole.speaker, whole.published, whole.said and whole.said.last) == ("سامر الحلواني", date(2026, 3, 8), date(2026, 3, 10))


def test_those_that_are_gone_are_left_out() -> None:
    (one, *_) = claims()
    assert list(read_stored([one.pk, 10**9])) == [one.pk]
    assert read_stored([]) == {}
