"""Reviews by others: their sources, the map of their ratings to our verdicts, and the claims of which they speak."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.lists import ListedAdmin
from claims.admin.readonly import ReadOnlyAdmin
from claims.admin.texts import link_in, text_in
from claims.errors import InputRefused
from claims.models import Claim, ImportedMatch, ImportedReview, RatingName, ReviewSource, User
from claims.pipeline.import_reviews import add_source
from claims.pipeline.ingest import canonical_address
from claims.pipeline.ratings import rating_key
from claims.tasks import URGENT, ask_reviews, call_on_commit
from claims.templatetags.failures import failure
from claims.templatetags.sentences import in_words


class ReviewSourceForm(forms.ModelForm[ReviewSource]):
    address = forms.URLField(
        label=_("Address"), max_length=2000, assume_scheme="https", help_text=_("Of a feed of ClaimReviews, or of a page.")
    )

    class Meta:
        model = ReviewSource
        fields = ("address", "is_paused")

    def clean_address(self) -> str:
        try:
            return canonical_address(self.cleaned_data["address"])
        except InputRefused as error:
            raise forms.ValidationError(in_words(error)) from error


@admin.register(ReviewSource)
class ReviewSourceAdmin(ListedAdmin[ReviewSource]):
    """Add one by its address: it is asked at once, and then once a day."""

    form = ReviewSourceForm
    list_display = ("address", "is_paused", "asked_at", "found", "refused", "next_at", "failures", "wrong")
    list_filter = ("is_paused", "error_code")
    search_fields = ("address",)
    readonly_fields = ("asked_at", "next_at", "found", "refused", "failures", "wrong", "error_code", "error_params")
    actions = ("ask_now",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A source is paused, not forgotten: its reviews name it."""
        return False

    def get_fields(self, request: HttpRequest, obj: ReviewSource | None = None) -> Any:
        return ("address", "is_paused", *self.readonly_fields) if obj is not None else ("address",)

    @admin.display(description=_("what is wrong"), ordering="error_code")
    def wrong(self, source: ReviewSource) -> str:
        return failure(source) or "–"

    def save_model(self, request: HttpRequest, obj: ReviewSource, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)
        if change:
            super().save_model(request, obj, form, change)
            return
        source, _is_new = add_source(obj.address, by=request.user)
        obj.pk = source.pk
        call_on_commit(ask_reviews, source.pk, queue=URGENT)

    @admin.action(description=_("Ask the selected sources now"), permissions=["change"])
    def ask_now(self, request: HttpRequest, queryset: QuerySet[ReviewSource]) -> None:
        sources = list(queryset.filter(is_paused=False).values_list("pk", flat=True))
        for source_id in sources:
            call_on_commit(ask_reviews, source_id, queue=URGENT)
        self.message_user(request, ngettext("%d source is being asked.", "%d sources are being asked.", len(sources)) % len(sources))


class MappedFilter(admin.SimpleListFilter):
    title = _("mapped")
    parameter_name = "mapped"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return (("no", _("waits to be mapped")), ("yes", _("mapped")))

    def queryset(self, request: HttpRequest, queryset: QuerySet[RatingName]) -> QuerySet[RatingName]:
        asked = self.value()
        return queryset.filter(verdict="") if asked == "no" else queryset.exclude(verdict="") if asked == "yes" else queryset


class RatingNameForm(forms.ModelForm[RatingName]):
    class Meta:
        model = RatingName
        fields = ("words", "verdict")

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        others = RatingName.objects.filter(key=rating_key(words)).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("This rating is there already, perhaps in another spelling."))
        return words


@admin.register(RatingName)
class RatingNameAdmin(ListedAdmin[RatingName]):
    """The map. What is changed holds at once, for every review that was imported."""

    form = RatingNameForm
    list_display = ("words", "verdict", "uses")
    list_editable = ("verdict",)
    list_filter = (MappedFilter, "verdict")
    search_fields = ("words", "key")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[RatingName]:
        # The order names the count, so that it is counted first.
        return RatingName.objects.with_uses().order_by("-n", "key")  # type: ignore[misc]  # counted in with_uses

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-n", "key")

    @admin.display(description=_("reviews"), ordering="n")
    def uses(self, row: RatingName) -> int:
        return int(row.n)  # type: ignore[attr-defined]  # annotated above

    def save_model(self, request: HttpRequest, obj: RatingName, form: Any, change: bool) -> None:
        obj.key = rating_key(obj.words)
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It would be met again as one that nobody has mapped."""
        return False


@admin.register(ImportedReview)
class ImportedReviewAdmin(ReadOnlyAdmin[ImportedReview]):
    """What others found. Never a verdict of ours."""

    list_display = ("wording", "publisher", "rating_words", "verdict", "reviewed_on", "site", "gone_at")
    list_filter = ("language", "rating__verdict")
    list_select_related = ("rating",)
    search_fields = ("claim_text", "publisher", "site")
    fields = (
        *(
            "wording",
            "claimant",
            "claimed_on",
            "language",
            "publisher",
            "link",
            "rating_words",
            "rating",
            "verdict",
            "reviewed_on",
            "spoken_of",
        ),
        *("source", "imported_at", "changed_at", "matched_at", "gone_at", "record"),
    )
    readonly_fields = ("wording", "link", "rating_words", "verdict", "spoken_of")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> ImportedReview | None:
        """With `seen`, the claims of which it speaks that whoever asks may see."""
        review = super().get_object(request, object_id, from_field)
        if review is not None:
            seen = ImportedMatch.objects.filter(claim__in=Claim.objects.visible_to(request.user)).select_related("claim")
            prefetch_related_objects([review], Prefetch("matches", seen, to_attr="seen"))
        return review

    @admin.display(description=_("claim"), ordering="claim_text")
    def wording(self, review: ImportedReview) -> str:
        return text_in(review.language, review.claim_text)

    @admin.display(description=_("rating, as written"))
    def rating_words(self, review: ImportedReview) -> str:
        return review.rating_words or "–"

    @admin.display(description=_("verdict, as mapped"))
    def verdict(self, review: ImportedReview) -> str:
        return review.rating.get_verdict_display() if review.rating and review.rating.verdict else "–"

    @admin.display(description=_("address"))
    def link(self, review: ImportedReview) -> str:
        return format_html('<a href="{0}" rel="noopener noreferrer nofollow" dir="ltr">{0}</a>', review.address)

    @admin.display(description=_("claims of which it speaks"))
    def spoken_of(self, review: Any) -> str:
        found = ((reverse("desk-claim", args=[one.claim_id]), one) for one in review.seen)
        rows = ((link_in(address, one.claim.language, str(one.claim)), one.get_relation_display()) for address, one in found)
        return format_html_join("", "<p>{} · {}</p>", rows) or "–"
