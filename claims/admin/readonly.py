"""Admin pages that show and never change."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest

from claims.admin.counting import BoundedPaginator
from claims.admin.lists import ListedAdmin

M = TypeVar("M", bound=Model)


class ReadOnlyAdmin(ListedAdmin[M]):
    """Rows come from the stages and change by them alone. Lists are counted up to a bound."""

    show_full_result_count = False
    list_per_page = 50
    paginator = BoundedPaginator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
