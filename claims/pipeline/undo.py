"""A person takes back their own last decision. That is a decision too: nothing of the first is rubbed out."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.errors import MoveRefused
from claims.models import Article, Claim, Decision, Evidence, FactCheck, Match, Outlet, Quote, Speaker, User
from claims.pipeline.correct import correct
from claims.pipeline.decide import RULES, decide, subject_of, version_of
from claims.pipeline.describe import describe_outlet
from claims.pipeline.figures import keep_figures
from claims.pipeline.regroup import take_back_origin
from claims.pipeline.review import check_dispensable
from claims.pipeline.spell import take_back_spelling
from claims.rights import Action, require

_CORRECTIONS = {"speaker", "said", "as_of", "stated_on", "text", "appearance", "amount", "amounts", "span"}
_ASSIGNMENTS = {"desk", "assignee"}


def undo(row: Article | Claim | FactCheck | Match | Outlet | Quote | Speaker, *, by: User, reason: str) -> Decision:
    """Take back the last decision on `row`, as the caller saw it, if it was `by`'s own and no undo itself.

    What is published, withdrawn, begun or added is not undone: withdraw it, or write it anew. An approval takes its claim back with it.
    Merges and splits of speakers are undone by `merge.undo_change`, by whichever editor.

    Raises:
        NotAllowed: `by` may no longer do what they had done.
        MoveRefused: the last decision was somebody else's, an undo, or one that cannot be taken back; or as `check_dispensable`.
        AlreadyDecided: somebody has decided since.
    """
    last = Decision.objects.of(subject_of(row), row.pk).filter(seq=version_of(row)).first()
    if last is None or last.actor_id != by.pk or "undoes" in last.changes:
        raise _refused()
    match row:
        case Claim():
            return _undo_claim(row, last, by, reason)
        case FactCheck():
            return _undo_fact_check(row, last, by, reason)
        case Match():
            return _undo_match(row, last, by, reason)
        case Article():
            return take_back_origin(row, last, by=by, reason=reason)
        case Outlet():
            return _undo_outlet(row, last, by, reason)
        case Speaker():
            return take_back_spelling(row, last, by=by, reason=reason)
        case Quote():
            return correct(row, _swapped(last.changes), by=by, reason=reason, undoes=last.seq)


def _undo_claim(claim: Claim, last: Decision, by: User, reason: str) -> Decision:
    if _CORRECTIONS & last.changes.keys():
        return correct(claim, _swapped(last.changes), by=by, reason=reason, undoes=last.seq)
    if _ASSIGNMENTS & last.changes.keys():
        require(by, Action.CHANGE_STATUS if last.changes.get("assignee", [0, 0])[1] == by.pk else Action.ASSIGN, claim)
        back = {f"{field}_id": pair[0] for field, pair in last.changes.items()}
        return decide(claim, becomes=claim.status, by=by, reason=reason, changes={**_swapped(last.changes), "undoes": last.seq}, **back)
    if last.to_state == Claim.Status.REVIEWED:
        return undo(FactCheck.objects.get(claim=claim, withdrawn_at=None), by=by, reason=reason)
    require(by, Action.CHANGE_STATUS, claim)
    if last.from_state in {last.to_state, Claim.Status.REVIEWED}:
        raise _refused()
    return decide(claim, becomes=last.from_state, by=by, reason=reason, changes={"undoes": last.seq}, status=last.from_state)


def _undo_fact_check(fact_check: FactCheck, last: Decision, by: User, reason: str) -> Decision:
    draft = FactCheck.State.DRAFT
    if "approved" in last.changes:
        return _unapprove(fact_check, last, by, reason)
    if last.to_state != draft or last.seq == 1:
        raise _refused()
    require(by, Action.WRITE_FACT_CHECK, fact_check)
    back = _swapped(last.changes)
    columns = {field: pair[1] for field, pair in back.items() if field in {"verdict", "summary"}}
    with transaction.atomic():
        piece = _piece(fact_check, *back["evidence"]) if "evidence" in back else None
        if piece is not None and piece.removed_at is None:
            check_dispensable(piece)
        decision = decide(fact_check, becomes=draft, by=by, reason=reason, changes={**back, "undoes": last.seq}, state=draft, **columns)
        if piece is not None:
            Evidence.objects.filter(pk=piece.pk).update(removed_at=timezone.now() if piece.removed_at is None else None)
    return decision


def _piece(fact_check: FactCheck, stands: Any, stood: Any) -> Evidence:
    """The piece that was taken out, or else the one that was added last."""
    pieces = Evidence.objects.filter(fact_check=fact_check).select_related("fact_check")
    if stood is not None:
        return pieces.get(pk=stood["id"])
    return pieces.filter(address=stands["address"], removed_at=None).latest("pk")


def _unapprove(fact_check: FactCheck, last: Decision, by: User, reason: str) -> Decision:
    require(by, Action.APPROVE, fact_check)
    if fact_check.published_at is not None:
        raise _refused()
    draft, awaiting = FactCheck.State.DRAFT, Claim.Status.IN_APPROVAL
    with transaction.atomic():
        changes = {"undoes": last.seq, "unapproves": last.changes["approved"]}
        claim = Claim.objects.select_for_update(no_key=True).get(pk=fact_check.claim_id)
        decision = decide(fact_check, becomes=draft, by=by, reason=reason, changes=changes, state=draft)
        if claim.status == Claim.Status.REVIEWED:
            decide(claim, becomes=awaiting, by=by, reason=reason, changes={"undoes": claim.version}, status=awaiting)
    return decision


def _undo_match(match: Match, last: Decision, by: User, reason: str) -> Decision:
    require(by, Action.DECIDE_MATCH, match)
    back = {field: pair[0] for field, pair in last.changes.items() if field in {"relation", "direction"}}
    with transaction.atomic():
        decision = decide(
            match,
            becomes=last.from_state,
            by=by,
            reason=reason,
            changes={**_swapped(last.changes), "undoes": last.seq},
            state=last.from_state,
            **back,
        )
        keep_figures([match])
    return decision


def _undo_outlet(outlet: Outlet, last: Decision, by: User, reason: str) -> Decision:
    back = {field: pair[1] for field, pair in _swapped(last.changes).items()}
    if None in back.values():  # it was added: there was nothing before
        raise _refused()
    return describe_outlet(outlet, back, by=by, reason=reason, undoes=last.seq)


def _swapped(changes: dict[str, Any]) -> dict[str, Any]:
    return {field: [pair[1], pair[0]] for field, pair in changes.items() if isinstance(pair, list) and len(pair) == 2}


def _refused() -> MoveRefused:
    return MoveRefused("undo_refused", RULES["undo_refused"])
