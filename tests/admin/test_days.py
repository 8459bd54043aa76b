"""Lists by day: year, month, day and back out, without a look at every row."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.admin.days import span_of
from claims.models import Match, Quote
from claims.pipeline.publish import publish
from tests.desk_rows import approved, article, claim, in_review, match, person, quote

SPANS = [
    ("2026", (date(2026, 1, 1), date(2027, 1, 1))),
    ("2026-03", (date(2026, 3, 1), date(2026, 4, 1))),
    ("2026-12", (date(2026, 12, 1), date(2027, 1, 1))),
    ("2024-02-29", (date(2024, 2, 29), date(2024, 3, 1))),
    ("2026-12-31", (date(2026, 12, 31), date(2027, 1, 1))),
    ("2026-02-30", None),  # no such day
    ("2026-13", None),
    ("0000", None),
    ("9999", None),  # no day stands behind it
    ("9999-12-30", None),  # what a range ends with lies behind the last day
    ("9999-12-31", None),
    ("٢٠٢٦", None),  # other digits are not what the list itself writes
    ("2026-3", None),
    ("", None),
    ("x", None),
]


@pytest.mark.parametrize(("written", "span"), SPANS)
def test_what_an_address_means(written: str, span: tuple[date, date] | None) -> None:
    assert span_of(written) == span


def day(year: int, month: int, number: int) -> DateRange:
    return DateRange(date(year, month, number), date.fromordinal(date(year, month, number).toordinal() + 1))


def offered(page: Any) -> list[str]:
    spec = next(spec for spec in page.context["cl"].filter_specs if getattr(spec, "parameter_name", "") == "day")
    return [str(choice["display"]) for choice in spec.choices(page.context["cl"])]


ASKED = [
    ("", {"a", "b", "c", "d", "e"}, ["الكل", "2026", "2025"]),
    ("2026", {"b", "c", "d"}, ["الكل", "2026", "يناير 2026", "فبراير 2026", "مارس 2026"]),
    ("2026-03", {"c", "d"}, ["الكل", "2026", "مارس 2026", "1 مارس 2026", "2 مارس 2026"]),
    ("2026-03-02", {"d"}, ["الكل", "2026", "مارس 2026", "2 مارس 2026"]),
    ("2026-03-09", set(), ["الكل", "2026", "مارس 2026", "9 مارس 2026"]),
    ("x", set(), ["الكل", "2026", "2025"]),  # what is no day has no rows
    ("9999-12-30", set(), ["الكل", "2026", "2025"]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "left", "choices"), ASKED)
def test_claims_by_the_day_of_publication(arabic_editor: Client, asked: str, left: set[str], choices: list[str]) -> None:
    for key, published in (("a", day(2025, 12, 31)), ("b", day(2026, 1, 1)), ("c", day(2026, 3, 1)), ("d", day(2026, 3, 2)), ("e", None)):
        claim(key, published=published)
    page = arabic_editor.get("/admin/claims/claim/", {"day": asked} if asked else {})
    assert ({one.text_key for one in page.context["cl"].queryset}, offered(page)) == (left, choices)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["claim", "decision", "article", "page", "factcheck", "match", "quote"])
def test_a_list_without_rows_has_no_days(arabic_editor: Client, name: str) -> None:
    assert arabic_editor.get(f"/admin/claims/{name}/").status_code == 200


@pytest.mark.django_db
def test_moments_are_of_the_day_that_the_desk_has(arabic_editor: Client) -> None:
    in_review(claim("1"), person("reviewer"))
    article()
    today = arabic_editor.get("/admin/claims/decision/").context["cl"].queryset.latest("at").at
    for name in ("decision", "article"):
        assert arabic_editor.get(f"/admin/claims/{name}/", {"day": f"{today:%Y}"}).context["cl"].queryset.exists()
        assert not arabic_editor.get(f"/admin/claims/{name}/", {"day": "2001"}).context["cl"].queryset.exists()


@pytest.mark.django_db
def test_fact_checks_by_the_day_on_which_they_went_out(arabic_editor: Client) -> None:
    author, second = person("reviewer", "author"), person("approver", "second")
    out = approved(claim("out"), author, second)
    publish(out, by=second, reason="r")
    approved(claim("kept in"), author, second)
    for asked, left in ((f"{out.published_at:%Y}", [out]), ("2001", [])):
        assert list(arabic_editor.get("/admin/claims/factcheck/", {"day": asked}).context["cl"].queryset) == left


@pytest.mark.django_db
def test_matches_by_the_day_on_which_they_were_found(arabic_editor: Client) -> None:
    for when in ("2025-12-31 20:59", "2025-12-31 21:00", "2026-03-10 12:00"):
        one = match(claim(f"low {when}"), claim(f"high {when}"))
        Match.objects.filter(pk=one.pk).update(created_at=datetime.fromisoformat(f"{when}+00:00"))
    # The day that the desk has begins three hours before that of UTC.
    for asked, left in (("2025", 1), ("2026-01-01", 1), ("2026-03", 1), ("2026", 2), ("2024", 0)):
        page = arabic_editor.get("/admin/claims/match/", {"day": asked})
        assert len(page.context["cl"].queryset) == left, asked
    assert offered(arabic_editor.get("/admin/claims/match/")) == ["الكل", "2026", "2025"]


@pytest.mark.django_db
def test_quotes_by_the_day_on_which_they_were_said(arabic_editor: Client) -> None:
    text = article().text
    spans = {
        "a day": day(2025, 12, 31),
        "a year": DateRange(date(2026, 1, 1), date(2027, 1, 1)),  # it stands on its first day
        "until a day": DateRange(None, date(2026, 3, 1)),  # on none: where it begins is not known
        "from a day": DateRange(date(2026, 3, 10), None),
        "unknown": None,
    }
    for number, (name, said) in enumerate(spans.items()):
        one = quote(article(text=f"{number} {text}"))
        Quote.objects.filter(pk=one.pk).update(stated_on=said, mention=name)
    for asked, left in (("2025", {"a day"}), ("2026-01-01", {"a year"}), ("2026", {"a year", "from a day"}), ("2026-02", set())):
        page = arabic_editor.get("/admin/claims/quote/", {"day": asked})
        assert {one.mention for one in page.context["cl"].queryset} == left, asked
    assert offered(arabic_editor.get("/admin/claims/quote/")) == ["الكل", "2026", "2025"]


@pytest.mark.django_db
def test_it_asks_no_row_for_its_year(arabic_editor: Client) -> None:
    claim("1", published=day(2026, 3, 1))
    with CaptureQueriesContext(connection) as captured:
        arabic_editor.get("/admin/claims/claim/")
    asked = [query["sql"] for query in captured]
    ends = [sql for sql in asked if sql.startswith('SELECT "claims_claim"."published" ') and sql.endswith("LIMIT 1")]
    assert (len(ends), any("date_trunc" in sql for sql in asked)) == (2, False)
