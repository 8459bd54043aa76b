"""A person decides how two claims relate; the machine asks again only when something has changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from claims.errors import AlreadyDecided, FactcheckError, InputRefused, MoveRefused, NotAllowed
from claims.models import Claim, Decision, Desk, Match, MatchedQuantity
from claims.pipeline.correct import correct_amount
from claims.pipeline.relate import confirm_match, expire_match, reject_match, suggest_again
from claims.pipeline.undo import undo
from tests.desk_rows import claim, match, person

pytestmark = pytest.mark.django_db
SAID = {"machine_direction": "", "score": 0.8, "reasons": [{"code": "amount_differs", "params": {}}], "judgement_version": "2"}


@pytest.fixture
def pair() -> Match:
    return match(claim("1"), claim("2"))


def left(pair: Match) -> tuple[str, str, str]:
    pair.refresh_from_db()
    return pair.state, pair.relation, pair.direction


def test_a_suggestion_is_confirmed_with_the_machines_relation_and_its_direction() -> None:
    update = match(claim("1"), claim("2"), "updates", "high_updates_low")
    confirm_match(update, by=person("reviewer"), reason="a later count")
    assert left(update) == ("confirmed", "updates", "high_updates_low")


@pytest.mark.parametrize(
    ("relation", "direction", "code"),
    [
        ("same", "", None),
        ("updates", "low_updates_high", None),
        ("updates", "", "direction_wrong"),
        ("updates", "sideways", "direction_wrong"),
        ("same", "low_updates_high", "direction_wrong"),
        ("none", "", "relation_unknown"),
    ],
)
def test_a_person_leaves_another_relation_and_the_machines_stays_beside_it(
    relation: str, direction: str, code: str | None, pair: Match
) -> None:
    by = person("reviewer")
    if code is None:
        confirm_match(pair, by=by, reason="read both", relation=relation, direction=direction)
        assert (*left(pair), pair.machine_relation) == ("confirmed", relation, direction, "contradicts")
    else:
        with pytest.raises(InputRefused) as caught:
            confirm_match(pair, by=by, reason="read both", relation=relation, direction=direction)
        assert (caught.value.code, *left(pair)) == (code, "suggested", "", "")


@pytest.mark.parametrize(
    ("seen", "decides"),
    [
        (("updates", "high_updates_low"), True),
        (("", ""), True),  # who says nothing of it takes what there is
        (("updates", "low_updates_high"), False),
        (("updates", ""), False),
        (("same", ""), False),
    ],
)
@pytest.mark.parametrize("decide", [confirm_match, reject_match])
def test_what_the_machine_said_otherwise_is_not_decided_on(decide: Callable[..., Decision], seen: tuple[str, str], decides: bool) -> None:
    update = match(claim("1"), claim("2"), "updates", "high_updates_low")
    fields = {"by": person("reviewer"), "reason": "قرأتهما", "seen_relation": seen[0], "seen_direction": seen[1]}
    if decides:
        decide(update, **fields)
    else:
        with pytest.raises(AlreadyDecided) as caught:
            decide(update, **fields)
        assert caught.value.code == "suggestion_differs"
    assert (left(update)[0] != "suggested") is decides


def test_a_person_changes_their_mind_step_by_step(pair: Match) -> None:
    by = person("reviewer")
    confirm_match(pair, by=by, reason="1")
    with pytest.raises(MoveRefused, match="already"):
        confirm_match(pair, by=by, reason="again")
    confirm_match(pair, by=by, reason="2", relation="agrees")
    reject_match(pair, by=by, reason="3")
    with pytest.raises(MoveRefused, match="already"):
        reject_match(pair, by=by, reason="again")
    confirm_match(pair, by=by, reason="4", relation="same")
    assert left(pair) == ("confirmed", "same", "")
    undo(pair, by=by, reason="5")
    assert left(pair) == ("rejected", "", "")
    assert list(Decision.objects.filter(subject="match").values_list("to_state", flat=True)) == [
        "confirmed", "confirmed", "rejected", "confirmed", "rejected",
    ]  # fmt: skip


def test_somebody_else_may_say_the_same_and_nobody_says_it_twice(pair: Match) -> None:
    first, second = person("reviewer", "first"), person("reviewer", "second")
    for decide, expected in ((reject_match, ("rejected", "", "")), (confirm_match, ("confirmed", "contradicts", ""))):
        for by in (first, second):
            decide(pair, by=by, reason="read both")
            assert left(pair) == expected
            with pytest.raises(MoveRefused, match="already"):
                decide(pair, by=by, reason="again")
    undo(pair, by=second, reason="a slip")
    # To take back is not to say.
    confirm_match(pair, by=second, reason="after all")
    assert (left(pair), Decision.objects.filter(subject="match").count()) == (("confirmed", "contradicts", ""), 6)


def test_of_two_the_second_is_told(pair: Match) -> None:
    seen = Match.objects.get(pk=pair.pk)
    confirm_match(pair, by=person("reviewer", "first"), reason="yes")
    with pytest.raises(AlreadyDecided, match="first"):
        reject_match(seen, by=person("reviewer", "second"), reason="no")


@pytest.mark.parametrize("role", ["reader", "editor", "administrator"])
def test_who_is_no_reviewer_decides_nothing(role: str, pair: Match) -> None:
    for decide in (confirm_match, reject_match):
        with pytest.raises(NotAllowed):
            decide(pair, by=person(role, f"{role} {decide.__name__}"), reason="r")


def test_a_pair_with_a_confidential_claim_is_decided_by_its_desk() -> None:
    desk, other = Desk.objects.create(name="investigations"), Desk.objects.create(name="sport")
    pair = match(claim("1", confidential_to=desk), claim("2"))
    with pytest.raises(NotAllowed):
        confirm_match(pair, by=person("reviewer", "far", other), reason="r")
    confirm_match(pair, by=person("reviewer", "near", desk), reason="r")


def again(pair: Match, relation: str) -> Decision | None:
    return suggest_again(pair, {**SAID, "machine_relation": relation})


def test_what_was_rejected_stays_rejected_while_nothing_has_changed(pair: Match) -> None:
    reject_match(pair, by=person("reviewer"), reason="other dams")
    assert again(pair, "contradicts") is None
    assert (*left(pair), pair.score, Decision.objects.filter(subject="match").count()) == ("rejected", "", "", 0.7, 1)


def test_what_was_rejected_comes_back_with_another_relation_and_says_so(pair: Match) -> None:
    reject_match(pair, by=person("reviewer"), reason="other dams")
    assert again(pair, "agrees") is not None
    assert (*left(pair), pair.machine_relation, pair.rejected_relation) == ("suggested", "", "", "agrees", "contradicts")


@pytest.mark.parametrize("side", ["claim_low", "claim_high"])
def test_what_was_rejected_comes_back_when_an_amount_of_either_claim_has_changed(side: str, pair: Match) -> None:
    reject_match(pair, by=person("reviewer"), reason="other dams")
    correct_amount(getattr(pair, side), position=0, amount={"low": 400, "high": 400}, by=person("editor"), reason="misread")
    assert again(pair, "contradicts") is not None
    assert left(pair) == ("suggested", "", "")


def test_a_suggestion_that_says_nothing_any_more_expires_and_can_come_back(pair: Match) -> None:
    expire_match(pair)
    assert left(pair) == ("expired", "", "")
    assert again(pair, "same") is not None


def test_what_people_decided_does_not_expire(pair: Match) -> None:
    confirm_match(pair, by=person("reviewer"), reason="yes")
    with pytest.raises(MoveRefused):
        expire_match(pair)


def test_matched_amounts_are_of_the_two_claims_and_stay_while_the_match_is_confirmed(pair: Match) -> None:
    def amounts(low: Claim, high: Claim) -> Any:
        return MatchedQuantity.objects.create(
            match=pair, quantity_low=low.quantities.get(), quantity_high=high.quantities.get(), relation="same"
        )

    with pytest.raises(DatabaseError), transaction.atomic():
        amounts(pair.claim_low, claim("3"))
    amounts(pair.claim_low, pair.claim_high)
    assert pair.matched_quantities.count() == 1


def test_errors_are_of_one_family(pair: Match) -> None:
    with pytest.raises(FactcheckError):
        confirm_match(pair, by=person("reviewer"), reason="")
