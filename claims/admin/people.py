"""Users and desks, for the administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from claims.admin.confirming import ask_to_confirm
from claims.admin.filters import RoleFilter
from claims.admin.lists import ListedAdmin
from claims.admin.readonly import ReadOnlyAdmin
from claims.admin.speakers import ReasonForm
from claims.errors import MoveRefused
from claims.models import Desk, DeskVerdict, Mail, User
from claims.models.user import SYSTEM_USERNAME
from claims.pipeline.accounts import check_administrator_stays, enters_admin, record_account, record_password, record_rights
from claims.pipeline.login import remove_second_factor
from claims.templatetags.sentences import ROLES, in_words, roles_in_words


class VerdictInline(admin.TabularInline[DeskVerdict, Desk]):
    model = DeskVerdict
    extra = 0


@admin.register(Desk)
class DeskAdmin(ListedAdmin[Desk]):
    list_display = ("name",)
    search_fields = ("name",)
    inlines = (VerdictInline,)


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin[Mail]):
    """What was mailed to whom, and why something was not."""

    list_display = ("person", "state", "state_at", "attempts", "next_try_at", "error")
    list_filter = ("state",)
    list_select_related = ("person",)
    search_fields = ("person__username",)
    fields = ("person", "state", "state_at", "attempts", "next_try_at", "error", "created_at")


class RoleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    def __init__(self, *, required: bool) -> None:
        super().__init__(Group.objects.all(), label=_("roles"), required=required, widget=forms.CheckboxSelectMultiple)

    def label_from_instance(self, obj: Any) -> str:
        return str(ROLES.get(obj.name, obj.name))


class NewPersonForm(AdminUserCreationForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """Nobody is made without a role: such an account opens nothing."""

    groups = RoleChoice(required=True)


class PersonForm(UserChangeForm):  # type: ignore[type-arg]  # generic in the stubs alone
    groups = RoleChoice(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            check_administrator_stays(self.instance, cleaned)
        except MoveRefused as error:
            self.add_error(error.field, in_words(error))
        return cleaned


@admin.register(User)
class FactcheckUserAdmin(ListedAdmin[User], UserAdmin[User]):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("username", "first_name", "last_name", "roles", "desk", "language", "is_active")
    list_filter = (("groups", RoleFilter), "desk", "is_active")
    list_select_related = ("desk",)
    actions = ("remove_second_factor",)
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "usable_password", "password1", "password2", "groups")}),)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("person"), {"fields": ("first_name", "last_name", "email", "language", "time_zone", "desk")}),
        (
            _("roles"),
            {
                "fields": ("is_active", "groups"),
                "description": _("An account is never deleted, since decisions name it. Switch it off: then it and its keys open nothing."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """People: the machine as an actor stays as it is."""
        return super().get_queryset(request).exclude(username=SYSTEM_USERNAME).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        return roles_in_words(sorted(group.name for group in person.groups.all()))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nor by who has every permission: the database refuses it of every account with decisions."""
        return False

    @admin.action(description=_("Take away the second factor: app and codes are lost"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Asks why on a page of its own."""
        assert isinstance(request.user, User)
        form = ReasonForm(request.POST if "confirmed" in request.POST else None)
        people = list(queryset.order_by("pk"))
        if form.is_valid():
            removed = [one for one in people if remove_second_factor(one, by=request.user, reason=form.cleaned_data["reason"])]
            self.message_user(request, _("Taken away: %d.") % len(removed))
            return None
        title, lines = str(_("Take away the second factor")), [str(one) for one in people]
        return ask_to_confirm(self, request, "remove_second_factor", people, title=title, lines=lines, form=form)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A password that is set for somebody is a decision of whoever is signed in, in the same transaction."""
        assert isinstance(request.user, User)
        person = self.get_object(request, unquote(id))
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        if person is not None and request.method == "POST":
            record_password(person, by=request.user)
        return answer

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An account that is made, and what changes in one, is a decision of whoever is signed in; the form's page is one transaction."""
        assert isinstance(request.user, User)
        roles = [group.name for group in form.cleaned_data["groups"]]
        obj.is_staff = obj.is_superuser or enters_admin(roles)
        if change:
            record_rights(obj, {**form.cleaned_data, "is_staff": obj.is_staff}, by=request.user)
        super().save_model(request, obj, form, change)
        if not change:
            record_account(obj, roles, by=request.user)
