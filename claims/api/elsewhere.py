"""Addresses under /api/v1/ that lead nowhere are answered in the API's own form, and those that lack their last slash are sent on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer

from claims.api.errors import problem_details


@csrf_exempt
def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """308, which keeps method and body, to the address with a slash where that is one; else 404."""
    if not rest.endswith("/") and resolve(f"{request.path_info}/").func is not elsewhere:
        return HttpResponse(status=308, headers={"Location": request.get_full_path(force_append_slash=True)})
    answer: Any = problem_details(NotFound(), {})
    return HttpResponse(JSONRenderer().render(answer.data), status=404, content_type="application/problem+json")
