"""Proposals of a new reading: what stands beside what was read, in words, each in the direction of its own language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from claims.admin.proposals import READ_ANEW
from claims.models import Proposal
from tests.desk_rows import article, claim, quote, speaker

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/proposal/"
PLACE = {"id": 1, "start": 0, "end": 4, "text": "بلغ العدد 300 (NATO)"}
ENGLISH = {**PLACE, "text": "some 300 of them (سد)"}


def proposed(**fields: Any) -> Proposal:
    return Proposal.objects.create(**{"extraction_version": "9", "claim": None, "quote": None, **fields})


def test_words_run_as_those_of_their_article(arabic_editor: Client) -> None:
    one = proposed(claim=claim(), field="appearance", old=PLACE, new={**PLACE, "text": "F-16: العدد 300"})
    for page in (arabic_editor.get(LIST), arabic_editor.get(f"{LIST}{one.pk}/change/")):
        shown = page.content.decode()
        stands = '<bdi class="text" dir="rtl" lang="ar">بلغ العدد <bdi dir="ltr">300</bdi> (<bdi dir="ltr">NATO</bdi>)</bdi>'
        read = '<bdi class="text" dir="rtl" lang="ar"><bdi dir="ltr">F-16</bdi>: العدد <bdi dir="ltr">300</bdi></bdi>'
        assert (stands in shown, read in shown) == (True, True)


def test_english_words_run_rightwards_on_an_arabic_page(arabic_editor: Client) -> None:
    proposed(claim=claim(language="en", text="300 workers"), field="appearance", old=ENGLISH, new=ENGLISH)
    shown = arabic_editor.get(LIST).content.decode()
    assert '<bdi class="text" dir="ltr" lang="en">some 300 of them (<bdi dir="rtl">سد</bdi>)</bdi>' in shown


@pytest.mark.parametrize(
    ("field", "old", "new", "told"),
    [
        ("said", None, ["2026-03-10", "2026-03-10"], ("قيل", "–", "١٠ مارس ٢٠٢٦")),
        ("amounts", [{"text": "300 عامل"}], [], ("المقادير", "300 عامل", "–")),
        ("speaker", "سامر", "هدى", ("المتحدث", "سامر الحلواني", "هدى النجار")),
    ],
)
def test_each_field_is_told_in_words(arabic_editor: Client, field: str, old: Any, new: Any, told: tuple[str, str, str]) -> None:
    if field == "speaker":
        old, new = speaker("سامر الحلواني").pk, speaker("هدى النجار").pk
    one = proposed(claim=claim(), field=field, old=old, new=new)
    (row,) = arabic_editor.get(LIST).context["cl"].result_list
    assert (row.in_words.field, row.in_words.before or "–", row.in_words.after or "–") == told
    page = arabic_editor.get(f"/admin/claims/proposal/decide/accept/?row={one.pk}:0").content.decode()
    assert told[0] in page
    assert "{" not in page.partition('<form class="deciding"')[2].partition("</table>")[0]


def test_the_list_names_and_finds_the_fields(arabic_editor: Client) -> None:
    proposed(quote=quote(article()), field="span", old=PLACE, new={**PLACE, "text": "بلغ"})
    proposed(claim=claim(), field="said", old=None, new=["2026-03-10", None])
    listed = arabic_editor.get(LIST, {"field": "span"})
    assert [row.field for row in listed.context["cl"].result_list] == ["span"]
    assert set(re.findall(r'href="\?field=(\w+)"', listed.content.decode())) == set(READ_ANEW)
