"""The wake-up calls of searching: done work is not done twice, and what an older engine left is taken up."""

import pytest

from claims.models import Claim, Match
from claims.tasks import freshen, match
from tests.pipeline.claim_rows import claim_row, searchable

pytestmark = pytest.mark.django_db

DAM = "سيفتتح سد الوادي الشرقي في نيسان المقبل"
DAM_AGAIN = "سد الوادي الشرقي سيفتتح في نيسان المقبل"


def test_a_second_call_for_a_claim_that_was_compared_does_nothing() -> None:
    first, second = claim_row(DAM), claim_row(DAM_AGAIN)
    searchable(first, second)
    match([first.pk])
    assert Match.objects.count() == 1
    Match.objects.all().delete()
    match([first.pk])
    assert Match.objects.count() == 0
    match([second.pk])
    assert Match.objects.count() == 1


def test_freshening_ends_when_nothing_is_left() -> None:
    first, second = claim_row(DAM), claim_row(DAM_AGAIN)
    assert freshen() == 2
    match([first.pk])
    Match.objects.update(judgement_version="0")
    assert freshen() == 1
    assert freshen() == 0
    assert list(Claim.objects.order_by("pk").values_list("pk", "match_state")) == [(first.pk, "done"), (second.pk, "pending")]
