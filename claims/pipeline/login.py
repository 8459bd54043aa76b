"""Guessing passwords is slow: failed log-ins lock a name out for a while, and one address may try only so often."""

from __future__ import annotations

import math
import time
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.utils import timezone

# Log-in forms that one address may send in a minute, over all names: many people of one newsroom share one, a guesser needs thousands.
MOST_TRIES_A_MINUTE = 30


def seconds_locked_out(username: str, address: str) -> int:
    """How long nobody can log in as `username` from `address`; 1 where it is over in this moment."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=address)
    last = attempts.aggregate(Max("attempt_time"))["attempt_time__max"] or timezone.now()
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    return max(1, math.ceil((last + cool_off - timezone.now()).total_seconds()))


def seconds_to_wait(address: str) -> int:
    """Count one more try from `address`; 0 where it may be made, else the seconds until the next may."""
    minute, second = divmod(time.time(), 60)
    key = f"login:{address}:{int(minute)}"
    cache.add(key, 0, timeout=120)
    return 0 if cache.incr(key) <= MOST_TRIES_A_MINUTE else math.ceil(60 - second)
