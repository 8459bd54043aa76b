"""Bulk deliveries: a few hundred calls at a time, behind what people hand in, and called for again only where calls were lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.clients.queues import queue_depths
from claims.models import ArticleVersion, Claim, User
from claims.models.setback import FIRST_PAUSE
from claims.pipeline.ingest import Submission, check, find_outlet
from claims.pipeline.ingest_many import ingest_many
from claims.pipeline.overdue import QUEUED
from claims.tasks import BULK, CALLED_AT_ONCE, URGENT, USUAL, begin_bulk, call, call_for_bulk, embed, read_version, sweep
from tests.test_tasks import TEXT, claims, sent, taken_in

READING_SECONDS = 120


def delivered(articles: int) -> list[int]:
    """Ids of versions that were handed in together."""
    checked = [check(Submission(text=f"{TEXT} {number}", outlet=find_outlet(""))) for number in range(articles)]
    return [one[0].pk for one in ingest_many(checked, by=User.objects.system(), is_bulk=True) if isinstance(one, tuple)]


def waiting_calls() -> int:
    return queue_depths()[BULK]


@pytest.mark.django_db
def test_some_are_called_for_and_the_rest_wait_in_the_database(broker: Any) -> None:
    versions = delivered(CALLED_AT_ONCE + 30)
    assert call_for_bulk() == CALLED_AT_ONCE
    calls = sent(broker, BULK)
    assert sorted(calls) == sorted(["call_for_bulk()", *(f"read_version({pk},)" for pk in versions[:CALLED_AT_ONCE])])
    assert ArticleVersion.objects.uncalled().count() == 30
    # Enough waits: neither another call nor the sweeper adds to it.
    assert (call_for_bulk(), waiting_calls()) == (0, CALLED_AT_ONCE + 1)
    begin_bulk()
    assert waiting_calls() == CALLED_AT_ONCE + 1
    # The workers have emptied it: the rest, and then an end.
    broker.flushdb()
    assert (call_for_bulk(), call_for_bulk()) == (30, 0)
    assert ArticleVersion.objects.uncalled().count() == 0


@pytest.mark.django_db
def test_what_was_begun_goes_among_the_usual_and_behind_people(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    (bulk,) = delivered(1)
    person = taken_in()
    with django_capture_on_commit_callbacks(execute=True):
        read_version.apply((bulk,), routing_key=BULK)
        read_version.apply((person.pk,), routing_key=URGENT)
    assert (sent(broker, URGENT), sent(broker, USUAL), sent(broker, BULK)) == ([f"embed({person.pk},)"], [f"embed({bulk},)"], [])
    broker.flushdb()
    with django_capture_on_commit_callbacks(execute=True):
        embed.apply((bulk,), routing_key=USUAL)
    claims = list(Claim.objects.filter(appearances__version=bulk).order_by("pk").values_list("pk", flat=True))
    assert (sent(broker, USUAL), sent(broker, BULK)) == ([f"match({claims},)"], [])


@pytest.mark.django_db
def test_the_sweeper_leaves_alone_what_waits_for_its_turn(broker: Any) -> None:
    old = timezone.now() - QUEUED - timedelta(minutes=1)
    called, lost, uncalled = delivered(3)
    ArticleVersion.objects.update(state_at=old)
    ArticleVersion.objects.filter(pk__in=[called, lost]).update(called_at=old)
    # What was called for was lost, and the rest is begun again.
    assert sweep() == 2
    assert (sent(broker, USUAL), sent(broker, BULK)) == (
        sorted([f"read_version({called},)", f"read_version({lost},)"]),
        ["call_for_bulk()"],
    )
    assert list(ArticleVersion.objects.uncalled().values_list("pk", flat=True)) == [uncalled]


@pytest.mark.django_db
def test_while_a_delivery_is_read_lost_comparisons_are_called_for_at_once_and_its_readers_are_not(broker: Any) -> None:
    old = timezone.now() - FIRST_PAUSE - timedelta(seconds=5)
    delivered(3)
    call_for_bulk()
    (lost,) = claims(1)
    person = taken_in()
    ArticleVersion.objects.update(state_at=old)
    Claim.objects.filter(pk=lost.pk).update(created_at=old)
    assert (sweep(), sent(broker, USUAL)) == (2, sorted([f"match([{lost.pk}],)", f"read_version({person.pk},)"]))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_persons_article_is_read_before_a_delivery_that_came_earlier(broker: Any) -> None:
    versions = delivered(8)
    call_for_bulk()
    person = taken_in("آخر " + TEXT)
    call(read_version, person.pk, queue=URGENT)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.worker_settings"}
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "factcheck", "worker", "-c", "1", "--without-gossip", "--without-mingle"]
    worker = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        patience = time.monotonic() + READING_SECONDS
        while _unfinished() and time.monotonic() < patience:
            time.sleep(0.2)
    finally:
        worker.terminate()
        worker.wait(60)
    assert not _unfinished()
    order = list(ArticleVersion.objects.order_by("state_at").values_list("pk", flat=True))
    # One may have been in the worker's hand before.
    assert order.index(person.pk) <= 1
    assert sorted(order) == sorted([person.pk, *versions])


def _unfinished() -> bool:
    return ArticleVersion.objects.waiting().exists() or Claim.objects.filter(match_state="pending").exists()
