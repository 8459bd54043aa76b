"""What waits at the review desk, the most worth a reviewer's time first: as `QueueRank` has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims import search
from claims.models import Claim, User
from claims.models.claim import ClaimQuerySet
from claims.web.queue_filters import NarrowingForm, narrowed

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


class QueueForm(NarrowingForm):
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
            "narrowing": self.narrowing(),
        }

    def asked(self) -> dict[str, str]:
        """The same as it stands in an address, without the page and without what is not asked for."""
        chosen = self.chosen()
        fields = {name: chosen[name] for name in ("tab", "q", "language")} | chosen["narrowing"]
        return {name: str(value) for name, value in fields.items() if value != ""}


def queue(
    user: User, *, tab: str, q: str = "", language: str = "", page: int = 1, narrowing: Mapping[str, Any] | None = None
) -> tuple[list[Claim], bool]:
    """One page of the queue and whether there is another. Nothing is counted, so that a page costs the same whatever waits."""
    start = (page - 1) * CLAIMS_A_PAGE
    order = "-queue_rank__rank", "-queue_rank__claim_id"
    # Found by number first: else support would be counted for every claim of the pages before.
    rows = _rows(user, tab, q, language, narrowing or {}).order_by(*order)
    taken = list(rows.values_list("pk", flat=True)[start : start + CLAIMS_A_PAGE + 1])
    shown = Claim.objects.with_support().select_related("speaker_root", "assignee").prefetch_related("quantities")
    found = shown.in_bulk(taken[:CLAIMS_A_PAGE])
    return [found[pk] for pk in taken[:CLAIMS_A_PAGE] if pk in found], len(taken) > CLAIMS_A_PAGE


def newest(user: User, *, tab: str, q: str = "", language: str = "", narrowing: Mapping[str, Any] | None = None) -> list[Claim]:
    """Of the same claims those that came last, the newest first, at most a page of them."""
    found = _rows(user, tab, q, language, narrowing or {}).select_related("speaker_root", "assignee").prefetch_related("quantities")
    return list(found.order_by("-pk")[:CLAIMS_A_PAGE])


def _rows(user: User, tab: str, q: str, language: str, narrowing: Mapping[str, Any]) -> ClaimQuerySet:
    claims = Claim.objects.visible_to(user).live()
    if language:
        claims = claims.filter(language=language)
    found = narrowed(_of_tab(claims, user, tab), narrowing)
    if q:
        found = search.with_words(found, q)
    return found


def _of_tab(claims: ClaimQuerySet, user: User, tab: str) -> ClaimQuerySet:
    # Of the rank's own columns, so that a list follows its index.
    unfinished = claims.filter(queue_rank__status__in=(Status.UNREVIEWED, Status.IN_REVIEW))
    match tab:
        case "mine":
            return claims.filter(assignee=user, status__in=(Status.UNREVIEWED, Status.IN_REVIEW, Status.IN_APPROVAL))
        case "contradicted" | "updated":
            return unfinished.filter(**{f"queue_rank__is_{tab}": True})
        case "approval":
            return claims.filter(queue_rank__status=Status.IN_APPROVAL)
        case "reviewed" | "dismissed":
            return claims.filter(queue_rank__status=tab)
        case _:
            return unfinished
