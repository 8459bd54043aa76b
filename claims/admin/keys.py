"""Keys for programs: seen and revoked here, each one's own, by who manages users all. They are made by their holders, on their settings."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.readonly import ReadOnlyAdmin
from claims.models import ApiKey, User
from claims.pipeline.keys import revoke_key
from claims.rights import Action, may


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin[ApiKey]):
    list_display = ("name", "user", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    fields = ("name", "user", "scopes", "prefix", "created_at", "expires_at", "last_used_at", "revoked_at")
    actions = ("revoke",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        keys = super().get_queryset(request)
        return keys if may(request.user, Action.MANAGE_USERS) else keys.filter(user__username=request.user.get_username())

    @admin.action(description=_("Revoke the selected keys"), permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        assert isinstance(request.user, User)
        for key in queryset.select_related("user"):
            revoke_key(key, by=request.user)
        self.message_user(request, _("Revoked."), messages.SUCCESS)
