"""Merging, splitting and undoing: what follows, what stays, what is refused, and what the database itself keeps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, transaction

from claims.errors import AlreadyDecided, FactcheckError, InputRefused, NotAllowed
from claims.models import Claim, Decision, Desk, Match, Outlet, Quote, Speaker, SpeakerChange, SpeakerProposal, User
from claims.pipeline.merge import (
    foresee_merge,
    foresee_undoing,
    merge_proposal,
    merge_speakers,
    reject_proposal,
    undo_change,
)
from claims.records import SpeakerKind
from tests import desk_rows
from tests.desk_rows import claim, person
from tests.pipeline.speaking import KEPT, OTHER, approved, claim_of, editor, say, speaker_of

pytestmark = pytest.mark.django_db


def roots() -> list[str]:
    return [claim.speaker_root.name for claim in Claim.objects.order_by("pk").select_related("speaker_root")]


def test_merging_moves_the_claims_root_and_nothing_else() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    change = merge_speakers(other, into=kept, by=editor(), reason="one man")
    assert roots() == [KEPT, KEPT]
    assert [quote.speaker.name for quote in Quote.objects.order_by("pk")] == [KEPT, OTHER]
    claim = Claim.objects.get(speaker=other)
    assert change.moved == {"claims": [claim.pk], "speakers": [], "matches_made": [], "matches_confirmed": []}
    assert (change.decision.from_state, change.decision.to_state, change.decision.reason) == ("open", "merged", "one man")
    assert SpeakerProposal.objects.get().state == "merged"


def test_what_is_read_later_under_the_absorbed_name_goes_to_the_root() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    merge_speakers(other, into=kept, by=editor(), reason="one man")
    (quote,) = say(OTHER, words="سنبقى هنا", outlet="أخرى")
    claim = claim_of(quote)
    assert (quote.speaker, claim.speaker, claim.speaker_root) == (other, other, kept)


def test_a_merge_is_one_level_deep() -> None:
    first, second, third = speaker_of("سامر الحلواني"), speaker_of("ليلى حمدان", words="ب"), speaker_of("كريم الزيدي", words="ج")
    merge_speakers(third, into=second, by=editor(), reason="one")
    merge_speakers(second, into=first, by=editor(), reason="one")
    assert [Speaker.objects.get(pk=one.pk).merged_into for one in (first, second, third)] == [None, first, first]
    assert roots() == [first.name] * 3


def test_undoing_a_merge_brings_back_what_was_merged_before() -> None:
    first, second, third = speaker_of("سامر الحلواني"), speaker_of("ليلى حمدان", words="ب"), speaker_of("كريم الزيدي", words="ج")
    merge_speakers(third, into=second, by=editor(), reason="one")
    change = merge_speakers(second, into=first, by=editor(), reason="one")
    undo_change(change, by=editor(), reason="two after all")
    assert [Speaker.objects.get(pk=one.pk).merged_into for one in (first, second, third)] == [None, None, second]
    assert roots() == [first.name, second.name, second.name]


def test_claims_that_become_equal_are_matched_and_unmatched() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    change = merge_speakers(other, into=kept, by=editor(), reason="one man")
    match = Match.objects.get()
    assert (match.state, match.relation, match.reasons) == ("confirmed", "same", [{"code": "speakers_merged", "params": {}}])
    assert change.moved["matches_made"] == [match.pk]
    undo_change(change, by=editor(), reason="two men")
    match.refresh_from_db()
    assert (match.state, match.relation) == ("expired", "")
    assert [one.actor.username for one in Decision.objects.filter(subject="match").order_by("seq")] == ["system"] * 3


def test_a_suggested_match_is_confirmed_and_suggested_again() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    low, high = Claim.objects.order_by("pk")
    Match.objects.create(claim_low=low, claim_high=high, machine_relation="agrees", score=0.7, judgement_version="1")
    change = merge_speakers(other, into=kept, by=editor(), reason="one man")
    assert list(Match.objects.values_list("state", "relation", "machine_relation")) == [("confirmed", "same", "agrees")]
    undo_change(change, by=editor(), reason="two men")
    assert list(Match.objects.values_list("state", "relation")) == [("suggested", "")]


def test_approvals_are_foreseen_and_voided() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER, words="لن نغادر")
    check = approved(Claim.objects.get(speaker=other))
    spared = Claim.objects.get(speaker=kept)
    foreseen = foresee_merge([other], by=editor())
    assert (foreseen.claims, foreseen.quotes, foreseen.approvals) == (1, 1, [check])
    merge_speakers(other, into=kept, by=editor(), reason="one man")
    check.refresh_from_db()
    assert (check.state, check.claim.status) == ("void", "in_review")
    spared.refresh_from_db()
    assert spared.version == 0


@pytest.mark.parametrize(("own", "expected"), [(True, (2, 1, ["سر"], 0)), (False, (1, 1, [], 1))])
def test_what_is_confidential_is_foreseen_by_its_desk_and_is_a_number_to_others(own: bool, expected: tuple[Any, ...]) -> None:
    desk, other = Desk.objects.create(name="investigations"), speaker_of(OTHER, words="لن نغادر")
    secret = claim("secret", text="سر", confidential_to=desk, speaker=other, speaker_root=other)
    desk_rows.approved(secret, person("reviewer", "r", desk), person("approver", "a", desk))
    foreseen = foresee_merge([other], by=person("editor", "looks", desk if own else None))
    told = [check.claim.text for check in foreseen.approvals]
    assert (foreseen.claims, foreseen.quotes, told, foreseen.approvals_elsewhere) == expected


def test_a_rejected_proposal_is_a_decision() -> None:
    speaker_of(KEPT)
    speaker_of(OTHER)
    proposal = SpeakerProposal.objects.get()
    decision = reject_proposal(proposal, by=editor(), reason="father and son")
    assert (decision.subject_id, decision.reason) == (proposal.speaker_id, f"not {proposal.candidate_id}: father and son")


@pytest.mark.parametrize("first", [merge_proposal, reject_proposal])
@pytest.mark.parametrize("second", [merge_proposal, reject_proposal])
def test_the_second_who_decides_a_proposal_is_refused(first: Callable[..., object], second: Callable[..., object]) -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    opened = SpeakerProposal.objects.get()
    first(SpeakerProposal.objects.get(), by=editor(), reason="known to the desk")
    other.refresh_from_db()
    decisions = Decision.objects.filter(subject="speaker")
    stood, before = SpeakerProposal.objects.get().state, decisions.count()
    with pytest.raises(AlreadyDecided, match="decided before"):
        second(opened, by=editor("another"), reason="from an old list")
    assert (SpeakerProposal.objects.get().state, decisions.count()) == (stood, before)
    assert Speaker.objects.get(pk=other.pk).merged_into == (kept if first is merge_proposal else None)


def test_undoing_foresees_the_approvals_of_those_who_come_back_too() -> None:
    first, second, third = speaker_of("سامر الحلواني"), speaker_of("ليلى حمدان", words="ب"), speaker_of("كريم الزيدي", words="ج")
    merge_speakers(third, into=second, by=editor(), reason="one")
    change = merge_speakers(second, into=first, by=editor(), reason="one")
    check = approved(Claim.objects.get(speaker=third))
    assert foresee_undoing(change, by=editor()).approvals == [check]
    undo_change(change, by=editor(), reason="two after all")
    check.refresh_from_db()
    assert check.state == "void"


@pytest.mark.parametrize(("kind", "kept"), [(SpeakerKind.GROUP, "person"), (SpeakerKind.UNNAMED, "person")])
def test_who_was_read_as_of_another_kind_is_merged_and_what_is_read_later_follows(kind: SpeakerKind, kept: str) -> None:
    into, other = speaker_of(KEPT), speaker_of("السالمية", kind=kind)
    change = merge_speakers(other, into=into, by=editor(), reason="a name, no institution")
    assert (roots(), Speaker.objects.get(pk=into.pk).kind) == ([KEPT, KEPT], kept)
    if kind is SpeakerKind.GROUP:
        (quote,) = say("السالمية", words="سنبقى هنا", kind=kind, outlet="أخرى")
        assert claim_of(quote).speaker_root == into
    undo_change(change, by=editor(), reason="an institution")
    assert Claim.objects.order_by("pk").values_list("speaker_root__name", flat=True)[1] == "السالمية"


def _of_an_outlet() -> tuple[Speaker, Speaker]:
    outlet = Outlet.objects.create(name="صحيفة")
    return speaker_of(KEPT), Speaker.objects.create(kind="outlet", name="صحيفة", key="صحيفه", outlet=outlet)


def _unnamed() -> tuple[Speaker, Speaker]:
    first, second = (speaker_of("مصدر أمني", kind=SpeakerKind.UNNAMED, outlet=outlet) for outlet in ("أ", "ب"))
    return first, second


def _confidential() -> tuple[Speaker, Speaker]:
    return speaker_of(OTHER, desk=Desk.objects.create(name="investigations")), speaker_of(KEPT)


def _itself() -> tuple[Speaker, Speaker]:
    speaker = speaker_of(KEPT)
    return speaker, speaker


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (_of_an_outlet, "not_one"),
        (_itself, "not_one"),
        (_unnamed, "within_article"),
        (_confidential, "confidential"),
    ],
)
def test_what_cannot_be_one_is_refused(pair: Callable[[], tuple[Speaker, Speaker]], code: str) -> None:
    speaker, into = pair()
    with pytest.raises(FactcheckError) as caught:
        merge_speakers(speaker, into=into, by=editor(), reason="one")
    assert (caught.value.code, SpeakerChange.objects.count(), Decision.objects.filter(subject="speaker").count()) == (code, 0, 0)


@pytest.mark.parametrize("role", ["reader", "reviewer", "approver", "administrator"])
def test_only_editors_merge(role: str) -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    user = User.objects.create_user(username=role)
    user.groups.add(Group.objects.get(name=role))
    with pytest.raises(NotAllowed):
        merge_speakers(other, into=kept, by=user, reason="one")
    assert roots() == [KEPT, OTHER]


def test_a_reason_is_needed() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    with pytest.raises(InputRefused, match="reason"):
        merge_speakers(other, into=kept, by=editor(), reason=" ")
    assert roots() == [KEPT, OTHER]


def test_the_database_refuses_a_merge_without_its_decision() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    with pytest.raises(DatabaseError, match="another version"), transaction.atomic():
        Speaker.objects.filter(pk=other.pk).update(merged_into=kept)
    with pytest.raises(DatabaseError, match="without its decision"), transaction.atomic():
        Speaker.objects.filter(pk=other.pk).update(merged_into=kept, version=1)


def test_the_database_refuses_to_change_what_was_moved() -> None:
    kept, other = speaker_of(KEPT), speaker_of(OTHER)
    merge_speakers(other, into=kept, by=editor(), reason="one man")
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        SpeakerChange.objects.update(moved={})
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        SpeakerChange.objects.all().delete()
