"""Clients of the embedded Valkey, which make sure that it runs before they connect: for the cache and for Celery."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES, redis
from redis import UnixDomainSocketConnection


class CacheConnection(UnixDomainSocketConnection):
    def _connect(self) -> Any:
        _ensure()
        return super()._connect()  # type: ignore[no-untyped-call]


class Transport(redis.Transport):
    def establish_connection(self) -> Any:
        _ensure()
        return super().establish_connection()


def _ensure() -> None:
    assert settings.EMBEDDED is not None
    settings.EMBEDDED.ensure()


# The scheme of the embedded broker's address.
TRANSPORT_ALIASES["embedded"] = f"{__name__}:{Transport.__name__}"
