"""Which version of a row its caller saw, by If-Match or `version`. Whoever decides on another learns that before anything is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions, status
from rest_framework.request import Request

from claims.api.records import kept
from claims.api.rows import TAG_LENGTH, tag_of
from claims.errors import AlreadyDecided, InputRefused
from claims.pipeline.decide import check_seen, decided_on, version_of

# The version, a digest of the record, and one of what was expanded, which nobody decides on.
_TAG = rf'(?:W/)?"([0-9]{{1,9}})(?:-([0-9a-f]{{{TAG_LENGTH}}})(?:-[0-9a-f]{{{TAG_LENGTH}}})?)?"'
_TAGS = rf"{_TAG}(?:\s*,\s*{_TAG})*"


MAY_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag of the record that you saw: 412 where it is another by now. Left out: whatever stands there.",
)


class VersionMissing(exceptions.APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = _("Name the version that you saw, in the header If-Match or as version, so that nobody's later decision is lost.")
    default_code = "version_missing"


class RecordChanged(exceptions.APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = _("The record has changed since you read it, though nobody decided on it: load it again and decide anew.")
    default_code = "record_changed"


def check(request: Request, in_body: int | None, row: Model | None, serializer: type[Any]) -> None:
    """Refuse a decision about what the caller did not see. `row` None: nothing is there yet, so the version is 0.

    If-Match may be the whole ETag of the record, as `serializer` writes it, or the version alone, as in "3"; several of them, of which one
    must hold; or `*`, which is whatever stands there.

    Raises:
        VersionMissing, RecordChanged, InputRefused: as they say.
        AlreadyDecided: somebody else has decided since, or there is no such version.
    """
    header = request.headers.get("If-Match")
    if header is None and in_body is None:
        raise VersionMissing
    now = 0 if row is None else version_of(decided_on(row))
    if header is None:
        named = [(in_body, "")]
    elif header.strip() == "*":
        named = [(now if in_body is None and row is not None else in_body, "")]
    else:
        named = _parse(header.strip(), in_body)
    holding = [digest for seen, digest in named if seen == now]
    if not holding:
        if row is not None:
            check_seen(decided_on(row), int(named[0][0] or 0))
        raise AlreadyDecided("version_unknown", "There is no such version yet: load it again and decide anew.")
    if row is not None and all(holding):
        tag = tag_of(kept(serializer).to_representation(row))
        if tag not in {f'"{now}-{digest}"' for digest in holding}:
            raise RecordChanged


@contextmanager
def unchanged(request: Request, view: Any) -> Iterator[Any]:
    """The row of the address of `view`, on which nobody decides; where If-Match names what the caller saw, it is that, and stays so until
    the block ends.

    Raises:
        RecordChanged: it is another by now.
    """
    header = request.headers.get("If-Match", "*").strip()
    with transaction.atomic():
        row = view.get_object()
        if header != "*":
            # Of two who saw the same the second waits here, and reads what the first has made of it.
            type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
            row = view.get_object()
            if tag_of(kept(view.serializer_class).to_representation(row)) not in parse_etags(header):
                raise RecordChanged
        yield row


def _parse(header: str, in_body: int | None) -> list[tuple[int | None, str]]:
    """Of each tag the version and the digest, "" where it has none; where the body names a version too, of that version alone."""
    tags = [(int(seen), digest) for seen, digest in re.findall(_TAG, header)] if re.fullmatch(_TAGS, header) else []
    named: list[tuple[int | None, str]] = [(seen, digest) for seen, digest in tags if in_body in {None, seen}]
    if not named:
        raise InputRefused(
            "version_wrong", 'If-Match must be the ETag of the record or its version, as in "3", and the same as the body.', field="version"
        )
    return named
