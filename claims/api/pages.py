"""How lists are sorted and cut into pages. A page begins behind a row, named by what it is sorted by and its id, not after so many rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext as _
from rest_framework import exceptions, pagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

# What the rows of a page are sorted by, on each of them.
PLACE = "place"
# A cursor is taken only as it was given: what stands in it goes into the query.
_SALT = "claims.api.pages"


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort: by an expression that is null for no row, the id deciding among equals, both in one direction. Best with an index."""

    expression: Combinable
    read: Callable[[Any], Any]
    """Makes a value of the expression of what stands for it in JSON."""
    pk: str = "pk"
    """The id, in the table in which the expression is."""


BY_ID = Order(F("pk"), int)


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Behind the row that is `value` in the order and has the id; `back`: before it."""

    order: str
    value: Any
    pk: int
    back: bool = False


class Pages(pagination.BasePagination):
    """Pages behind a row: whatever is added, removed or changed meanwhile, no row that stays where it is comes twice or not at all.

    The viewset's `orders` says what lists can be sorted by, as `order=NAME` or `order=-NAME`; the first of them, downwards, is the default.
    """

    page_size = 50
    max_page_size = 200

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self._turn_to(queryset, request, view.orders)
        return self._rows

    def ids(self, queryset: Any, request: Request, view: Any) -> list[int]:
        """The same page by the ids of its rows, of which no more is read than where they stand in the order."""
        self._turn_to(queryset, request, view.orders, keys_alone=True)
        return [row.pk for row in self._rows]

    def _turn_to(self, queryset: Any, request: Request, orders: Mapping[str, Order], *, keys_alone: bool = False) -> None:
        size, self._order = self.get_page_size(request), self._asked(request, orders)
        self._cursor, self._address = self._decode(request), request.build_absolute_uri()
        back = self._cursor is not None and self._cursor.back
        downwards, order = self._order.startswith("-") != back, orders[self._order.lstrip("-")]
        rows: Any = _sorted(queryset, order, self._cursor, downwards)
        if keys_alone:
            rows = rows.values_list("pk", *([] if order is BY_ID else [PLACE]), named=True)
        found = list(rows[: size + 1])
        self._more, self._rows = len(found) > size, found[:size][:: -1 if back else 1]

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self._next(), "previous": self._previous(), "results": data})

    def _next(self) -> str | None:
        is_back = self._cursor is not None and self._cursor.back
        if not (is_back or self._more):
            return None
        return self._link(self._rows[-1], back=False) if self._rows else self._turned()

    def _previous(self) -> str | None:
        if self._cursor is None or (self._cursor.back and not self._more):
            return None
        return self._link(self._rows[0], back=True) if self._rows else self._turned()

    def _link(self, row: Any, *, back: bool) -> str:
        value = getattr(row, PLACE, None)
        return self._encode(_Cursor(self._order, value.isoformat() if isinstance(value, date | datetime) else value, row.pk, back))

    def _turned(self) -> str:
        """From an empty page the other way, with the row from which it was come to."""
        cursor = self._cursor
        assert cursor is not None
        upwards = cursor.order.startswith("-") == cursor.back
        return self._encode(_Cursor(cursor.order, cursor.value, cursor.pk + (1 if upwards else -1), not cursor.back))

    def _encode(self, cursor: _Cursor) -> str:
        signed = Signer(salt=_SALT).sign_object([cursor.order, cursor.value, cursor.pk, cursor.back])
        return str(replace_query_param(self._address, "cursor", signed))

    def _decode(self, request: Request) -> _Cursor | None:
        """Raises ValidationError for what is no cursor of an answer of this list in this order."""
        written = request.query_params.get("cursor")
        if written is None:
            return None
        try:
            cursor = _Cursor(*Signer(salt=_SALT).unsign_object(written))
        except (BadSignature, ValueError):
            cursor = None
        if cursor is None or cursor.order != self._order:
            sentence = _("Follow `next` or `previous` of an answer, or leave the cursor out to begin at the beginning.")
            raise exceptions.ValidationError({"cursor": [sentence]})
        return cursor

    def _asked(self, request: Request, orders: Mapping[str, Order]) -> str:
        """The order's name, with its sign. Raises ValidationError for one that there is not."""
        written: str = request.query_params.get("order", f"-{next(iter(orders))}")
        if written.removeprefix("-") not in orders:
            raise exceptions.ValidationError({"order": [_("Take one of: {known}.").format(known=", ".join(_both_ways(orders)))]})
        return written

    def get_page_size(self, request: Request) -> int:
        """As asked for. Raises ValidationError for what is not from 1 to 200, rather than answer with another number of rows."""
        written = request.query_params.get("page_size")
        if written is None:
            return self.page_size
        if not (written.isascii() and written.isdigit() and len(written) < 4 and 1 <= int(written) <= self.max_page_size):
            sentence = _("Take a whole number from 1 to {most}.").format(most=self.max_page_size)
            raise exceptions.ValidationError({"page_size": [sentence]})
        return int(written)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        properties = {"next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """As the document describes them."""
        size = {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        orders = _both_ways(view.orders)
        return [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": "As in `next` of the last answer."},
            {"name": "page_size", "in": "query", "schema": size, "description": "Rows in one answer."},
            {
                "name": "order",
                "in": "query",
                "schema": {"type": "string", "enum": orders, "default": orders[1]},
                "description": "What comes first; -NAME is downwards. Among equals the id decides.",
            },
        ]


def _sorted(rows: QuerySet[Any], order: Order, cursor: _Cursor | None, downwards: bool) -> QuerySet[Any]:
    """The rows beyond the cursor, nearest first."""
    sign, beyond = ("-", "lt") if downwards else ("", "gt")
    if order is BY_ID:
        return (rows if cursor is None else rows.filter(**{f"pk__{beyond}": cursor.pk})).order_by(f"{sign}pk")
    if cursor is not None:
        # Compared as one, so that an index on both leads to the row.
        compare = TupleLessThan if downwards else TupleGreaterThan
        rows = rows.filter(compare(Tuple(order.expression, F(order.pk)), (order.read(cursor.value), cursor.pk)))
    # Where another table has the order, every row has one in it: only if that is said can the walk begin there.
    placed: QuerySet[Any] = rows.filter(**{f"{order.pk}__isnull": False}).annotate(**{PLACE: order.expression})
    return placed.order_by(f"{sign}{PLACE}", f"{sign}{order.pk}")


def _both_ways(orders: Mapping[str, Order]) -> list[str]:
    return [sign + name for name in orders for sign in ("", "-")]
