"""After a change of the engine the rows themselves say what is left; a broken run goes on where it stopped."""

from itertools import islice

import pytest
from django.db import connection

from claims.matching import JUDGEMENT
from claims.models import Appearance, Article, Candidate, Claim, ClaimWords, Embedding, Match, Origin, Setback
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


def test_pairs_that_are_no_candidates_any_more_end() -> None:
    one, copy, other = claim_row(DAM), claim_row(DAM_AGAIN), claim_row(WHEAT)
    searchable(one, copy, other)
    copies = Appearance.objects.filter(claim__in=[one, copy]).values("version__article")
    Article.objects.filter(pk__in=copies).update(origin=Origin.objects.create(trace_version="test"))
    Match.objects.create(claim_low=one, claim_high=other, machine_relation="same", score=0.9, judgement_version=JUDGEMENT)
    for high in (copy, other):
        Candidate.objects.create(claim_low=one, claim_high=high, nearness=0.4, judgement_version="0")
    assert list(islice(judge_pairs(), 2)) == [2]
    assert (outdated_pairs(), Candidate.objects.count()) == (0, 0)


def test_searching_anew_goes_on_where_it_was_broken_off() -> None:
    searchable(*(claim_row(text) for text in (DAM, DAM_AGAIN, WHEAT)))
    Claim.objects.update(match_state="done")
    assert pend_all() == 3
    next(compare_pending())
    assert pending_claims() == 2
    # One that has just come is compared as well, and does not make it begin again.
    searchable(claim_row(f"{WHEAT} غدا"))
    assert (pend_all(), pending_claims()) == (2, 3)
    assert list(compare_pending()) == [True, True, True]
    assert (pending_claims(), pend_all()) == (0, 4)


def test_a_claim_that_cannot_be_compared_ends_nothing() -> None:
    claims = [claim_row(text) for text in (DAM, DAM_AGAIN, WHEAT)]
    searchable(*claims)
    Claim.objects.update(match_state="done")
    pend_all()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.ends() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$;"
            "CREATE TRIGGER ends BEFORE UPDATE ON claims_claim FOR EACH ROW "
            f"WHEN (OLD.id = {claims[1].pk} AND NEW.match_state = 'done') EXECUTE FUNCTION pg_temp.ends()"
        )
    assert list(compare_pending()) == [True, False, True]
    assert list(Setback.objects.values_list("step", "subject_id", "attempts")) == [("match", claims[1].pk, 1)]
    # It is the workers' now: the next search is a new one.
    assert list(Claim.objects.order_by("pk").values_list("match_state", flat=True)) == ["done", "pending", "done"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ends ON claims_claim")
    assert list(compare_pending()) == [True]
    assert not Setback.objects.exists()
