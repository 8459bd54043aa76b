"""The cache's own server, for what Django's cache does in several round trips or not at all."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

# What is raised where the server does not answer, or cannot be started.
SILENT = (RedisError, OSError, RuntimeError)


def server() -> Any:
    """Its client, one for the whole process. Raises one of SILENT, as does whatever is asked of it."""
    return _client(str(settings.CACHES["default"]["LOCATION"]))


def count(counter: str, *, seconds: int) -> int:
    """How often `counter` was counted, this time included; it begins anew when it was not counted for so many seconds. One round trip.

    Raises one of SILENT.
    """
    with server().pipeline(transaction=False) as line:
        line.incr(counter)
        line.expire(counter, seconds)
        return int(line.execute()[0])


@cache
def _client(address: str) -> Any:
    if settings.EMBEDDED is not None:
        settings.EMBEDDED.ensure()
    options: dict[str, Any] = {} if settings.EMBEDDED is not None else {"socket_connect_timeout": 1, "socket_timeout": 1}
    return Redis.from_url(address, **options)
