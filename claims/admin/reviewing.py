"""Fact checks and the audit."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.days import DayFilter
from claims.admin.deciding import DecidingAdmin
from claims.admin.filters import StateFilter
from claims.admin.readonly import ReadOnlyAdmin
from claims.models import Decision, Evidence, FactCheck, Proposal
from claims.templatetags.states import state_in_words


class EvidenceInline(admin.TabularInline[Evidence, FactCheck]):
    model = Evidence
    extra = 0
    can_delete = False
    fields = readonly_fields = ("title", "address", "stance", "snapshot", "origin", "added_by", "added_at", "removed_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).select_related("added_by")


@admin.register(FactCheck)
class FactCheckAdmin(DecidingAdmin[FactCheck]):
    list_display = ("claim", "verdict", "state", "author", "published_at")
    list_filter = ("state", "verdict")
    inlines = (EvidenceInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[FactCheck]:
        return FactCheck.objects.visible_to(request.user).select_related("claim", "author")


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin[Decision]):
    list_display = ("at", "subject", "subject_id", "seq", "stood", "stands", "actor", "reason")
    list_filter = ("subject", StateFilter, DayFilter)
    search_fields = ("reason", "=subject_id")
    list_select_related = ("actor",)
    ordering = ("-id",)
    fields = ("subject", "subject_id", "seq", "stood", "stands", "actor", "reason", "changes", "at", "xact", "prev", "hash")
    readonly_fields = ("stood", "stands")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return Decision.objects.visible_to(request.user)

    @admin.display(description=_("from"), ordering="from_state")
    def stood(self, decision: Decision) -> str:
        return state_in_words(decision.from_state)

    @admin.display(description=_("to"), ordering="to_state")
    def stands(self, decision: Decision) -> str:
        return state_in_words(decision.to_state)


@admin.register(Proposal)
class ProposalAdmin(DecidingAdmin[Proposal]):
    list_display = ("field", "claim", "quote", "old", "new", "state", "created_at")
    list_filter = ("state", "field")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        return Proposal.objects.visible_to(request.user).select_related("claim", "quote__version__article")
