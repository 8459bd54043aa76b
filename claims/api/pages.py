"""How lists are cut into pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, pagination
from rest_framework.request import Request


class NewestFirst(pagination.CursorPagination):
    """Pages that stay where they are while rows are added. Where a filter orders the rows otherwise, its order holds."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-id"

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        asked = tuple(queryset.query.order_by) if "order" in request.query_params else ()
        return asked or ("-id",)

    def get_page_size(self, request: Request) -> int:
        """As asked for. Raises ValidationError for what is not from 1 to 200, rather than answer with another number of rows."""
        written = request.query_params.get("page_size")
        if written is None:
            return self.page_size
        if not (written.isascii() and written.isdigit() and len(written) < 4 and 1 <= int(written) <= self.max_page_size):
            sentence = _("Take a whole number from 1 to {most}.").format(most=self.max_page_size)
            raise exceptions.ValidationError({"page_size": [sentence]})
        return int(written)

    def decode_cursor(self, request: Request) -> Any:
        """Raises ValidationError for what is no cursor of an answer of this list."""
        try:
            cursor = super().decode_cursor(request)
            if cursor is not None and cursor.position is not None:
                float(cursor.position)
        except (exceptions.NotFound, ValueError) as error:
            sentence = _("Follow `next` or `previous` of an answer, or leave the cursor out to begin at the beginning.")
            raise exceptions.ValidationError({"cursor": [sentence]}) from error
        return cursor

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """As the document describes them."""
        size = {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        return [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": "As in `next` of the last answer."},
            {"name": "page_size", "in": "query", "schema": size, "description": "Rows in one answer."},
        ]
