"""The dashboard: the statistics of the API as charts, filters in the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from claims import statistics
from claims.models import ArticleVersion, Match, Page
from claims.statistics import Row, Window
from claims.templatetags.numbers import digits
from claims.web.charts import bars, columns, paired_columns
from claims.web.reader import reader_of

NAMED = 10


class WindowForm(forms.Form):
    first = forms.DateField(label=_("Published from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("to"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[("", _("all")), *settings.LANGUAGES])

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if fields.get("first") and fields.get("last") and fields["first"] > fields["last"]:
            self.add_error("last", _("This is before the first day."))
        return fields

    def window(self) -> Window:
        """What is asked for; everything where the form is wrong, with its errors shown."""
        return Window(**self.cleaned_data) if self.is_valid() else Window()


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Counts, backlog, speed and how claims relate. It asks for itself again every half minute."""
    user = reader_of(request)
    form = WindowForm(request.GET)
    window = form.window()
    health = statistics.pipeline_health(user)
    related = statistics.matches_by_week(user, window)
    days = columns(statistics.claims_by_day(user, window))
    pairs = paired_columns(_by_week(related, "contradicts"), _by_week(related, "updates"))
    context = {
        "form": form,
        "backlog": statistics.backlog(user, window),
        "hours": statistics.hours_to_verdict(user, window),
        "health": health,
        "versions": [(state.label, health["versions"][state.value]) for state in ArticleVersion.State],
        "pages": [(state.label, health["pages"][state.value]) for state in Page.State],
        "waiting": sum(health["versions"].get(state, 0) for state in ArticleVersion.State.waiting()),
        "days": days,
        "most_a_day": max((one.n for one in days), default=0),
        "weeks": _labelled(related),
        "related": pairs,
        "days_asked": urlencode({name: request.GET[name] for name in ("first", "last") if request.GET.get(name)}),
        "most_a_week": max((one.n for pair in pairs for one in pair), default=0),
        "agreement": statistics.reviewer_agreement(user, window),
        "precision": _labelled(statistics.suggestion_precision(user, window)),
        "charts": [
            (_("Claims by status"), "claims-by-status", bars(statistics.claims_by_status(user, window))),
            (_("Fact checks by verdict"), "fact-checks-by-verdict", bars(statistics.fact_checks_by_verdict(user, window))),
            (_("Claims by speaker"), "claims-by-speaker", bars(statistics.claims_by_speaker(user, window, NAMED))),
            (
                _("Claims by outlet"),
                "appearances-by-outlet",
                bars(statistics.appearances_by_outlet(user, window, NAMED)),
            ),
            (_("Claims by language"), "claims-by-language", bars(_in_words(statistics.claims_by_language(user, window)))),
            (_("Claims by number of origins"), "claims-by-origins", bars(_in_digits(statistics.claims_by_origins(user, window)))),
        ],
    }
    return render(request, "dashboard.html", context)


def _by_week(rows: list[dict[str, Any]], relation: str) -> dict[date, int]:
    """How many of the relation were found in each week, whatever became of them, but for what has expired."""
    standing = (Match.State.SUGGESTED, Match.State.CONFIRMED, Match.State.REJECTED)
    return {row["week"]: sum(row[state.value] for state in standing) for row in rows if row["relation"] == relation}


def _in_words(rows: list[Row]) -> list[Row]:
    """Languages by their own names."""
    names = dict(settings.LANGUAGES)
    return [replace(row, label=names.get(row.key, row.key)) for row in rows]


def _in_digits(rows: list[Row]) -> list[Row]:
    """Numbers in the digits of the page."""
    return [replace(row, label=digits(row.label)) for row in rows]


def _labelled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "relation": Match.MatchRelation(row["relation"]).label} for row in rows]
