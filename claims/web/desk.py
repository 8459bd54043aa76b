"""The review desk: a queue at one side, the claim at the other, everything by keyboard. It works without scripts too, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from claims.decided import Line, lines
from claims.errors import AlreadyDecided, FactcheckError
from claims.models import Claim, Decision, FactCheck, Match, User
from claims.pipeline.decide import subject_of
from claims.pipeline.hold import held_among, held_by_another, hold, let_go
from claims.pipeline.hold import take_over as hold_anyway
from claims.pipeline.tell import read_about
from claims.rights import Action, may
from claims.templatetags.sentences import in_words
from claims.web.claim_view import MOST_DECISIONS, Draft, claim_view
from claims.web.deciding import CHECK_DEEDS, CLAIM_DEEDS, MATCH_DEEDS, DecidingForm, Deed, VerdictForm, run, write_verdict
from claims.web.queue import TABS, QueueForm, queue
from claims.web.reader import reader_of
from claims.web.saved import searches_of

# With these the person has done their part: the next may begin at once.
_FINISHING = {Claim.Status.IN_APPROVAL.value, Claim.Status.DISMISSED.value, Claim.Status.UNREVIEWED.value}
# What the page calls the fields of its forms.
FIELD_WORDS: Mapping[str, Any] = {
    "version": _("Version that was seen"),
    "claim_fingerprint": _("Claim as it was read"),
    "reason": _("Reason"),
    "to": _("Status"),
    "verdict": _("Verdict"),
    "summary": _("Summary, for readers"),
    "address": _("Address"),
    "title": _("Title"),
    "stance": _("Stance"),
    "snapshot": _("The words relied on"),
    "evidence": _("Evidence"),
    "origins_override": _("Why one origin is enough, if it is"),
    "relation": _("Relation"),
    "direction": _("Which is newer"),
    "seen_relation": _("Relation that the machine found"),
    "seen_direction": _("Which is newer"),
    "assignee": _("Assigned to"),
}


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The queue, and the claim that the address names or else its first."""
    user = reader_of(request)
    form = QueueForm(request.GET)
    chosen = form.chosen()
    page = queue(user, **chosen)
    claims = page.claims
    named = request.GET.get("claim", "")
    held = held_among([one.pk for one in claims], user)
    # What somebody else works on is in the list, and not put before the next one.
    free = [one.pk for one in claims if one.pk not in held] or [one.pk for one in claims]
    pk = int(named) if named.isdecimal() and len(named) < 19 else next(iter(free), None)
    claim = Claim.objects.visible_to(user).for_deciding().filter(pk=pk).first() if pk is not None else None
    rows = [(one, held.get(one.pk, "")) for one in claims]
    context: dict[str, Any] = {"form": form, "chosen": chosen, "tabs": TABS, "claims": claims, "rows": rows, "page": page}
    context["searches"] = searches_of(user)
    asked = form.asked()
    context["query"] = urlencode(asked)
    context["filters"] = urlencode({name: value for name, value in asked.items() if name != "tab"})
    if claim is not None:
        if named == str(claim.pk):  # what the queue shows by itself was not asked for
            read_about(user, claim.pk)
        context |= _held_view(claim, user)
    return render(request, "desk/desk.html", context)


