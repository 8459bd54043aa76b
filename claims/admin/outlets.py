"""Outlets."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.admin.deciding import DecidingAdmin, reason_field
from claims.admin.staged import StagedAdmin, StagedForm
from claims.models import Outlet
from claims.pipeline.describe import add_outlet
from claims.rights import Action, may


class OutletForm(StagedForm[Outlet]):
    """A new outlet, and why it is added."""

    reason = reason_field()

    class Meta:
        model = Outlet
        fields = ("name", "domain", "language", "time_zone")

    def stage(self, cleaned: dict[str, Any]) -> Outlet:
        said = {name: value for name, value in cleaned.items() if name != "reason"}
        return add_outlet(said, by=self.by, reason=cleaned["reason"])


@admin.register(Outlet)
class OutletAdmin(StagedAdmin[Outlet], DecidingAdmin[Outlet]):
    """Added, and said anew, by decisions."""

    form = OutletForm
    list_display = ("name", "domain", "language", "time_zone")
    search_fields = ("name", "domain")
    list_filter = ("language",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD_ARTICLE)

    def get_fields(self, request: HttpRequest, obj: Outlet | None = None) -> Any:
        return OutletForm.Meta.fields if obj is not None else (*OutletForm.Meta.fields, "reason")
