"""Decisions in the admin: for one row or for many, always with a page that shows what will change and asks for the reason."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.admin.operation import Operation
from claims.admin.operations import OPERATIONS
from claims.admin.readonly import ReadOnlyAdmin
from claims.errors import FactcheckError
from claims.models import User
from claims.pipeline.decide import LONGEST_REASON, check_seen, decided_on, rehearse, version_of
from claims.rights import Action, may
from claims.templatetags.sentences import in_words

M = TypeVar("M", bound=Model)
# What one page can show, and a person can look through.
MOST_AT_ONCE = 200


@dataclass(slots=True)
class Shown:
    """A row on the confirmation page, the version of it that the person sees, and what came of it."""

    row: Any
    version: int
    changes: list[tuple[Any, Any, Any]] = field(default_factory=list)
    error: str = ""


class DecidingAdmin(ReadOnlyAdmin[M]):
    """A row's page offers what its reader may decide, and lists offer it for many rows."""

    change_form_template = "admin/claims/deciding_change_form.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        return [path("decide/<slug:operation>/", self.admin_site.admin_view(self.decide_view), name=name), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        offered: dict[str, Any] = dict(super().get_actions(request))
        if may(request.user, Action.DECIDE_IN_BULK):
            for operation in OPERATIONS[self.model]:
                if operation.in_bulk and may(request.user, operation.action):
                    offered[operation.name] = (_start(operation), operation.name, operation.label)
        return offered

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        offered = self._offered(request, row) if row is not None else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "operations": offered})

    def decide_view(self, request: HttpRequest, operation: str) -> HttpResponse:
        """GET shows the form for `?row=`, rows as `_shown` takes them; POST shows what will change, and with `confirm` does it."""
        wanted = next((one for one in OPERATIONS[self.model] if one.name == operation), None)
        if wanted is None:
            raise Http404
        sent = request.POST if request.method == "POST" else request.GET
        return self._decide(request, wanted, self._shown(request, sent.getlist("row")))

    def _offered(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        """Where each decision is taken, on the row as this page shows it, and what it is called."""
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}_decide"
        return [
            (f"{reverse(base, args=[one.name])}?row={row.pk}:{version_of(decided_on(row))}", one.label)
            for one in OPERATIONS[self.model]
            if may(request.user, one.action, row) and one.applies(row)
        ]

    def _shown(self, request: HttpRequest, named: Sequence[str]) -> list[Shown]:
        """The rows that are named, as `number:version` or `number:` for as they are, and that the person may see, in their order."""
        versions: dict[int, int | None] = {}
        for one in named[: MOST_AT_ONCE + 1]:
            number, colon, version = one.partition(":")
            if not (colon and number.isdecimal() and (version == "" or version.isdecimal()) and len(one) < 30):
                raise Http404
            versions[int(number)] = int(version) if version else None
        rows = self.get_queryset(request).filter(pk__in=versions).order_by("pk")
        shown = []
        for row in rows:
            seen = versions[row.pk]
            shown.append(Shown(row, version_of(decided_on(row)) if seen is None else seen))
        if not shown or len(shown) != len(versions) or len(shown) > MOST_AT_ONCE:
            raise Http404
        return shown

    def _decide(self, request: HttpRequest, operation: Operation, shown: list[Shown], *, fresh: bool = False) -> HttpResponse:
        assert isinstance(request.user, User)
        many = len(shown) > 1
        if many and not (operation.in_bulk and may(request.user, Action.DECIDE_IN_BULK)):
            raise PermissionDenied
        if not all(self.has_view_permission(request, one.row) and may(request.user, operation.action, one.row) for one in shown):
            raise PermissionDenied
        fields = operation.fields(shown[0].row, request.user)
        if many:
            for asking in fields.values():
                asking.initial = None  # what stands of one row is proposed for no other
        bound = request.method == "POST" and not fresh
        form = _form(fields)(request.POST if bound else None)
        asked: dict[str, Any] = {}
        if bound and form.is_valid():
            read = asked = form.cleaned_data
            if request.POST.get("confirm") == _digest(form.cleaned_data, operation, shown):
                answer = self._carry_out(request, operation, shown, form.cleaned_data)
                if answer is not None:
                    return answer
            else:
                _rehearse(operation, shown, asked, request.user)
            if any(one.error for one in shown):
                form = _seen_anew(form, operation.fields(shown[0].row, request.user), request.POST)
                asked = form.cleaned_data
            for one in shown:
                one.changes = operation.changes(one.row, read)
        elif not fields or operation.shown_at_once:
            asked = {name: "" if asking.initial is None else asking.initial for name, asking in fields.items()}
            _rehearse(operation, shown, asked, request.user)
            for one in shown:
                one.changes = operation.changes(one.row, asked)
        # What is refused may be decided anew on what is shown by now, unless that is refused too.
        possible = [one for one in shown if one.changes and not (one.error and _refusal(operation, one.row, asked, request.user))]
        context = {
            **self.admin_site.each_context(request),
            "title": operation.label,
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "shown": shown,
            # Deciding takes the very fields that were shown: changed ones are shown first.
            "confirm": _digest(asked, operation, shown) if possible else "",
            "action": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_decide", args=[operation.name]),
        }
        return TemplateResponse(request, "admin/claims/decide.html", context)

    def _carry_out(self, request: HttpRequest, operation: Operation, shown: list[Shown], fields: dict[str, Any]) -> HttpResponse | None:
        """Decide on one row after the other, in their order; None, with the errors on the rows left to show, where some were refused."""
        reason = fields.pop("reason")
        done = 0
        for one in shown:
            try:
                check_seen(decided_on(one.row), one.version)
                operation.run(one.row, fields, request.user, reason)  # type: ignore[arg-type]  # signed in: admin_view
                done += 1
            except FactcheckError as error:
                one.row.refresh_from_db()
                one.error, one.version = in_words(error), version_of(decided_on(one.row))
        if done:
            said = ngettext("%(count)d decision was recorded.", "%(count)d decisions were recorded.", done) % {"count": done}
            self.message_user(request, said, messages.SUCCESS)
        left = [one for one in shown if one.error]
        if left:
            shown[:] = left
            fields["reason"] = reason
            return None
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return HttpResponseRedirect(reverse(f"{name}_changelist") if len(shown) > 1 else reverse(f"{name}_change", args=[shown[0].row.pk]))


