"""Keys for programs: seen and revoked here, each one's own, by who manages users all. They are made by their holders, on their settings."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from claims.admin.confirming import ask_to_confirm
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
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> HttpResponse | None:
        """Names them, and their persons, on a page of its own first: their programs are shut out at once."""
        assert isinstance(request.user, User)
        keys = list(queryset.select_related("user").order_by("pk"))
        if "confirmed" in request.POST:
            for key in keys:
                revoke_key(key, by=request.user)
            self.message_user(request, _("Revoked."), messages.SUCCESS)
            return None
        lines = [str(_("Their programs can do nothing any more, from now on.")), *(f"{key} ({key.user})" for key in keys)]
        return ask_to_confirm(self, request, "revoke", keys, title=str(_("Revoke the selected keys")), lines=lines)
