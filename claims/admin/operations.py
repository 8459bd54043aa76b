"""What can be decided in the admin: each operation with its right, its fields, what it would change, and the stage that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.admin.approving import digests, lines
from claims.admin.corrections import CORRECT_AMOUNT, CORRECT_SPEAKER, correct_days_of, correct_words_of, standing_place
from claims.admin.operation import UNDO, Fields, Operation, Text
from claims.admin.source_operations import ARTICLE, OUTLET, SPEAKER
from claims.decided import changes_in_words
from claims.models import (
    Article,
    Claim,
    Desk,
    Evidence,
    FactCheck,
    Match,
    Outlet,
    Proposal,
    Quote,
    Speaker,
    User,
)
from claims.pipeline.assign import assign
from claims.pipeline.correct import accept_proposal, decline_proposal
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.review import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOVES,
    add_evidence,
    approve,
    change_status,
    fingerprint,
    remove_evidence,
    verdicts_offered,
    write_fact_check,
)
from claims.rights import Action
from claims.templatetags.states import STATES, state_in_words


def _text(label: Text, *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}))


def _move(to: str, label: Text) -> Operation:
    return Operation(
        f"move-{to.replace('_', '-')}",
        label,
        Action.CHANGE_STATUS,
        lambda row, fields, by, reason: change_status(row, to=to, by=by, reason=reason),
        lambda row, fields: [(_("status"), row.get_status_display(), Claim.Status(to).label)],
        applies=lambda row: to in MOVES[row.status],
        in_bulk=True,
    )


ASSIGN = Operation(
    "assign",
    _("Assign"),
    Action.ASSIGN,
    lambda row, fields, by, reason: assign(row, desk=fields["desk"], assignee=fields["assignee"], by=by, reason=reason),
    lambda row, fields: [(_("worked on by"), row.desk, fields["desk"]), (_("assigned to"), row.assignee, fields["assignee"])],
    lambda row, by: {
        "desk": forms.ModelChoiceField(Desk.objects.all(), label=_("worked on by"), required=False, initial=row.desk_id),
        "assignee": forms.ModelChoiceField(
            User.objects.filter(is_active=True, groups__name__in=("reviewer", "approver")).distinct(),
            label=_("assigned to"),
            required=False,
            initial=row.assignee_id,
        ),
    },
    in_bulk=True,
)


def _live(claim: Claim) -> FactCheck | None:
    return claim.fact_checks.filter(withdrawn_at=None).first()


VERDICT = Operation(
    "verdict",
    _("Write the verdict"),
    Action.WRITE_FACT_CHECK,
    lambda row, fields, by, reason: write_fact_check(
        row, verdict=fields["verdict"], summary=fields["summary"], by=by, reason=reason, seen=fields["seen"]
    ),
    lambda row, fields: [
        (_("verdict"), getattr(_live(row), "get_verdict_display", lambda: "")(), FactCheck.Verdict(fields["verdict"]).label),
        (_("summary"), getattr(_live(row), "summary", ""), fields["summary"]),
    ],
    lambda row, by: {
        # The claim's own version stays where its fact check is written anew.
        "seen": forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=getattr(_live(row), "version", 0)),
        "verdict": forms.ChoiceField(
            label=_("verdict"), choices=lambda: verdicts_offered(row, by), initial=getattr(_live(row), "verdict", None)
        ),
        "summary": forms.CharField(
            label=_("summary"),
            widget=forms.Textarea(attrs={"rows": 6}),
            max_length=LONGEST_SUMMARY,
            initial=getattr(_live(row), "summary", ""),
        ),
    },
    applies=lambda row: row.status in {"in_review", "in_approval"},
)
CLAIM = (
    _move("in_review", _("Take into review")),
    _move("unreviewed", _("Put back as unreviewed")),
    _move("dismissed", _("Dismiss: not worth checking")),
    _move("in_approval", _("Ask for approval")),
    ASSIGN,
    VERDICT,
    correct_words_of(standing_place),
    CORRECT_SPEAKER,
    correct_days_of("said", _("Correct when it was said")),
    correct_days_of("as_of", _("Correct what time it is about")),
    CORRECT_AMOUNT,
    UNDO,
)
QUOTE = (correct_words_of(lambda row: row), CORRECT_SPEAKER, correct_days_of("stated_on", _("Correct when it was said")), UNDO)


def _as_the_machine_says(row: Match) -> str:
    return f"{row.machine_relation} {row.machine_direction}"


def _relation_in_words(relation: str, direction: str) -> Text:
    if not direction:
        return Match.MatchRelation(relation).label
    return format_lazy(
        "{relation} ({direction})", relation=Match.MatchRelation(relation).label, direction=Match.MatchDirection(direction).label
    )


MATCH = (
    Operation(
        "confirm",
        _("Confirm"),
        Action.DECIDE_MATCH,
        lambda row, fields, by, reason: confirm_match(
            row, by=by, reason=reason, relation=fields["relation"], direction=fields["direction"]
        ),
        lambda row, fields: [(_("relation"), row.get_relation_display() or row.get_state_display(),
                              _relation_in_words(fields["relation"] or row.machine_relation,
                                                 fields["direction"] if fields["relation"] else row.machine_direction))],
        lambda row, by: {
            "relation": forms.ChoiceField(
                label=_("relation"), choices=[("", _("as the machine says")), *Match.MatchRelation.choices], required=False),
            "direction": forms.ChoiceField(label=_("direction"), choices=[("", "–"), *Match.MatchDirection.choices], required=False),
        },
        in_bulk=True,
        rests_on=_as_the_machine_says,
    ),
    Operation(
        "reject",
        _("Reject"),
        Action.DECIDE_MATCH,
        lambda row, fields, by, reason: reject_match(row, by=by, reason=reason),
        lambda row, fields: [(_("state"), row.get_state_display(), Match.State.REJECTED.label)],
        applies=lambda row: row.state != Match.State.REJECTED,
        in_bulk=True,
        rests_on=_as_the_machine_says,
    ),
    UNDO,
)  # fmt: skip


def _stands(to: Text) -> Callable[[Any, Fields], list[tuple[Text, Any, Any]]]:
    return lambda row, fields: [(_("state"), state_in_words(row.stand), to)]


def _remove(row: FactCheck, fields: Fields, by: User, reason: str) -> object:
    piece: Evidence = fields["evidence"]
    piece.fact_check = row  # as the person saw it
    return remove_evidence(piece, by=by, reason=reason)


FACT_CHECK = (
    Operation(
        "add-evidence",
        _("Add evidence"),
        Action.WRITE_FACT_CHECK,
        lambda row, fields, by, reason: add_evidence(row, by=by, reason=reason, **fields),
        lambda row, fields: [(_("evidence"), "", f"{fields['address']} – {fields['snapshot'][:200]}")],
        lambda row, by: {
            "address": forms.URLField(label=_("address"), max_length=2000, assume_scheme="https"),
            "title": forms.CharField(label=_("title"), max_length=LONGEST_TITLE, required=False),
            "stance": forms.ChoiceField(label=_("stance"), choices=Evidence.Stance.choices),
            "snapshot": _text(_("the words relied on")),
        },
        applies=lambda row: row.withdrawn_at is None,
    ),
    Operation(
        "remove-evidence",
        _("Take evidence out"),
        Action.WRITE_FACT_CHECK,
        _remove,
        lambda row, fields: [(_("evidence"), fields["evidence"], "")],
        lambda row, by: {"evidence": forms.ModelChoiceField(row.evidence.standing(), label=_("evidence"))},
        applies=lambda row: row.withdrawn_at is None,
    ),
    Operation(
        "approve",
        _("Approve"),
        Action.APPROVE,
        lambda row, fields, by, reason: approve(
            row, claim_fingerprint=fields["claim_fingerprint"], origins_override=fields["origins_override"], by=by, reason=reason
        ),
        lambda row, fields: [
            *lines(row, read=fields["read"]),
            (_("state"), state_in_words(row.stand), FactCheck.State.APPROVED.label),
        ],
        lambda row, by: {
            # Taken before the words are read: a change in between is refused.
            "claim_fingerprint": forms.CharField(widget=forms.HiddenInput, initial=fingerprint(row.claim)),
            "read": forms.CharField(widget=forms.HiddenInput, required=False, initial=digests(row)),
            "origins_override": _text(_("why one origin is enough"), required=False),
        },
        shown_at_once=True,
        applies=lambda row: row.withdrawn_at is None and row.claim.status == Claim.Status.IN_APPROVAL,
    ),
    Operation(
        "publish",
        _("Publish"),
        Action.PUBLISH,
        lambda row, fields, by, reason: publish(row, by=by, reason=reason),
        _stands(STATES["published"]),
        applies=lambda row: row.stand == "approved",
    ),
    Operation(
        "withdraw",
        _("Withdraw"),
        Action.WITHDRAW,
        lambda row, fields, by, reason: withdraw(row, by=by, reason=reason),
        _stands(STATES["withdrawn"]),
        applies=lambda row: row.withdrawn_at is None,
    ),
    UNDO,
)
PROPOSAL = (
    Operation(
        "accept",
        _("Accept"),
        Action.CORRECT,
        lambda row, fields, by, reason: accept_proposal(row, by=by, reason=reason),
        lambda row, fields: [(one.field, one.before, one.after or "–") for one in changes_in_words([{row.field: [row.old, row.new]}])[0]],
        applies=lambda row: row.state == Proposal.State.OPEN,
        in_bulk=True,
    ),
    Operation(
        "decline",
        _("Decline"),
        Action.CORRECT,
        lambda row, fields, by, reason: decline_proposal(row, by=by, reason=reason),
        lambda row, fields: [(_("state"), row.get_state_display(), Proposal.State.DECLINED.label)],
        applies=lambda row: row.state == Proposal.State.OPEN,
        in_bulk=True,
    ),
)
OPERATIONS: Mapping[type[Any], tuple[Operation, ...]] = {
    Article: ARTICLE,
    Claim: CLAIM,
    Quote: QUOTE,
    Speaker: SPEAKER,
    Match: MATCH,
    FactCheck: FACT_CHECK,
    Outlet: OUTLET,
    Proposal: PROPOSAL,
}
