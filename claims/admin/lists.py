"""What every list and page of this admin has: saved filters at the side, and a history of each row."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import admin
from django.db.models import Model

from claims.admin.history import HistoryAdmin
from claims.admin.saved_filters import SavedFiltersAdmin

M = TypeVar("M", bound=Model)


class ListedAdmin(SavedFiltersAdmin[M], HistoryAdmin[M]):
    """The base of all of them, of those that are filled in too."""

    # Counts beside the filters would read every row.
    show_facets = admin.ShowFacets.NEVER
