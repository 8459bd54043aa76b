"""Every request has a number, which stands in the log, in what its work does later, and in the answer; and is measured."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from claims import trail
from claims.clients.measures import observe

HEADER = "X-Request-ID"
# One that a proxy has given is kept where it is harmless in a log.
_HARMLESS = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Numbered:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _HARMLESS.fullmatch(given) else uuid4().hex
        trail.follow({trail.REQUEST: number})
        begun = time.perf_counter()
        answer = self.get_response(request)
        # Whoever watches is no user.
        if not request.path.startswith(("/health/", "/metrics")):
            observe("request", f"{answer.status_code // 100}xx", time.perf_counter() - begun)
        answer[HEADER] = number
        return answer
