"""What every list and page of this admin has: saved filters at the side, and a history of each row."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.http import HttpRequest

from claims.admin.history import HistoryAdmin
from claims.admin.saved_filters import SavedFiltersAdmin

M = TypeVar("M", bound=Model)


class Listed(ChangeList):
    """A list that was counted and is empty is not looked for again: in a big table that costs as much as counting it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not self.result_count:
            self.result_list = self.queryset.none()


class ListedAdmin(SavedFiltersAdmin[M], HistoryAdmin[M]):
    """The base of all of them, of those that are filled in too."""

    # Counts beside the filters would read every row.
    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return Listed
