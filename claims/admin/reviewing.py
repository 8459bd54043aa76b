"""Fact checks and the audit."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.admin.days import DayFilter, WentOutFilter
from claims.admin.deciding import DecidingAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.filters import StateFilter
from claims.admin.readonly import ReadOnlyAdmin
from claims.admin.texts import linked, text_alone, text_in
from claims.decided import reason_in_words
from claims.exchange.decision_lines import DECISIONS
from claims.exchange.finding_lines import FACT_CHECKS
from claims.models import Decision, Evidence, FactCheck
from claims.rights import readable_decisions
from claims.templatetags.failures import failure
from claims.templatetags.numbers import moment
from claims.templatetags.states import state_in_words


class EvidenceInline(admin.StackedInline[Evidence, FactCheck]):
    model = Evidence
    extra = 0
    can_delete = False
    fields = readonly_fields = ("called", "address", "stance", "wording", "origin", "added_by", "added_at", "removed_at", "fetched")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).select_related("added_by", "page")

    @admin.display(description=_("page of evidence"))
    def fetched(self, piece: Evidence) -> str:
        """What became of the page at its address; of one that was kept its words, when it stood so, and its hash."""
        page = piece.kept_page
        if page is None:
            return "–"
        if page.fetched_at is None:
            return format_html("{}: {}", page.get_state_display(), failure(page)) if page.error_code else str(page.get_state_display())
        told = gettext("The page as it stood on %(moment)s, and its hash") % {"moment": moment(page.fetched_at)}
        words = text_alone(page.text)
        return format_html('<details><summary>{}</summary><p>SHA-256 <code dir="ltr">{}</code></p>{}</details>', told, page.sha256, words)

    @admin.display(description=_("snapshot"))
    def wording(self, piece: Evidence) -> str:
        return text_alone(piece.snapshot)

    @admin.display(description=_("title"))
    def called(self, piece: Evidence) -> str:
        return text_alone(piece.title or "–")


@admin.register(FactCheck)
class FactCheckAdmin(ExportingAdmin[FactCheck], DecidingAdmin[FactCheck]):
    shape = FACT_CHECKS
    list_display = ("wording", "verdict", "state", "author", "published_at")
    list_filter = ("state", "verdict", WentOutFilter)
    fields = ("checked_claim", "verdict", "summary_wording", "origins_override", "author", "state", "published_at", "withdrawn_at")
    readonly_fields = ("checked_claim", "summary_wording")
    inlines = (EvidenceInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[FactCheck]:
        return FactCheck.objects.visible_to(request.user).select_related("claim", "author")

    def exported(self, rows: QuerySet[FactCheck]) -> QuerySet[FactCheck]:
        return rows.prefetch_related(Prefetch("evidence", Evidence.objects.standing(), to_attr="standing_evidence"))

    @admin.display(description=_("claim"), ordering="claim")
    def wording(self, check: FactCheck) -> str:
        return text_in(check.claim.language, check.claim.text)

    @admin.display(description=_("claim"))
    def checked_claim(self, check: FactCheck) -> str:
        return linked(check.claim)

    @admin.display(description=_("summary"))
    def summary_wording(self, check: FactCheck) -> str:
        return text_alone(check.summary)


@admin.register(Decision)
class DecisionAdmin(ExportingAdmin[Decision], ReadOnlyAdmin[Decision]):
    shape = DECISIONS
    list_display = ("at", "subject", "subject_id", "seq", "stood", "stands", "actor", "why")
    list_filter = ("subject", StateFilter, DayFilter)
    search_fields = ("reason", "=subject_id")
    list_select_related = ("actor",)
    ordering = ("-id",)
    fields = ("subject", "subject_id", "seq", "stood", "stands", "actor", "why", "changes", "at", "xact", "prev", "hash")
    readonly_fields = ("stood", "stands", "why")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return readable_decisions(request.user)

    @admin.display(description=_("from"), ordering="from_state")
    def stood(self, decision: Decision) -> str:
        return state_in_words(decision.from_state)

    @admin.display(description=_("to"), ordering="to_state")
    def stands(self, decision: Decision) -> str:
        return state_in_words(decision.to_state)

    @admin.display(description=_("why"), ordering="reason")
    def why(self, decision: Decision) -> str:
        return text_alone(reason_in_words(decision.reason))
