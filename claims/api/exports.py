"""All rows that a filter leaves, in one answer without a cap, streamed so that memory stays flat."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.records import kept
from claims.api.rows import Rows, one_of, written
from claims.api.serializers import PointSerializer
from claims.exchange.row_lines import BYTE_ORDER_MARK, Shape, csv_lines, harmless

# Rows that are fetched and serialized together.
CHUNK = 500
TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
EXPORTING = {"export": ("as",)}


class Exporting(Rows):
    """Adds to a list that it can be had whole. Its `own_parameters` are EXPORTING's too."""

    # What the file is called, and how a row is written as CSV. As JSON it is the record of the list.
    exported_as: ClassVar[tuple[str, Shape]]

    @extend_schema(
        summary="All of them in one answer",
        parameters=[OpenApiParameter("as", str, enum=list(TYPES), description="One JSON record a line, or CSV. Default: jsonl.")],
        responses={(200, mime.partition(";")[0]): OpenApiTypes.STR for mime in TYPES.values()},
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def export(self, request: Request) -> StreamingHttpResponse:
        """What the filters leave, oldest first, streamed; there is no cap."""
        form, (name, shape) = one_of(request, "as", list(TYPES)), self.exported_as
        rows = _in_chunks(self.filter_queryset(self.get_queryset()))
        lines = csv_lines(shape, rows) if form == "csv" else _json_lines(self.get_serializer_class(), rows)
        disposition = f'attachment; filename="{name}.{form}"'
        return StreamingHttpResponse(lines, content_type=TYPES[form], headers={"Content-Disposition": disposition})


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


def _in_chunks(rows: QuerySet[Any]) -> Iterator[Any]:
    """Each row as it stands when its chunk is read. A chunk begins behind the last row of the one before, by the index: the first line does
    not wait for a million to be sorted, and no transaction stays open while a slow reader reads."""
    last, is_more = 0, True
    while is_more:
        chunk = list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK])
        yield from chunk
        is_more = len(chunk) == CHUNK
        last = chunk[-1].pk if chunk else last


def _json_lines(kind: Any, rows: Iterable[Any]) -> Iterator[bytes]:
    record = kept(kind).to_representation
    for row in rows:
        yield written(record(row)) + b"\n"
