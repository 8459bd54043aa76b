"""Outlets and articles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.admin.readonly import ReadOnlyAdmin
from claims.models import Article, ArticleVersion, Outlet


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin[Outlet]):
    list_display = ("name", "domain", "language", "time_zone")
    search_fields = ("name", "domain")
    list_filter = ("language",)
    exclude = ("is_placeholder",)


class VersionInline(admin.StackedInline[ArticleVersion, Article]):
    model = ArticleVersion
    extra = 0
    can_delete = False
    fields = ("number", "title", "byline", "published", "language", "state", "error_code", "warnings", "extraction_version", "fetched_at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin[Article]):
    list_display = ("title", "outlet", "published", "language", "state", "page")
    list_filter = ("versions__state", "versions__language", "outlet")
    search_fields = ("versions__title", "address", "outlet__name")
    fields = ("outlet", "address", "confidential_to", "added_by", "added_at", "page")
    readonly_fields = ("page",)
    inlines = (VersionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.visible_to(request.user).select_related("outlet").prefetch_related("versions")

    @admin.display(description=_("title"))
    def title(self, article: Article) -> str:
        return article.newest.title

    @admin.display(description=_("published"))
    def published(self, article: Article) -> object:
        return article.newest.published

    @admin.display(description=_("language"))
    def language(self, article: Article) -> str:
        return article.newest.language

    @admin.display(description=_("state"))
    def state(self, article: Article) -> str:
        return article.newest.get_state_display()

    @admin.display(description=_("with its quotes"))
    def page(self, article: Article) -> str:
        return format_html('<a href="{}">{}</a>', reverse("article", args=[article.pk]), _("read"))
