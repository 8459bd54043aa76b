"""The series that dashboards draw, each by its name, as JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema, inline_serializer
from rest_framework import permissions, serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims import statistics
from claims.api.permissions import MayCall
from claims.api.rows import digest, one_of, refuse_unknown, tagged
from claims.exchange.row_lines import Shape, csv_lines
from claims.models import Match
from claims.statistics import Row, Window

# Speakers or outlets that are named where nobody asks for more or fewer.
MOST = 20
# How long a dashboard may go on showing an answer.
FRESH_SECONDS = 30


class BarSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The code, day, language or id that is counted.")
    label = serializers.CharField(  # type: ignore[assignment]  # a field of the record, not the serializer's own label
        help_text="The same for people, in the language of Accept-Language."
    )
    n = serializers.IntegerField()


class WeekSerializer(serializers.Serializer[Any]):
    """Matches found in one week, by what became of them."""

    week = serializers.DateField(help_text="Its Monday.")
    relation = serializers.ChoiceField(Match.MatchRelation.choices, help_text="As a person left it, else as the machine says.")
    suggested = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    rejected = serializers.IntegerField()
    expired = serializers.IntegerField()


class PrecisionSerializer(serializers.Serializer[Any]):
    """Suggestions of one relation that people decided; what the machine confirmed itself is left out."""

    relation = serializers.ChoiceField(Match.MatchRelation.choices, help_text="As the machine had said.")
    confirmed = serializers.IntegerField(help_text="As this relation.")
    corrected = serializers.IntegerField(help_text="Confirmed as another relation.")
    rejected = serializers.IntegerField()
    precision = serializers.FloatField(min_value=0, max_value=1, help_text="The share confirmed as this relation.")


class AgreementSerializer(serializers.Serializer[Any]):
    """Only matches that somebody else judged again count, confirming them once more too; what was taken back does not."""

    pairs = serializers.IntegerField(help_text="Matches that two people decided, one after the other.")
    agreed = serializers.IntegerField()
    kappa = serializers.FloatField(allow_null=True, help_text="Cohen's; null where there is nothing to tell from chance.")


class BacklogSerializer(serializers.Serializer[Any]):
    open = serializers.IntegerField()
    unreviewed = serializers.IntegerField()
    in_review = serializers.IntegerField()
    in_approval = serializers.IntegerField()


class HoursSerializer(serializers.Serializer[Any]):
    checked = serializers.IntegerField()
    median = serializers.FloatField(allow_null=True)
    p90 = serializers.FloatField(allow_null=True)


class HealthSerializer(serializers.Serializer[Any]):
    versions = serializers.DictField(child=serializers.IntegerField(), help_text="Of articles, by state. In CSV a column each.")
    pages = serializers.DictField(child=serializers.IntegerField(), help_text="By state. In CSV a column each.")
    unmatched_claims = serializers.IntegerField()
    waiting_since = serializers.DateTimeField(allow_null=True)


@dataclass(frozen=True, slots=True)
class Series:
    """`record` is what each of its rows says; `filters` are the fields that it heeds. `count` takes `most` where that is among them."""

    count: Callable[..., Sequence[Any] | Mapping[str, Any]]
    record: type[serializers.Serializer[Any]]
    filters: tuple[str, ...]


_BY_CLAIM, _BY_MATCH = ("first", "last", "language"), ("first", "last")
_BY_NAME = (*_BY_CLAIM, "most")
SERIES: Mapping[str, Series] = {
    "claims-by-status": Series(statistics.claims_by_status, BarSerializer, _BY_CLAIM),
    "claims-by-language": Series(statistics.claims_by_language, BarSerializer, _BY_CLAIM),
    "claims-by-day": Series(statistics.claims_by_day, BarSerializer, _BY_CLAIM),
    "claims-by-speaker": Series(statistics.claims_by_speaker, BarSerializer, _BY_NAME),
    "appearances-by-outlet": Series(statistics.appearances_by_outlet, BarSerializer, _BY_NAME),
    "claims-by-origins": Series(statistics.claims_by_origins, BarSerializer, _BY_CLAIM),
    "fact-checks-by-verdict": Series(statistics.fact_checks_by_verdict, BarSerializer, _BY_CLAIM),
    "matches-by-week": Series(statistics.matches_by_week, WeekSerializer, _BY_MATCH),
    "suggestion-precision": Series(statistics.suggestion_precision, PrecisionSerializer, _BY_MATCH),
    "reviewer-agreement": Series(statistics.reviewer_agreement, AgreementSerializer, _BY_MATCH),
    "backlog": Series(statistics.backlog, BacklogSerializer, _BY_CLAIM),
    "hours-to-verdict": Series(statistics.hours_to_verdict, HoursSerializer, _BY_CLAIM),
    "pipeline-health": Series(lambda user, window: statistics.pipeline_health(user), HealthSerializer, ()),
}


class WindowSerializer(serializers.Serializer[Any]):
    """What is counted."""

    first = serializers.DateField(
        required=False, default=None, help_text="Published on this day or later; matches are counted by the day on which they were found."
    )
    last = serializers.DateField(required=False, default=None, help_text="On this day or earlier, likewise.")
    language = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=8,
        help_text="As ar or en; without it all. Matches, which may be between two, are not parted by it.",
    )
    most = serializers.IntegerField(
        required=False,
        default=MOST,
        min_value=1,
        max_value=statistics.MOST_NAMED,
        help_text="Of claims-by-speaker and appearances-by-outlet: so many, those with the most.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["first"] and attrs["last"] and attrs["first"] > attrs["last"]:
            raise serializers.ValidationError({"first": [_("It is later than `last`.")]})
        return attrs


def _described() -> dict[str, serializers.Serializer[Any] | type[serializers.Serializer[Any]]]:
    """What the document says of the answer of each series, by its name: one component for all with the same records."""
    names: dict[type[serializers.Serializer[Any]], list[str]] = {}
    for name, series in SERIES.items():
        names.setdefault(series.record, []).append(name)
    components = {
        record: inline_serializer(
            record.__name__.replace("Serializer", "Series"),
            {
                "series": serializers.ChoiceField(of_record),
                "first": serializers.DateField(allow_null=True),
                "last": serializers.DateField(allow_null=True),
                "language": serializers.CharField(allow_blank=True),
                "rows": record(many=True),
            },
        )
        for record, of_record in names.items()
    }
    return {name: components[series.record] for name, series in SERIES.items()}


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
        responses={
            200: PolymorphicProxySerializer(component_name="Series", serializers=_described(), resource_type_field_name="series"),
            (200, "text/csv"): OpenApiTypes.STR,
        },
    )
    def get(self, request: Request, name: str) -> HttpResponse:
        """Counts of what the caller may see, exact at the moment of asking. May be kept for 30 seconds; with its ETag then asked again.

        claims-by-speaker and appearances-by-outlet name those with the most, 20 or as many as `most` asks for, and leave out the rest.
        Series of matches (matches-by-week, suggestion-precision, reviewer-agreement) take no language, pipeline-health takes no filter at
        all: 400.
        """
        if name not in SERIES:
            raise NotFound(_("There is no series {name}. There are: {known}.").format(name=name, known=", ".join(SERIES)))
        refuse_unknown(request, {"as", *WindowSerializer().fields})
        # A form that is sent with fields left empty asks for no more than one without them.
        asked = {key: value for key, value in request.query_params.items() if key != "as" and value}
        form = WindowSerializer(data=asked)
        form.is_valid(raise_exception=True)
        _refuse_idle(name, asked)
        as_what = one_of(request, "as", ("json", "csv"))
        fields = dict(form.validated_data)
        named = {"most": fields.pop("most")}
        window = Window(**fields)
        rows = _records(SERIES[name].count(request.user, window, **(named if "most" in SERIES[name].filters else {})))
        found = _csv(name, rows) if as_what == "csv" else Response({"series": name, **asdict(window), "rows": rows})
        answer = tagged(request, found, f'"{digest([name, as_what, asdict(window), rows])}"')
        del answer["Cache-Control"]
        patch_cache_control(answer, private=True, max_age=FRESH_SECONDS)
        return answer


def _refuse_idle(name: str, asked: Iterable[str]) -> None:
    """Raises ValidationError for a filter that would change nothing: whoever sends it believes that it does."""
    idle = [field for field in asked if field not in SERIES[name].filters]
    if idle:
        raise serializers.ValidationError({field: [_("The series {name} is not filtered by this.").format(name=name)] for field in idle})


def _records(found: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    if isinstance(found, Mapping):
        return [dict(found)]
    return [asdict(row) if isinstance(row, Row) else dict(row) for row in found]


def _csv(name: str, rows: list[dict[str, Any]]) -> HttpResponse:
    flat = [_flat(row) for row in rows]
    shape = Shape(tuple(flat[0] if flat else SERIES[name].record().fields), _cells)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse("".join(csv_lines(shape, flat)), content_type="text/csv; charset=utf-8", headers=headers)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with a cell for each count by state."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        flat |= {f"{name}_{state}": n for state, n in value.items()} if isinstance(value, Mapping) else {name: value}
    return flat


def _cells(row: Mapping[str, Any]) -> list[object]:
    return [value.isoformat() if isinstance(value, date) else value for value in row.values()]
