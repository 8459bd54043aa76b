"""Programs log in with a key: `Authorization: Bearer fck_…`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from redis.exceptions import RedisError
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from claims.api.permissions import ways_in
from claims.models import ApiKey, User
from claims.pipeline.keys import find_key
from claims.pipeline.login import has_second_factor, seconds_locked_out, seconds_to_wait, seconds_until_next
from claims.rights import Action, limit_to

logger = logging.getLogger(__name__)
SCHEME = "Bearer"


class KeyAuthentication(authentication.BaseAuthentication):
    """The key's person, with no more rights than its scopes. A key that is unknown, ended or revoked answers 401."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        scheme, blank, secret = request.headers.get("Authorization", "").partition(" ")
        if not blank or scheme.lower() != SCHEME.lower():
            return None
        return key_login(secret.strip())

    def authenticate_header(self, request: Request) -> str:
        # At least one parameter must follow (RFC 6750, 3); httplib2, and with it Google's client, fails on a header without.
        return f'{SCHEME} realm="factcheck"'


class LimitedBasicAuthentication(authentication.BasicAuthentication):
    """Name and password. A name that is locked out after too many tries, and an address that has tried too many names in this minute,
    answer 429, with when to try again.

    An account with a second factor, or one that must have it, takes a key instead: here is no place for a code.
    """

    def authenticate_credentials(self, userid: str, password: str, request: Any = None) -> tuple[Any, None]:
        # The one inside, on which the lock-out leaves its mark.
        plain = request._request
        address = plain.META.get("REMOTE_ADDR", "")
        wait = _counted(seconds_until_next, address)
        if wait:
            raise exceptions.Throttled(wait)
        try:
            user, _nothing = super().authenticate_credentials(userid, password, plain)
        except exceptions.AuthenticationFailed:
            if getattr(plain, "axes_locked_out", False):
                raise exceptions.Throttled(seconds_locked_out(userid, address)) from None
            _counted(seconds_to_wait, address)
            raise
        if settings.SECOND_FACTOR == "required" or has_second_factor(user):
            raise exceptions.AuthenticationFailed(
                _("A password alone does not open this account: make a key under /settings/keys/, and use it.")
            )
        return user, None


def _counted(tries: Callable[[str], int], address: str) -> int:
    """Nobody is kept out by a cache that does not answer: names are still locked out, by the database."""
    try:
        return tries(address)
    except (RedisError, OSError):
        logger.exception("log-ins are not counted: the cache does not answer")
        return 0


class PublishedKeyAuthentication(KeyAuthentication):
    """As Google's clients log in: `?key=…`, which opens published fact checks only, since addresses end in logs."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        secret = request.query_params.get("key")
        if not secret:
            return super().authenticate(request)
        user, key = key_login(secret)
        if key.scopes != [Action.READ_PUBLISHED.value]:
            raise exceptions.AuthenticationFailed(
                _("A key in an address may have the scope read_published only: send others in the header.")
            )
        return user, key


def key_login(secret: str) -> tuple[User, ApiKey]:
    """The person and key behind a secret. Raises AuthenticationFailed."""
    key = find_key(secret)
    if key is None:
        raise exceptions.AuthenticationFailed(_("This key is unknown, has ended or was revoked."))
    return limit_to(key.user, [Action(scope) for scope in key.scopes]), key


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular registers classes by a hook without types
    target_class = "claims.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of a person, made under /settings/keys/: `Authorization: Bearer fck_…`. Each operation names its scopes.",
        }

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """The scopes that open the operation, one list for each way in."""
        return [{self.name: [one.value for one in way]} for way in ways_in(auto_schema.view, auto_schema.method)]


class NameAndPasswordScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # as above
    target_class = "claims.api.authentication.LimitedBasicAuthentication"
    name = "basicAuth"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "basic"}


class PublishedKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # as above
    target_class = "claims.api.authentication.PublishedKeyAuthentication"
    name = "published-key"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "query", "name": "key", "description": "A key with the scope read_published only."}