def _start(operation: Operation) -> Callable[[DecidingAdmin[Any], HttpRequest, QuerySet[Any]], HttpResponse | None]:
    """The entry in the list's menu: it changes nothing, it leads to the confirmation page."""

    def start(model_admin: DecidingAdmin[Any], request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        chosen = list(rows.order_by("pk")[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            model_admin.message_user(request, _("Choose at most %(most)d at once.") % {"most": MOST_AT_ONCE}, messages.ERROR)
            return None
        fitting = [
            Shown(row, version_of(decided_on(row))) for row in chosen if operation.applies(row) and may(request.user, operation.action, row)
        ]
        if not fitting:
            model_admin.message_user(request, _("None of the chosen rows can be decided on like this."), messages.ERROR)
            return None
        return model_admin._decide(request, operation, fitting, fresh=True)

    return start


def reason_field() -> forms.CharField:
    """What asks why, in every form that ends in a decision."""
    return forms.CharField(
        label=gettext_lazy("why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept for ever with the decision."),
    )


def _form(fields: Any) -> type[forms.Form]:
    return type("DecisionForm", (forms.Form,), {**fields, "reason": reason_field()})


def _rehearse(operation: Operation, shown: Sequence[Shown], fields: Mapping[str, Any], by: User) -> None:
    """Say beside each row what it would be refused for."""
    for one in shown:
        one.error = _refusal(operation, one.row, fields, by)


def _refusal(operation: Operation, row: Any, fields: Mapping[str, Any], by: User) -> str:
    """What the stage would refuse it for, "" for nothing; before a reason is asked for, as if there were one."""
    own, asked = copy.deepcopy(row), copy.deepcopy(dict(fields))  # the stage writes into what it is given
    reason = asked.pop("reason", "–")
    error = rehearse(lambda: operation.run(own, asked, by, reason))
    return "" if error is None else in_words(error)


def _seen_anew(form: forms.Form, fields: Mapping[str, forms.Field], sent: QueryDict) -> forms.Form:
    """A refused form, with what its page notes unseen, as versions, brought to how it stands: the refusal has shown that."""
    noted = {name: str(one.initial) for name, one in fields.items() if one.widget.is_hidden}
    if not noted:
        return form
    anew = _form(fields)({**sent.dict(), **noted})
    return anew if anew.is_valid() else form


def _digest(fields: dict[str, Any], operation: Operation, shown: Sequence[Shown]) -> str:
    asked = {name: str(getattr(value, "pk", value)) for name, value in sorted(fields.items()) if name != "reason"}
    return hashlib.sha256(json.dumps([asked, [operation.rests_on(one.row) for one in shown]]).encode()).hexdigest()
