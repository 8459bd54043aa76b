"""Statements give what their querysets give, each time as it is then."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, CharField, F
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.models.statement import Among, Asked, Statement
from tests.desk_rows import claim

pytestmark = pytest.mark.django_db

REASONS = [{"code": "checkworthy_amount", "params": {"words": "300 عامل"}}]
COLUMNS = ("pk", "text", "speaker_root__name", "said", "checkworthiness", "checkworthiness_reasons", "created_at", "assignee", "own")


def of_language(language: Any) -> Any:
    """Values of every kind: texts, ranges, numbers, JSON, moments, nulls, and what is annotated."""
    return Claim.objects.annotate(own=F("text_key")).filter(language=language).order_by("-pk").values_list(*COLUMNS)


def test_it_gives_what_the_queryset_gives_of_what_is_asked_for() -> None:
    for number in range(3):
        claim(str(number), language="en" if number else "ar", checkworthiness_reasons=REASONS)
    statement = Statement(lambda: of_language(Asked(CharField())))
    given = {language: statement(language) for language in ("ar", "en", "ku")}
    assert given == {language: list(of_language(language)) for language in ("ar", "en", "ku")}
    assert [len(rows) for rows in given.values()] == [1, 2, 0]
    assert given["ar"][0][COLUMNS.index("checkworthiness_reasons")] == REASONS


def test_rows_are_found_by_their_ids() -> None:
    first, _, third = claim("1"), claim("2"), claim("3")
    statement = Statement(lambda: Claim.objects.filter(Among("pk", Asked(ArrayField(BigIntegerField())))).order_by("pk").values_list("pk"))
    assert [statement(ids) for ids in ([third.pk, first.pk], [], [2**62])] == [[(first.pk,), (third.pk,)], [], []]


def test_it_says_how_things_are_now_at_one_query_and_is_made_once() -> None:
    made = []

    def rows() -> Any:
        made.append(1)
        return of_language(Asked(CharField()))

    one, statement = claim(text="عدد العاملين 300"), Statement(rows)
    assert statement("ar")[0][1] == "عدد العاملين 300"
    Claim.objects.filter(pk=one.pk).update(text="عدد العاملين 400")
    with CaptureQueriesContext(connection) as asked:
        assert statement("ar")[0][1] == "عدد العاملين 400"
    assert (len(asked), made) == (1, [1])


def test_what_is_asked_for_is_no_sql() -> None:
    claim()
    assert Statement(lambda: of_language(Asked(CharField())))("ar' OR 'a' = 'a") == []
