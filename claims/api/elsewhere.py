"""Addresses under /api/v1/ that lead nowhere are answered in the form of the API; those with a last slash too much or too few, sent on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer

from claims.api.errors import problem_details


@csrf_exempt
def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """308, which keeps method and body, to the address with a last slash, or without, where that is one; else 404."""
    if not rest.endswith("/") and resolve(f"{request.path_info}/").func is not elsewhere:
        return HttpResponse(status=308, headers={"Location": request.get_full_path(force_append_slash=True)})
    if rest.strip("/") and rest.endswith("/") and resolve(request.path_info[:-1]).func is not elsewhere:
        path, mark, query = request.get_full_path().partition("?")
        return HttpResponse(status=308, headers={"Location": f"{path[:-1]}{mark}{query}"})
    sentence = _("There is nothing at this address: {docs} says what there is.").format(docs=reverse("api:docs"))
    answer: Any = problem_details(NotFound(sentence), {})
    return HttpResponse(JSONRenderer().render(answer.data), status=404, content_type="application/problem+json")
