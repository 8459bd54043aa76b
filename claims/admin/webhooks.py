"""Webhooks and what became of each message: made, changed, tested, switched on and off, and sent again here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.admin.confirming import ask_to_confirm
from claims.admin.lists import ListedAdmin
from claims.admin.readonly import ReadOnlyAdmin
from claims.errors import FactcheckError
from claims.models import Delivery, DeliveryAttempt, Event, User, Webhook
from claims.pipeline import webhooks
from claims.rights import Action, may
from claims.templatetags.failures import failure
from claims.templatetags.sentences import in_words


class WebhookForm(forms.ModelForm[Webhook]):
    address = forms.URLField(label=_("address"), max_length=2000, assume_scheme="https")
    events = forms.MultipleChoiceField(label=_("events"), choices=Event.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Webhook
        fields = ("name", "address", "events", "filter")

    by: User

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if not self.errors:
            try:
                webhooks.require_makeable(**fields, by=self.by)
            except FactcheckError as error:
                self.add_error(error.field or None, in_words(error))
        return fields


@admin.register(Webhook)
class WebhookAdmin(ListedAdmin[Webhook]):
    """Everybody sees their own; who manages users sees all, and may switch them off and delete them."""

    form = WebhookForm
    list_display = ("name", "address", "owner", "is_active", "off_reason", "failures", "failing_since", "succeeded_at")
    list_filter = ("is_active", "off_reason")
    list_select_related = ("owner",)
    search_fields = ("name", "address", "owner__username")
    fields = (
        *("name", "address", "events", "filter", "owner", "is_active", "off_reason"),
        *("created_at", "rotated_at", "failures", "failing_since", "succeeded_at"),
    )
    readonly_fields = ("owner", "is_active", "off_reason", "created_at", "rotated_at", "failures", "failing_since", "succeeded_at")
    actions = ("turn_on", "turn_off", "test", "rotate")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        return webhooks.visible_webhooks(request.user)

    def get_fields(self, request: HttpRequest, obj: Webhook | None = None) -> Any:
        return self.fields if obj is not None else ("name", "address", "events", "filter")

    def get_form(self, request: HttpRequest, obj: Webhook | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Webhook:
        webhook: Webhook = form.save(commit=False)
        if change:
            webhooks.change_webhook(webhook, by=form.by, **form.cleaned_data)
            return webhook
        made, secret = webhooks.make_webhook(**form.cleaned_data, by=form.by)
        self._tell(request, secret)
        return made

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        """The stage has stored it."""

    def delete_model(self, request: HttpRequest, obj: Webhook) -> None:
        assert isinstance(request.user, User)
        webhooks.delete_webhook(obj, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        for webhook in queryset:
            self.delete_model(request, webhook)

    def has_change_permission(self, request: HttpRequest, obj: Webhook | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.owner_id == request.user.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its log goes with it, and needs no right of its own."""
        shown, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set(), protected

    @admin.action(description=_("Switch the selected webhooks on"), permissions=["change"])
    def turn_on(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        self._each(request, queryset, webhooks.switch_on)

    @admin.action(description=_("Switch the selected webhooks off"), permissions=["change"])
    def turn_off(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> HttpResponse | None:
        if "confirmed" not in request.POST:
            return self._asked(request, queryset, "turn_off", str(_("Switch off: nothing is sent any more")))
        self._each(request, queryset, webhooks.switch_off)
        return None

    @admin.action(description=_("Send a test to the selected webhooks"), permissions=["change"])
    def test(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        self._each(request, queryset, webhooks.send_test)

    @admin.action(description=_("Change the secret of the selected webhooks"), permissions=["change"])
    def rotate(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> HttpResponse | None:
        if "confirmed" not in request.POST:
            return self._asked(request, queryset, "rotate", str(_("Change the secret: receivers must have the new one within a day")))
        self._each(request, queryset, lambda row, by: self._tell(request, webhooks.rotate_secret(row, by=by), row.name))
        return None

    def _asked(self, request: HttpRequest, rows: QuerySet[Webhook], action: str, title: str) -> HttpResponse:
        chosen = list(rows.select_related("owner").order_by("pk"))
        lines = [f"{one.name} · {one.address} · {one.owner}" for one in chosen]
        return ask_to_confirm(self, request, action, chosen, title=title, lines=lines)

    def _each(self, request: HttpRequest, rows: QuerySet[Webhook], deed: Callable[..., Any]) -> None:
        _each(self, request, rows.select_related("owner"), deed)

    def _tell(self, request: HttpRequest, secret: str, name: str = "") -> None:
        told = _("The secret is shown once, now: {}")
        self.message_user(request, format_html("{} " + str(told), name, format_html("<code dir='ltr'>{}</code>", secret)), messages.WARNING)


class AttemptInline(admin.TabularInline[DeliveryAttempt, Delivery]):
    model = DeliveryAttempt
    fields = readonly_fields = ("at", "took", "status", "wrong")
    extra = 0
    can_delete = False

    @admin.display(description=_("what is wrong"))
    def wrong(self, attempt: DeliveryAttempt) -> str:
        return failure(attempt) or "–"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, Action.SUBSCRIBE)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin[Delivery]):
    """The log: every message with its tries."""

    list_display = ("event", "subject", "subject_id", "webhook", "state", "attempts", "happened_at", "next_at")
    # Of the webhooks only those whose messages are shown.
    list_filter = ("state", "event", ("webhook", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("webhook",)
    fields = ("webhook", "key", "event", "subject", "subject_id", "happened_at", "state", "attempts", "next_at")
    inlines = (AttemptInline,)
    actions = ("again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        return super().get_queryset(request).filter(webhook__in=webhooks.visible_webhooks(request.user))

    @admin.action(description=_("Send the selected messages again"), permissions=["view"])
    def again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        _each(self, request, queryset.select_related("webhook__owner"), webhooks.send_again)


def _each(page: admin.ModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any], deed: Callable[..., Any]) -> None:
    """Do it to each row; what is refused is told beside what was done."""
    done = 0
    for row in rows:
        try:
            deed(row, by=request.user)
            done += 1
        except FactcheckError as error:
            page.message_user(request, f"{row}: {in_words(error)}", messages.ERROR)
    if done:
        page.message_user(request, _("Done: {n}.").format(n=done), messages.SUCCESS)
