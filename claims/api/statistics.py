"""The series that dashboards draw, each by its name, as JSON or CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import permissions, serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims import statistics
from claims.api.permissions import MayCall
from claims.api.rows import digest, one_of, refuse_unknown, tagged
from claims.exchange.row_lines import harmless
from claims.statistics import Row, Window

# How long a dashboard may go on showing an answer.
FRESH_SECONDS = 30

Series = Callable[[statistics.Viewer, Window], Sequence[Any] | Mapping[str, Any]]
SERIES: Mapping[str, Series] = {
    "claims-by-status": statistics.claims_by_status,
    "claims-by-language": statistics.claims_by_language,
    "claims-by-day": statistics.claims_by_day,
    "claims-by-speaker": statistics.claims_by_speaker,
    "appearances-by-outlet": statistics.appearances_by_outlet,
    "claims-by-origins": statistics.claims_by_origins,
    "fact-checks-by-verdict": statistics.fact_checks_by_verdict,
    "matches-by-week": statistics.matches_by_week,
    "suggestion-precision": statistics.suggestion_precision,
    "reviewer-agreement": lambda user, window: statistics.reviewer_agreement(user, window),
    "backlog": lambda user, window: statistics.backlog(user, window),
    "hours-to-verdict": lambda user, window: statistics.hours_to_verdict(user, window),
    "pipeline-health": lambda user, window: statistics.pipeline_health(),
}


class WindowSerializer(serializers.Serializer[Any]):
    """What is counted."""

    first = serializers.DateField(required=False, default=None, help_text="Published on this day or later.")
    last = serializers.DateField(required=False, default=None, help_text="Published on this day or earlier.")
    language = serializers.CharField(required=False, default="", max_length=8, help_text="As ar or en; without it all.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["first"] and attrs["last"] and attrs["first"] > attrs["last"]:
            raise serializers.ValidationError({"first": [_("It is later than `last`.")]})
        return attrs


class SeriesSerializer(serializers.Serializer[Any]):
    """`rows` are bars `{key, label, n}`, or records whose fields the series' own name explains."""

    series = serializers.CharField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    language = serializers.CharField(allow_blank=True)
    rows = serializers.ListField(child=serializers.DictField())


class StatisticsView(APIView):
    permission_classes = (permissions.IsAuthenticated, MayCall)

    @extend_schema(
        tags=["statistics"],
        summary="One series of a dashboard",
        parameters=[
            OpenApiParameter("name", str, OpenApiParameter.PATH, enum=list(SERIES)),
            OpenApiParameter("as", str, enum=["json", "csv"], description="Default: json."),
            WindowSerializer,
        ],
        responses={200: SeriesSerializer, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request, name: str) -> HttpResponse:
        """Counts of what the caller may see, exact at the moment of asking. May be kept for 30 seconds; with its ETag then asked again."""
        if name not in SERIES:
            raise NotFound(_("There is no series {name}. There are: {known}.").format(name=name, known=", ".join(SERIES)))
        refuse_unknown(request, {"as", *WindowSerializer().fields})
        # A form that is sent with fields left empty asks for no more than one without them.
        form = WindowSerializer(data={key: value for key, value in request.query_params.items() if key != "as" and value})
        form.is_valid(raise_exception=True)
        as_what = one_of(request, "as", ("json", "csv"))
        window = Window(**form.validated_data)
        rows = _records(SERIES[name](request.user, window))
        found = _csv(name, rows) if as_what == "csv" else _json(name, window, rows)
        answer = tagged(request, found, f'"{digest([name, as_what, asdict(window), rows])}"')
        del answer["Cache-Control"]
        patch_cache_control(answer, private=True, max_age=FRESH_SECONDS)
        return answer


def _records(found: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    if isinstance(found, Mapping):
        return [dict(found)]
    return [asdict(row) if isinstance(row, Row) else dict(row) for row in found]


def _json(name: str, window: Window, rows: list[dict[str, Any]]) -> HttpResponse:
    return Response(SeriesSerializer({"series": name, **asdict(window), "rows": rows}).data)


def _csv(name: str, rows: list[dict[str, Any]]) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})
    writer = csv.writer(answer)
    writer.writerow(rows[0] if rows else ["key", "label", "n"])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return answer


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else harmless(value)
