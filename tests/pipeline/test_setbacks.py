"""Tries are counted, an outage is no fault of the row, and success forgets."""

from __future__ import annotations

from datetime import date

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

from claims.errors import TransientError
from claims.models import ArticleVersion, Setback, User
from claims.models.setback import MOST_ATTEMPTS
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.reading import begin_reading, record_failure
from claims.pipeline.setbacks import Step, count_attempts, note_setback, take_up_again
from claims.tasks import embed, read_version

pytestmark = pytest.mark.django_db
TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'


def taken_in(text: str = TEXT) -> ArticleVersion:
    return ingest(Submission(text=text, outlet=find_outlet(""), published=date(2026, 3, 10)), by=User.objects.system())[0]


def row(version: ArticleVersion) -> tuple[str, int, str, dict[str, str]]:
    version.refresh_from_db()
    return version.state, version.attempts, version.error_code, version.error_params


def test_success_forgets_earlier_tries() -> None:
    version = taken_in()
    read_version(version.pk)
    count_attempts(Step.EMBED, [version.pk])
    embed(version.pk)
    assert Setback.objects.count() == 0


def test_an_outage_is_noted_and_never_set_aside() -> None:
    for _ in range(MOST_ATTEMPTS + 1):
        note_setback(Step.EMBED, 1, TransientError("embedder_silent", "The embedder does not answer."))
    setback = Setback.objects.get()
    assert (setback.attempts, setback.error_code, setback.is_set_aside) == (1, "embedder_silent", False)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("terminating connection"),
        InterfaceError("connection already closed"),
        TransientError("host_busy", "{host} is busy.", host="n.example"),
    ],
)
def test_trouble_that_passes_is_no_fault_of_a_text(error: Exception) -> None:
    version = taken_in()
    begin_reading(version.pk)
    record_failure(version.pk, error)
    assert row(version) == ("pending", 0, "", {})


def test_what_takes_too_long_is_said_so() -> None:
    version = taken_in()
    begin_reading(version.pk)
    record_failure(version.pk, SoftTimeLimitExceeded())
    assert row(version) == ("failed", 1, "took_too_long", {})


def test_what_was_counted_when_it_was_called_for_is_not_counted_again() -> None:
    for _ in range(2):
        count_attempts(Step.MATCH, [1])
        note_setback(Step.MATCH, 1, ZeroDivisionError(), is_counted=True)
    setback = Setback.objects.get()
    assert (setback.attempts, setback.error_code, setback.error_params) == (2, "unexpected", {"error": "ZeroDivisionError"})


def test_a_claim_belongs_to_an_article_where_it_stands_or_else_where_it_stood() -> None:
    first, second = taken_in(), taken_in(f"{TEXT} 2")
    for version in (first, second):
        read_version(version.pk)
    (claim,) = {place.claim_id for version in (first, second) for place in version.appearances.all()}
    count_attempts(Step.MATCH, [claim])
    found = []
    for version in (first, second):
        found.append(Setback.objects.with_article().get().article)
        version.appearances.update(retired_by="1")
    assert found == [first.article_id, second.article_id]
    assert [one.subject_id for one in take_up_again(first.article_id)] == [claim]


def test_the_setbacks_of_an_article_are_its_own_its_versions_and_its_claims() -> None:
    version, other = taken_in(), taken_in(f"{TEXT} 2")
    read_version(version.pk)
    (claim,) = version.appearances.values_list("claim", flat=True)
    for step, subject in ((Step.TRACE, version.article_id), (Step.EMBED, version.pk), (Step.MATCH, claim), (Step.TRACE, other.article_id)):
        count_attempts(step, [subject])
    assert sorted(Setback.objects.with_article().values_list("article", flat=True)) == sorted([version.article_id] * 3 + [other.article_id])
    assert sorted((one.step, one.subject_id) for one in take_up_again(version.article_id)) == sorted(
        [("trace", version.article_id), ("embed", version.pk), ("match", claim)]
    )
    assert list(Setback.objects.values_list("subject_id", flat=True)) == [other.article_id]
