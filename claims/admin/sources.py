"""Where articles come from: feeds with how they are doing, and pages with what became of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.days import AddedFilter
from claims.admin.lists import ListedAdmin
from claims.admin.readonly import ReadOnlyAdmin
from claims.errors import InputRefused
from claims.models import Article, Feed, Page, User
from claims.pipeline.fetch import request_again, request_page
from claims.pipeline.ingest import canonical_address
from claims.rights import Action, may
from claims.tasks import URGENT, ask_feed, call_on_commit, fetch
from claims.templatetags.failures import failure
from claims.templatetags.sentences import in_words

# Older failures say nothing of how a feed is doing.
LATELY = timedelta(days=3)


@admin.register(Feed)
class FeedAdmin(ListedAdmin[Feed]):
    list_display = ("address", "outlet", "wrong", "failures", "failed_pages", "brought_at", "asked_at", "next_at", "is_paused")
    list_filter = ("is_paused", "error_code")
    list_select_related = ("outlet",)
    search_fields = ("address", "outlet__name")
    autocomplete_fields = ("outlet",)
    readonly_fields = ("interval", "next_at", "asked_at", "brought_at", "failures", "wrong", "error_code", "error_params")
    actions = ("ask_now",)
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        """With `failed`, how many of its pages of late came to nothing."""
        failed = Page.objects.filter(feed=OuterRef("pk"), state=Page.State.FAILED, article=None, state_at__gte=timezone.now() - LATELY)
        counted = failed.order_by().values("feed").values(n=Count("pk"))
        return super().get_queryset(request).annotate(failed=Coalesce(Subquery(counted), 0))

    @admin.display(description=_("what is wrong"), ordering="error_code")
    def wrong(self, feed: Feed) -> str:
        return failure(feed) or "–"

    @admin.display(description=_("failed pages, three days"), ordering="failed")
    def failed_pages(self, feed: Any) -> str:
        if not feed.failed:
            return "–"
        asked = urlencode({"feed__id__exact": feed.pk, "state__exact": Page.State.FAILED, "article__isnull": True})
        return format_html('<a href="{}?{}">{}</a>', reverse("admin:claims_page_changelist"), asked, feed.failed)

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """At another address nothing is known yet: it is asked at once, for all that it has."""
        if "address" in form.changed_data:
            obj.etag = obj.last_modified = obj.error_code = ""
            obj.failures, obj.error_params, obj.next_at = 0, {}, timezone.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A feed is paused, not forgotten: its pages name it."""
        return False

    @admin.action(description=_("Ask the selected feeds now"), permissions=["change"])
    def ask_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        feeds = list(queryset.filter(is_paused=False).values_list("pk", flat=True))
        Feed.objects.filter(pk__in=feeds).update(next_at=timezone.now())
        for feed_id in feeds:
            call_on_commit(ask_feed, feed_id, queue=URGENT)
        self.message_user(request, ngettext("%d feed is being asked.", "%d feeds are being asked.", len(feeds)) % len(feeds))


class PageForm(forms.ModelForm[Page]):
    address = forms.URLField(label=_("address"), max_length=2000, assume_scheme="https", help_text=_("Of the article's own page."))

    class Meta:
        model = Page
        fields = ("address",)

    def clean_address(self) -> str:
        try:
            return canonical_address(self.cleaned_data["address"])
        except InputRefused as error:
            raise forms.ValidationError(in_words(error)) from error


@admin.register(Page)
class PageAdmin(ReadOnlyAdmin[Page]):
    """Add one by its address: it is fetched, and its article read."""

    form = PageForm
    list_display = ("address", "state", "wrong", "attempts", "link", "feed", "added_at")
    list_filter = ("state", AddedFilter, "error_code")
    list_select_related = ("feed", "article")
    search_fields = ("address",)
    fields = (
        *("address", "state", "state_at", "attempts", "wrong", "error_code", "error_params"),
        *("link", "feed", "announced", "refetch_at", "added_by", "added_at"),
    )
    readonly_fields = ("link", "wrong")
    actions = ("fetch_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        return super().get_queryset(request).exclude(article__in=Article.objects.hidden_from(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD_ARTICLE)

    def get_fields(self, request: HttpRequest, obj: Page | None = None) -> Any:
        return self.fields if obj is not None else ("address",)

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)
        page, _is_new = request_page(obj.address, by=request.user)
        obj.pk = page.pk
        call_on_commit(fetch, page.pk, queue=URGENT)

    @admin.display(description=_("what is wrong"), ordering="error_code")
    def wrong(self, page: Page) -> str:
        return failure(page) or "–"

    @admin.display(description=_("article"))
    def link(self, page: Page) -> str:
        return format_html('<a href="{}">{}</a>', page.article.get_absolute_url(), page.article_id) if page.article else "–"

    @admin.action(description=_("Fetch the selected pages again"), permissions=["fetch"])
    def fetch_again(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        pages = [pk for pk in queryset.values_list("pk", flat=True) if request_again(pk)]
        for page_id in pages:
            call_on_commit(fetch, page_id, queue=URGENT)
        self.message_user(request, ngettext("%d page is being fetched.", "%d pages are being fetched.", len(pages)) % len(pages))

    def has_fetch_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD_ARTICLE)
