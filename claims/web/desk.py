"""The review desk: a queue at one side, the claim at the other, everything by keyboard. It works without scripts too, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from claims.errors import AlreadyDecided, FactcheckError
from claims.models import Claim, FactCheck, Match, User
from claims.templatetags.sentences import in_words
from claims.web.claim_view import claim_view
from claims.web.deciding import CHECK_DEEDS, CLAIM_DEEDS, MATCH_DEEDS, Deed, VerdictForm, run, write_verdict
from claims.web.queue import TABS, QueueForm, queue
from claims.web.reader import reader_of
from claims.web.saved import searches_of

# For so long after opening a claim, in seconds, somebody is shown to the others who open it.
LOOKING_SECONDS = 60


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The queue, and the claim that the address names or else its first."""
    user = reader_of(request)
    form = QueueForm(request.GET)
    chosen = form.chosen()
    claims, more = queue(user, **chosen)
    named = request.GET.get("claim", "")
    pk = int(named) if named.isdecimal() and len(named) < 19 else claims[0].pk if claims else None
    claim = Claim.objects.visible_to(user).for_pages().filter(pk=pk).first() if pk is not None else None
    context: dict[str, Any] = {"form": form, "chosen": chosen, "tabs": TABS, "claims": claims, "more": more, "searches": searches_of(user)}
    if claim is not None:
        context |= claim_view(claim, user) | {"looking": _others_looking(claim, user)}
    return render(request, "desk/desk.html", context)


@login_required
@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: beside the queue as a part of the page, or on a page of its own."""
    user = reader_of(request)
    return _claim(request, get_object_or_404(Claim.objects.visible_to(user).for_pages(), pk=pk), user)


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
    return _tried(request, row, user, lambda: run(deeds[name], row, form, user))


def _tried(request: HttpRequest, row: Any, user: User, act: Any) -> HttpResponse:
    try:
        act()
    except AlreadyDecided as error:
        return _shown(request, row, user, in_words(error), status=409)
    except FactcheckError as error:
        return _shown(request, row, user, in_words(error), status=400)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return redirect("desk-claim", pk=_claim_shown(request, row))
    return _shown(request, row, user, "", status=200)


def _shown(request: HttpRequest, row: Any, user: User, error: str, *, status: int) -> HttpResponse:
    one = get_object_or_404(Claim.objects.visible_to(user).for_pages(), pk=_claim_shown(request, row))
    return _claim(request, one, user, error=error, status=status)


def _claim(request: HttpRequest, one: Claim, user: User, *, error: str = "", status: int = 200) -> HttpResponse:
    context = claim_view(one, user, draft=request.POST if error else None)
    context |= {"looking": _others_looking(one, user), "error": error}
    template = "desk/claim.html" if request.htmx else "desk/alone.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


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


def _others_looking(one: Claim, user: User) -> list[str]:
    """Who else has the claim open now; the reader is noted for the others. A hint, not a lock: decisions are safe without it."""
    key = f"looking:{one.pk}"
    others: list[str] = [name for name in cache.get(key, []) if name != user.get_username()]
    cache.set(key, [*others[-5:], user.get_username()], timeout=LOOKING_SECONDS)
    return others
