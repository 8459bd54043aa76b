"""The claims of one article compared together: the same rows as one by one, whoever is interrupted, and however many do it at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from claims.models import Candidate, Claim, Match
from claims.pipeline.embed import embed_claims
from claims.pipeline.match import match_claim, match_claims
from claims.pipeline.words import keep_words
from tests.pipeline.claim_rows import article_row, claim_row, searchable

DAM = "سيفتتح سد الوادي الشرقي في نيسان المقبل"
DAM_AGAIN = "سد الوادي الشرقي سيفتتح في نيسان المقبل"
WHEAT = "وزارة التجارة تستورد قمحا من الخارج"
WHEAT_AGAIN = "تستورد وزارة التجارة قمحا من الخارج"
WATER = "مخزون المياه في سد الوادي الشرقي يكفي المدينة سنتين"


def article(*texts: str) -> list[int]:
    version = article_row()
    claims = [claim_row(text, version=version) for text in texts]
    searchable(*claims)
    return [claim.pk for claim in claims]


def stored() -> tuple[list[Any], list[Any]]:
    """All that comparing leaves, without its own numbers and times."""
    matches = ("claim_low", "claim_high", "machine_relation", "machine_direction", "score", "reasons", "state", "version")
    # How near a kept pair is is said as the claim sees it that was compared last.
    pairs = ("claim_low", "claim_high", "judgement_version")
    return (
        list(Match.objects.order_by("claim_low", "claim_high").values_list(*matches)),
        list(Candidate.objects.order_by("claim_low", "claim_high").values_list(*pairs)),
    )


def forget() -> None:
    Match.objects.all().delete()
    Candidate.objects.all().delete()
    Claim.objects.update(match_state="pending")


def waiting() -> list[int]:
    return list(Claim.objects.filter(match_state="pending").order_by("pk").values_list("pk", flat=True))


@pytest.mark.django_db
def test_together_and_one_by_one_leave_the_same() -> None:
    first, second = article(DAM, WHEAT, WATER), article(DAM_AGAIN, WHEAT_AGAIN)
    for claim in (*first, *second):
        match_claim(claim)
    alone = stored()
    assert {(first[0], second[0]), (first[1], second[1])} <= {(low, high) for low, high, *_ in alone[0]}
    forget()
    assert (match_claims(first), match_claims(second), waiting()) == (3, 2, [])
    assert stored() == alone
    assert (match_claims(second), match_claims(first)) == (2, 3)
    assert stored() == alone


@pytest.mark.django_db
def test_who_is_interrupted_leaves_the_rest_waiting() -> None:
    first, second = article(DAM, WHEAT), article(DAM_AGAIN, WHEAT_AGAIN, WATER)
    match_claims([*first, *second])
    whole = stored()
    forget()
    match_claims(first)
    # The database ends the second batch at its second claim, as a server that goes away would.
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.ends() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'gone'; END $$;"
            f"CREATE TRIGGER ends BEFORE UPDATE ON claims_claim FOR EACH ROW WHEN (OLD.id = {second[1]}) EXECUTE FUNCTION pg_temp.ends()"
        )
    with pytest.raises(Exception, match="gone"), transaction.atomic():
        match_claims(second[1:])
    match_claims(second[:1])
    assert waiting() == second[1:]
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ends ON claims_claim")
    match_claims(waiting())
    assert (stored(), waiting()) == (whole, [])


@pytest.mark.django_db
def test_those_without_words_vector_or_row_are_compared_as_far_as_they_go() -> None:
    (old,) = article(DAM)
    version = article_row()
    bare, whole = claim_row(DAM_AGAIN, version=version), claim_row(WHEAT, version=version)
    keep_words([whole.pk])
    embed_claims([whole])
    assert match_claims([bare.pk, whole.pk, 10**9]) == 2
    assert [(low, high) for low, high, *_ in stored()[0]] == [(old, bare.pk)]
    with pytest.raises(Claim.DoesNotExist):
        match_claim(10**9)


@pytest.mark.django_db
def test_claims_of_one_article_cost_less_together(django_assert_max_num_queries: Any) -> None:
    article(DAM, WHEAT, WATER)
    claims = article(DAM_AGAIN, WHEAT_AGAIN)
    match_claims(claims)
    with django_assert_max_num_queries(67) as together:
        match_claims(claims)
    with django_assert_max_num_queries(95) as alone:
        for claim in claims:
            match_claim(claim)
    assert len(together) <= len(alone) - 6


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_batches_at_once_lose_no_pair_and_double_none() -> None:
    batches = [article(DAM, WHEAT, WATER), article(DAM_AGAIN, WHEAT_AGAIN), article(f"{DAM} رسميا", WHEAT)]
    for batch in batches:
        match_claims(batch)
    whole = stored()
    forget()
    barrier = Barrier(6)

    def compare(turn: int) -> None:
        barrier.wait()
        try:
            match_claims(batches[turn % 3])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(compare, range(6)))
    assert (stored(), waiting()) == (whole, [])
