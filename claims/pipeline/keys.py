"""Keys for programs are made and revoked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import CharField, Model, OuterRef, QuerySet
from django.utils import timezone

from claims.errors import InputRefused, NotAllowed
from claims.models import ApiKey, User
from claims.models.statement import Asked, Statement
from claims.pipeline.decide import decide
from claims.rights import KEY_SCOPES, NEED_READING, Action, may, with_roles

# What a key begins with, so that one in a log or a repository is recognized for what it is.
MARK = "fck_"
PREFIX_LENGTH = 12
# `last_used_at` is written no oftener than this: a busy key would rewrite its row with every request.
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def issue_key(*, name: str, scopes: Collection[Action], by: User, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
    """A new key of `by` and its secret, which is told here and never again; with the decision on it that says so.

    Nobody makes a key for somebody else: whoever has seen its secret can decide in the name of its person.

    Raises:
        InputRefused: no name; no scope, one that `by` does not have or that no key has, or one that decides without the one that
            reads; or an end in the past.
    """
    _require_issuable(name, scopes, by, expires_at)
    secret = MARK + secrets.token_urlsafe(32)
    with transaction.atomic():
        key = ApiKey.objects.create(
            name=name.strip(),
            user=by,
            scopes=sorted(scope.value for scope in scopes),
            prefix=secret[:PREFIX_LENGTH],
            digest=digest_of(secret),
            expires_at=expires_at,
        )
        told = {"api_key": [None, str(key)], "user": [None, by.pk], "scopes": [[], key.scopes]}
        decide(key, becomes="valid", by=by, reason="key_made", changes=told)
    return key, secret


def _require_issuable(name: str, scopes: Collection[Action], by: User, expires_at: datetime | None) -> None:
    if not name.strip():
        raise InputRefused("key_unnamed", "Give the key the name of the program that will use it.", field="name")
    beyond = sorted(scope.value for scope in scopes if scope not in KEY_SCOPES or not may(by, scope))
    if beyond or not scopes:
        raise InputRefused(
            "key_scopes", "{who} may not: {scopes}. A key needs at least one scope.", field="scopes", who=by, scopes=", ".join(beyond)
        )
    if Action.READ not in scopes and not set(scopes).isdisjoint(NEED_READING):
        raise InputRefused("key_blind", "A key that decides must also read what it decides on: add the scope read.", field="scopes")
    if expires_at is not None and expires_at <= timezone.now():
        raise InputRefused("key_expired", "The key would have ended already.", field="expires_at")


def revoke_key(key: ApiKey, *, by: User) -> None:
    """The key opens nothing from now on; its row stays, and a decision on it says so. Again, it changes nothing.

    Raises:
        NotAllowed: it is somebody else's, and `by` does not manage users.
    """
    if by != key.user and not may(by, Action.MANAGE_USERS):
        raise NotAllowed("key_of_another", "Only who manages users may do this with the keys of {who}.", who=key.user)
    with transaction.atomic():
        # Two at a time take their turns: the second finds nothing left to do.
        stands = ApiKey.objects.select_for_update(no_key=True).get(pk=key.pk)
        if stands.revoked_at is None:
            told = {"api_key": [str(key), None]}
            decide(stands, becomes="revoked", by=by, reason="key_revoked", changes=told, revoked_at=timezone.now())


def find_key(secret: str) -> ApiKey | None:
    """The valid key with this secret, its user loaded with their roles, and its use noted; None where there is none. One query, and at
    times another that notes the use.

    The secret is 32 random bytes, so that one round of SHA-256 keeps it: there is nothing to guess.
    """
    found = _VALID(digest_of(secret))
    if not found:
        return None
    (values,) = found
    of_key, of_user = _columns(ApiKey), _columns(User)
    key = ApiKey.from_db(DEFAULT_DB_ALIAS, of_key, values[: len(of_key)])
    key.user = with_roles(User.from_db(DEFAULT_DB_ALIAS, of_user, values[len(of_key) : -1]), values[-1])
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > USE_IS_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def _valid_keys() -> QuerySet[ApiKey, Any]:
    roles = ArraySubquery(Group.objects.filter(user=OuterRef("user")).values("name"))
    columns = (*_columns(ApiKey), *(f"user__{name}" for name in _columns(User)))
    return ApiKey.objects.valid().filter(digest=Asked(CharField())).values_list(*columns, roles)


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


# Every call of a program begins with it.
_VALID = Statement(_valid_keys)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
