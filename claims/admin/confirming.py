"""The page that an action is confirmed on, before it is done to what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse


def ask_to_confirm(
    page: admin.ModelAdmin[Any],
    request: HttpRequest,
    action: str,
    chosen: Iterable[Model],
    *,
    title: str,
    lines: Sequence[str],
    form: forms.Form | None = None,
) -> TemplateResponse:
    """Shows the lines, and what the form asks; the action comes again with the same rows and `confirmed` in what was posted."""
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "form": form or forms.Form(),
        "title": title,
        "lines": lines,
        "hidden": [("action", action), *((ACTION_CHECKBOX_NAME, row.pk) for row in chosen)],
        "ready": True,
    }
    return TemplateResponse(request, "admin/claims/confirm.html", context)
