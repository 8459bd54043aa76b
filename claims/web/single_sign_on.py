"""Single sign-on by OpenID Connect: it opens accounts that exist and are active, found by an address that the server has verified."""

from __future__ import annotations

import time
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import login as to_the_server
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from requests import RequestException

from claims.pipeline.login import attach_identity, find_person


class ServerConverter:
    """In addresses every server is `sso`: what is registered there stays the same, whichever it is."""

    regex = "sso"

    def to_python(self, value: str) -> str:
        return server_number()

    def to_url(self, value: str) -> str:
        return "sso"


def server_number() -> str:
    """Under what the accounts of the server in the settings are kept; "" where there is none."""
    clients: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return next((str(client["provider_id"]) for client in clients), "")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """To the server's own log-in page, by a page of ours in between: a form of ours may lead to no other site."""
    if not settings.OIDC_SERVER:
        raise Http404
    try:
        answer: HttpResponse = to_the_server(request, server_number())
    except (RequestException, OAuth2Error):
        return render(request, "socialaccount/authentication_error.html", status=502)
    if answer.status_code == 302:
        return render(request, "socialaccount/continue.html", {"address": answer.headers["Location"], "name": settings.OIDC_NAME})
    return answer


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up, and pages say themselves what was done."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        # Of several backends Django asks for one by name.
        user.backend = "django.contrib.auth.backends.ModelBackend"
        super().login(request, user)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just logged in, or said again who they are, is not asked once more."""
        records = get_authentication_records(self.request, self.request.user)
        return not any(time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Without a word."""


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds the account, or refuses: the first time by the verified address, from then on by the server's own name for the person."""
        told = sociallogin.account.extra_data
        person, signed = told.get("userinfo") or {}, told.get("id_token") or {}
        # What the server says of somebody else is not about who has logged in (OpenID Connect Core, 5.3.2).
        if sociallogin.state.get("process") != "login" or not signed or person.get("sub") != signed.get("sub"):
            _refuse(request)
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                _refuse(request)
            return
        user = find_person(person.get("email")) if person.get("email_verified") is True else None
        if user is None:
            _refuse(request)
        sociallogin.connect(request, user)
        attach_identity(user, settings.OIDC_SERVER)


def _refuse(request: HttpRequest) -> NoReturn:
    raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", {"name": settings.OIDC_NAME}, status=403))
