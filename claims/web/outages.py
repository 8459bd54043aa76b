"""What is answered where something failed outside every view, as in a middleware: a page to people, a problem (RFC 9457) to programs."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views import defaults
from redis.exceptions import RedisError

from claims.web.person import OF_PROGRAMS

RETRY_SECONDS = 5


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while the error is being handled, and has noted it. 503 where the database or the cache is silent, else 500."""
    if not request.path.startswith(OF_PROGRAMS):
        return defaults.server_error(request)
    # What failed may have stood before the middleware that looks at the language, on a thread that spoke another.
    with translation.override(translation.get_language_from_request(request)):
        return _problem(*_told(sys.exc_info()[1]))


def _told(error: BaseException | None) -> tuple[int, str, str]:
    """Status, code and sentence."""
    if isinstance(error, OperationalError | InterfaceError):
        return 503, "database_unavailable", gettext("The database does not answer now; the same call may succeed later.")
    if isinstance(error, RedisError):
        return 503, "cache_unavailable", gettext("The cache does not answer now; the same call may succeed later.")
    return 500, "server_error", gettext("It has been noted; nothing that you had saved is lost. Try again in a moment.")


def _problem(status: int, code: str, detail: str) -> HttpResponse:
    told = {"type": "about:blank", "title": code.replace("_", " "), "status": status, "code": code, "detail": detail}
    headers = {"Retry-After": str(RETRY_SECONDS)} if status == 503 else {}
    return JsonResponse(told, status=status, headers=headers, content_type="application/problem+json")
