"""Taking back one's own last decision, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.errors import AlreadyDecided, MoveRefused, NotAllowed
from claims.models import Claim, Evidence, MatchedQuantity, User
from claims.pipeline.correct import correct_amount
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.relate import confirm_match
from claims.pipeline.review import add_evidence, change_status, remove_evidence, write_fact_check
from claims.pipeline.undo import undo
from tests.desk_rows import approve, approved, checked, claim, in_review, match, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", [("in_review",), ("dismissed",), ("in_review", "dismissed"), ("in_review", "unreviewed")])
def test_a_move_is_taken_back_to_where_it_came_from(path: tuple[str, ...]) -> None:
    one, reviewer = claim(), person("reviewer")
    stood = [one.status]
    for to in path:
        change_status(one, to=to, by=reviewer, reason="r")
        stood.append(one.status)
    undo(one, by=reviewer, reason="wrong claim")
    assert (one.status, one.version) == (stood[-2], len(path) + 1)


@pytest.mark.parametrize("case", ["of another", "of nothing", "twice", "stale", "no longer a reviewer"])
def test_what_is_not_ones_own_last_decision_stays(case: str) -> None:
    one, first, second = claim(), person("reviewer", "first"), person("reviewer", "second")
    expected: type[Exception] = MoveRefused
    if case != "of nothing":
        in_review(one, first)
    seen = Claim.objects.get(pk=one.pk)
    who = second if case == "of another" else first
    if case == "twice":
        undo(one, by=first, reason="r")
        seen.refresh_from_db()
    elif case == "stale":
        change_status(one, to="dismissed", by=second, reason="r")
        expected = AlreadyDecided
    elif case == "no longer a reviewer":
        first.groups.clear()
        who, expected = User.objects.get(pk=first.pk), NotAllowed
    with pytest.raises(expected):
        undo(seen, by=who, reason="r")


def test_a_rewritten_verdict_and_its_evidence_are_taken_back_step_by_step() -> None:
    author = person("reviewer")
    one = claim()
    check = checked(one, author)
    write_fact_check(one, verdict="misleading", summary="Clearer.", by=author, reason="r")
    check.refresh_from_db()
    undo(check, by=author, reason="r")
    assert (check.verdict, check.summary) == ("false", "The roll names 120.")
    piece = add_evidence(check, address="https://c.example/", title="", stance="context", snapshot="x", by=author, reason="r")
    undo(check, by=author, reason="r")
    piece.refresh_from_db()
    assert (piece.removed_at is not None, Evidence.objects.standing().count()) == (True, 2)
    weak = check.evidence.earliest("pk")
    remove_evidence(weak, by=author, reason="r")
    check.refresh_from_db()
    undo(check, by=author, reason="r")
    weak.refresh_from_db()
    assert (weak.removed_at, Evidence.objects.standing().count()) == (None, 2)


def test_the_only_evidence_is_not_taken_back_while_approval_is_asked_for() -> None:
    author, one = person("reviewer"), claim()
    check = checked(one, author, "misleading", ("roll.example",))
    with pytest.raises(MoveRefused) as caught:
        undo(check, by=author, reason="r")
    assert (caught.value.code, Evidence.objects.standing().count()) == ("evidence_last", 1)
    undo(one, by=author, reason="not ready")
    undo(check, by=author, reason="r")
    assert (one.status, Evidence.objects.standing().count()) == ("in_review", 0)


def test_who_undoes_their_own_writing_is_still_an_author() -> None:
    author, other = person("approver", "author"), person("approver", "other")
    one = claim()
    check = checked(one, author)
    write_fact_check(one, verdict="misleading", summary="Clearer.", by=other, reason="r")
    check.refresh_from_db()
    undo(check, by=other, reason="r")
    with pytest.raises(MoveRefused, match="cannot approve"):
        approve(check, by=other, reason="r")


@pytest.mark.parametrize("stage", [publish, withdraw])
def test_what_has_gone_out_or_been_withdrawn_is_not_undone(stage: Callable[..., Any]) -> None:
    author, other, one = person("reviewer"), person("approver"), claim()
    check = approved(one, author, other)
    stage(check, by=other, reason="r")
    with pytest.raises(MoveRefused):
        undo(check, by=other, reason="r")


def test_an_approval_taken_back_through_its_claim_takes_both() -> None:
    author, other, one = person("reviewer"), person("approver"), claim()
    check = approved(one, author, other)
    undo(one, by=other, reason="too quick")
    one.refresh_from_db()
    check.refresh_from_db()
    assert (one.status, check.state) == ("in_approval", "draft")


def test_what_a_match_compares_is_taken_back_with_its_relation() -> None:
    low, high, reviewer = claim("1"), claim("2"), person("reviewer")
    correct_amount(high, position=0, amount={"low": 400, "high": 400}, by=person("editor"), reason="r")
    pair = match(low, high)
    confirm_match(pair, by=reviewer, reason="r")
    confirm_match(pair, by=reviewer, reason="r", relation="updates", direction="high_updates_low")
    undo(pair, by=reviewer, reason="r")
    assert list(MatchedQuantity.objects.values_list("match__relation", "relation")) == [("contradicts", "contradicts")]
