"""What waits at the review desk, the most worth a reviewer's time first: as `QueueRank` has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims import search
from claims.models import Appearance, Claim, Decision, FactCheck, User
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
# As a place stands in an address.
_PLACE = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?),([0-9]{1,18})")
# Compared as one, so that an index on both leads to the place.
_ORDER = Tuple(F("queue_rank__rank"), F("queue_rank__claim_id"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands in the queue, whatever stands before it."""

    rank: float
    claim: int

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{self.rank!r},{self.claim}"


@dataclass(frozen=True, slots=True)
class Page:
    """`first` and `last` are the places of its ends, None where there is no page before or after it."""

    claims: list[Claim]
    first: Place | None
    last: Place | None


class QueueForm(NarrowingForm):
    """Filters of the queue; they stand in the address, so that a view can be kept and shared."""

    tab = forms.ChoiceField(choices=list(TABS.items()), required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("all")), *settings.LANGUAGES])
    # Of the row behind or before which the page begins: rows that are decided on meanwhile move no other across an edge.
    after = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, Any]:
        """What is asked for; where the form is wrong, the first page of what is open."""
        found = self.cleaned_data if self.is_valid() else {}
        return {
            "tab": found.get("tab") or "open",
            "q": (found.get("q") or "").strip(),
            "language": found.get("language") or "",
            "after": _place(found.get("after") or ""),
            "before": _place(found.get("before") or ""),
            "narrowing": self.narrowing(),
        }

    def asked(self) -> dict[str, str]:
        """The same as it stands in an address, without the page and without what is not asked for."""
        chosen = self.chosen()
        fields = {name: chosen[name] for name in ("tab", "q", "language")} | chosen["narrowing"]
        return {name: str(value) for name, value in fields.items() if value != ""}


def queue(
    user: User,
    *,
    tab: str,
    q: str = "",
    language: str = "",
    after: Place | None = None,
    before: Place | None = None,
    narrowing: Mapping[str, Any] | None = None,
) -> Page:
    """A page of the queue: what comes next behind the place `after`, or the page's worth that ends before `before`.

    The first page, where neither is given, nothing is left behind `after`, or less than a page before `before`. Nothing is counted, so
    that a page costs the same whatever waits.
    """
    rows = _rows(user, tab, q, language, narrowing or {})
    if before is not None:
        above = _taken(rows.filter(TupleGreaterThan(_ORDER, (before.rank, before.claim))), downwards=False)
        if len(above) >= CLAIMS_A_PAGE:
            return _page(above[:CLAIMS_A_PAGE][::-1], is_first=len(above) == CLAIMS_A_PAGE, is_last=False)
    if after is not None:
        below = _taken(rows.filter(TupleLessThan(_ORDER, (after.rank, after.claim))))
        if below:
            return _page(below[:CLAIMS_A_PAGE], is_first=False, is_last=len(below) <= CLAIMS_A_PAGE)
    top = _taken(rows)
    return _page(top[:CLAIMS_A_PAGE], is_first=True, is_last=len(top) <= CLAIMS_A_PAGE)


def _taken(rows: ClaimQuerySet, *, downwards: bool = True) -> list[Place]:
    """A page of places and one more."""
    columns = "queue_rank__rank", "queue_rank__claim_id"
    ordered = rows.order_by(*(f"-{column}" if downwards else column for column in columns))
    return [Place(*row) for row in ordered.values_list(*columns)[: CLAIMS_A_PAGE + 1]]


def _page(places: list[Place], *, is_first: bool, is_last: bool) -> Page:
    # Found by number: else support would be counted for every claim that is passed over.
    shown = Claim.objects.with_support().select_related("speaker_root", "assignee").prefetch_related("quantities")
    found = shown.in_bulk([place.claim for place in places])
    claims = [found[place.claim] for place in places if place.claim in found]
    return Page(claims, None if is_first else places[0], None if is_last else places[-1])


def _place(written: str) -> Place | None:
    """The place that stands in an address; None where it is none."""
    found = _PLACE.fullmatch(written)
    return Place(float(found[1]), int(found[2])) if found else None


def newest(
    user: User, *, tab: str, q: str = "", language: str = "", narrowing: Mapping[str, Any] | None = None
) -> list[tuple[Claim, datetime]]:
    """Of the same claims those that came into the tab last, each with when it came, the newest first, at most a page of them.

    A claim comes when it is seen first, when its status changes, and when it becomes contradicted or updated; among one's own when it
    was decided on last, as by who gave it.
    """
    rows = _rows(user, tab, q, language, narrowing or {})
    if tab == "mine":
        # Few: each is looked up.
        decided = Decision.objects.filter(subject=Decision.Subject.CLAIM, subject_id=OuterRef("pk")).order_by("-seq").values("at")[:1]
        came = rows.annotate(came_at=Coalesce(Subquery(decided), "created_at")).order_by("-came_at", "-pk")
    else:
        came = rows.annotate(came_at=F("queue_rank__moved_at")).order_by("-queue_rank__moved_at", "-queue_rank__claim_id")
    taken = list(came.values_list("pk", "came_at")[:CLAIMS_A_PAGE])
    shown = Claim.objects.select_related("speaker_root").prefetch_related("quantities").in_bulk([pk for pk, _at in taken])
    return [(shown[pk], came_at) for pk, came_at in taken if pk in shown]


def _rows(user: User, tab: str, q: str, language: str, narrowing: Mapping[str, Any]) -> ClaimQuerySet:
    claims = _with_work(Claim.objects.visible_to(user))
    if language:
        claims = claims.filter(language=language)
    found = narrowed(_of_tab(claims, user, tab), narrowing)
    if q:
        found = search.with_words(found, q)
    return found


def _with_work(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Claims that stand in some article, and those that stand in none any more but have a fact check that somebody must answer for."""
    places = Appearance.objects.standing().filter(claim=OuterRef("pk")).order_by()
    checks = FactCheck.objects.live().filter(claim=OuterRef("pk")).order_by()
    # Looked up for each claim by itself: of two that merely exist, either of which is enough, a planner may gather all there are first.
    asked = claims.alias(a_place=Subquery(places.values("pk")[:1]), a_check=Subquery(checks.values("pk")[:1]))
    return asked.filter(Q(a_place__isnull=False) | Q(a_check__isnull=False))


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
