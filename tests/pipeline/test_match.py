"""Claims are compared once each, in any order and at once: no pair twice, none lost, and what people decided stays."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from claims.models import Candidate, Claim, Decision, Desk, Embedding, Match, Speaker, User
from claims.pipeline.correct import correct_amount
from claims.pipeline.decide import decide
from claims.pipeline.embed import embed_claims
from claims.pipeline.match import match_claim
from claims.pipeline.relate import suggest_again
from claims.pipeline.suggest import MOST_SUGGESTIONS
from claims.pipeline.words import keep_words
from tests.desk_rows import person
from tests.pipeline.claim_rows import article_row, claim_row, searchable

DAM = "سيفتتح سد الوادي الشرقي في نيسان المقبل"
DAM_AGAIN = "سد الوادي الشرقي سيفتتح في نيسان المقبل"
WHEAT = "وزارة التجارة تستورد قمحا من الخارج"


def pairs() -> list[tuple[int, int, str]]:
    return list(Match.objects.order_by("claim_low_id", "claim_high_id").values_list("claim_low_id", "claim_high_id", "state"))


@pytest.mark.django_db
def test_either_order_and_twice_gives_the_same_pair() -> None:
    first, second, other = claim_row(DAM), claim_row(DAM_AGAIN), claim_row(WHEAT)
    searchable(first, second, other)
    for claim in (second, first, other, second):
        match_claim(claim.pk)
    assert pairs() == [(first.pk, second.pk, "suggested")]
    assert list(Claim.objects.values_list("match_state", flat=True)) == ["done"] * 3


@pytest.mark.django_db
def test_claims_of_one_article_are_not_compared() -> None:
    version = article_row()
    claims = [claim_row(DAM, version=version), claim_row(DAM_AGAIN, version=version)]
    searchable(*claims)
    for claim in claims:
        match_claim(claim.pk)
    assert (pairs(), Candidate.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_confidential_claim_is_compared_inside_its_desk_alone() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    open_claims = [claim_row(DAM), claim_row(DAM_AGAIN)]
    confidential = [claim_row(DAM, desk=desk), claim_row(DAM_AGAIN, desk=desk)]
    searchable(*open_claims, *confidential)
    for claim in (*confidential, *open_claims):
        match_claim(claim.pk)
    assert pairs() == [(a.pk, b.pk, "suggested") for a, b in (open_claims, confidential)]


@pytest.mark.django_db
def test_a_claim_without_vector_is_compared_by_words_and_again_when_it_comes() -> None:
    arabic, english = claim_row(DAM), claim_row("The eastern valley dam will be opened in the coming April")
    again = claim_row(DAM_AGAIN)
    searchable(arabic, english)
    keep_words([again.pk])
    match_claim(again.pk)
    by_words = pairs()
    embed_claims([again])
    again.refresh_from_db()
    assert (by_words, again.match_state) == ([(arabic.pk, again.pk, "suggested")], "pending")
    match_claim(again.pk)
    seen = {(low, high) for low, high, _ in pairs()} | set(Candidate.objects.values_list("claim_low", "claim_high"))
    assert seen == {(arabic.pk, again.pk), (english.pk, again.pk)}


@pytest.mark.django_db
def test_a_rejected_pair_never_comes_back_while_nothing_changes() -> None:
    first, second = claim_row(DAM), claim_row(DAM_AGAIN)
    searchable(first, second)
    match_claim(first.pk)
    match = Match.objects.get()
    person = User.objects.create(username="reviewer")
    decide(match, becomes="rejected", by=person, reason="another dam", state="rejected")
    for _ in range(2):
        match_claim(first.pk)
        match_claim(second.pk)
    assert pairs() == [(first.pk, second.pk, "rejected")]
    match.refresh_from_db()
    said: Any = {"machine_direction": "", "score": 0.9, "reasons": [], "judgement_version": "next"}
    assert suggest_again(match, {"machine_relation": match.machine_relation, **said}) is None
    assert suggest_again(match, {"machine_relation": "contradicts", **said}) is not None
    assert pairs() == [(first.pk, second.pk, "suggested")]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("meet", [lambda: None, Barrier(2).wait], ids=["one after the other", "at once"])
def test_two_at_once_lose_and_double_nothing(meet: Callable[[], object]) -> None:
    Speaker.objects.get_or_create(name="سامر الحلواني", defaults={"kind": "person"})
    texts = [DAM, DAM_AGAIN, DAM + " باحتفال", "في نيسان المقبل " + DAM_AGAIN]
    claims = [claim_row(text) for text in texts]

    def arrive(mine: list[Claim]) -> None:
        try:
            keep_words(claim.pk for claim in mine)
            embed_claims(mine)
            meet()
            for claim in mine:
                match_claim(claim.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(arrive, [claims[:2], claims[2:]]))
    found = {(low, high) for low, high, _ in pairs()}
    assert (len(found), Match.objects.count()) == (6, 6)
    assert found == {(a.pk, b.pk) for a in claims for b in claims if a.pk < b.pk}
    assert list(Claim.objects.values_list("match_state", flat=True)) == ["done"] * 4
    assert Embedding.objects.count() == 4


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_claim_that_is_corrected_while_it_is_compared_is_compared_as_it_became() -> None:
    first, second = claim_row(DAM), claim_row(DAM_AGAIN)
    searchable(first, second)

    def compare() -> None:
        try:
            match_claim(first.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            # Read as it was before this, and kept after it.
            correct_amount(first, position=None, amount={"text": "الشرقي", "low": 5, "unit": "dam"}, by=person("editor"), reason="سقط")
            comparing = pool.submit(compare)
            waits = False
            while not (waits or comparing.done()):
                cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                waits = cursor.fetchone() == (True,)
        comparing.result()
    first.refresh_from_db()
    assert (first.match_state, pairs()) == ("done", [(first.pk, second.pk, "suggested")])
    assert Match.objects.get().reasons[0]["code"] == "amount_in_one"


# Of one dam: those that name one number say the same, and contradict the others; many of these are equally sure.
HOURS = "اليوم مساء صباحا ظهرا ليلا لاحقا رسميا قريبا أخيرا".split()
CROWD = [f"عدد العاملين في سد الوادي الشرقي {number} عاملا {hour}" for number in (300, 450, 900) for hour in HOURS]


def stand() -> list[Any]:
    """What is suggested, by the words of the claims: their numbers are given as they come."""
    rows = Match.objects.filter(state="suggested").values_list("claim_low__text", "claim_high__text", "machine_relation", "score")
    return sorted((*sorted((low, high)), relation, score) for low, high, relation, score in rows)


def come(text: str) -> int:
    claim = claim_row(text)
    searchable(claim)
    return claim.pk


def come_and_compare(chance: Random, early: float) -> None:
    """The claims come in any order and are compared in another: as many as `early` says, and some twice, while others are to come."""
    waiting: list[int] = []
    compared: list[int] = []
    for text in chance.sample(CROWD, len(CROWD)):
        waiting.append(come(text))
        while waiting and chance.random() < early:
            compared.append(waiting.pop(chance.randrange(len(waiting))))
            match_claim(compared[-1])
        if compared and chance.random() < early / 2:
            match_claim(chance.choice(compared))
    for claim in chance.sample(waiting, len(waiting)):
        match_claim(claim)


def compare_again() -> tuple[list[Any], int]:
    """What stands when every claim has been compared once more, and how many decisions that took."""
    before = Decision.objects.count()
    for claim in Claim.objects.order_by("-pk").values_list("pk", flat=True):
        match_claim(claim)
    return stand(), Decision.objects.count() - before


@pytest.mark.django_db
def test_what_stands_depends_on_no_order_of_coming_and_comparing() -> None:
    found: list[list[Any]] = []
    for seed, early in enumerate((0.0, 0.5, 0.5, 0.9)):
        with transaction.atomic():
            come_and_compare(Random(seed), early)
            found.append(stand())
            again = compare_again()
            transaction.set_rollback(True)
        assert again == (found[-1], 0)
    assert [one == found[0] for one in found] == [True] * len(found)
    # Each claim has its own, and not all that there could be.
    of_each = [sum(text in pair for pair in found[0]) for text in CROWD]
    assert min(of_each) >= MOST_SUGGESTIONS
    assert len(found[0]) < len(CROWD) * (len(CROWD) - 1) / 2
    assert {relation for *_, relation, _ in found[0]} == {"same", "contradicts"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_stands_is_the_same_where_two_compare_at_once() -> None:
    Speaker.objects.get_or_create(name="سامر الحلواني", defaults={"kind": "person"})
    claims = [claim_row(text) for text in CROWD]

    def come_and_match(mine: Sequence[Claim]) -> None:
        try:
            for claim in mine:
                searchable(claim)
                match_claim(claim.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(come_and_match, [claims[::2], claims[1::2]]))
    at_once = stand()
    assert compare_again() == (at_once, 0)
    assert len(at_once) < len(CROWD) * (len(CROWD) - 1) / 2
