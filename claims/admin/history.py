"""The history of a row: the decisions on it, and what was filled in for it in the admin, newest first."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.decided import lines
from claims.models import ApiKey, Decision, Proposal, SpeakerChange, SpeakerProposal, User
from claims.pipeline.decide import subject_or_none

M = TypeVar("M", bound=Model)
MOST_SHOWN = 200


class HistoryAdmin(admin.ModelAdmin[M]):
    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[dict[str, Any]]:
        """With the fields as models name them: that is what is translated when it is shown, and a form writes them large."""
        told: list[dict[str, Any]] = super().construct_change_message(request, form, formsets, add)
        for fields in (one["fields"] for part in told for one in part.values() if "fields" in one):
            fields[:] = [name[:1].lower() + name[1:] for name in fields]
        return told

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        logged = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % row,
            "object": row,
            "opts": self.opts,
            "lines": lines(decisions_on(row).select_related("actor")[:MOST_SHOWN]),
            "logged": logged.select_related("user").order_by("-action_time", "-pk")[:MOST_SHOWN],
        }
        return TemplateResponse(request, "admin/claims/decisions.html", context)


def decisions_on(row: Model) -> QuerySet[Decision]:
    """Newest first. Of a proposal or a merge they are those on the row that it is about, of a person those on their keys too.

    Of what nobody decides on, none.
    """
    match row:
        case Proposal():
            about: Model | None = row.claim or row.quote
        case SpeakerProposal() | SpeakerChange():
            about = row.speaker
        case _:
            about = row
    if isinstance(about, User):
        return _decisions_on_person(about)
    subject = subject_or_none(about)
    if about is None or subject is None:
        return Decision.objects.none()
    return Decision.objects.of(subject, about.pk).reverse()


def _decisions_on_person(person: User) -> QuerySet[Decision]:
    """On the account, which moves no version, and on the keys that act for the person."""
    keys = ApiKey.objects.filter(user=person).values("pk")
    of_keys = Q(subject=Decision.Subject.KEY, subject_id__in=keys)
    return Decision.objects.filter(Q(subject=Decision.Subject.USER, subject_id=person.pk) | of_keys).order_by("-pk")
