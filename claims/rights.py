"""Who may do what: one table, asked by every stage and every door."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from claims.errors import NotAllowed
from claims.models import User
from claims.models.user import SYSTEM_USERNAME


class Action(StrEnum):
    READ = "read"
    READ_PUBLISHED = "read_published"
    ADD_ARTICLE = "add_article"
    CHANGE_STATUS = "change_status"
    WRITE_FACT_CHECK = "write_fact_check"
    APPROVE = "approve"
    PUBLISH = "publish"
    MANAGE_USERS = "manage_users"


_EVERYBODY = {Action.READ, Action.READ_PUBLISHED}
# The administrator manages people and settings, and holds none of the desk's rights by office.
_ALLOWED: Mapping[str, set[Action]] = {
    "reader": _EVERYBODY,
    "editor": _EVERYBODY | {Action.ADD_ARTICLE},
    "reviewer": _EVERYBODY | {Action.CHANGE_STATUS, Action.WRITE_FACT_CHECK},
    "approver": _EVERYBODY | {Action.CHANGE_STATUS, Action.WRITE_FACT_CHECK, Action.APPROVE, Action.PUBLISH},
    "administrator": _EVERYBODY | {Action.MANAGE_USERS},
}


def may(user: User | AnonymousUser, action: Action) -> bool:
    """Whether any of the user's roles includes `action`. Costs one query a user, then none. The system actor may add articles."""
    if not isinstance(user, User):
        return False
    if user.username == SYSTEM_USERNAME:
        return action in {Action.READ, Action.ADD_ARTICLE}
    # A key lends no more than its scopes.
    if action not in getattr(user, "_scopes", Action):
        return False
    return user.is_active and any(action in _ALLOWED.get(role, ()) for role in _roles(user))


def limit_to(user: User, scopes: Collection[Action]) -> User:
    """The same person, whose rights in this process are no more than `scopes`."""
    user._scopes = frozenset(scopes)  # type: ignore[attr-defined]
    return user


def require(user: User | AnonymousUser, action: Action) -> None:
    """Raises NotAllowed unless `may(user, action)`."""
    if not may(user, action):
        raise NotAllowed("not_allowed", "{who} may not do this: {action}.", who=user.get_username() or "nobody", action=action.value)


def _roles(user: User) -> list[str]:
    # Kept on the user, so that a page that asks for many rights asks the database once.
    if not hasattr(user, "_roles"):
        user._roles = list(user.groups.values_list("name", flat=True))  # type: ignore[attr-defined]
    roles: list[str] = user._roles  # type: ignore[attr-defined]
    return roles
