"""The first people of a new installation, one a role, so that the whole journey can be walked with four eyes."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from claims.models import User

ROLES = ("administrator", "editor", "reviewer", "approver", "reader")
# What the admin lets each role see and change; what reviewing allows is in claims.rights.
_VIEWED = (
    *("article", "articleversion", "quote", "claim", "outlet", "match", "factcheck", "decision", "feed", "page"),
    *("speaker", "speakerproposal", "speakerchange"),
)
_CHANGED = {
    "administrator": ("user", "desk", "apikey"),
    "editor": ("outlet", "feed", "apikey"),
    "reviewer": ("apikey",),
    "approver": ("apikey",),
}


def create_first_accounts() -> list[tuple[str, str]]:
    """Make the five accounts where nobody exists yet, and give each name with its password; [] where people exist."""
    with transaction.atomic():
        if User.objects.exclude(is_active=False).exists():
            return []
        made = []
        for role in ROLES:
            password = secrets.token_urlsafe(12)
            user = User.objects.create_user(username=role, password=password, is_staff=role != "reader")
            user.groups.add(Group.objects.get(name=role))
            made.append((role, password))
        return made


def grant_admin_permissions() -> None:
    """Give every role's group its admin permissions. Safe to repeat; they exist only after all migrations ran."""
    for role in ROLES:
        wanted = [f"view_{model}" for model in _VIEWED]
        wanted += [f"{verb}_{model}" for model in _CHANGED.get(role, ()) for verb in ("add", "change", "view")]
        Group.objects.get(name=role).permissions.add(*Permission.objects.filter(content_type__app_label="claims", codename__in=wanted))
