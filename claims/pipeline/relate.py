"""How two claims relate: a person confirms, changes or rejects what the machine suggests, and the machine may ask again when it must."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from claims.errors import AlreadyDecided, InputRefused, MoveRefused
from claims.models import Decision, Match, User
from claims.pipeline.decide import RULES, decide
from claims.pipeline.figures import keep_figures
from claims.rights import Action, require

State = Match.State
# Why a suggestion expires.
SAYS_NOTHING, ONE_ORIGIN, SURER_ONES = "says_nothing_any_more", "one_origin", "surer_ones"
Relation = Match.MatchRelation


def confirm_match(
    match: Match, *, by: User, reason: str, relation: str = "", direction: str = "", seen_relation: str = "", seen_direction: str = ""
) -> Decision:
    """Confirm that the relation of `match` holds; with `relation`, that another does: a different number, a later date, an update.

    Without `relation` the machine's own is confirmed, with its direction. A confirmed match can be given another relation, and a
    rejected one can be confirmed after all; somebody else may say the same again, as a second opinion.

    `seen_relation` and `seen_direction` are what the machine said when the caller read the pair; without `seen_relation` it is whatever
    the machine says.

    Raises:
        NotAllowed: `by` is no reviewer, or may not see both claims.
        InputRefused: no reason, an unknown relation, or an update that does not say which claim is newer.
        MoveRefused: `by` has said just that.
        AlreadyDecided: somebody else was first, or the machine says something else now than what was seen.
    """
    require(by, Action.DECIDE_MATCH, match)
    _check_suggestion(match, seen_relation, seen_direction)
    relation = relation or match.machine_relation
    if relation not in Relation.values:
        raise InputRefused("relation_unknown", "The relation must be one of {known}.", field="relation", known=", ".join(Relation.values))
    if relation == Relation.UPDATES and not direction and relation == match.machine_relation:
        direction = match.machine_direction
    if (relation == Relation.UPDATES) != (direction in Match.MatchDirection.values):
        raise InputRefused("direction_wrong", RULES["match_update_has_direction"], field="direction")
    if match.state == State.CONFIRMED and (match.relation, match.direction) == (relation, direction) and _has_said_so(match, by):
        raise MoveRefused("confirmed_already", "It is confirmed with this relation already.", field="relation")
    changes = {"relation": [match.relation, relation], "direction": [match.direction, direction]}
    with transaction.atomic():
        decision = decide(
            match,
            becomes=State.CONFIRMED,
            by=by,
            reason=reason,
            changes=changes,
            state=State.CONFIRMED,
            relation=relation,
            direction=direction,
        )
        keep_figures([match])
    return decision


def reject_match(match: Match, *, by: User, reason: str, seen_relation: str = "", seen_direction: str = "") -> Decision:
    """Say that the pair is nothing that a fact checker wants to see together. Takes what was seen, and raises, as `confirm_match`."""
    require(by, Action.DECIDE_MATCH, match)
    _check_suggestion(match, seen_relation, seen_direction)
    if match.state == State.REJECTED and _has_said_so(match, by):
        raise MoveRefused("rejected_already", "It is rejected already.", field="state")
    changes = {"relation": [match.relation, ""], "direction": [match.direction, ""]} if match.relation else {}
    return decide(match, becomes=State.REJECTED, by=by, reason=reason, changes=changes, state=State.REJECTED, relation="", direction="")


def _has_said_so(match: Match, by: User) -> bool:
    last = Decision.objects.of(Decision.Subject.MATCH, match.pk).filter(seq=match.version, actor=by)
    return last.exclude(changes__has_key="undoes").exists()


def _check_suggestion(match: Match, relation: str, direction: str) -> None:
    # A suggestion that is judged anew keeps its version: nobody has decided on it.
    if relation and (relation, direction) != (match.machine_relation, match.machine_direction):
        raise AlreadyDecided(
            "suggestion_differs",
            "The two were compared again since you loaded them, and the result is another: decide on what it says now.",
        )


def suggest_again(match: Match, said: Mapping[str, Any]) -> Decision | None:
    """The machine's new judgement of a rejected or expired pair. None, and nothing changed, where the rejection still holds.

    `said` are the columns that hold a judgement, all of them: relation, direction and score, reasons, and by which engine.
    A rejection holds until the words, amounts, days or speaker of either claim change, or the machine says a different relation; the
    database checks it. What was rejected stays on the row, to be shown beside the new suggestion.
    """
    try:
        return decide(
            match,
            becomes=State.SUGGESTED,
            by=User.objects.system(),
            reason="judged_again",
            changes={field: [getattr(match, field), said[field]] for field in ("machine_relation", "machine_direction", "score")},
            state=State.SUGGESTED,
            **said,
        )
    except MoveRefused as error:
        if error.code == "rejected_stays":
            return None
        raise


def expire_match(match: Match, *, reason: str = SAYS_NOTHING) -> Decision:
    """The machine takes back a suggestion that nobody has decided on; `reason` is one of the codes above."""
    return decide(match, becomes=State.EXPIRED, by=User.objects.system(), reason=reason, state=State.EXPIRED)
