"""The list behind the bell, and how mails of a kind are stopped."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Notification, User
from claims.pipeline.mail_words import read_token
from claims.pipeline.tell import mark_all_read, mark_read, preference_of, stop_mailing
from claims.web.person import told_by_bell
from claims.web.reader import reader_of

A_PAGE = 30
LONGEST_NUMBER = 19


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """The newest first; `before` names the one that the last page ended with."""
    user = reader_of(request)
    before = request.GET.get("before", "")
    rows = Notification.objects.visible_to(user).listed(preference_of(user))
    if before.isdecimal() and len(before) < LONGEST_NUMBER:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.for_lists().order_by("-pk")[: A_PAGE + 1])
    shown = found[:A_PAGE]
    standing = set(Notification.objects.filter(pk__in=[one.pk for one in shown]).standing().values_list("pk", flat=True))
    context = {
        "rows": [(one, one.pk in standing) for one in shown],
        "before": shown[-1].pk if len(found) > A_PAGE else 0,
        "is_first": not before,
        "waiting": any(one.read_at is None for one in shown),
        "newest": shown[0].pk if shown else 0,
    }
    return render(request, "notifications.html", context)


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one or several of the person's own read, or all up to the `newest` that the page showed, and go back to the list."""
    user = reader_of(request)
    mark_read(user, _numbers(request, "id"))
    for newest in _numbers(request, "newest"):
        mark_all_read(user, newest=newest)
    return redirect("notifications")


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal() and len(one) < LONGEST_NUMBER]


@never_cache
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many wait, for the bell; 401 where the session has ended."""
    if not isinstance(request.user, User):
        return HttpResponse(status=401)
    return JsonResponse(told_by_bell(request.user))


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the address proves whose it is
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once, then stops mails of one kind; without logging in."""
    known = read_token(token)
    person = User.objects.filter(pk=known[0]).first() if known else None
    if known is None or person is None or known[1] not in Notification.Kind.values:
        raise Http404
    if request.method == "POST":
        stop_mailing(person, known[1])
    context = {"kind": Notification.Kind(known[1]).label, "done": request.method == "POST"}
    return render(request, "unsubscribe.html", context)
