"""Where articles come from: feeds with how they are doing, and pages with what became of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.days import AddedFilter
from claims.admin.lists import ListedAdmin
from claims.admin.readonly import ReadOnlyAdmin
from claims.admin.staged import StagedAdmin, StagedForm
from claims.errors import InputRefused
from claims.models import Article, Feed, Page, User
from claims.pipeline.feeds import add_feed, ask_again, change_feed
from claims.pipeline.fetch import request_again, request_page
from claims.pipeline.ingest import canonical_address
from claims.rights import Action, may
from claims.tasks import URGENT, ask_feed, call_on_commit, fetch
from claims.templatetags.failures import failure
from claims.templatetags.sentences import in_words


class FeedForm(StagedForm[Feed]):
    """A new feed, or what is changed of one."""

    address = forms.URLField(
        label=_("Address"), max_length=2000, assume_scheme="https", help_text=_("RSS, Atom, JSON Feed or a news sitemap.")
    )

    class Meta:
        model = Feed
        fields = ("outlet", "address", "is_paused")

    def stage(self, cleaned: dict[str, Any]) -> Feed:
        if self.instance.pk is None:
            return add_feed(**cleaned, by=self.by)
        change_feed(self.instance, **cleaned, by=self.by)
        return self.instance


@admin.register(Feed)
class FeedAdmin(StagedAdmin[Feed], ListedAdmin[Feed]):
    form = FeedForm
    list_display = ("address", "outlet", "wrong", "failures", "failed_pages", "brought_at", "asked_at", "next_at", "is_paused")
    list_filter = ("is_paused", "error_code")
    list_select_related = ("outlet",)
    search_fields = ("address", "outlet__name")
    autocomplete_fields = ("outlet",)
    readonly_fields = ("interval", "next_at", "asked_at", "brought_at", "failures", "wrong", "error_code", "error_params")
    actions = ("ask_now",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        return Feed.objects.with_failed()

    @admin.display(description=_("what is wrong"), ordering="error_code")
    def wrong(self, feed: Feed) -> str:
        return failure(feed) or "–"

    @admin.display(description=_("failed pages, three days"), ordering="failed")
    def failed_pages(self, feed: Any) -> str:
        if not feed.failed:
            return "–"
        asked = urlencode({"feed__id__exact": feed.pk, "state__exact": Page.State.FAILED, "article__isnull": True})
        return format_html('<a href="{}?{}">{}</a>', reverse("admin:claims_page_changelist"), asked, feed.failed)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD_ARTICLE)

    def has_change_permission(self, request: HttpRequest, obj: Feed | None = None) -> bool:
        return may(request.user, Action.ADD_ARTICLE)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A feed is paused, not forgotten: its pages name it."""
        return False

    @admin.action(description=_("Ask the selected feeds now"), permissions=["change"])
    def ask_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        assert isinstance(request.user, User)
        feeds = ask_again(queryset.values_list("pk", flat=True), by=request.user)
        for feed_id in feeds:
            call_on_commit(ask_feed, feed_id, queue=URGENT)
        self.message_user(request, ngettext("%d feed is being asked.", "%d feeds are being asked.", len(feeds)) % len(feeds))


class PageForm(forms.ModelForm[Page]):
    address = forms.URLField(label=_("Address"), max_length=2000, assume_scheme="https", help_text=_("Of the article's own page."))

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
