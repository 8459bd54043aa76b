"""Who logs in: how soon again after wrong tries, with which second factor, and as whom from another server of the newsroom."""

from __future__ import annotations

import math
import time
from datetime import timedelta

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claims.models import User
from claims.models.user import SYSTEM_USERNAME
from claims.pipeline.accounts import note_about
from claims.rights import Action, require

# Log-in forms, and wrong passwords at the API, that one address may send in a minute, over all names: many people of one newsroom share
# one, a guesser needs thousands.
MOST_TRIES_A_MINUTE = 30


def seconds_locked_out(username: str, address: str) -> int:
    """How long nobody can log in as `username` from `address`; 1 where it is over in this moment."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=address)
    last = attempts.aggregate(Max("attempt_time"))["attempt_time__max"] or timezone.now()
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    return max(1, math.ceil((last + cool_off - timezone.now()).total_seconds()))


def seconds_to_wait(address: str) -> int:
    """Count one more try from `address`; 0 where it may be made, else the seconds until the next may."""
    key, seconds = _this_minute(address)
    cache.add(key, 0, timeout=120)
    return 0 if cache.incr(key) <= MOST_TRIES_A_MINUTE else seconds


def seconds_until_next(address: str) -> int:
    """The same of a try that is not made yet, and counts nothing: for a door where only those count that fail."""
    key, seconds = _this_minute(address)
    return 0 if cache.get(key, 0) < MOST_TRIES_A_MINUTE else seconds


def _this_minute(address: str) -> tuple[str, int]:
    """Where the tries of this minute of the clock are counted, and how many seconds of it are left."""
    minute, second = divmod(time.time(), 60)
    return f"login:{address}:{int(minute)}", math.ceil(60 - second)


def has_second_factor(user: User) -> bool:
    """Whether logging in as `user` takes more than a password. One query."""
    return bool(Authenticator.objects.filter(user=user).exists())


def find_person(email: object) -> User | None:
    """The one active person with this address, whatever its case; None where there is none, or more than one."""
    if not isinstance(email, str) or not email.strip():
        return None
    found = User.objects.filter(email__iexact=email.strip(), is_active=True).exclude(username=SYSTEM_USERNAME)[:2]
    return found[0] if len(found) == 1 else None


def attach_identity(user: User, server: str) -> None:
    """Write down that `server` opens the account from now on."""
    note_about(user, by=User.objects.system(), reason="signed_in_with_verified_address", changes={"single_sign_on": [None, server]})


def remove_second_factor(user: User, *, by: User, reason: str) -> bool:
    """Take away the apps and codes of somebody who has lost them; False where there are none.

    Raises:
        NotAllowed: `by` does not manage users.
    """
    require(by, Action.MANAGE_USERS)
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if removed:
            note_about(user, by=by, reason=reason, changes={"second_factor": [True, False]})
    return bool(removed)
