"""All claims that a filter leaves, in one answer without a cap, streamed so that memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.utils.encoders import JSONEncoder

from claims.api.records import kept
from claims.api.serializers import ClaimSerializer, PointSerializer
from claims.exchange.claim_lines import CLAIMS
from claims.exchange.row_lines import BYTE_ORDER_MARK, csv_lines, harmless
from claims.models import Claim

# Rows that are fetched and serialized together.
CHUNK = 500
TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}


def stream(claims: QuerySet[Claim], form: str) -> StreamingHttpResponse:
    """An attachment in `form`, a key of TYPES; oldest claim first. Each claim as it stands when its chunk is read."""
    rows = _in_chunks(claims)
    answer = StreamingHttpResponse(csv_lines(CLAIMS, rows) if form == "csv" else _json_lines(rows), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="claims.{form}"'
    return answer


def figures_csv(figures: Iterable[Mapping[str, Any]], name: str) -> HttpResponse:
    """An attachment with one line a value: the figure that it is of, then the fields of a point, days as first/last."""
    answer = HttpResponse(content_type=TYPES["csv"], headers={"Content-Disposition": f'attachment; filename="{name}"'})
    answer.write(BYTE_ORDER_MARK)
    writer = csv.writer(answer)
    writer.writerow(["figure", *PointSerializer().fields])
    for figure in figures:
        writer.writerows([harmless(figure["text"]), *map(_cell, point.values())] for point in figure["points"])
    return answer


def _cell(value: Any) -> Any:
    return "/".join(day or ".." for day in value) if isinstance(value, list) else harmless(value)


def _in_chunks(claims: QuerySet[Claim]) -> Iterator[Claim]:
    """Each chunk begins behind the last claim of the one before, by the index: the first line does not wait for a million to be sorted,
    and no transaction stays open while a slow reader reads."""
    last, is_more = 0, True
    while is_more:
        chunk = list(claims.filter(pk__gt=last).order_by("pk")[:CHUNK])
        yield from chunk
        is_more = len(chunk) == CHUNK
        last = chunk[-1].pk if chunk else last


def _json_lines(claims: Iterable[Claim]) -> Iterator[str]:
    encode = JSONEncoder(ensure_ascii=False).encode
    record = kept(ClaimSerializer).to_representation
    for claim in claims:
        yield encode(record(claim)) + "\n"
