"""After a change of the engine the rows themselves say what is left; a broken run goes on where it stopped."""

import pytest

from claims.matching import JUDGEMENT
from claims.models import Candidate, Claim, ClaimWords, Embedding, Match
from claims.pipeline.match import match_claim
from claims.pipeline.rematch import compare_pending, judge_pairs, outdated_pairs, pend_all, pending_claims, read_claims, unread_claims
from tests.pipeline.claim_rows import claim_row, searchable

pytestmark = pytest.mark.django_db

DAM = "سيفتتح سد الوادي الشرقي في نيسان المقبل"
DAM_AGAIN = "سد الوادي الشرقي سيفتتح في نيسان المقبل"
WHEAT = "وزارة التجارة تستورد قمحا من الخارج"


def test_another_model_gives_every_claim_a_vector_and_lets_it_wait() -> None:
    claims = [claim_row(text) for text in (DAM, DAM_AGAIN, WHEAT)]
    searchable(*claims)
    Embedding.objects.filter(text_key__in=[claim.text_key for claim in claims[:2]]).update(model="another")
    ClaimWords.objects.filter(claim=claims[1]).delete()
    Claim.objects.update(match_state="done")
    assert unread_claims() == 2
    assert list(read_claims()) == [2]
    assert (unread_claims(), pending_claims(), Embedding.objects.count()) == (0, 2, 5)
    assert list(read_claims()) == []


def test_pairs_of_another_engine_are_judged_again_without_a_search() -> None:
    first, second, third = claim_row(DAM), claim_row(DAM_AGAIN), claim_row(WHEAT)
    searchable(first, second, third)
    match_claim(first.pk)
    told = Match.objects.values("machine_relation", "score", "reasons").get()
    Match.objects.update(judgement_version="0", machine_relation="contradicts", score=0.1, reasons=[])
    # One suggestion that this engine would not make, and one pair that the other saw nothing in.
    Match.objects.create(claim_low=second, claim_high=third, machine_relation="same", score=0.9, judgement_version="0")
    Candidate.objects.create(claim_low=first, claim_high=third, nearness=0.4, judgement_version="0")
    assert outdated_pairs() == 3
    assert sum(judge_pairs()) == 3
    assert outdated_pairs() == 0
    assert Match.objects.values("machine_relation", "score", "reasons").get(claim_high=second) == told
    assert Match.objects.get(claim_high=third).state == "expired"
    assert list(Candidate.objects.values_list("claim_high", "judgement_version")) == [(third.pk, JUDGEMENT)]


def test_a_pair_that_told_nothing_and_now_does_becomes_a_suggestion() -> None:
    first, second = claim_row(DAM), claim_row(DAM_AGAIN)
    searchable(first, second)
    Candidate.objects.create(claim_low=first, claim_high=second, nearness=0.4, judgement_version="0")
    assert list(judge_pairs()) == [1]
    assert (Match.objects.count(), Candidate.objects.count()) == (1, 0)


def test_searching_anew_goes_on_where_it_was_broken_off() -> None:
    searchable(*(claim_row(text) for text in (DAM, DAM_AGAIN, WHEAT)))
    Claim.objects.update(match_state="done")
    assert pend_all() == 3
    next(compare_pending())
    assert pending_claims() == 2
    assert list(compare_pending()) == [1, 1]
    assert (pending_claims(), Match.objects.count()) == (0, 1)
