"""How often one program or person may ask: each key by itself, people without a key by their name. Settings say how often."""

from __future__ import annotations

import logging
import math
import time
from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.clients.cache_server import SILENT, count
from claims.models import ApiKey

logger = logging.getLogger(__name__)


class MinuteThrottle(BaseThrottle):
    """At most `API_REQUESTS_A_MINUTE` in one minute of the clock; 429 says when the next begins. Counted in the cache, over all processes.

    Where the cache does not answer nobody is kept out: the API is worth more than its limits.
    """

    seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        kind, who = _caller(request)
        most = settings.API_REQUESTS_A_MINUTE[kind]
        if not most or who is None:
            return True
        minute, second = divmod(time.time(), 60)
        self.seconds = math.ceil(60 - second)
        try:
            return count(f"api:{kind}:{who}:{int(minute)}", seconds=120) <= most
        except SILENT:
            logger.exception("requests are not counted: the cache does not answer")
            return True

    def wait(self) -> float:
        return self.seconds


def _caller(request: Request) -> tuple[str, int | None]:
    if isinstance(request.auth, ApiKey):
        return "key", request.auth.pk
    return "user", request.user.pk
