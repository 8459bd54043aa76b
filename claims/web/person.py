"""Pages as the person chose them: their language, their clock; and the bell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.models import Notification, User
from claims.pipeline.mail_hours import zone_of
from claims.pipeline.tell import preference_of, speak
from claims.rights import Action, may
from claims.templatetags.numbers import digits

# Programs say in each request how they want to be answered.
OF_PROGRAMS = ("/api/", "/v1alpha1/")
# The bell counts so far and no farther.
MOST_COUNTED = 99
SESSION_ENDED = 401
# How long a browser keeps the language of who is not logged in.
KEPT_SECONDS = 365 * 24 * 60 * 60


class PersonalPages:
    """Lets the language and time zone of who is logged in rule the page; and tells a part of a page that the session has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OF_PROGRAMS):
            return self.get_response(request)
        user = request.user
        if not isinstance(user, User):
            return _instead_of_log_in(request, self.get_response(request))
        if user.language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language  # as LocaleMiddleware sets it
        with timezone.override(zone_of(user)):
            return self.get_response(request)


def _instead_of_log_in(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A script that asked for a part of a page would put the log-in page there: it is told 401, and keeps what was typed."""
    is_part = request.headers.get("HX-Request") == "true"
    if is_part and answer.status_code == 302 and answer.headers["Location"].startswith(resolve_url(settings.LOGIN_URL)):
        return HttpResponse(status=SESSION_ENDED)
    return answer


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Show pages in the other language from now on: kept with the person, and in this browser for who is not logged in."""
    language = request.POST.get("language", "")
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        following = "/"
    answer = redirect(following)
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, User):
            speak(request.user, language)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=KEPT_SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return answer


def bell(request: HttpRequest) -> Mapping[str, Callable[[], Mapping[str, int | str]]]:
    """For templates: what the bell tells, counted where a page asks."""
    return {"bell": lambda: told_by_bell(getattr(request, "user", None))}


def told_by_bell(user: object) -> dict[str, int | str]:
    """How many notifications wait, and the same in the digits of the page, no farther than MOST_COUNTED. Two queries."""
    n = waiting(user)
    return {"waiting": n, "words": digits(n if n <= MOST_COUNTED else f"{MOST_COUNTED}+")}


def waiting(user: object) -> int:
    """How many notifications that still hold the person has not read, MOST_COUNTED + 1 at most. Two queries."""
    if not isinstance(user, User) or not may(user, Action.READ):
        return 0
    rows = Notification.objects.visible_to(user).unread().standing().listed(preference_of(user))
    return rows.order_by()[: MOST_COUNTED + 1].count()
