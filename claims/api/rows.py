"""What all endpoints of stored rows have in common: who may read, pages, fewer fields, tags, and no parameter that nobody knows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

import orjson
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import exceptions, permissions, status, viewsets
from rest_framework.generics import get_object_or_404
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from claims.api.columns import Columns
from claims.api.pages import BY_ID, Order, Pages
from claims.api.permissions import MayCall, Ways
from claims.api.records import RecordSerializer, kept
from claims.api.unchanged import unchanged

A = TypeVar("A", bound=HttpResponse)
# Enough to tell two states of one row apart; a tag guards against accidents, not against forgers.
TAG_LENGTH = 16


class Rows(viewsets.GenericViewSet[Any]):
    """A list in pages, newest first where no other order is asked for, for whoever may read.

    `fields` leaves out what is not asked for; unknown parameters answer 400.
    """

    permission_classes = (permissions.IsAuthenticated, MayCall)
    # What a method asks of its callers where that is not to read, by its name.
    needs: ClassVar[Mapping[str, Ways]] = {}
    pagination_class = Pages
    # What the list can be sorted by, by the name that `order` gives it; the first, downwards, where nothing is asked for.
    orders: ClassVar[Mapping[str, Order]] = {"id": BY_ID}
    # What the methods of one viewset read beyond filters, pages, fields and expand.
    own_parameters: ClassVar[Mapping[str, Sequence[str]]] = {}
    # What `expand` may add to a record, by the name of its field: what loads it for all rows of a page.
    expansions: ClassVar[Mapping[str, Callable[[Request], Prefetch[Any]]]] = {}
    # What reads the records of a page to which nothing is added, where its rows need not be made for that.
    columns: ClassVar[Columns | None] = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in permissions.SAFE_METHODS:
            refuse_unknown(request, self._known_parameters())

    def _known_parameters(self) -> set[str]:
        known = set(self.own_parameters.get(self.action, ()))
        if self.action in {"list", "retrieve", "version"}:
            known |= {"fields", *(["expand"] if self.expansions else [])}
        if self.action == "list":
            known |= {"page_size", "cursor", "order"}
        filters = getattr(self, "filterset_class", None)
        if filters is not None and not self.detail:
            known |= set(filters.base_filters)
        return known

    def filter_queryset(self, queryset: Any) -> Any:
        # Without a parameter nothing is narrowed, and no filter need be made to find that out.
        found = super().filter_queryset(queryset) if self.request.query_params else queryset
        return found.prefetch_related(*(self.expansions[name](self.request) for name in self.expanded()))

    def expanded(self) -> Sequence[str]:
        """The names in `expand`. Raises ValidationError for one that there is not."""
        return _names(self.request, "expand", self.expansions) if self.expansions else ()

    def seen(self) -> QuerySet[Any]:
        """What the caller may see; a viewset with `columns` has nothing loaded beside it."""
        return self.get_queryset()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        # Written once, for the answer and for its tag.
        octets = unchanged(request, self._page)
        return tagged(request, sent(octets), f'"{_digest_of(octets)}"')

    def _page(self) -> bytes:
        records = self._records(fields_asked(self.request, kept(self.get_serializer_class())))
        return written(self.get_paginated_response(records).data)

    def _records(self, asked: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """Those of a page. Where they are read as columns the page is found first, by the ids of its rows alone."""
        if self.columns is None or self.expanded():
            rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
            return kept(self.get_serializer_class()).records(rows or (), asked)
        pages: Any = self.paginator
        return self.columns.records(pages.ids(self.filter_queryset(self.seen()), self.request, self), asked)


class RowsAndRow(Rows):
    """The same, and each row at its own address, with a tag that changes with anything that is said of it."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        serializer = kept(self.get_serializer_class())
        return shown(request, self._record(serializer), fields_asked(request, serializer), self.expanded())

    def _record(self, serializer: RecordSerializer[Any]) -> Mapping[str, Any]:
        if self.columns is None or self.expanded():
            return serializer.to_representation(self.get_object())
        pk = get_object_or_404(self.seen().values_list("pk", flat=True), pk=self.kwargs["pk"])
        for record in self.columns.records([pk], ()):
            return record
        raise Http404


