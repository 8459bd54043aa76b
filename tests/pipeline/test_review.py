"""From review to approval: one function a change, each with its decision, and what the rules refuse."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from claims.errors import AlreadyDecided, FactcheckError, InputRefused, MoveRefused, NotAllowed
from claims.models import Claim, Decision, Evidence, FactCheck
from claims.pipeline import review
from claims.pipeline.correct import correct_amount
from claims.pipeline.merge import merge_speakers
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.review import MOVES, add_evidence, change_status, fingerprint, remove_evidence, write_fact_check
from claims.pipeline.undo import undo
from tests.desk_rows import approve, approved, article, checked, claim, in_review, person, speaker

pytestmark = pytest.mark.django_db


def path(subject: str) -> list[tuple[str, str, str]]:
    return [(one.from_state, one.to_state, one.actor.username) for one in Decision.objects.filter(subject=subject).select_related("actor")]


def refused(error: type[FactcheckError], code: str, call: Any, *args: Any, **fields: Any) -> None:
    with pytest.raises(error) as caught:
        call(*args, **fields)
    assert caught.value.code == code


def test_the_whole_way_to_the_public_with_four_eyes() -> None:
    author, other = person("reviewer"), person("approver")
    one = claim()
    check = checked(one, author)
    approve(check, by=other, reason="the roll is plain")
    publish(check, by=other, reason="out")
    one.refresh_from_db()
    assert (one.status, check.stand, check.published_at is not None) == ("reviewed", "published", True)
    assert check.approved_content is not None
    assert (check.approved_content["verdict"], len(check.approved_content["evidence"])) == ("false", 2)
    withdraw(check, by=other, reason="wrong roll")
    one.refresh_from_db()
    assert (one.status, check.stand) == ("in_review", "withdrawn")
    assert path("claim") == [
        ("unreviewed", "in_review", "reviewer"),
        ("in_review", "in_approval", "reviewer"),
        ("in_approval", "reviewed", "approver"),
        ("reviewed", "in_review", "approver"),
    ]
    assert path("factcheck") == [
        ("", "draft", "reviewer"),
        ("draft", "draft", "reviewer"),
        ("draft", "draft", "reviewer"),
        ("draft", "approved", "approver"),
        ("approved", "published", "approver"),
        ("published", "withdrawn", "approver"),
    ]


@pytest.mark.parametrize("was", list(Claim.Status))
@pytest.mark.parametrize("to", list(Claim.Status))
def test_only_the_moves_of_the_table_exist(was: str, to: str) -> None:
    reviewer = person("reviewer")
    one = claim()
    if was in {"in_review", "dismissed"}:
        change_status(one, to=was, by=reviewer, reason="there")
    elif was == "in_approval":
        checked(one, reviewer)
    elif was == "reviewed":
        approved(one, reviewer, person("approver"))
    if (was, to) == ("in_review", "in_approval"):
        refused(MoveRefused, "no_fact_check", change_status, one, to=to, by=reviewer, reason="because")
    elif to in MOVES[was]:
        change_status(one, to=to, by=reviewer, reason="because")
        assert (one.status, Decision.objects.filter(subject="claim").last().reason) == (to, "because")  # type: ignore[union-attr]
    else:
        refused(MoveRefused, "move_not_in_table", change_status, one, to=to, by=reviewer, reason="because")


@pytest.mark.parametrize("role", ["reader", "editor", "administrator"])
def test_who_is_no_reviewer_changes_nothing(role: str) -> None:
    one = claim()
    with pytest.raises(NotAllowed):
        in_review(one, person(role))
    assert (one.status, one.version, Decision.objects.filter(subject="claim").count()) == ("unreviewed", 0, 0)


@pytest.mark.parametrize(("reason", "code"), [(" \n", "reason_missing"), ("س\x00", "text_broken"), ("س" * 10_001, "text_too_long")])
def test_a_reason_is_asked_for_and_can_be_kept(reason: str, code: str) -> None:
    refused(InputRefused, code, change_status, claim(), to="in_review", by=person("reviewer"), reason=reason)


def test_the_second_of_two_is_told_who_was_first_and_changes_nothing() -> None:
    one = claim()
    seen = Claim.objects.get(pk=one.pk)
    in_review(one, person("reviewer", "first"))
    with pytest.raises(AlreadyDecided) as caught:
        change_status(seen, to="dismissed", by=person("reviewer", "second"), reason="no")
    assert (caught.value.params["who"], caught.value.params["what"], caught.value.params["version"]) == ("first", "in_review", "1")
    assert path("claim") == [("unreviewed", "in_review", "first")]


@pytest.mark.parametrize(
    ("fields", "error", "code"),
    [
        ({"verdict": "nearly"}, InputRefused, "verdict_unknown"),
        ({"summary": " "}, InputRefused, "summary_missing"),
        ({"reason": " "}, InputRefused, "reason_missing"),
        ({"seen": 7}, AlreadyDecided, "version_unknown"),
    ],
)
def test_a_verdict_that_is_refused(fields: dict[str, Any], error: type[FactcheckError], code: str) -> None:
    reviewer = person("reviewer")
    one = in_review(claim(), reviewer)
    write_fact_check(one, verdict="false", summary="s", by=reviewer, reason="r")
    refused(error, code, write_fact_check, one, **{"verdict": "true", "summary": "s", "by": reviewer, "reason": "r", **fields})


def test_a_verdict_is_written_while_its_claim_is_in_review() -> None:
    reviewer, one = person("reviewer"), claim()
    refused(MoveRefused, "claim_not_in_review", write_fact_check, one, verdict="false", summary="s", by=reviewer, reason="r")
    check = approved(one, reviewer, person("approver"))
    refused(MoveRefused, "claim_not_in_review", write_fact_check, one, verdict="true", summary="s", by=reviewer, reason="r")
    evidence = {"address": "https://third.example/", "title": "", "stance": "context", "snapshot": "x", "by": reviewer, "reason": "r"}
    refused(MoveRefused, "claim_not_in_review", add_evidence, check, **evidence)
    assert (FactCheck.objects.get().verdict, Evidence.objects.count()) == ("false", 2)


def test_of_two_who_begin_at_once_the_second_is_told() -> None:
    first, second = person("reviewer", "first"), person("reviewer", "second")
    one = in_review(claim(), first)
    write_fact_check(one, verdict="false", summary="s", by=first, reason="r", seen=0)
    refused(AlreadyDecided, "already_decided", write_fact_check, one, verdict="true", summary="s", by=second, reason="r", seen=0)


@pytest.mark.parametrize(
    ("fields", "code", "blamed"),
    [
        ({"address": "javascript:alert(1)"}, "address_invalid", "address"),
        ({"address": "https://a b.example/"}, "address_invalid", "address"),
        ({"address": "https://"}, "address_invalid", "address"),
        ({"address": "https://[::1"}, "address_invalid", "address"),
        ({"stance": "likes"}, "stance_unknown", "stance"),
        ({"snapshot": " "}, "snapshot_missing", "snapshot"),
        ({"title": "س" * 501}, "text_too_long", "title"),
    ],
)
def test_evidence_that_is_refused_names_its_field(fields: dict[str, str], code: str, blamed: str) -> None:
    reviewer = person("reviewer")
    check = write_fact_check(in_review(claim(), reviewer), verdict="false", summary="s", by=reviewer, reason="r")
    good = {"address": "https://roll.example/", "title": "t", "stance": "refutes", "snapshot": "x", "reason": "r"}
    with pytest.raises(InputRefused) as caught:
        add_evidence(check, **{**good, **fields}, by=reviewer)
    assert (caught.value.code, caught.value.field) == (code, blamed)


def test_no_approval_is_asked_for_without_evidence_and_the_last_stays_while_it_is() -> None:
    author = person("reviewer")
    one = in_review(claim(), author)
    check = write_fact_check(one, verdict="unproven", summary="s", by=author, reason="r")
    refused(MoveRefused, "evidence_missing", change_status, one, to="in_approval", by=author, reason="ready")
    piece = add_evidence(check, address="https://roll.example/", title="", stance="context", snapshot="x", by=author, reason="r")
    change_status(one, to="in_approval", by=author, reason="ready")
    piece.fact_check.refresh_from_db()
    refused(MoveRefused, "evidence_last", remove_evidence, piece, by=author, reason="not relied on")
    audit = {"address": "https://audit.example/", "title": "", "stance": "context", "snapshot": "x"}
    other = add_evidence(piece.fact_check, by=author, reason="r", **audit)
    piece.fact_check.refresh_from_db()
    remove_evidence(piece, by=author, reason="not relied on")
    other.fact_check.refresh_from_db()
    refused(MoveRefused, "evidence_last", remove_evidence, other, by=author, reason="not relied on")
    change_status(one, to="in_review", by=author, reason="not ready")
    remove_evidence(other, by=author, reason="not relied on")
    check.refresh_from_db()
    refused(MoveRefused, "not_in_approval", approve, check, by=person("approver"), reason="plain")


@pytest.mark.parametrize("verdict", ["true", "false"])
@pytest.mark.parametrize("hosts", [("roll.example",), ("www.roll.example", "archive.roll.example")])
def test_true_and_false_need_two_origins_or_an_approver_who_says_why_not(verdict: str, hosts: tuple[str, ...]) -> None:
    check = checked(claim(), person("reviewer"), verdict, hosts)
    other = person("approver")
    refused(MoveRefused, "one_origin", approve, check, by=other, reason="plain")
    refused(MoveRefused, "one_origin", approve, check, by=other, reason="plain", origins_override=" ")
    approve(check, by=other, reason="plain", origins_override="There is one roll.")
    assert (check.state, check.origins_override) == ("approved", "There is one roll.")


def test_another_verdict_needs_one_origin() -> None:
    check = checked(claim(), person("reviewer"), "misleading", ("roll.example",))
    approve(check, by=person("approver"), reason="plain")
    assert check.state == "approved"


@pytest.mark.parametrize("part", ["began", "verdict", "evidence", "took out"])
def test_nobody_approves_what_they_had_a_part_in(part: str) -> None:
    author, other = person("approver", "author"), person("approver", "other")
    one = claim()
    check = checked(one, author, hosts=("a.example", "b.example", "c.example"))
    if part == "verdict":
        write_fact_check(one, verdict="false", summary="Another summary.", by=other, reason="clearer")
    elif part == "evidence":
        add_evidence(check, address="https://d.example/", title="", stance="refutes", snapshot="x", by=other, reason="r")
    elif part == "took out":
        remove_evidence(check.evidence.first(), by=other, reason="weak")  # type: ignore[arg-type]
    check.refresh_from_db()
    refused(MoveRefused, "approver_is_author", approve, check, by=author if part == "began" else other, reason="mine")
    approve(check, by=person("approver", "third"), reason="plain")


def test_an_author_of_before_the_last_approval_may_approve_the_next_change() -> None:
    first, second, third = (person("approver", name) for name in ("first", "second", "third"))
    one = claim()
    check = approved(one, first, second)
    change_status(one, to="in_review", by=third, reason="once more")
    write_fact_check(one, verdict="false", summary="Clearer.", by=third, reason="clearer")
    change_status(one, to="in_approval", by=third, reason="ready")
    check.refresh_from_db()
    refused(MoveRefused, "approver_is_author", approve, check, by=third, reason="mine")
    approve(check, by=first, reason="plain")


def test_what_was_approved_before_the_claim_changed_clears_nobody_who_wrote_then() -> None:
    author, other, third = (person("approver", name) for name in ("author", "other", "third"))
    one = claim()
    check = approved(one, author, other)
    correct_amount(one, position=0, amount={"low": 3000, "high": 3000}, by=person("editor"), reason="the article says 3,000")
    one.refresh_from_db()
    check.refresh_from_db()
    change_status(one, to="in_approval", by=author, reason="false of 3,000 as well")
    refused(MoveRefused, "approver_is_author", approve, check, by=author, reason="mine")
    approve(check, by=other, reason="I have counted again")
    # An approval that holds counts again: what they wrote before it was judged by another.
    one.refresh_from_db()
    change_status(one, to="in_review", by=third, reason="once more")
    write_fact_check(one, verdict="false", summary="Clearer.", by=third, reason="clearer")
    change_status(one, to="in_approval", by=third, reason="ready")
    check.refresh_from_db()
    approve(check, by=author, reason="plain")


def test_to_take_an_approval_back_makes_nobody_an_author_and_forgets_none() -> None:
    author, other = person("approver", "author"), person("approver", "other")
    one = claim()
    check = approved(one, author, other)
    undo(check, by=other, reason="too quick")
    one.refresh_from_db()
    assert (one.status, check.state) == ("in_approval", "draft")
    refused(MoveRefused, "approver_is_author", approve, check, by=author, reason="mine")
    approve(check, by=other, reason="now I am sure")


def test_what_is_out_stays_out_as_approved_while_it_is_checked_again() -> None:
    author, other = person("reviewer"), person("approver")
    one = claim()
    check = approved(one, author, other)
    publish(check, by=other, reason="out")
    change_status(one, to="in_review", by=author, reason="a reader wrote")
    write_fact_check(one, verdict="misleading", summary="It was 120, then 300.", by=author, reason="new roll")
    check.refresh_from_db()
    assert check.approved_content is not None
    assert (check.verdict, check.approved_content["verdict"], check.published_at is not None) == ("misleading", "false", True)
    assert list(FactCheck.objects.public()) == [check]
    refused(MoveRefused, "dismissed_while_published", change_status, one, to="dismissed", by=author, reason="no")
    change_status(one, to="in_approval", by=author, reason="ready")
    approve(check, by=other, reason="plain")
    assert (check.stand, check.approved_content["verdict"]) == ("published", "misleading")


# What an approval is of changes in these ways, whether or not the claim's own version rises.
CHANGES: list[Callable[[Claim], object]] = [
    lambda one: correct_amount(one, position=0, amount={"low": 3000, "high": 3000}, by=person("editor"), reason="the article says 3,000"),
    lambda one: merge_speakers(one.speaker, into=speaker("سامر فهد الحلواني"), by=person("editor"), reason="one man"),
    lambda one: one.appearances.update(anchor="orphaned"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_claim_that_changed_since_it_was_read_is_not_approved(change: Callable[[Claim], object]) -> None:
    one, other = claim(version=article()), person("approver")
    check = checked(one, person("reviewer"))
    seen = fingerprint(one)
    change(one)
    before = Decision.objects.count()
    refused(AlreadyDecided, "fingerprint_differs", review.approve, check, claim_fingerprint=seen, by=other, reason="plain")
    assert (check.state, Decision.objects.count()) == ("draft", before)
    review.approve(check, claim_fingerprint=fingerprint(one), by=other, reason="plain")
    assert check.state == "approved"


def test_only_what_is_approved_is_published_and_once() -> None:
    author, other = person("reviewer"), person("approver")
    one = claim()
    check = checked(one, author)
    refused(MoveRefused, "not_approved", publish, check, by=other, reason="out")
    approve(check, by=other, reason="plain")
    one.refresh_from_db()
    change_status(one, to="in_review", by=author, reason="wait")
    refused(MoveRefused, "not_approved", publish, check, by=other, reason="out")
    change_status(one, to="in_approval", by=author, reason="fine")
    approve(check, by=other, reason="plain")
    publish(check, by=other, reason="out")
    refused(MoveRefused, "not_approved", publish, check, by=other, reason="out")
    withdraw(check, by=other, reason="wrong")
    refused(MoveRefused, "withdrawn", withdraw, check, by=other, reason="wrong")
    evidence = {"address": "https://third.example/", "title": "", "stance": "context", "snapshot": "x", "by": author, "reason": "r"}
    refused(MoveRefused, "withdrawn", add_evidence, check, **evidence)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_goes_out_is_reopened_by_nobody_meanwhile() -> None:
    author, other = person("reviewer"), person("approver")
    one = claim()
    check = approved(one, author, other)

    def reopens() -> bool:
        """Whether somebody can reopen the claim without waiting."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                change_status(one, to="in_review", by=author, reason="a reader wrote")
            return True
        except OperationalError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as somebody:
        with transaction.atomic():
            publish(check, by=other, reason="out")
            assert not somebody.submit(reopens).result()
        assert somebody.submit(reopens).result()


def test_a_withdrawn_claim_can_be_checked_anew() -> None:
    author, other = person("reviewer"), person("approver")
    one = claim()
    check = approved(one, author, other)
    withdraw(check, by=other, reason="wrong roll")
    one.refresh_from_db()
    again = write_fact_check(one, verdict="true", summary="It was 300.", by=author, reason="right roll")
    assert again.pk != check.pk


def test_the_approval_is_of_a_claim_as_it_stands_in_its_article() -> None:
    one = claim(version=article())
    check = approved(one, person("reviewer"), person("approver"))
    one.appearances.update(anchor="orphaned")
    check.refresh_from_db()
    one.refresh_from_db()
    assert (check.state, one.status, path("factcheck")[-1]) == ("void", "in_review", ("approved", "void", "system"))
