"""A claim at an address of its own, for everybody who reads: where it appeared, what is known of it, and what rests on it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.dependents import dependents_of
from claims.models import Claim
from claims.pipeline.tell import read_about
from claims.rights import Action, may
from claims.web.claim_view import reading_view
from claims.web.reader import reader_of

LONGEST_NUMBER = 7


@login_required
@require_safe
def claim_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; whoever has it before them needs no bell for it any more."""
    user = reader_of(request)
    one = get_object_or_404(Claim.objects.visible_to(user).for_pages(), pk=pk)
    read_about(user, one.pk)
    places, pairs = _page(request, "places"), _page(request, "matches")
    reading = reading_view(one, user, places, pairs)
    if (places > 1 and not reading["places"]) or (pairs > 1 and not reading["pairs"]):
        return redirect("claim", pk=pk)
    context = {
        **reading,
        "corrections": [line for line in reading["history"] if line.is_correction],
        "dependents": dependents_of(one, user),
        "may_review": may(user, Action.CHANGE_STATUS, one),
        "may_correct": may(user, Action.CORRECT, one),
    }
    return render(request, "claim_page.html", context)


def _page(request: HttpRequest, of: str) -> int:
    """Which page of a list is asked for; the first, where that is no number."""
    asked = request.GET.get(of, "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else 1
