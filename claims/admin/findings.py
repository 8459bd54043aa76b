"""What the machine has read: quotes, claims and how claims relate."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.admin.readonly import ReadOnlyAdmin
from claims.models import Appearance, Article, Claim, Match, Quantity, Quote
from claims.templatetags.spans import days


@admin.register(Quote)
class QuoteAdmin(ReadOnlyAdmin[Quote]):
    list_display = ("text", "speaker", "kind", "cue", "stated_on", "confidence", "page")
    list_filter = ("kind", "version__language", "rule")
    search_fields = ("text", "speaker__name")
    list_select_related = ("speaker", "version")
    exclude = ("outer",)
    readonly_fields = ("page",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return super().get_queryset(request).filter(retired_by="", version__article__in=Article.objects.visible_to(request.user))

    @admin.display(description=_("in its article"))
    def page(self, quote: Quote) -> str:
        return format_html('<a href="{}#q{}">{}</a>', reverse("article", args=[quote.version.article_id]), quote.pk, _("read"))


class QuantityInline(admin.TabularInline[Quantity, Claim]):
    model = Quantity
    extra = 0
    can_delete = False
    fields = readonly_fields = ("text", "low", "high", "qualifier", "unit", "change")


class AppearanceInline(admin.TabularInline[Appearance, Claim]):
    model = Appearance
    extra = 0
    can_delete = False
    fields = readonly_fields = ("version", "text", "retired_by")


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin[Claim]):
    list_display = ("text", "speaker_root", "said_days", "published_days", "status", "checkworthiness")
    list_filter = ("status", "language", "modality", "polarity", "speaker_root__kind")
    search_fields = ("text", "speaker_root__name")
    list_select_related = ("speaker_root",)
    ordering = ("-checkworthiness", "-id")
    inlines = (QuantityInline, AppearanceInline)
    exclude = ("match_state", "speaker", "said_precision", "as_of_precision")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return Claim.objects.visible_to(request.user)

    @admin.display(description=_("said"), ordering="said")
    def said_days(self, claim: Claim) -> str:
        return days(claim.said)

    @admin.display(description=_("published"), ordering="published")
    def published_days(self, claim: Claim) -> str:
        return days(claim.published)


@admin.register(Match)
class MatchAdmin(ReadOnlyAdmin[Match]):
    list_display = ("first_claim", "machine_relation", "second_claim", "score", "state")
    list_filter = ("machine_relation", "state")
    list_select_related = ("claim_low", "claim_high")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Match]:
        seen = Claim.objects.visible_to(request.user)
        return super().get_queryset(request).filter(claim_low__in=seen, claim_high__in=seen)

    @admin.display(description=_("first claim"))
    def first_claim(self, match: Match) -> str:
        return match.claim_low.text

    @admin.display(description=_("second claim"))
    def second_claim(self, match: Match) -> str:
        return match.claim_high.text
