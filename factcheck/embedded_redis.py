"""Clients of the embedded Valkey, which make sure that it runs before they connect: for the cache and for Celery."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES, redis
from redis import UnixDomainSocketConnection


class CacheConnection(UnixDomainSocketConnection):
    def _connect(self) -> Any:
        settings.EMBEDDED.ensure()
        return super()._connect()


class Transport(redis.Transport):  # type: ignore[misc]  # kombu has no types
    def establish_connection(self) -> Any:
        settings.EMBEDDED.ensure()
        return super().establish_connection()


# The scheme of the embedded broker's address.
TRANSPORT_ALIASES["embedded"] = f"{__name__}:{Transport.__name__}"
