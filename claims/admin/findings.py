"""What the machine has read: quotes, claims and how claims relate."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.admin.days import FoundFilter, PublishedFilter, StatedFilter
from claims.admin.deciding import DecidingAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.filters import LanguageFilter, VersionLanguageFilter
from claims.admin.searching import search_claims, search_matches, search_quotes
from claims.admin.texts import linked, text_in
from claims.exchange.claim_lines import CLAIMS
from claims.exchange.finding_lines import MATCHES, QUOTES
from claims.models import Appearance, Claim, Match, Quantity, Quote
from claims.models.claim import ClaimQuerySet
from claims.templatetags.numbers import count
from claims.templatetags.reasons import sentence
from claims.templatetags.spans import days


@admin.register(Quote)
class QuoteAdmin(ExportingAdmin[Quote], DecidingAdmin[Quote]):
    shape = QUOTES
    list_display = ("wording", "speaker", "kind", "cue", "said_days", "confidence", "page")
    list_filter = ("kind", StatedFilter, VersionLanguageFilter)
    search_fields = ("text",)  # shows the box; `get_search_results` looks
    list_select_related = ("speaker", "version")
    fields = ("wording", "speaker", "mention", "kind", "cue", "said_days", "page", "version", "confidence", "rule", "extraction_version")
    readonly_fields = ("wording", "said_days", "page")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return Quote.objects.visible_to(request.user).filter(retired_by="").defer("version__text")

    def exported(self, rows: QuerySet[Quote]) -> QuerySet[Quote]:
        return rows.select_related("speaker", "version__article__outlet")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Quote], search_term: str) -> tuple[QuerySet[Quote], bool]:
        return search_quotes(queryset, search_term) if search_term.strip() else queryset, False

    @admin.display(description=_("words"), ordering="text")
    def wording(self, quote: Quote) -> str:
        return text_in(quote.version.language, quote.text)

    @admin.display(description=_("said on"), ordering="stated_on")
    def said_days(self, quote: Quote) -> str:
        return days(quote.stated_on)

    @admin.display(description=_("in its article"))
    def page(self, quote: Quote) -> str:
        return format_html('<a href="{}#q{}">{}</a>', reverse("article", args=[quote.version.article_id]), quote.pk, _("read"))


class QuantityInline(admin.TabularInline[Quantity, Claim]):
    model = Quantity
    extra = 0
    can_delete = False
    fields = readonly_fields = ("text", "low_bound", "high_bound", "qualifier", "unit", "change")

    @admin.display(description=_("low"))
    def low_bound(self, amount: Quantity) -> str:
        return count(amount.low)

    @admin.display(description=_("high"))
    def high_bound(self, amount: Quantity) -> str:
        return count(amount.high)


class AppearanceInline(admin.TabularInline[Appearance, Claim]):
    model = Appearance
    extra = 0
    can_delete = False
    fields = readonly_fields = ("version", "wording", "retired_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        return super().get_queryset(request).select_related("version").defer("version__text")

    @admin.display(description=_("words"))
    def wording(self, place: Appearance) -> str:
        return text_in(place.version.language, place.text)


@admin.register(Claim)
class ClaimAdmin(ExportingAdmin[Claim], DecidingAdmin[Claim]):
    shape = CLAIMS
    list_display = ("wording", "speaker_root", "status", "said_days", "published_days", "checkworthiness")
    list_filter = ("status", PublishedFilter, LanguageFilter, "modality", "polarity", "speaker_root__kind")
    search_fields = ("text",)  # shows the box; `get_search_results` looks
    list_select_related = ("speaker_root",)
    ordering = ("-checkworthiness", "-id")
    sortable_by = ("published_days", "checkworthiness")  # what has an index
    inlines = (QuantityInline, AppearanceInline)
    fields = (
        *("wording", "speaker_root", "status", "said_days", "published_days", "as_of_days", "polarity", "modality"),
        *("checkworthiness", "reasons", "desk", "assignee", "language", "extraction_version", "created_at"),
    )
    readonly_fields = ("wording", "said_days", "published_days", "as_of_days", "reasons")

    def get_queryset(self, request: HttpRequest) -> ClaimQuerySet:
        return Claim.objects.visible_to(request.user)

    def exported(self, rows: QuerySet[Claim]) -> QuerySet[Claim]:
        assert isinstance(rows, ClaimQuerySet)
        return rows.for_exports()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Claim], search_term: str) -> tuple[QuerySet[Claim], bool]:
        return search_claims(queryset, search_term) if search_term.strip() else queryset, False

    @admin.display(description=_("claim"))
    def wording(self, claim: Claim) -> str:
        return text_in(claim.language, claim.text)

    @admin.display(description=_("said"))
    def said_days(self, claim: Claim) -> str:
        return days(claim.said)

    @admin.display(description=_("published"), ordering="published")
    def published_days(self, claim: Claim) -> str:
        return days(claim.published)

    @admin.display(description=_("as of"), ordering="as_of")
    def as_of_days(self, claim: Claim) -> str:
        return days(claim.as_of)

    @admin.display(description=_("why it is worth checking"))
    def reasons(self, claim: Claim) -> str:
        return " ".join(sentence(reason) for reason in claim.checkworthiness_reasons) or "–"


@admin.register(Match)
class MatchAdmin(ExportingAdmin[Match], DecidingAdmin[Match]):
    shape = MATCHES
    list_display = ("machine_relation", "first_claim", "second_claim", "score", "state")
    list_filter = ("machine_relation", "state", FoundFilter)
    list_select_related = ("claim_low__speaker_root", "claim_high__speaker_root")
    search_fields = ("claim_low__text",)  # shows the box; `get_search_results` looks
    fields = (
        "first_claim",
        "second_claim",
        "machine_relation",
        "machine_direction",
        "score",
        "why",
        "state",
        "relation",
        "judgement_version",
    )
    readonly_fields = ("first_claim", "second_claim", "why")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Match]:
        return Match.objects.visible_to(request.user)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Match], search_term: str) -> tuple[QuerySet[Match], bool]:
        return search_matches(queryset, search_term) if search_term.strip() else queryset, False

    @admin.display(description=_("first claim"))
    def first_claim(self, match: Match) -> str:
        return linked(match.claim_low)

    @admin.display(description=_("second claim"))
    def second_claim(self, match: Match) -> str:
        return linked(match.claim_high)

    @admin.display(description=_("reasons"))
    def why(self, match: Match) -> str:
        return " ".join(sentence(reason) for reason in match.reasons) or "–"
