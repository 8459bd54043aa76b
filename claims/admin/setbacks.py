"""What was set aside, with its error and a button; and the page that says how the whole is doing."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.admin.readonly import ReadOnlyAdmin
from claims.admin.signs import read_signs
from claims.models import Article, Setback
from claims.pipeline.condition import read_condition
from claims.rights import Action, may
from claims.tasks import USUAL, call_now, close_ledger, sweep, take_up

# Tried again at once with one button; what is left is tried with the next.
MOST_AT_ONCE = 500
# What each button of the page needs.
_DEEDS = {"sweep": Action.ADD_ARTICLE, "retry": Action.ADD_ARTICLE, "ledger": Action.READ_LEDGER}


@admin.register(Setback)
class SetbackAdmin(ReadOnlyAdmin[Setback]):
    list_display = ("step", "article", "attempts", "error_code", "error_params", "at")
    list_filter = ("step", "error_code")
    fields = ("step", "subject_id", "attempts", "error_code", "error_params", "at")
    actions = ("try_again",)

    def get_urls(self) -> list[URLPattern]:
        return [path("status/", self.admin_site.admin_view(self.status), name="status"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Setback]:
        """Without those of articles that are confidential to another desk."""
        return Setback.objects.with_article().exclude(article__in=Article.objects.hidden_from(request.user).values("pk"))

    @admin.display(description=_("article"))
    def article(self, setback: Any) -> str:
        article = setback.article
        return format_html('<a href="{}">{}</a>', reverse("article", args=[article]), article) if article else "–"

    @admin.action(description=_("Try the selected steps again"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Setback]) -> None:
        _take_up(request, queryset)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Action.ADD_ARTICLE)

    def status(self, request: HttpRequest) -> HttpResponse:
        """How each part is doing, and its remedy. Costs a second, which workers are given to answer."""
        if not may(request.user, Action.READ):
            raise PermissionDenied
        if request.method == "POST":
            self._do(request, request.POST.get("deed", ""))
            return HttpResponseRedirect(reverse("admin:status"))
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("State of the program"),
            "signs": read_signs(read_condition()),
            "allowed": [deed for deed, action in _DEEDS.items() if may(request.user, action)],
        }
        return TemplateResponse(request, "admin/claims/status.html", context)

    def _do(self, request: HttpRequest, deed: str) -> None:
        if deed not in _DEEDS or not may(request.user, _DEEDS[deed]):
            raise PermissionDenied
        if deed == "retry":
            _take_up(request, self.get_queryset(request).filter(pk__in=Setback.objects.set_aside()[:MOST_AT_ONCE].values("pk")))
            return
        call_now(sweep if deed == "sweep" else close_ledger)
        self.message_user(request, gettext("A worker has been asked; look again in a moment."), messages.SUCCESS)


def _take_up(request: HttpRequest, setbacks: QuerySet[Any]) -> None:
    articles = sorted({article for article in setbacks.values_list("article", flat=True) if article is not None})
    done = sum(take_up(article, queue=USUAL) for article in articles)
    messages.success(request, ngettext("%d article is tried again.", "%d articles are tried again.", done) % done)
