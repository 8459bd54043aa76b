"""What is kept of judged pairs: the surest of each claim, in any order and at once, and nothing of what people have decided is touched."""

from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest
from django.db import connection, transaction

from claims.models import Candidate, Claim, Decision, Match, MatchedQuantity, User
from claims.pipeline.decide import decide
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.suggest import MOST_SUGGESTIONS, Judged, keep_candidates, keep_judgements
from claims.records import Judgement, Relation
from tests.desk_rows import claim, match, person


def judged(one: Claim, other: Claim, score: float, relation: Relation = Relation.CONTRADICTS) -> Judged:
    return Judged(one.pk, other.pk, Judgement(relation, None, score, ()), 0.5)


def suggested(one: Claim) -> list[float]:
    """The scores of what is suggested of the claim, which is the oldest of all."""
    return sorted(Match.objects.filter(claim_low=one, state="suggested").values_list("score", flat=True))


def crowd(hub: Claim, scores: list[float]) -> list[Judged]:
    """Each as its partner finds it, which has no other."""
    return [judged(claim(f"partner {place}"), hub, score) for place, score in enumerate(scores)]


SCORES = [round(0.3 + place / 100, 2) for place in range(MOST_SUGGESTIONS + 4)]


@pytest.mark.django_db
@pytest.mark.parametrize("order", [SCORES, SCORES[::-1]], ids=["the surest last", "the surest first"])
def test_a_claim_keeps_its_surest_suggestions_whoever_finds_them(order: list[float]) -> None:
    hub = claim("hub")
    found = crowd(hub, order)
    for one in found:
        keep_candidates(keep_judgements([one]))
    assert suggested(hub) == SCORES[4:]
    # What came too late is kept for a later engine, what was displaced has expired: none is lost, and none is in two places.
    low = Match.objects.filter(claim_low=hub, state="expired").count(), Candidate.objects.count()
    assert low == ((4, 0) if order is SCORES else (0, 4))
    reasons = set(Decision.objects.filter(subject="match").values_list("reason", flat=True))
    assert reasons == ({"surer_ones"} if order is SCORES else set())
    before = list(Match.objects.order_by("pk").values_list("pk", "state", "version"))
    for one in (*found, *reversed(found)):
        keep_candidates(keep_judgements([one]))
    assert list(Match.objects.order_by("pk").values_list("pk", "state", "version")) == before


@pytest.mark.django_db
def test_many_at_once_are_no_more() -> None:
    hub = claim("hub")
    rest = keep_judgements(crowd(hub, SCORES))
    assert (suggested(hub), sorted(one.judgement.score for one in rest), Match.objects.count()) == (SCORES[4:], SCORES[:4], 20)


@pytest.mark.django_db
def test_a_contradiction_finds_a_place_among_surer_echoes() -> None:
    hub = claim("hub")
    keep_judgements([judged(claim(f"echo {place}"), hub, score, Relation.SAME) for place, score in enumerate(SCORES)])
    keep_judgements([judged(claim("other"), hub, 0.2)])
    assert suggested(hub) == [0.2, *SCORES[5:]]


@pytest.mark.django_db
def test_a_claim_that_had_more_keeps_as_many_when_it_is_compared_again() -> None:
    hub = claim("hub")
    for one in crowd(hub, SCORES):
        Match.objects.create(
            claim_low=hub, claim_high_id=one.claim, machine_relation="contradicts", score=one.judgement.score, judgement_version="0"
        )
    keep_judgements([judged(hub, Claim.objects.get(text_key="partner 20"), SCORES[20])])
    assert suggested(hub) == SCORES[4:]


@pytest.mark.django_db
def test_what_people_decided_takes_no_place_and_loses_none() -> None:
    hub, reviewer = claim("hub"), person("reviewer")
    for one in islice(crowd(hub, SCORES), MOST_SUGGESTIONS):
        keep_judgements([one])
        pair = Match.objects.get(claim_high=one.claim)
        if one.judgement.score == SCORES[0]:
            confirm_match(pair, by=reviewer, reason="نعم")
        else:
            reject_match(pair, by=reviewer, reason="سد آخر")
    pairs = [judged(hub, Claim.objects.get(pk=pk), 0.9) for pk in Match.objects.values_list("claim_high", flat=True)]
    keep_judgements([*pairs, judged(hub, claim("new"), 0.2)])
    states = list(Match.objects.order_by("pk").values_list("state", flat=True))
    assert (states, suggested(hub)) == (["confirmed", *["rejected"] * (MOST_SUGGESTIONS - 1), "suggested"], [0.2])


@pytest.mark.django_db
def test_a_new_engine_compares_no_other_amounts_of_a_confirmed_match() -> None:
    pair = match(claim("1"), claim("2"))
    # Confirmed when the engine saw nothing in the two amounts.
    decide(pair, becomes="confirmed", by=person("reviewer"), reason="نعم", state="confirmed", relation="same", direction="")
    assert keep_judgements([judged(pair.claim_low, pair.claim_high, 0.9)]) == []
    assert (Match.objects.get().state, MatchedQuantity.objects.count()) == ("confirmed", 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_share_the_last_place() -> None:
    User.objects.get_or_create(username="system", defaults={"password": "!", "is_active": False})
    hub = claim("hub")
    *standing, first, second = crowd(hub, [*SCORES[: MOST_SUGGESTIONS - 1], 0.8, 0.9])
    keep_judgements(standing)

    def keep() -> None:
        try:
            keep_judgements([second])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            keep_judgements([first])
            other = pool.submit(keep)
            waits = False
            while not (waits or other.done()):
                cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                waits = cursor.fetchone() == (True,)
        other.result()
    assert suggested(hub) == [*SCORES[1 : MOST_SUGGESTIONS - 1], 0.8, 0.9]
