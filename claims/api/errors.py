"""One shape for every error: RFC 9457 problem details."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from json import JSONDecodeError
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from claims.errors import AlreadyDecided, FactcheckError, NotAllowed, TransientError
from claims.pipeline.repeat import KeyReused
from claims.templatetags.sentences import in_words

logger = logging.getLogger(__name__)
# After what is needed did not answer.
RETRY_SECONDS = 5


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer for an error; None: not ours.

    `type`, `title`, `status`, `code` with its `params`, `detail` in the caller's language, and `fields` where inputs are to blame.
    """
    if isinstance(error, FactcheckError):
        said = in_words(error)
        return _answer(_status(error), error.code, said, {error.field: [said]} if error.field else {}, error.params)
    if isinstance(error, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
        sentence = _("A request may have {most} MB at most: hand in one article at a time, of at most a million characters.").format(
            most=most
        )
        return _answer(status.HTTP_413_REQUEST_ENTITY_TOO_LARGE, "request_too_large", sentence, {})
    if isinstance(error, OperationalError | InterfaceError):
        logger.error("the database did not answer: %s", error)
        sentence = _("The database does not answer now; the same call may succeed later.")
        return _answer(status.HTTP_503_SERVICE_UNAVAILABLE, "database_unavailable", sentence, {})
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, RecursionError):
        error = exceptions.ParseError(_("The body is nested too deep to be read."))
    elif isinstance(error, exceptions.NotAcceptable):
        error = exceptions.NotAcceptable(
            _("Accept must take {types}; CSV is asked for by as=csv, where there is that.").format(types=_types(error.available_renderers))
        )
    elif isinstance(error, exceptions.UnsupportedMediaType):
        error.detail = exceptions.ErrorDetail(
            _("The body must be {types}, as Content-Type says.").format(types=_types(context["view"].parser_classes)), error.default_code
        )
    elif isinstance(error, exceptions.ParseError):
        error = exceptions.ParseError(_unreadable(error.__context__))
    answer = exception_handler(error, context)
    if answer is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        detail = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
        body = _answer(answer.status_code, "invalid", _("Some fields are wrong."), detail)
    else:
        code = error.default_code if isinstance(error, exceptions.APIException) else "error"
        body = _answer(answer.status_code, str(code), str(getattr(error, "detail", error)), {})
    for header in ("WWW-Authenticate", "Allow", "Retry-After"):
        if header in answer.headers:
            body.headers[header] = answer.headers[header]
    return body


def _types(kinds: Iterable[Any] | None) -> str:
    return ", ".join(kind.media_type for kind in kinds or ())


def _unreadable(why: BaseException | None) -> str:
    """What is wrong with a body of which the framework says so in English."""
    if isinstance(why, JSONDecodeError):
        return _("The body is not JSON: look at line {line}, character {character}.").format(line=why.lineno, character=why.colno)
    return _("The body is not what Content-Type says that it is.")


def _status(error: FactcheckError) -> int:
    if isinstance(error, NotAllowed):
        return status.HTTP_403_FORBIDDEN
    if isinstance(error, AlreadyDecided):
        return status.HTTP_409_CONFLICT
    if isinstance(error, KeyReused):
        return status.HTTP_422_UNPROCESSABLE_ENTITY
    return status.HTTP_503_SERVICE_UNAVAILABLE if isinstance(error, TransientError) else status.HTTP_400_BAD_REQUEST


def _answer(number: int, code: str, detail: str, fields: Any, params: Mapping[str, str] | None = None) -> Response:
    body: dict[str, Any] = {"type": "about:blank", "title": code.replace("_", " "), "status": number, "code": code, "detail": detail}
    if fields:
        body["fields"] = fields
    if params:
        body["params"] = dict(params)
    headers = {"Retry-After": str(RETRY_SECONDS)} if number == status.HTTP_503_SERVICE_UNAVAILABLE else {}
    return Response(_writable(body), status=number, headers=headers, content_type="application/problem+json")


def _writable(said: Any) -> Any:
    """The same without halves of characters, which the caller may have sent and no answer can repeat."""
    if isinstance(said, Mapping):
        return {_writable(name): _writable(one) for name, one in said.items()}
    if isinstance(said, list | tuple):
        return [_writable(one) for one in said]
    return said.encode("utf-8", "replace").decode() if isinstance(said, str) else said
