"""Users and desks, for the administrator."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from claims.models import Desk, User


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin[Desk]):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(User)
class FactcheckUserAdmin(UserAdmin[User]):
    list_display = ("username", "first_name", "last_name", "desk", "language", "is_active")
    list_filter = ("groups", "desk", "is_active")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("person"), {"fields": ("first_name", "last_name", "email", "language", "time_zone", "desk")}),
        (_("roles"), {"fields": ("is_active", "is_staff", "groups")}),
    )
