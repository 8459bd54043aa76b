"""What can be decided in the admin: each operation with its right, its fields, what it would change, and the stage that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.admin.approving import digests, lines
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
    Quantity,
    Quote,
    Speaker,
    User,
)
from claims.pipeline.assign import assign
from claims.pipeline.correct import accept_proposal, correct_amount, correct_days, correct_span, correct_speaker, decline_proposal
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


def _days_fields(row: Any, name: str) -> Mapping[str, forms.Field]:
    span = getattr(row, name)
    last = span.upper.fromordinal(span.upper.toordinal() - 1) if span and span.upper else None
    day: dict[str, Any] = {"required": False, "widget": forms.DateInput(attrs={"type": "date"})}
    return {
        "first": forms.DateField(label=_("first day"), initial=span and span.lower, help_text=_("Both empty: unknown."), **day),
        "last": forms.DateField(label=_("last day"), initial=last, **day),
    }


def _days(fields: Fields) -> Any:
    first, last = fields["first"] or fields["last"], fields["last"] or fields["first"]
    return (first, last) if first else None


def _correct_days(name: str, label: Text) -> Operation:
    return Operation(
        f"correct-{name.replace('_', '-')}",
        label,
        Action.CORRECT,
        lambda row, fields, by, reason: correct_days(row, field=name, days=_days(fields), by=by, reason=reason),
        lambda row, fields: [(label, getattr(row, name), "–".join(str(day) for day in _days(fields) or ()))],
        lambda row, by: _days_fields(row, name),
    )


def _speaker_fields(row: Any, by: User) -> Mapping[str, forms.Field]:
    widget = AutocompleteSelect(type(row)._meta.get_field("speaker"), admin.site)
    known = Speaker.objects.visible_to(by).filter(merged_into=None)
    return {"speaker": forms.ModelChoiceField(known, label=_("speaker"), initial=row.speaker_id, widget=widget)}


CORRECT_SPEAKER = Operation(
    "correct-speaker",
    _("Correct the speaker"),
    Action.CORRECT,
    lambda row, fields, by, reason: correct_speaker(row, speaker=fields["speaker"], by=by, reason=reason),
    lambda row, fields: [(_("speaker"), row.speaker, fields["speaker"])],
    _speaker_fields,
)


def _span_fields(row: Any) -> Mapping[str, forms.Field]:
    help_text = _("In characters of the article's text, from 0; the end is the first character behind the words.")
    return {
        "start": forms.IntegerField(label=_("start"), initial=row.start, min_value=0, help_text=help_text),
        "end": forms.IntegerField(label=_("end"), initial=row.end, min_value=1),
    }


def _place(claim: Claim) -> Any:
    return claim.appearances.filter(retired_by="").select_related("version__article").first()


def _span(of: Callable[[Any], Any]) -> Operation:
    def run(row: Any, fields: Fields, by: User, reason: str) -> object:
        claim = {"claim": row} if isinstance(row, Claim) else {}
        return correct_span(of(row), start=fields["start"], end=fields["end"], by=by, reason=reason, **claim)

    return Operation(
        "correct-span",
        _("Correct the words"),
        Action.CORRECT,
        run,
        lambda row, fields: [(_("words"), of(row).text, of(row).version.text[fields["start"] : fields["end"]])],
        lambda row, by: _span_fields(of(row)),
        lambda row: of(row) is not None,
    )


def _amount_fields(row: Claim, by: User) -> Mapping[str, forms.Field]:
    known = [(str(one.position), str(one)) for one in row.quantities.all()]
    number: dict[str, Any] = {"required": False, "max_digits": 36, "decimal_places": 6}
    return {
        "position": forms.ChoiceField(label=_("amount"), choices=[*known, ("", _("one more"))], required=False),
        "remove": forms.BooleanField(label=_("take it away"), required=False),
        "text": forms.CharField(label=_("as written"), max_length=500, required=False),
        "low": forms.DecimalField(label=_("low"), **number),
        "high": forms.DecimalField(label=_("high"), **number),
        "qualifier": forms.ChoiceField(label=_("qualifier"), choices=Quantity.QuantityQualifier.choices, required=False),
        "unit": forms.CharField(label=_("unit"), max_length=100, required=False),
        "thing": forms.CharField(label=_("thing counted"), max_length=500, required=False),
    }


def _amount(fields: Fields) -> dict[str, Any] | None:
    return None if fields["remove"] else {name: fields[name] for name in ("text", "low", "high", "qualifier", "unit", "thing")}


def _standing(row: Claim, fields: Fields) -> Any:
    return next((str(one) for one in row.quantities.all() if str(one.position) == fields["position"]), "")


CORRECT_AMOUNT = Operation(
    "correct-amount",
    _("Correct an amount"),
    Action.CORRECT,
    lambda row, fields, by, reason: correct_amount(
        row, position=int(fields["position"]) if fields["position"] else None, amount=_amount(fields), by=by, reason=reason
    ),
    lambda row, fields: [(_("amount"), _standing(row, fields), " ".join(str(one) for one in (_amount(fields) or {}).values() if one))],
    _amount_fields,
)


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
        "desk": forms.ModelChoiceField(Desk.objects.all(), label=_("worked on by"), required=False),
        "assignee": forms.ModelChoiceField(
            User.objects.filter(is_active=True, groups__name__in=("reviewer", "approver")).distinct(),
            label=_("assigned to"),
            required=False,
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
    _span(_place),
    CORRECT_SPEAKER,
    _correct_days("said", _("Correct when it was said")),
    _correct_days("as_of", _("Correct what time it is about")),
    CORRECT_AMOUNT,
    UNDO,
)
QUOTE = (_span(lambda row: row), CORRECT_SPEAKER, _correct_days("stated_on", _("Correct when it was said")), UNDO)


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
