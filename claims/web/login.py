"""The log-in page's other answer: too many tries, and when to try again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format

from claims.pipeline.login import seconds_locked_out, seconds_to_wait


class LoginRate:
    """Answers log-in forms that come too fast from one address before a password is looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path in {reverse("login"), reverse("admin:login")}:
            wait = seconds_to_wait(request.META.get("REMOTE_ADDR", ""))
            if wait:
                return too_many_tries(request, wait)
        return self.get_response(request)


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: dict[str, str] | None) -> HttpResponse:
    """Instead of the log-in page, for a name that is locked out from where the request comes; called by django-axes."""
    if original is not None and original.status_code == 429:
        return original  # the API has said so in its own form
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    return too_many_tries(request, seconds_locked_out(username, request.META.get("REMOTE_ADDR", "")))


def too_many_tries(request: HttpRequest, wait: int) -> HttpResponse:
    """429 with the moment from which to try again, in words and in Retry-After."""
    until = timezone.localtime(timezone.now() + timedelta(seconds=wait))
    answer = render(request, "locked_out.html", {"until": time_format(until, "H:i:s")}, status=429)
    answer["Retry-After"] = str(wait)
    return answer
