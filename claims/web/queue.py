"""What waits at the review desk, the most worth a reviewer's time first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims import search
from claims.models import Claim, Match, User
from claims.models.claim import ClaimQuerySet

CLAIMS_A_PAGE = 40
Status = Claim.Status
TABS: dict[str, Any] = {
    "open": _("Open"),
    "contradicted": _("Contradicted"),
    "updated": _("Updated"),
    "mine": _("Mine"),
    "approval": _("Awaiting approval"),
    "reviewed": _("Reviewed"),
    "dismissed": _("Dismissed"),
}
_RELATIONS = {"contradicted": Match.MatchRelation.CONTRADICTS, "updated": Match.MatchRelation.UPDATES}


class QueueForm(forms.Form):
    """Filters of the queue; they stand in the address, so that a view can be kept and shared."""

    tab = forms.ChoiceField(choices=list(TABS.items()), required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("all")), *settings.LANGUAGES])
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, Any]:
        """What is asked for; where the form is wrong, the first page of what is open."""
        found = self.cleaned_data if self.is_valid() else {}
        return {
            "tab": found.get("tab") or "open",
            "q": (found.get("q") or "").strip(),
            "language": found.get("language") or "",
            "page": found.get("page") or 1,
        }


def queue(user: User, *, tab: str, q: str = "", language: str = "", page: int = 1) -> tuple[list[Claim], bool]:
    """One page of the queue and whether there is another. Nothing is counted, so that a page costs the same whatever waits."""
    start = (page - 1) * CLAIMS_A_PAGE
    # A tab of one relation follows that relation's own index, in the same order.
    order = ("-relations__worth", "-relations__claim_id") if tab in _RELATIONS else ("-checkworthiness", "-pk")
    # Found by number first: else support would be counted for every claim of the pages before.
    taken = list(_rows(user, tab, q, language).order_by(*order).values_list("pk", flat=True)[start : start + CLAIMS_A_PAGE + 1])
    shown = Claim.objects.with_support().select_related("speaker_root", "assignee").prefetch_related("quantities")
    rows = shown.in_bulk(taken[:CLAIMS_A_PAGE])
    return [rows[pk] for pk in taken[:CLAIMS_A_PAGE] if pk in rows], len(taken) > CLAIMS_A_PAGE


def newest(user: User, *, tab: str, q: str = "", language: str = "") -> list[Claim]:
    """Of the same claims those that came last, the newest first, at most a page of them."""
    found = _rows(user, tab, q, language).select_related("speaker_root", "assignee").prefetch_related("quantities")
    return list(found.order_by("-pk")[:CLAIMS_A_PAGE])


def _rows(user: User, tab: str, q: str, language: str) -> ClaimQuerySet:
    claims = Claim.objects.visible_to(user).live()
    if language:
        claims = claims.filter(language=language)
    found = _of_tab(claims, user, tab)
    if q:
        found = search.with_words(found, q)
    return found


def _of_tab(claims: ClaimQuerySet, user: User, tab: str) -> ClaimQuerySet:
    unfinished = claims.filter(status__in=(Status.UNREVIEWED, Status.IN_REVIEW))
    match tab:
        case "mine":
            return claims.filter(assignee=user, status__in=(Status.UNREVIEWED, Status.IN_REVIEW, Status.IN_APPROVAL))
        case "contradicted" | "updated":
            return unfinished.filter(relations__relation=_RELATIONS[tab], relations__is_open=True)
        case "approval":
            return claims.filter(status=Status.IN_APPROVAL)
        case "reviewed" | "dismissed":
            return claims.filter(status=tab)
        case _:
            return unfinished
