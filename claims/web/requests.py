"""Every request has a number, which stands in the log, in what its work does later, and in the answer; is measured; and has bounds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from ipaddress import ip_address
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from claims import trail
from claims.clients.measures import observe
from claims.pipeline.uploads import LARGEST_FILE

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


class Forwarded:
    """Takes the address of who asks from the proxies of PROXY_ADDRESSES, which are believed: tries to log in are counted by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = _asker(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
        return self.get_response(request)


def _asker(address: str, forwarded: str) -> str:
    """Back along the way of the request, as far as it is known from proxies of ours: what stands before, anybody can have written."""
    way = forwarded.split(",")
    while way and _is_proxy(address):
        before = way.pop().strip()
        if not _is_address(before):
            break
        address = before
    return address


def _is_proxy(address: str) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in settings.PROXY_ADDRESSES)


def _is_address(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return True


class Bounded:
    """Answers 413 to a request that is too large, before anything of it is read and kept.

    With a file that is handed in it may be larger: from who is logged in, and at the API, which looks at the log-in first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        # Who is logged in is looked up only for what is large.
        if length.isdecimal() and int(length) > most:
            if request.path.startswith("/api/") or request.user.is_authenticated:
                most += LARGEST_FILE
            if int(length) > most:
                return _too_large(request, most // 2**20)
        return self.get_response(request)


def _too_large(request: HttpRequest, most: int) -> HttpResponse:
    if not request.path.startswith("/api/"):
        return render(request, "413.html", {"most": most}, status=413)
    sentence = gettext("A request may have {most} MB at most: hand in a bigger file in parts.").format(most=most)
    told = {"type": "about:blank", "title": "request too large", "status": 413, "code": "request_too_large", "detail": sentence}
    return JsonResponse(told, status=413, content_type="application/problem+json")
