"""Outlets and articles."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.deciding import DecidingAdmin
from claims.admin.filters import HeldLanguageFilter, VersionStateFilter
from claims.errors import FactcheckError
from claims.models import Article, ArticleVersion, Outlet, User
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.reading import read_again
from claims.rights import Action, may
from claims.tasks import read_version
from claims.templatetags.sentences import in_words


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


class ArticleForm(forms.ModelForm[Article]):
    """A pasted article. It is taken in while the form is checked, so that what the stage refuses is shown at its field."""

    text = forms.CharField(
        label=_("text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 80, "dir": "auto"}),
        help_text=_("The article's words."),
    )
    title = forms.CharField(
        label=_("title"),
        required=False,
        widget=forms.TextInput(attrs={"size": 80, "dir": "auto"}),
        help_text=_("The headline; without it the first line."),
    )
    published = forms.DateField(
        label=_("published"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Day of publication in the outlet's time zone. Without it, words such as Tuesday cannot be dated."),
    )
    language = forms.CharField(
        label=_("language"), required=False, max_length=8, help_text=_("As ar or en; detected where it is left out.")
    )
    byline = forms.CharField(label=_("byline"), required=False, help_text=_("Who wrote it, as printed."))
    address = forms.URLField(
        label=_("address"), required=False, max_length=2000, assume_scheme="https", help_text=_("Canonical address, where there is one.")
    )
    outlet = forms.ModelChoiceField(Outlet.objects.order_by("-is_placeholder", "name"), label=_("outlet"))
    by: User

    class Meta:
        model = Article
        fields = ("title", "text", "outlet", "published", "language", "byline", "address", "confidential_to")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.version, self.is_new = ingest(Submission(**cleaned), by=self.by)
            except FactcheckError as error:
                self.add_error(error.field or None, in_words(error))
        return cleaned

    def _post_clean(self) -> None:
        """The stage has stored it: nothing is left for the model to check."""

    def save(self, commit: bool = True) -> Article:
        return self.version.article

    def save_m2m(self) -> None:
        """Nothing of it is many to many."""


@admin.register(Article)
class ArticleAdmin(DecidingAdmin[Article]):
    """Add one by pasting it: it is read in the background."""

    form = ArticleForm
    list_display = ("title", "outlet", "published", "language", "state", "page")
    list_filter = (VersionStateFilter, HeldLanguageFilter, "outlet")
    search_fields = ("versions__title", "address", "outlet__name")
    fields = ("page", "outlet", "address", "confidential_to", "origin", "origin_by_hand", "same_origin", "added_by", "added_at")
    readonly_fields = ("page", "same_origin")
    inlines = (VersionInline,)
    actions = ("read_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.visible_to(request.user).for_lists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD_ARTICLE)

    def get_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return self.fields if obj is not None else ArticleForm.Meta.fields

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Any:
        return self.inlines if obj is not None else ()

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        # A class of this request alone, which knows who asks.
        return type("Form", (super().get_form(request, obj, change, **kwargs),), {"by": request.user})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"outlet": Outlet.objects.get(is_placeholder=True).pk}

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if form.is_new:
            transaction.on_commit(partial(read_version.delay, form.version.pk))

    @admin.action(description=_("Read the selected articles again"), permissions=["add"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Each one's newest version, where it could not be read or an older engine read it; one that is being read is left alone."""
        versions = [pk for pk in (article.newest.pk for article in queryset) if read_again(pk)]
        for version_id in versions:
            transaction.on_commit(partial(read_version.delay, version_id))
        said = ngettext("%d article is being read again.", "%d articles are being read again.", len(versions))
        self.message_user(request, said % len(versions))

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

    @admin.display(description=_("articles of the same origin"))
    def same_origin(self, article: Article) -> str:
        others = Article.objects.filter(origin=article.origin_id).exclude(pk=article.pk).for_lists() if article.origin_id else ()
        links = [(reverse("admin:claims_article_change", args=[one.pk]), one.newest.title) for one in others]
        return format_html_join("، ", '<a href="{}">{}</a>', links) or "–"

    @admin.display(description=_("with its quotes"))
    def page(self, article: Article) -> str:
        return format_html('<a href="{}">{}</a>', reverse("article", args=[article.pk]), _("read"))
