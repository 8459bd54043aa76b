"""The review desk: a queue at one side, the claim at the other, everything by keyboard. It works without scripts too, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from claims.errors import AlreadyDecided, FactcheckError
from claims.models import Claim, FactCheck, Match, User
from claims.pipeline.hold import held_among, held_by_another, hold, let_go
from claims.pipeline.hold import take_over as hold_anyway
from claims.pipeline.tell import read_about
from claims.rights import Action, may
from claims.templatetags.sentences import in_words
from claims.web.claim_view import claim_view
from claims.web.deciding import CHECK_DEEDS, CLAIM_DEEDS, MATCH_DEEDS, Deed, VerdictForm, run, write_verdict
from claims.web.queue import TABS, QueueForm, queue
from claims.web.reader import reader_of
from claims.web.saved import searches_of

# With these the person has done their part: the next may begin at once.
_FINISHING = {Claim.Status.IN_APPROVAL.value, Claim.Status.DISMISSED.value, Claim.Status.UNREVIEWED.value}


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The queue, and the claim that the address names or else its first."""
    user = reader_of(request)
    form = QueueForm(request.GET)
    chosen = form.chosen()
    claims, more = queue(user, **chosen)
    named = request.GET.get("claim", "")
    held = held_among([one.pk for one in claims], user)
    # What somebody else works on is in the list, and not put before the next one.
    free = [one.pk for one in claims if one.pk not in held] or [one.pk for one in claims]
    pk = int(named) if named.isdecimal() and len(named) < 19 else next(iter(free), None)
    claim = Claim.objects.visible_to(user).for_pages().filter(pk=pk).first() if pk is not None else None
    rows = [(one, held.get(one.pk, "")) for one in claims]
    context: dict[str, Any] = {"form": form, "chosen": chosen, "tabs": TABS, "claims": claims, "rows": rows, "more": more}
    context["searches"] = searches_of(user)
    if claim is not None:
        context |= _held_view(claim, user)
    return render(request, "desk/desk.html", context)


@login_required
@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: beside the queue as a part of the page, or on a page of its own. A reviewer who opens it holds it."""
    user = reader_of(request)
    one = get_object_or_404(Claim.objects.visible_to(user).for_pages(), pk=pk)
    read_about(user, one.pk)
    return _claim(request, one, user)


@login_required
@require_POST
def keep_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The page says that its reader still works on the claim; 409 where somebody else has taken it over."""
    user = reader_of(request)
    one = get_object_or_404(Claim.objects.visible_to(user), pk=pk)
    if not may(user, Action.CHANGE_STATUS, one):
        raise PermissionDenied
    return HttpResponse(status=204 if hold(one, by=user) is None else 409)


@login_required
@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold a claim that somebody else holds."""
    user = reader_of(request)
    one = get_object_or_404(Claim.objects.visible_to(user), pk=pk)
    return _tried(request, one, user, lambda: hold_anyway(one, by=user))


@login_required
@require_POST
def decide_claim(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    user = reader_of(request)
    return _decide(request, get_object_or_404(Claim.objects.visible_to(user), pk=pk), CLAIM_DEEDS, deed, user)


@login_required
@require_POST
def decide_check(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    user = reader_of(request)
    return _decide(request, get_object_or_404(FactCheck.objects.visible_to(user).select_related("claim"), pk=pk), CHECK_DEEDS, deed, user)


@login_required
@require_POST
def decide_match(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """The claim that is shown again is the one that the form came from."""
    user = reader_of(request)
    rows = Match.objects.visible_to(user).select_related("claim_low", "claim_high")
    return _decide(request, get_object_or_404(rows, pk=pk), MATCH_DEEDS, deed, user)


@login_required
@require_POST
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    user = reader_of(request)
    row = get_object_or_404(Claim.objects.visible_to(user), pk=pk)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, user, _told(form.errors), status=400)
    return _tried(request, row, user, lambda: write_verdict(row, form, user))


def _decide(request: HttpRequest, row: Any, deeds: Mapping[str, Deed], name: str, user: User) -> HttpResponse:
    if name not in deeds:
        raise Http404
    form = deeds[name].form(request.POST)
    if not form.is_valid():
        return _shown(request, row, user, _told(form.errors), status=400)
    return _tried(request, row, user, lambda: run(deeds[name], row, form, user, claim=_claim_shown(request, row)))


def _tried(request: HttpRequest, row: Any, user: User, act: Any) -> HttpResponse:
    try:
        act()
    except AlreadyDecided as error:
        return _shown(request, row, user, in_words(error), status=409)
    except FactcheckError as error:
        return _shown(request, row, user, in_words(error), status=400)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    finished = _finishes(request)
    if finished:
        let_go(user)
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        # The page of the claim would hold it again.
        return redirect("desk") if finished else redirect("desk-claim", pk=_claim_shown(request, row))
    return _shown(request, row, user, "", status=200)


def _shown(request: HttpRequest, row: Any, user: User, error: str, *, status: int) -> HttpResponse:
    one = get_object_or_404(Claim.objects.visible_to(user).for_pages(), pk=_claim_shown(request, row))
    return _claim(request, one, user, error=error, status=status)


def _claim(request: HttpRequest, one: Claim, user: User, *, error: str = "", status: int = 200) -> HttpResponse:
    finished = not error and _finishes(request)
    context = _held_view(one, user, draft=request.POST if error else None, holds=not finished) | {"error": error}
    template = "desk/claim.html" if request.htmx else "desk/alone.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


def _held_view(one: Claim, user: User, *, draft: Mapping[str, str] | None = None, holds: bool = True) -> dict[str, Any]:
    """The claim as the reader may decide on it; with `holds` it is held for them, unless somebody else does.

    In what is given, `held` is the other's hold, and `holds` whether the reader has it now.
    """
    other = None
    may_hold = may(user, Action.CHANGE_STATUS, one)
    if may_hold:
        other = hold(one, by=user) if holds else held_by_another(one.pk, user)
    return claim_view(one, user, draft=draft, held=other is not None) | {"held": other, "holds": may_hold and holds and other is None}


def _finishes(request: HttpRequest) -> bool:
    return request.POST.get("to") in _FINISHING


def _claim_shown(request: HttpRequest, row: Any) -> int:
    match row:
        case Claim():
            return row.pk
        case FactCheck():
            return row.claim_id
        case _:
            pair = {str(row.claim_low_id): row.claim_low_id, str(row.claim_high_id): row.claim_high_id}
            return int(pair.get(request.POST.get("claim", ""), row.claim_low_id))


def _told(errors: Any) -> str:
    return " ".join(f"{field}: {' '.join(map(str, lines))}" for field, lines in errors.items()) or gettext("Something is missing.")
