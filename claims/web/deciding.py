"""What may be decided from a page, as forms: each names the row, the version that was seen, and the stage that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Evidence, FactCheck, Match, User
from claims.pipeline.assign import assign
from claims.pipeline.decide import LONGEST_REASON, RULES, check_seen
from claims.pipeline.hold import check_free
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.review import (
    LONGEST_SNAPSHOT,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    add_evidence,
    approve,
    change_status,
    remove_evidence,
    write_fact_check,
)
from claims.pipeline.snapshot import fetch_again
from claims.pipeline.undo import undo
from claims.rights import Action, may


class DecidingForm(forms.Form):
    version = forms.IntegerField(min_value=0)
    # A decision by one key has the reason of that key.
    reason = forms.CharField(required=False, max_length=LONGEST_REASON)


class ReasonedForm(DecidingForm):
    """For what a person answers for before readers: no usual reason stands in for theirs."""

    reason = forms.CharField(max_length=LONGEST_REASON, error_messages={"required": _(RULES["decision_reason_given"])})


class StatusForm(DecidingForm):
    to = forms.ChoiceField(choices=Claim.Status.choices)


class VerdictForm(DecidingForm):
    verdict = forms.ChoiceField(choices=FactCheck.Verdict.choices)
    summary = forms.CharField(max_length=LONGEST_SUMMARY)


class EvidenceForm(DecidingForm):
    address = forms.CharField(max_length=2000)
    title = forms.CharField(max_length=LONGEST_TITLE, required=False)
    stance = forms.ChoiceField(choices=Evidence.Stance.choices)
    snapshot = forms.CharField(max_length=LONGEST_SNAPSHOT)


class PieceForm(DecidingForm):
    evidence = forms.IntegerField(min_value=1)


class ApprovalForm(ReasonedForm):
    claim_fingerprint = forms.CharField(max_length=64)
    origins_override = forms.CharField(max_length=LONGEST_SUMMARY, required=False)


class SuggestionForm(DecidingForm):
    """What the machine said on the page; both may be left out."""

    seen_relation = forms.ChoiceField(choices=[("", ""), *Match.MatchRelation.choices], required=False)
    seen_direction = forms.ChoiceField(choices=[("", ""), *Match.MatchDirection.choices], required=False)


class RelationForm(SuggestionForm):
    relation = forms.ChoiceField(choices=[("", ""), *Match.MatchRelation.choices], required=False)
    direction = forms.ChoiceField(choices=[("", ""), *Match.MatchDirection.choices], required=False)


class AssignForm(DecidingForm):
    assignee = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False)


@dataclass(frozen=True, slots=True)
class Deed:
    """`usual` is the reason where the form gives none, and needs none; `run` gets the row as it was seen, who decides, and the fields.

    `waits` is whether it must wait where somebody else holds the claim.
    """

    form: type[DecidingForm]
    usual: Any
    run: Callable[..., object]
    waits: bool = True


def _take(row: Claim, *, by: User, reason: str) -> object:
    return assign(row, desk=row.desk, assignee=by, by=by, reason=reason)


def _leave(row: Claim, *, by: User, reason: str) -> object:
    return assign(row, desk=row.desk, assignee=None, by=by, reason=reason)


def _give(row: Claim, *, assignee: User | None, by: User, reason: str) -> object:
    return assign(row, desk=row.desk, assignee=assignee, by=by, reason=reason)


def _remove_evidence(row: FactCheck, *, evidence: int, by: User, reason: str) -> object:
    piece = row.evidence.select_related("fact_check__claim").get(pk=evidence)
    return remove_evidence(piece, by=by, reason=reason)


def _fetch_page(row: FactCheck, *, evidence: int, by: User, reason: str) -> object:
    """No decision, so that the reason is kept nowhere."""
    return fetch_again(row.evidence.select_related("fact_check__claim").get(pk=evidence), by=by)


CLAIM_DEEDS: Mapping[str, Deed] = {
    "status": Deed(StatusForm, _("Moved at the desk."), change_status),
    "take": Deed(DecidingForm, _("I take it."), _take),
    "leave": Deed(DecidingForm, _("I leave it."), _leave),
    "assign": Deed(AssignForm, _("Given at the desk."), _give, waits=False),
    "undo": Deed(DecidingForm, _("Taken back."), undo),
}
CHECK_DEEDS: Mapping[str, Deed] = {
    "evidence": Deed(EvidenceForm, _("Found while checking."), add_evidence),
    "remove-evidence": Deed(PieceForm, _("Not relied on any more."), _remove_evidence),
    "fetch-page": Deed(PieceForm, "", _fetch_page),
    "approve": Deed(ApprovalForm, "", approve),
    "publish": Deed(DecidingForm, _("Ready for readers."), publish),
    "withdraw": Deed(ReasonedForm, "", withdraw),
    "undo": Deed(DecidingForm, _("Taken back."), undo),
}
MATCH_DEEDS: Mapping[str, Deed] = {
    "confirm": Deed(RelationForm, _("As they read."), confirm_match),
    "reject": Deed(SuggestionForm, _("Not about the same thing."), reject_match),
    "undo": Deed(DecidingForm, _("Taken back."), undo),
}


def run(deed: Deed, row: Model, form: DecidingForm, by: User, *, claim: int) -> None:
    """Do it with a valid form's fields.

    Raises what the stage raises; AlreadyDecided where `row` is past the version seen, or somebody else holds the claim numbered `claim`,
    which is the one that the form came from. Who can hold no claim waits for nobody.
    """
    fields = dict(form.cleaned_data)
    check_seen(row, fields.pop("version"))
    if deed.waits and may(by, Action.CHANGE_STATUS):
        check_free(claim, by)
    fields["reason"] = fields["reason"].strip() or str(deed.usual)
    deed.run(row, by=by, **fields)


def write_verdict(claim: Claim, form: VerdictForm, by: User) -> None:
    """Begin or rewrite the claim's fact check; the version is that of the fact check, 0 where there was none."""
    fields = dict(form.cleaned_data)
    seen = fields.pop("version")
    check_free(claim.pk, by)
    fields["reason"] = fields["reason"].strip() or str(_("What the evidence says."))
    write_fact_check(claim, seen=seen, by=by, **fields)
