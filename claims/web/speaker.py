"""The page of a speaker."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.models import Article, Claim, Speaker
from claims.web.reader import reader_of
from claims.web.speaker_view import speaker_view, statements_of

STATEMENTS_A_PAGE, MOST_PAGES = 25, 400


class StatementsForm(forms.Form):
    first = forms.DateField(label=_("Published from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("to"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if fields.get("first") and fields.get("last") and fields["first"] > fields["last"]:
            self.add_error("last", _("This is before the first day."))
        return fields


@login_required
@require_safe
def speaker(request: HttpRequest, pk: int) -> HttpResponse:
    """One speaker; who was merged into another leads there."""
    user = reader_of(request)
    one = get_object_or_404(Speaker.objects.select_related("merged_into"), pk=pk)
    if one.merged_into_id is not None:
        return redirect("speaker", pk=one.merged_into_id)
    # A name that is known in one article only is as confidential as the article.
    if one.article_id is not None:
        get_object_or_404(Article.objects.visible_to(user), pk=one.article_id)
    form = StatementsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = asked.get("page") or 1
    start = (page - 1) * STATEMENTS_A_PAGE
    found = statements_of(one, user, asked.get("first"), asked.get("last"))
    rows = list(found.values_list("pk", flat=True)[start : start + STATEMENTS_A_PAGE + 1])
    shown = Claim.objects.for_lists().in_bulk(rows[:STATEMENTS_A_PAGE])
    query = request.GET.copy()
    query.pop("page", None)
    context = speaker_view(one, user) | {
        "form": form,
        "statements": [shown[pk] for pk in rows[:STATEMENTS_A_PAGE] if pk in shown],
        "page": page,
        "older": page + 1 if len(rows) > STATEMENTS_A_PAGE and page < MOST_PAGES else 0,
        "newer": page - 1,
        "query": query.urlencode(),
    }
    return render(request, "speaker.html", context)
