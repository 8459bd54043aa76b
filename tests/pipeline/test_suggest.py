"""What is kept of judged pairs: what either claim chooses, in any order and at once, and nothing of what people decided is touched."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from claims.models import Candidate, Claim, Decision, Match, MatchedQuantity, User
from claims.pipeline.decide import decide
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.suggest import KEEP_FLOOR, MOST_SUGGESTIONS, Judged, expire_displaced, keep_candidates, keep_judgements
from claims.records import Judgement, Relation
from tests.desk_rows import claim, match, person


def judged(one: Claim, other: Claim, score: float, relation: Relation = Relation.CONTRADICTS) -> Judged:
    return Judged(one.pk, other.pk, Judgement(relation, None, score, ()), 0.5)


def keep(*found: Judged) -> None:
    """As a search keeps what it has found."""
    keep_candidates(keep_judgements(found))
    expire_displaced({end for one in found for end in one.pair})


def crowd(hub: Claim, relation: Relation = Relation.CONTRADICTS, score: float = 0.9) -> list[Judged]:
    """As many as the claim chooses, each with a partner that has no other."""
    return [judged(claim(f"{hub.text_key} {number}"), hub, score, relation) for number in range(MOST_SUGGESTIONS)]


def between(one: Claim, other: Claim) -> str:
    """The state of the pair; "" where there is none."""
    return Match.objects.filter(claim_low=one, claim_high=other).values_list("state", flat=True).first() or ""


@pytest.mark.django_db
def test_a_pair_stands_while_one_of_its_claims_chooses_it() -> None:
    hub, other = claim("hub"), claim("other")
    keep(*crowd(hub), judged(hub, other, 0.2))
    assert between(hub, other) == "suggested"  # the other has nothing surer
    keep(*crowd(other))
    assert between(hub, other) == "expired"
    assert Match.objects.filter(state="suggested").count() == 2 * MOST_SUGGESTIONS


@pytest.mark.django_db
def test_the_same_stands_in_whatever_order_pairs_come() -> None:
    ends = []
    for way in ("before", "between", "behind"):
        with transaction.atomic():
            hub, other = claim("hub"), claim("other")
            first, second, weak = crowd(hub), crowd(other), judged(hub, other, 0.2)
            orders = {"before": [weak, *first, *second], "between": [*first, weak, *second], "behind": [*first, *second, weak]}
            for one in orders[way]:
                keep(one)
            keys = "claim_low__text_key", "claim_high__text_key"
            stand = sorted(Match.objects.filter(state="suggested").values_list(*keys))
            states = between(hub, other), list(Decision.objects.filter(subject="match").values_list("reason", flat=True))
            rows = list(Match.objects.order_by("pk").values_list("pk", "state", "version"))
            for one in reversed(orders[way]):
                keep(one)
            assert list(Match.objects.order_by("pk").values_list("pk", "state", "version")) == rows
            ends.append((stand, states, Candidate.objects.count()))
            transaction.set_rollback(True)
    assert [stand == ends[0][0] for stand, *_ in ends] == [True] * 3
    # What came too late is kept for a later engine, what was displaced has expired: neither is lost.
    assert [rest for _, *rest in ends] == [[("expired", ["surer_ones"]), 0], [("expired", ["surer_ones"]), 0], [("", []), 1]]


@pytest.mark.django_db
def test_many_at_once_are_no_more() -> None:
    hub, other = claim("hub"), claim("other")
    keep(*crowd(hub), judged(hub, other, 0.2), *crowd(other))
    assert (between(hub, other), Match.objects.count(), Decision.objects.filter(subject="match").count()) == ("", 2 * MOST_SUGGESTIONS, 0)


@pytest.mark.django_db
def test_a_contradiction_goes_before_surer_echoes() -> None:
    hub, other = claim("hub"), claim("other")
    keep(*crowd(hub, Relation.SAME), *crowd(other, Relation.AGREES))
    keep(judged(hub, other, 0.2, Relation.UPDATES))
    assert between(hub, other) == "suggested"
    # The places of those that are displaced at the hub are still theirs at their own.
    assert Match.objects.filter(state="suggested").count() == 2 * MOST_SUGGESTIONS + 1


@pytest.mark.django_db
@pytest.mark.parametrize("names", [["a", "b"], ["b", "a"]])
def test_among_equally_sure_ones_the_words_decide_and_not_who_came_first(names: list[str]) -> None:
    hub = claim("hub")
    ends = {name: claim(name) for name in names}
    keep(*(one for end in ends.values() for one in crowd(end)))
    keep(*crowd(hub, score=0.95)[1:])
    for end in ends.values():
        keep(judged(hub, end, 0.9))
    assert [between(hub, ends[name]) for name in "ab"] == ["suggested", "expired" if names[0] == "b" else ""]


@pytest.mark.django_db
@pytest.mark.parametrize("decided", ["confirmed", "rejected"])
def test_what_people_decided_stays_and_keeps_its_place(decided: str) -> None:
    hub, other, reviewer = claim("hub"), claim("other"), person("reviewer")
    keep(judged(hub, other, 0.2))
    if decided == "confirmed":
        confirm_match(Match.objects.get(), by=reviewer, reason="نعم")
    else:
        reject_match(Match.objects.get(), by=reviewer, reason="سد آخر")
    strong = crowd(hub), crowd(other)
    keep(*strong[0], *strong[1])
    assert between(hub, other) == decided
    # Neither does a decision on the strong ones let in what was left out.
    late = claim("late"), claim("later")
    keep(*crowd(late[0]), *crowd(late[1]))
    for match_of in Match.objects.filter(claim_low=late[0]):
        reject_match(match_of, by=reviewer, reason="سد آخر")
    keep(judged(*late, 0.2))
    assert between(*late) == ""


@pytest.mark.django_db
def test_what_was_displaced_comes_back_where_there_is_room_again() -> None:
    hub, other = claim("hub"), claim("other")
    weak, strong = judged(hub, other, 0.2), crowd(hub)
    keep(weak)
    keep(*strong, *crowd(other))
    assert between(hub, other) == "expired"
    keep(judged(Claim.objects.get(pk=strong[0].claim), hub, 0.9, Relation.NONE))
    keep(weak)
    assert between(hub, other) == "suggested"


@pytest.mark.django_db
def test_what_is_judged_anew_is_placed_as_it_is_judged_now() -> None:
    hub, other = claim("hub"), claim("other")
    strong = crowd(hub)
    keep(*strong, *crowd(other))
    worse = [judged(Claim.objects.get(pk=one.claim), hub, 0.1) for one in strong]
    keep(*worse, judged(hub, other, 0.2))
    assert between(hub, other) == "suggested"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_fill_both_ends_at_once_leave_none_too_many() -> None:
    User.objects.get_or_create(username="system", defaults={"password": "!", "is_active": False})
    hub, other = claim("hub"), claim("other")
    (first, *rest), (second, *others) = crowd(hub), crowd(other)
    keep(judged(hub, other, 0.2), *rest, *others)
    assert between(hub, other) == "suggested"

    def store(found: Sequence[Judged]) -> None:
        try:
            keep(*found)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            keep_judgements([first])
            # Sees nothing of the first yet, nor is seen by it.
            pool.submit(store, [second]).result()
        assert between(hub, other) == "suggested"
        expire_displaced(first.pair)
    assert between(hub, other) == "expired"


@pytest.mark.django_db
@pytest.mark.parametrize(("nearness", "is_kept"), [(KEEP_FLOOR, True), (KEEP_FLOOR - 0.01, False)])
def test_of_the_pairs_that_tell_nothing_the_near_ones_are_kept(nearness: float, is_kept: bool) -> None:
    one, other = claim("1"), claim("2")
    silent = Judged(one.pk, other.pk, Judgement(Relation.NONE, None, 0.9, ()), nearness)
    assert keep_judgements([silent]) == ([silent] if is_kept else [])


@pytest.mark.django_db
def test_a_known_pair_that_tells_nothing_any_more_expires_however_far() -> None:
    pair = match(claim("1"), claim("2"))
    keep(Judged(pair.claim_low_id, pair.claim_high_id, Judgement(Relation.NONE, None, 0.9, ()), 0.0))
    assert (Match.objects.get().state, Candidate.objects.count()) == ("expired", 0)


@pytest.mark.django_db
def test_a_new_engine_compares_no_other_amounts_of_a_confirmed_match() -> None:
    pair = match(claim("1"), claim("2"))
    # Confirmed when the engine saw nothing in the two amounts.
    decide(pair, becomes="confirmed", by=person("reviewer"), reason="نعم", state="confirmed", relation="same", direction="")
    assert keep_judgements([judged(pair.claim_low, pair.claim_high, 0.9)]) == []
    assert (Match.objects.get().state, MatchedQuantity.objects.count()) == ("confirmed", 0)
