"""Decisions in words: each field as people call it, names for numbers, and what the page adds apart from what people have written."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from claims.decided import Changed, changes_in_words, lines, reason_in_words
from claims.models import Decision
from claims.pipeline.correct import correct_amount
from claims.pipeline.keys import issue_key, revoke_key
from claims.pipeline.outlets import introduce
from claims.pipeline.review import add_evidence, remove_evidence, write_fact_check
from claims.rights import Action
from tests.desk_rows import claim, in_review, person, speaker

pytestmark = pytest.mark.django_db

AMOUNT = {"position": 0, "text": "300 عامل", "low": "300", "high": "300", "qualifier": "exact", "unit": "person", "thing": "", "change": ""}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        # days, in the digits of the page
        ({"said": [None, ["2026-03-01", "2026-03-02"]]}, [Changed("قيل", "", "١ مارس ٢٠٢٦ – ٢ مارس ٢٠٢٦")]),
        # an amount that is written otherwise
        ({"amount": [AMOUNT, {**AMOUNT, "text": "320 عاملا"}]}, [Changed("المقدار", "300 عامل", "320 عاملا")]),
        # one that is written alike and was read otherwise
        (
            {"amount": [AMOUNT, {**AMOUNT, "high": None, "qualifier": "more_than"}]},
            [Changed("المقدار", "300 عامل (بالضبط ٣٠٠ person)", "300 عامل (أكثر من ٣٠٠ – … person)")],
        ),
        # several, and none
        ({"amounts": [[AMOUNT, AMOUNT], []]}, [Changed("المقادير", "300 عامل؛ 300 عامل", "")]),
        # what the page adds to a title stands apart from it
        (
            {"evidence": [None, {"title": "Payroll of 2018", "stance": "refutes", "address": "https://x.example/"}]},
            [Changed("الأدلة", "", "Payroll of 2018", "يدحض")],
        ),
        # a piece without a title, that was taken out
        (
            {"evidence": [{"title": "", "stance": "context", "address": "https://x.example/"}, None]},
            [Changed("الأدلة", "https://x.example/", "", "يوضح السياق")],
        ),
        # what a key may
        ({"scopes": [[], ["read", "approve"]]}, [Changed("يُسمح له", "", "قراءة كل شيء؛ الاعتماد")]),
        ({"is_active": [True, False]}, [Changed("يُسمح له بالدخول", "نعم", "لا")]),
        # what has no name stays out, and what names nothing is as it was kept
        ({"approved": "ab12"}, []),
        ({"speaker": [0, None]}, [Changed("المتحدث", "0", "")]),
    ],
)
def test_each_field_has_its_words(changes: dict[str, Any], told: list[Changed]) -> None:
    with override("ar"):
        assert changes_in_words([changes]) == [told]


def test_numbers_of_rows_become_their_names(django_assert_num_queries: Any) -> None:
    first, second, reader = speaker("سامر الحلواني"), speaker("هدى النجار"), person("reader")
    kept: list[dict[str, Any]] = [{"speaker": [first.pk, second.pk]}, {"merged_into": [None, first.pk]}, {"user": [None, reader.pk]}]
    with django_assert_num_queries(2), override("en"):
        told = changes_in_words(kept)
    assert [(one.before, one.after) for (one,) in told] == [("سامر الحلواني", "هدى النجار"), ("", "سامر الحلواني"), ("", "reader")]


def test_a_key_has_a_history_in_words() -> None:
    holder = person("reviewer")
    key, _secret = issue_key(name="لوحة الأرقام", scopes=[Action.READ], by=holder)
    revoke_key(key, by=holder)
    with override("ar"):
        made, revoked = lines(Decision.objects.of(Decision.Subject.KEY, key.pk))
    assert (made.reason, revoked.reason) == ("أُنشئ المفتاح.", "أُلغي المفتاح.")
    assert [(one.field, one.after) for one in made.changed] == [
        ("المفتاح", f"لوحة الأرقام ({key.prefix}…)"),
        ("الشخص", "reviewer"),
        ("يُسمح له", "قراءة كل شيء"),
    ]
    assert made.rest == {}


def test_evidence_is_told_by_its_title_alone() -> None:
    author = person("reviewer")
    check = write_fact_check(in_review(claim(), author), verdict="unproven", summary="لم يتبين", by=author, reason="r")
    fields = {"address": "https://x.example/", "title": "كشف Payroll", "stance": "refutes", "snapshot": "w"}
    piece = add_evidence(check, **fields, by=author, reason="r")
    remove_evidence(piece, by=author, reason="r")
    with override("en"):
        told = lines(Decision.objects.of(Decision.Subject.FACT_CHECK, check.pk))
    assert [line.changed for line in told][1:] == [
        [Changed("Evidence", "", "كشف Payroll", "refutes")],
        [Changed("Evidence", "كشف Payroll", "", "refutes")],
    ]


def test_what_stays_is_not_told_and_what_has_no_name_is_told_as_it_is_kept() -> None:
    editor, one = person("editor"), claim()
    amount = {"text": "300 عامل", "low": 310, "high": 310}
    decision = correct_amount(one, position=0, amount=amount, by=editor, reason="خطأ")
    decision.changes = {**decision.changes, "assignee": [None, None], "approved": "ab12", "undoes": 3}
    (line,) = lines([decision])
    assert ([one.field for one in line.changed], line.rest, line.undoes) == (["Amount"], {"approved": '"ab12"'}, 3)


@pytest.mark.parametrize(("kept", "told"), [("key_made", "The key was made."), ("بعد قراءة ثانية", "بعد قراءة ثانية")])
def test_a_reason_is_told_in_words(kept: str, told: str) -> None:
    with override("en"):
        assert reason_in_words(kept) == told


def test_an_outlet_that_an_article_brought_says_so() -> None:
    outlet = introduce("السنبلة", "sunbula.example", "ar", by=person("editor"))
    with override("ar"):
        (made,) = lines(Decision.objects.of(Decision.Subject.OUTLET, outlet.pk))
    assert made.reason == "جاء مع مقال من مقالاته."
    assert [(one.field, one.after) for one in made.changed] == [
        ("الاسم", "السنبلة"),
        ("النطاق", "sunbula.example"),
        ("اللغة", "ar"),
        ("المنطقة الزمنية", "Asia/Baghdad"),
    ]
