"""Keys for programs: made here, their secret shown once, revoked here."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.admin.lists import ListedAdmin
from claims.errors import FactcheckError
from claims.models import ApiKey, User
from claims.pipeline.keys import issue_key, require_issuable, revoke_key
from claims.rights import KEY_SCOPES, Action, may
from claims.templatetags.sentences import in_words

_LABELS = {
    Action.READ: _("read everything"),
    Action.READ_PUBLISHED: _("read published fact checks"),
    Action.ADD_ARTICLE: _("hand in articles"),
    Action.CORRECT: _("correct what was read, merge speakers"),
    Action.ASSIGN: _("assign claims"),
    Action.CHANGE_STATUS: _("change statuses"),
    Action.WRITE_FACT_CHECK: _("write fact checks"),
    Action.DECIDE_MATCH: _("confirm and reject matches"),
    Action.APPROVE: _("approve"),
    Action.PUBLISH: _("publish"),
    Action.WITHDRAW: _("withdraw"),
    Action.SUBSCRIBE: _("make webhooks"),
    Action.READ_LEDGER: _("fetch the audit's ledger"),
}


class ApiKeyForm(forms.ModelForm[ApiKey]):
    scopes = forms.MultipleChoiceField(
        label=_("scopes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than the program needs. Whatever decides must also read."),
    )

    class Meta:
        model = ApiKey
        fields = ("name", "user", "scopes", "expires_at")

    by: User

    def __init__(self, *args: Any, **fields: Any) -> None:
        super().__init__(*args, **fields)
        # Who manages users makes keys for people of every role; a key of one's own lends what one may.
        every = may(self.by, Action.MANAGE_USERS)
        offered = [(scope.value, _LABELS[scope]) for scope in KEY_SCOPES if every or may(self.by, scope)]
        cast(forms.MultipleChoiceField, self.fields["scopes"]).choices = offered

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if not self.errors:
            try:
                require_issuable(**self.wanted(), by=self.by)
            except FactcheckError as error:
                self.add_error(error.field or None, in_words(error))
        return fields

    def wanted(self) -> dict[str, Any]:
        return {**self.cleaned_data, "scopes": [Action(scope) for scope in self.cleaned_data["scopes"]]}


@admin.register(ApiKey)
class ApiKeyAdmin(ListedAdmin[ApiKey]):
    form = ApiKeyForm
    list_display = ("name", "user", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    actions = ("revoke",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        keys = super().get_queryset(request)
        return keys if may(request.user, Action.MANAGE_USERS) else keys.filter(user__username=request.user.get_username())

    def get_form(self, request: HttpRequest, obj: ApiKey | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        people = User.objects.filter(is_active=True)
        kwargs |= {"queryset": people if may(request.user, Action.MANAGE_USERS) else people.filter(username=request.user.get_username())}
        return super().formfield_for_foreignkey(db_field, request, initial=request.user.pk, **kwargs)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> ApiKey:
        form.save(commit=False)  # Django asks the form for what this leaves on it.
        key, secret = issue_key(**form.wanted(), by=form.by)
        told = _("The secret of this key is shown once, now: {}")
        self.message_user(request, format_html(str(told), format_html("<code dir='ltr'>{}</code>", secret)), messages.WARNING)
        return key

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        """The stage has stored it."""

    @admin.action(description=_("Revoke the selected keys"), permissions=["view"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        assert isinstance(request.user, User)
        for key in queryset.select_related("user"):
            revoke_key(key, by=request.user)
        self.message_user(request, _("Revoked."), messages.SUCCESS)
