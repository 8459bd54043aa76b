"""The log-in page of pages and admin: a password, then a code where the account asks for one; and what it says after too many tries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format

from claims.pipeline.login import seconds_locked_out, seconds_to_wait

# Pages where somebody could try passwords or codes.
_GUESSED_AT = ("login", "admin:login", "mfa_authenticate", "mfa_reauthenticate", "account_reauthenticate")


class LoginPage(LoginView):
    """One page for everybody. After the password it asks for the second factor, where the account has one."""

    template_name = "login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        answer: HttpResponse = perform_password_login(self.request, {"username": form.get_user().get_username()}, login)
        return answer

    def get_context_data(self, **fields: Any) -> dict[str, Any]:
        return {**super().get_context_data(**fields), "single_sign_on": settings.OIDC_NAME}


class AdminLoginPage(LoginPage):
    """The same page where the admin sends people who are not logged in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied  # the admin would send them here again
        return super().dispatch(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        return reverse("admin:index")


class LoginRate:
    """Answers log-in forms that come too fast from one address before a password or a code is looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path in {reverse(name) for name in _GUESSED_AT}:
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
