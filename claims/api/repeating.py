"""Handing in with an Idempotency-Key: whoever lost the answer sends the same again, and gets the same."""

from __future__ import annotations

import re
from collections.abc import Callable

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from claims.errors import InputRefused
from claims.pipeline.repeat import Answered, once

LONGEST_KEY = 255
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]+$", "minLength": 1, "maxLength": LONGEST_KEY},
    OpenApiParameter.HEADER,
    description="Of your choice, new for each request, as a UUID. For 24 hours the same key with the same body is answered as at first.",
)


def hand_in(request: Request, work: Callable[[], Answered]) -> Response:
    """What `work` answers; with an Idempotency-Key it is done once."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        done = work()
    else:
        if not re.fullmatch(rf"[!-~]{{1,{LONGEST_KEY}}}", key):
            raise InputRefused("key_wrong", "An Idempotency-Key has 1 to {most} visible ASCII characters, as a UUID has.", most=LONGEST_KEY)
        done = once(work, by=request.user, address=request.path, key=key, body=request.body)  # type: ignore[arg-type]  # signed in: a permission
    return Response(done.record, status=done.status, headers={"Location": done.location})
