"""Who works on a claim: a desk, and a person of it."""

from __future__ import annotations

from claims.errors import InputRefused, MoveRefused
from claims.models import Claim, Decision, Desk, User
from claims.pipeline.decide import decide
from claims.rights import Action, may, require


def assign(claim: Claim, *, desk: Desk | None, assignee: User | None, by: User, reason: str) -> Decision:
    """Give the claim to a desk and a person, or to nobody. A reviewer may take a claim that nobody has, and give back their own.

    Raises:
        NotAllowed: `by` is neither an editor nor taking or leaving a claim.
        InputRefused: the person cannot review, may not see the claim, or is of another desk.
        MoveRefused: it is assigned so already.
        AlreadyDecided: somebody else was first.
    """
    taking = assignee == by and claim.assignee_id is None
    leaving = assignee is None and claim.assignee_id == by.pk
    own_desk = desk is None or desk.pk in {by.desk_id, claim.desk_id}
    require(by, Action.CHANGE_STATUS if (taking or leaving) and own_desk and not may(by, Action.ASSIGN, claim) else Action.ASSIGN, claim)
    if desk is not None and claim.confidential_to_id not in {None, desk.pk}:
        raise InputRefused("desk_cannot_see", "The claim is confidential to another desk.", field="desk")
    if assignee is not None:
        _check_assignee(assignee, claim, desk)
    desk_id, assignee_id = desk.pk if desk else None, assignee.pk if assignee else None
    if (claim.desk_id, claim.assignee_id) == (desk_id, assignee_id):
        raise MoveRefused("assigned_already", "It is assigned so already.")
    changes: dict[str, list[int | None]] = {"desk": [claim.desk_id, desk_id], "assignee": [claim.assignee_id, assignee_id]}
    return decide(
        claim,
        becomes=claim.status,
        by=by,
        reason=reason,
        changes={field: pair for field, pair in changes.items() if pair[0] != pair[1]},
        desk_id=desk_id,
        assignee_id=assignee_id,
    )


def _check_assignee(assignee: User, claim: Claim, desk: Desk | None) -> None:
    if not may(assignee, Action.CHANGE_STATUS) or claim.confidential_to_id not in {None, assignee.desk_id}:
        raise InputRefused("assignee_cannot_review", "{who} cannot review this claim.", field="assignee", who=assignee.get_username())
    if desk is not None and assignee.desk_id != desk.pk:
        raise InputRefused("assignee_of_another_desk", "{who} is not of this desk.", field="assignee", who=assignee.get_username())
