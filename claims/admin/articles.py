"""Articles: pasted, handed in as files, read again, compared text by text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.days import AddedFilter
from claims.admin.deciding import MOST_AT_ONCE, DecidingAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.filters import HeldLanguageFilter, VersionStateFilter
from claims.admin.searching import search_articles
from claims.admin.staged import StagedAdmin, StagedForm
from claims.admin.texts import link_in, text_in
from claims.errors import FactcheckError
from claims.exchange.article_files import FIELDS
from claims.exchange.finding_lines import ARTICLES
from claims.matching.differences import compare_texts
from claims.models import Article, ArticleVersion, Desk, Outlet, User
from claims.pipeline.delivery import Overrides
from claims.pipeline.foresee_reading import foresee_reading
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.reading import read_again
from claims.pipeline.uploads import receive
from claims.rights import Action, may
from claims.tasks import URGENT, call_for, call_on_commit, read_version
from claims.templatetags.failures import failure
from claims.templatetags.numbers import day
from claims.templatetags.reasons import sentence
from claims.templatetags.sentences import in_words

# So many articles are read in advance to show what reading them again would change: each takes as long as reading it does.
MOST_FORESEEN = 5
LOOK_AGAIN_SECONDS = 5


def _foreseen(version_id: int) -> dict[str, Any]:
    try:
        return {"reading": foresee_reading(version_id)}
    except FactcheckError as error:
        return {"version": ArticleVersion.objects.select_related("article__outlet").get(pk=version_id), "error": in_words(error)}


class VersionsForm(forms.Form):
    """Which two versions are compared."""

    def __init__(self, numbers: list[int], data: Any) -> None:
        super().__init__(data)
        self.numbers = numbers
        for name, label in (("from", _("from version")), ("to", _("to version"))):
            self.fields[name] = forms.TypedChoiceField(label=label, choices=[(number, number) for number in numbers], coerce=int)
        self.initial = dict(zip(("from", "to"), self._newest(), strict=True))

    def chosen(self) -> tuple[int, int]:
        return (self.cleaned_data["from"], self.cleaned_data["to"]) if self.is_valid() else self._newest()

    def _newest(self) -> tuple[int, int]:
        return self.numbers[-2 if len(self.numbers) > 1 else -1], self.numbers[-1]


class VersionInline(admin.StackedInline[ArticleVersion, Article]):
    model = ArticleVersion
    extra = 0
    can_delete = False
    fields = ("number", "title", "byline", "published", "language", "state", "error_code", "left_out", "extraction_version", "fetched_at")
    readonly_fields = fields

    @admin.display(description=_("left out, and why"))
    def left_out(self, version: ArticleVersion) -> str:
        return " ".join(sentence(one) for one in version.warnings) or "–"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ArticleForm(StagedForm[Article]):
    """A pasted article."""

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
        label=_("Address"), required=False, max_length=2000, assume_scheme="https", help_text=_("Canonical address, where there is one.")
    )
    outlet = forms.ModelChoiceField(
        Outlet.objects.all(), label=_("Outlet"), widget=AutocompleteSelect(Article._meta.get_field("outlet"), admin.site)
    )

    class Meta:
        model = Article
        fields = ("title", "text", "outlet", "published", "language", "byline", "address", "confidential_to")

    def stage(self, cleaned: dict[str, Any]) -> Article:
        self.version, self.is_new = ingest(Submission(**cleaned), by=self.by)
        return self.version.article


class FileForm(forms.Form):
    """A file of articles, and what holds for all of them."""

    file = forms.FileField(
        label=_("file"),
        help_text=format_lazy(
            _("JSON Lines, JSON, CSV, plain text, a page, WARC, or a ZIP of these; at most 20 MB. Fields, and columns of CSV: {fields}."),
            fields=", ".join(FIELDS),
        ),
    )
    outlet = forms.ModelChoiceField(
        Outlet.objects.filter(is_placeholder=False),
        label=_("Outlet"),
        required=False,
        help_text=_("Of all its articles; empty where the file names them."),
    )
    published = forms.DateField(
        label=_("published"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), help_text=_("Of all.")
    )
    new_outlets = forms.BooleanField(label=_("Make an outlet that is not known yet"), required=False)


@admin.register(Article)
class ArticleAdmin(StagedAdmin[Article], ExportingAdmin[Article], DecidingAdmin[Article]):
    """Add one by pasting it: it is read in the background."""

    form = ArticleForm
    shape = ARTICLES
    list_display = ("title", "outlet", "published", "language", "state", "page")
    list_filter = (VersionStateFilter, AddedFilter, HeldLanguageFilter, "outlet")
    search_fields = ("address",)  # shows the box; `get_search_results` looks
    fields = (
        *("progress", "page", "compared", "outlet", "address", "confidential_to"),
        *("origin", "origin_by_hand", "same_origin", "added_by", "added_at"),
    )
    readonly_fields = ("progress", "page", "compared", "same_origin")
    inlines = (VersionInline,)
    actions = ("read_again",)
    change_list_template = "admin/claims/articles.html"

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Article], search_term: str) -> tuple[QuerySet[Article], bool]:
        return search_articles(queryset, search_term) if search_term.strip() else queryset, False

    def get_urls(self) -> list[URLPattern]:
        files = path("files/", self.admin_site.admin_view(self.hand_in_file), name="claims_article_files")
        compare = path("<int:pk>/versions/", self.admin_site.admin_view(self.versions_view), name="claims_article_versions")
        return [files, compare, *super().get_urls()]

    def hand_in_file(self, request: HttpRequest) -> HttpResponse:
        """A file is taken in, and what became of its articles is shown."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, received = FileForm(request.POST or None, request.FILES or None), None
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            outlet = said["outlet"].name if said["outlet"] else ""
            overrides = Overrides(outlet, published=said["published"], introduces_outlets=said["new_outlets"])
            assert isinstance(request.user, User)
            try:
                received = receive(said["file"].name, said["file"].size, said["file"].chunks(), overrides, by=request.user)
                call_for(received.delivered, URGENT)
            except FactcheckError as error:
                form.add_error("file", in_words(error))
        shown = {"title": _("Hand in a file"), "opts": self.opts, "form": form, "received": received}
        return TemplateResponse(request, "admin/claims/files.html", {**self.admin_site.each_context(request), **shown})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.visible_to(request.user).for_lists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD_ARTICLE)

    def get_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return self.fields if obj is not None else ArticleForm.Meta.fields

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An article is kept to the own desk or to none."""
        if db_field.name == "confidential_to":
            assert isinstance(request.user, User)
            kwargs["queryset"] = Desk.objects.filter(user=request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Any:
        return self.inlines if obj is not None else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"outlet": Outlet.objects.get(is_placeholder=True).pk}

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if form.is_new:
            call_on_commit(read_version, form.version.pk, queue=URGENT)

    def response_post_save_add(self, request: HttpRequest, obj: Article) -> HttpResponseRedirect:
        """To the page on which its reading can be followed."""
        return HttpResponseRedirect(reverse("admin:claims_article_change", args=[obj.pk]))

    @admin.action(description=_("Read the selected articles again"), permissions=["add"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        """Each one's newest version but those that are being read; a page in between shows what that would change."""
        chosen = list(queryset[: MOST_AT_ONCE + 1])
        if len(chosen) > MOST_AT_ONCE:
            self.message_user(request, _("Choose at most %(most)d at once.") % {"most": MOST_AT_ONCE}, messages.ERROR)
            return None
        versions = [article.newest for article in chosen if article.newest.state not in ArticleVersion.State.waiting()]
        if versions and "confirmed" not in request.POST:
            return self._confirm_reading(request, versions)
        begun = [version.pk for version in versions if read_again(version.pk)]
        for version_id in begun:
            call_on_commit(read_version, version_id, queue=URGENT)
        said = ngettext("%d article is being read again.", "%d articles are being read again.", len(begun))
        self.message_user(request, said % len(begun))
        return None

    def _confirm_reading(self, request: HttpRequest, versions: list[ArticleVersion]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Read again"),
            "foreseen": [_foreseen(version.pk) for version in versions[:MOST_FORESEEN]],
            "others": versions[MOST_FORESEEN:],
            "hidden": [(ACTION_CHECKBOX_NAME, version.article_id) for version in versions],
        }
        return TemplateResponse(request, "admin/claims/read_again.html", context)

    def versions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Two versions of an article with what differs marked: `?from=` and `?to=`, without them the newest and the one before it."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        numbers = sorted(article.versions.values_list("number", flat=True))
        form = VersionsForm(numbers, request.GET or None)
        one, other = form.chosen()
        texts = dict(article.versions.filter(number__in=(one, other)).values_list("number", "text"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Versions of %s") % article.newest.title,
            "article": article,
            "form": form,
            "lines": compare_texts(texts[one], texts[other]),
        }
        return TemplateResponse(request, "admin/claims/versions.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """While the article is being read its page loads itself again."""
        answer = super().change_view(request, object_id, form_url, extra_context)
        article = self.get_object(request, object_id)
        if answer.status_code == 200 and article is not None and article.newest.state in ArticleVersion.State.waiting():
            answer["Refresh"] = str(LOOK_AGAIN_SECONDS)
        return answer

    @admin.display(description=_("versions"))
    def compared(self, article: Article) -> str:
        many = len(article.versions.all())
        if many < 2:
            return str(many)
        return format_html('<a href="{}">{}</a>', reverse("admin:claims_article_versions", args=[article.pk]), _("what has changed"))

    @admin.display(description=_("progress"))
    def progress(self, article: Article) -> str:
        newest = article.newest
        failed = format_html(" – {}", failure(newest)) if newest.error_code else ""
        return format_html("{}{} ({})", newest.get_state_display(), failed, naturaltime(newest.state_at))

    @admin.display(description=_("title"))
    def title(self, article: Article) -> str:
        return text_in(article.newest.language, article.newest.title)

    @admin.display(description=_("published"))
    def published(self, article: Article) -> str:
        return day(article.newest.published)

    @admin.display(description=_("language"))
    def language(self, article: Article) -> str:
        return article.newest.language

    @admin.display(description=_("state"))
    def state(self, article: Article) -> str:
        return article.newest.get_state_display()

    @admin.display(description=_("articles of the same origin"))
    def same_origin(self, article: Article) -> str:
        others = Article.objects.filter(origin=article.origin_id).exclude(pk=article.pk).for_lists() if article.origin_id else ()
        found = ((reverse("admin:claims_article_change", args=[one.pk]), one.newest) for one in others)
        links = ((link_in(address, newest.language, newest.title),) for address, newest in found)
        return format_html_join("، ", "{}", links) or "–"

    @admin.display(description=_("with its quotes"))
    def page(self, article: Article) -> str:
        return format_html('<a href="{}">{}</a>', reverse("article", args=[article.pk]), _("read"))
