"""Users and desks, for the administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.readonly import ReadOnlyAdmin
from claims.models import Desk, Mail, User
from claims.pipeline.accounts import record_rights


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin[Desk]):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin[Mail]):
    """What was mailed to whom, and why something was not."""

    list_display = ("person", "state", "state_at", "attempts", "next_try_at", "error")
    list_filter = ("state",)
    list_select_related = ("person",)
    search_fields = ("person__username",)
    fields = ("person", "state", "state_at", "attempts", "next_try_at", "error", "created_at")


@admin.register(User)
class FactcheckUserAdmin(UserAdmin[User]):
    list_display = ("username", "first_name", "last_name", "desk", "language", "is_active")
    list_filter = ("groups", "desk", "is_active")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("person"), {"fields": ("first_name", "last_name", "email", "language", "time_zone", "desk")}),
        (_("roles"), {"fields": ("is_active", "is_staff", "groups")}),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """What changes in somebody's rights is a decision of whoever is signed in; the form's page runs in one transaction."""
        assert isinstance(request.user, User)
        if change:
            record_rights(obj, form.cleaned_data, by=request.user)
        super().save_model(request, obj, form, change)