@login_required
@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim: beside the queue as a part of the page, or on a page of its own. A reviewer who opens it holds it."""
    user = reader_of(request)
    one = get_object_or_404(Claim.objects.visible_to(user).for_deciding(), pk=pk)
    read_about(user, one.pk)
    return _claim(request, one, user)


@login_required
@require_POST
def keep_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """The page says that its reader still works on the claim; 409 where somebody else has taken it over, or another desk was given it."""
    user = reader_of(request)
    one = get_object_or_404(Claim.objects.visible_to(user), pk=pk)
    keeps = may(user, Action.CHANGE_STATUS, one) and hold(one, by=user) is None
    return HttpResponse(status=204 if keeps else 409)


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
        return _shown(request, row, user, _told(form), status=400)
    return _tried(request, row, user, lambda: write_verdict(row, form, user), about=FactCheck.objects.live().filter(claim=row))


def _decide(request: HttpRequest, row: Any, deeds: Mapping[str, Deed], name: str, user: User) -> HttpResponse:
    if name not in deeds:
        raise Http404
    form = deeds[name].form(request.POST)
    if not form.is_valid():
        return _shown(request, row, user, _told(form), status=400)
    return _tried(request, row, user, lambda: run(deeds[name], row, form, user, claim=_claim_shown(request, row)))


def _tried(request: HttpRequest, row: Any, user: User, act: Any, *, about: QuerySet[FactCheck] | None = None) -> HttpResponse:
    try:
        act()
    except AlreadyDecided as error:
        return _shown(request, row, user, in_words(error), status=409, since=_since(row if about is None else about.first(), error))
    except FactcheckError as error:
        return _shown(request, row, user, in_words(error), status=400, since=_moved_by_another(row, error, user))
    except ObjectDoesNotExist as error:
        raise Http404 from error
    finished = _finishes(request)
    if finished:
        let_go(user)
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        # The page of the claim would hold it again.
        return redirect("desk") if finished else redirect("desk-claim", pk=_claim_shown(request, row))
    return _shown(request, row, user, "", status=200)


def _since(row: Any, error: AlreadyDecided) -> list[Line]:
    """What was decided on `row` from the decision on that the person had not seen."""
    if row is None or error.code != "already_decided":
        return []
    unseen = Decision.objects.of(subject_of(row), row.pk).filter(seq__gte=int(error.params["version"]))
    return lines(unseen.select_related("actor").order_by("seq")[:MOST_DECISIONS])


def _moved_by_another(row: Any, error: FactcheckError, user: User) -> list[Line]:
    """The decision that took a claim out of the review in which `user` was writing; none where it was their own."""
    if error.code != "claim_not_in_review":
        return []
    last = Decision.objects.of(subject_of(row), row.pk).select_related("actor").order_by("-seq")[:1]
    return lines([one for one in last if one.actor_id != user.pk])


def _shown(request: HttpRequest, row: Any, user: User, error: str, *, status: int, since: Sequence[Line] = ()) -> HttpResponse:
    one = get_object_or_404(Claim.objects.visible_to(user).for_deciding(), pk=_claim_shown(request, row))
    return _claim(request, one, user, error=error, status=status, since=since)


def _claim(request: HttpRequest, one: Claim, user: User, *, error: str = "", status: int = 200, since: Sequence[Line] = ()) -> HttpResponse:
    finished = not error and _finishes(request)
    draft = {_deed(request): request.POST} if error else None
    context = _held_view(one, user, draft=draft, holds=not finished) | {"error": error, "since": since}
    template = "desk/claim.html" if request.htmx else "desk/alone.html"  # type: ignore[attr-defined]
    answer = render(request, template, context, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _held_view(one: Claim, user: User, *, draft: Draft | None = None, holds: bool = True) -> dict[str, Any]:
    """The claim as the reader may decide on it; with `holds` it is held for them, unless somebody else does.

    In what is given, `held` is the other's hold, and `holds` whether the reader has it now.
    """
    other = None
    may_hold = may(user, Action.CHANGE_STATUS, one)
    if may_hold:
        other = hold(one, by=user) if holds else held_by_another(one.pk, user)
    return claim_view(one, user, draft=draft, held=other is not None) | {"held": other, "holds": may_hold and holds and other is None}


def _deed(request: HttpRequest) -> str:
    """What the address is for, as its form is called."""
    place = request.resolver_match
    assert place is not None  # a view is reached by an address
    return "verdict" if place.url_name == "desk-verdict" else str(place.kwargs.get("deed", ""))


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


def _told(form: DecidingForm) -> str:
    said = (f"{FIELD_WORDS.get(field, field)}: {' '.join(map(str, wrong))}" for field, wrong in form.errors.items())
    return " ".join(said) or gettext("Something is missing.")
