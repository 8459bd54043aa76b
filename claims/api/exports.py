"""All claims that a filter leaves, in one answer without a cap, streamed so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from rest_framework.utils.encoders import JSONEncoder

from claims.api.records import kept
from claims.api.serializers import ClaimSerializer
from claims.exchange.claim_lines import csv_lines
from claims.models import Claim

# Rows that are fetched and serialized together.
CHUNK = 500
TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}


def stream(claims: QuerySet[Claim], form: str) -> StreamingHttpResponse:
    """An attachment in `form`, a key of TYPES; oldest claim first. A server-side cursor reads a chunk at a time."""
    rows = claims.order_by("pk").iterator(chunk_size=CHUNK)
    answer = StreamingHttpResponse(csv_lines(rows) if form == "csv" else _json_lines(rows), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="claims.{form}"'
    return answer


def _json_lines(claims: Iterable[Claim]) -> Iterator[str]:
    encode = JSONEncoder(ensure_ascii=False).encode
    record = kept(ClaimSerializer).to_representation
    for claim in claims:
        yield encode(record(claim)) + "\n"
