"""How lists are cut into pages."""

from __future__ import annotations

from rest_framework import pagination


class NewestFirst(pagination.CursorPagination):
    """Pages that stay where they are while rows are added."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-id"