def expand_parameter(*names: str) -> OpenApiParameter:
    """How `expand` is described where it takes `names`."""
    schema = {"type": "array", "items": {"type": "string", "enum": list(names)}, "minItems": 1}
    return OpenApiParameter("expand", schema, explode=False, style="form", description="What to add to each record.")


def shown(request: Request, record: Mapping[str, Any], asked: Sequence[str] = (), expanded: Sequence[str] = ()) -> HttpResponse:
    """One record with its tag, no more of it than is `asked` for where anything is; 304 where the caller has it already."""
    octets, tag = _told(record, expanded)
    return tagged(request, sent(written(only([record], asked)[0]) if asked else octets), tag)


def answered(record: Mapping[str, Any], number: int = status.HTTP_200_OK) -> HttpResponse:
    """A record, as it is after a decision, with its tag and the status `number`."""
    octets, tag = _told(record)
    answer = sent(octets)
    answer.status_code = number
    answer["ETag"] = tag
    return answer


def tag_of(record: Mapping[str, Any]) -> str:
    """The entity tag of a row: the number of decisions taken on it where there are any to take, and a digest of the whole record.

    What was expanded has a digest of its own behind it.
    """
    return _told(record)[1]


def _told(record: Mapping[str, Any], expanded: Sequence[str] = ()) -> tuple[bytes, str]:
    """The record written, and its tag; where nothing was expanded both are of one writing."""
    octets = written(record)
    own = written({name: value for name, value in record.items() if name not in expanded}) if expanded else octets
    parts = [*([str(record["version"])] if "version" in record else []), _digest_of(own)]
    parts += [digest([record[name] for name in expanded])] if expanded else []
    return octets, f'"{"-".join(parts)}"'


def digest(content: Any) -> str:
    """Of what an answer says."""
    return _digest_of(written(content))


def written(content: Any) -> bytes:
    """What an answer says, as JSON."""
    return orjson.dumps(content, JSONEncoder().default, orjson.OPT_PASSTHROUGH_DATETIME)


def sent(octets: bytes) -> HttpResponse:
    """An answer of JSON that is written already."""
    return HttpResponse(octets, content_type=JSONRenderer.media_type)


def _digest_of(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()[:TAG_LENGTH]


def tagged(request: Request, answer: A, tag: str) -> A | Response:
    """The answer with its tag; 304 without a body where the caller has it already (If-None-Match)."""
    given: A | Response = answer
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if known == ["*"] or tag in {one.removeprefix("W/") for one in known}:
        given = Response(status=status.HTTP_304_NOT_MODIFIED)
    given["ETag"] = tag
    # The browser may keep it for its own person, and asks each time whether it still holds.
    given["Cache-Control"] = "private, no-cache"
    return given


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """A mistyped filter would otherwise answer with everything. Raises ValidationError naming it."""
    unknown = sorted(set(request.query_params) - set(known))
    if unknown:
        sentence = _("There is no such parameter. There are: {known}.").format(known=", ".join(sorted(known)))
        raise exceptions.ValidationError({name: [sentence] for name in unknown}, code="unknown_parameter")


def one_of(request: Request, parameter: str, choices: Sequence[str]) -> str:
    """What the parameter says; the first choice where it says nothing. Raises ValidationError for what is no choice."""
    written = request.query_params.get(parameter, choices[0])
    if written not in choices:
        raise exceptions.ValidationError({parameter: [_("Take one of: {known}.").format(known=", ".join(choices))]})
    return written


def fields_asked(request: Request, serializer: Any) -> Sequence[str]:
    """The names in `fields`; empty: all. Raises ValidationError for one that there is not."""
    return _names(request, "fields", serializer.fields)


def _names(request: Request, parameter: str, there: Iterable[str]) -> Sequence[str]:
    written = request.query_params.get(parameter)
    if written is None:
        return ()
    # Each once: what is loaded twice is refused by the database layer.
    asked = list(dict.fromkeys(name.strip() for name in written.split(",")))
    if not set(asked) <= set(there):
        sentence = _("Take some of: {known}.").format(known=", ".join(sorted(there)))
        raise exceptions.ValidationError({parameter: [sentence]}, code="unknown_field")
    return asked


def only(records: Sequence[Mapping[str, Any]], asked: Sequence[str]) -> list[Mapping[str, Any]]:
    """The records with no more than the fields that are asked for."""
    return [{name: record[name] for name in asked if name in record} for record in records] if asked else list(records)
