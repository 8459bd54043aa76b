"""The first people of a new installation, one a role, so that the whole journey can be walked with four eyes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from claims.errors import MoveRefused
from claims.models import Decision, User
from claims.rights import Action, require

_ADMINISTRATOR = "administrator"
ROLES = (_ADMINISTRATOR, "editor", "reviewer", "approver", "reader")
# What the admin lets each role see and change; what reviewing allows is in claims.rights.
_VIEWED = (
    *("article", "articleversion", "quote", "claim", "outlet", "match", "factcheck", "decision", "feed", "page"),
    *("appearance", "quantity", "evidence", "proposal", "speaker", "speakername", "speakerproposal", "speakerchange", "setback"),
    *("delivery", "reviewsource", "ratingname", "importedreview", "importedmatch", "apikey"),
)
_CHANGED = {
    _ADMINISTRATOR: ("user", "desk", "deskverdict", "webhook"),
    "editor": ("webhook", "reviewsource", "ratingname"),
    "reviewer": ("webhook",),
    "approver": ("webhook",),
}
# What is written down of an account, beside its desk and its roles: who it is, and what opens it.
_AUDITED = ("username", "email", "is_active", "is_superuser", "is_staff")
# What whoever manages people sees beside that.
_SEEN_BY = {_ADMINISTRATOR: ("mail",)}


def create_first_accounts() -> list[tuple[str, str]]:
    """Make the five accounts where nobody exists yet, and give each name with its password; [] where people exist."""
    with transaction.atomic():
        if User.objects.exclude(is_active=False).exists():
            return []
        made = []
        for role in ROLES:
            password = secrets.token_urlsafe(12)
            user = User.objects.create_user(username=role, password=password, is_staff=enters_admin([role]))
            changes: dict[str, list[Any]] = {field: [None, getattr(user, field)] for field in _AUDITED}
            note_about(user, by=User.objects.system(), reason="made_at_first_start", changes={**changes, "roles": [[], [role]]})
            user.groups.add(Group.objects.get(name=role))
            made.append((role, password))
        return made


def enters_admin(roles: Iterable[str]) -> bool:
    """Whether an account of these roles works in the admin: all but readers do."""
    return any(role != "reader" for role in roles)


def check_administrator_stays(user: User, wanted: Mapping[str, Any]) -> None:
    """Raises MoveRefused where `user`, were it changed to what is `wanted`, would leave nobody who manages people.

    Call it in the transaction of the change: administrators wait for each other from here to its end, so that no two leave at once.
    """
    if wanted.get("is_active", True) and ("groups" not in wanted or any(group.name == _ADMINISTRATOR for group in wanted["groups"])):
        return
    list(User.objects.filter(groups__name=_ADMINISTRATOR).order_by("pk").select_for_update(of=("self",), no_key=True))
    left = User.objects.filter(groups__name=_ADMINISTRATOR, is_active=True)
    if left.filter(pk=user.pk).exists() and not left.exclude(pk=user.pk).exists():
        field = "is_active" if not wanted.get("is_active", True) else "groups"
        raise MoveRefused(
            "last_administrator", "This is the only administrator: make another one first, or nobody manages people any more.", field=field
        )


def record_rights(user: User, wanted: Mapping[str, Any], *, by: User) -> Decision | None:
    """Write the decision that changes the roles, the desk or the account of `user` to what is `wanted`; None where nothing differs.

    The address is part of it: single sign-on lets in whoever has it.

    Call it before the change and in its transaction: the database writes one in the machine's name for what was not announced.

    Raises:
        NotAllowed: `by` does not manage users.
        MoveRefused: nobody would.
    """
    require(by, Action.MANAGE_USERS)
    check_administrator_stays(user, wanted)
    stands = User.objects.get(pk=user.pk)
    changes: dict[str, list[Any]] = {}
    if "groups" in wanted:
        changes["roles"] = [sorted(stands.groups.values_list("name", flat=True)), sorted(group.name for group in wanted["groups"])]
    for field in _AUDITED:
        if field in wanted:
            changes[field] = [getattr(stands, field), wanted[field]]
    if "desk" in wanted:
        changes["desk"] = [stands.desk_id, wanted["desk"] and wanted["desk"].pk]
    changes = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return None
    return note_about(user, by=by, reason="edited_in_admin", changes=changes)


def record_account(user: User, roles: Iterable[str], *, by: User) -> Decision:
    """Write the decision that made the account of `user`, with the roles that it is about to have.

    Call it after the account is made, before it has the roles, and in its transaction: the database writes one in the machine's name
    for what was not told by then.

    Raises:
        NotAllowed: `by` does not manage users.
    """
    require(by, Action.MANAGE_USERS)
    changes: dict[str, list[Any]] = {field: [None, getattr(user, field)] for field in _AUDITED}
    return note_about(user, by=by, reason="made_in_admin", changes={**changes, "roles": [[], sorted(roles)]})


def record_password(user: User, *, by: User) -> Decision | None:
    """Write the decision that `user` has another password than the one it was loaded with; None where it has not.

    Call it after the change and in its transaction. Neither password is written down, nor anything made of them.

    Raises:
        NotAllowed: `by` does not manage users.
    """
    require(by, Action.MANAGE_USERS)
    stands = User.objects.get(pk=user.pk)
    if stands.password == user.password:
        return None
    changes = {"password": [user.has_usable_password(), stands.has_usable_password()]}
    return note_about(user, by=by, reason="password_set", changes=changes)


def note_about(user: User, *, by: User, reason: str, changes: Mapping[str, object]) -> Decision:
    """Write the next decision on an account; `changes` says of each field what it was and is."""
    with transaction.atomic():
        # Two at a time take their turns: nobody is asked to repeat what does not depend on what was seen.
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        last = Decision.objects.of(Decision.Subject.USER, user.pk).last()
        number = last.seq + 1 if last else 1
        return Decision.objects.create(
            subject=Decision.Subject.USER, subject_id=user.pk, seq=number, to_state="rights", actor=by, reason=reason, changes=changes
        )


def grant_admin_permissions() -> None:
    """Give every role's group its admin permissions. Safe to repeat; they exist only after all migrations ran."""
    for role in ROLES:
        wanted = [f"view_{model}" for model in (*_VIEWED, *_SEEN_BY.get(role, ()))]
        wanted += [f"{verb}_{model}" for model in _CHANGED.get(role, ()) for verb in ("add", "change", "view")]
        if role == _ADMINISTRATOR:
            wanted.append("delete_deskverdict")  # a verdict that the desk does not use any more
        Group.objects.get(name=role).permissions.add(*Permission.objects.filter(content_type__app_label="claims", codename__in=wanted))
