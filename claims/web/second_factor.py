"""The second factor: a code of an app after the password. Optional for each account, or required of all, by setting."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.pipeline.login import has_second_factor

# What is open to everybody, and what somebody needs who is on the way to a second factor or away.
OPEN = {
    *("login", "logout", "account_login", "account_reauthenticate", "sso", "openid_connect_callback"),
    *("mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "health-live", "health-ready"),
    *("check", "check-card", "checks-feed", "checks-atom", "oembed", "search-feed", "google-claims-search", "jsi18n"),
    *("unsubscribe", "language", "metrics"),
}

# A code of half a minute is taken in the one before and the one after it too: clocks differ, and people type slowly.
TAKEN_SECONDS = 120


class SecondFactor:
    """Nobody gets further with a session in which the second factor that the account has, or must have, was not used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.resolver_match is None or request.resolver_match.url_name in OPEN or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated or was_used(request):
            return None
        has_one = has_second_factor(request.user)
        if not has_one and settings.SECOND_FACTOR != "required":
            return None
        if request.path.startswith("/api/"):
            return _refused()
        page = reverse("mfa_reauthenticate" if has_one else "mfa_activate_totp")
        return HttpResponseRedirect(f"{page}?{urlencode({'next': request.get_full_path() if request.method == 'GET' else '/'})}")


def was_used(request: HttpRequest) -> bool:
    """Whether this session gave a code."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _refused() -> HttpResponse:
    told = {"type": "about:blank", "title": gettext("Not allowed"), "status": 403, "code": "second_factor"}
    return JsonResponse(
        {**told, "detail": gettext("Log in with your second factor first, or use a key.")},
        status=403,
        content_type="application/problem+json",
    )


def _use(user: Any, code: str) -> bool:
    """Whether nobody has logged in as `user` with this code for as long as it is taken."""
    digest = hashlib.sha256(code.strip().encode()).hexdigest()
    return bool(cache.add(f"code:{user.pk}:{digest}", True, timeout=TAKEN_SECONDS))


class _LockedOut(forms.Form):
    """A wrong code counts as a wrong password does, and locks out in the same way."""

    user: Any

    def clean_code(self) -> str:
        request, credentials = context.request, {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out, request.axes_credentials = True, credentials
            raise forms.ValidationError(_("Too many tries."))
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of the forms that this one stands before
        except forms.ValidationError:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise
        if not _use(self.user, code):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


class CodeForm(_LockedOut, AuthenticateForm):
    """After the password."""


class CodeAgainForm(_LockedOut, ReauthenticateForm):
    """Before something that matters, within a session."""


class ActivatePage(ActivateTOTPView):
    """Sets up an app. The session in which it is done has given a code of it."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        post_authentication(self.request, app)
        _use(self.request.user, form.cleaned_data["code"])
        return answer


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the apps' secrets encrypted with a key that is not in the database."""

    error_messages: ClassVar[Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is wrong, or was used already: wait for the next one."),
        "cannot_delete_authenticator": _("Everybody here must have a second factor: set up another app instead."),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return bool(settings.SECOND_FACTOR != "required")


def _keys() -> MultiFernet:
    """Of the key that signs sessions, and of those before it."""
    secrets = [str(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor:{secret}".encode()).digest())) for secret in secrets]
    )
