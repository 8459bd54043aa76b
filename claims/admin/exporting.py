"""What a list shows, whole and as a file: CSV or JSON Lines of the filter that is on, streamed."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path, reverse

from claims.exchange.row_lines import Shape, csv_lines, json_lines
from claims.rights import Action, may

M = TypeVar("M", bound=Model)
# Rows that are fetched together.
CHUNK = 500
FORMS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


class ExportingAdmin(admin.ModelAdmin[M]):
    """`shape` says how a row is written, `exported` loads what that reads."""

    shape: ClassVar[Shape]

    def exported(self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/<slug:form>/", self.admin_site.admin_view(self.export_view), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        query = request.GET.urlencode()
        exports = [(reverse(name, args=[form]) + (f"?{query}" if query else ""), form) for form in FORMS]
        return super().changelist_view(request, {**(extra_context or {}), "exports": exports})

    def export_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The rows of the list with this filter and search that the reader may see, oldest first; there is no cap but a search's own."""
        if form not in FORMS:
            raise Http404
        if not (self.has_view_permission(request) and may(request.user, Action.READ)):
            raise PermissionDenied
        try:
            rows: QuerySet[M] = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponse(status=400)
        found = self.exported(rows).order_by("pk").iterator(chunk_size=CHUNK)
        lines = csv_lines(self.shape, found) if form == "csv" else json_lines(self.shape, found)
        answer = StreamingHttpResponse(lines, content_type=FORMS[form])
        answer["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}.{form}"'
        return answer
