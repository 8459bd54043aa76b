"""Filters of a list under a name: kept at its side, for their owner or the owner's desk."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from claims.errors import FactcheckError
from claims.models import SavedSearch, User
from claims.pipeline.save_search import delete_search, lasting, save_search, share_search
from claims.templatetags.sentences import in_words

M = TypeVar("M", bound=Model)
Place = SavedSearch.Place


class SavedFiltersAdmin(admin.ModelAdmin[M]):
    """Lists show the filters that their reader saved, or that the reader's desk shares, and save the one that is on."""

    change_list_template = "admin/claims/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_filters"
        return [path("filters/<slug:deed>/", self.admin_site.admin_view(self.filters_view), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        try:
            query = lasting(request.GET.urlencode())
        except FactcheckError:
            query = ""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_filters"
        deeds = {deed: reverse(name, args=[deed]) for deed in ("save", "delete", "share", "keep")}
        context = {"saved_filters": self._saved(request), "query": query, "deeds": deeds}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def filters_view(self, request: HttpRequest, deed: str) -> HttpResponse:
        """POST: `save` the filter in `query`, or `delete`, `share` or `keep` to oneself the one that `filter` names."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_view_permission(request) and isinstance(request.user, User)):
            raise PermissionDenied
        try:
            query = self._save(request) if deed == "save" else self._change(request, deed)
        except FactcheckError as error:
            self.message_user(request, in_words(error), messages.ERROR)
            query = request.POST.get("query", "")
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{page}?{query}" if query else page)

    def _save(self, request: HttpRequest) -> str:
        name, query = request.POST.get("name", ""), request.POST.get("query", "")
        shared = "shared" in request.POST
        assert isinstance(request.user, User)
        listed = str(self.opts.model_name)
        search = save_search(name=name, place=Place.ADMIN, listed=listed, query=query, shared=shared, by=request.user)
        self.message_user(request, _("The filter is saved as “%s”.") % search.name, messages.SUCCESS)
        return search.query

    def _change(self, request: HttpRequest, deed: str) -> str:
        assert isinstance(request.user, User)
        number = request.POST.get("filter", "")
        search = get_object_or_404(self._saved(request), pk=int(number) if number.isdecimal() and len(number) < 19 else None)
        match deed:
            case "delete":
                delete_search(search, by=request.user)
            case "share" | "keep":
                share_search(search, shared=deed == "share", by=request.user)
            case _:
                raise PermissionDenied
        return request.POST.get("query", "")

    def _saved(self, request: HttpRequest) -> Any:
        return SavedSearch.objects.visible_to(request.user).at(Place.ADMIN, str(self.opts.model_name))
