"""When the sweeper last ran: it is sent by beat and done by a worker, so that its pulse shows that both are alive."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

_KEY = "pulse:sweep"


def beat() -> None:
    """Note the sweeper's run."""
    cache.set(_KEY, timezone.now(), timeout=None)


def last_beat() -> datetime | None:
    """When it ran last; None where it has not since the cache was emptied, and where the cache does not answer."""
    try:
        last = cache.get(_KEY)
    except (RedisError, OSError):
        return None
    return last if isinstance(last, datetime) else None
