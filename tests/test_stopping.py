"""A worker that is asked to end finishes the call at hand; one that is told to drop it gives it back to its queue."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from claims.models import ArticleVersion
from claims.tasks import STEERING, URGENT, USUAL, call, read_version
from tests.pipeline.test_setbacks import taken_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PATIENCE_SECONDS = 60


@pytest.fixture
def worker(broker: Any) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.worker_settings"}
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "factcheck", "worker", "-c", "1", "--without-gossip", "--without-mingle"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


def wait_for(true: Callable[[], bool]) -> bool:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not true() and time.monotonic() < patience:
        time.sleep(0.1)
    return true()


def somebody_waits() -> bool:
    """Whether a reader has begun and stands before the row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


def test_asked_to_end_it_finishes_what_it_has_begun(broker: Any, worker: subprocess.Popen[bytes]) -> None:
    version = taken_in()
    with transaction.atomic():
        # The reader waits for this row.
        ArticleVersion.objects.select_for_update().get(pk=version.pk)
        call(read_version, version.pk)
        assert wait_for(somebody_waits)
        worker.send_signal(signal.SIGTERM)
        call(read_version, 10**9)  # comes too late for this worker
        time.sleep(1)
        assert worker.poll() is None
    assert worker.wait(PATIENCE_SECONDS) == 0
    version.refresh_from_db()
    assert (version.state, broker.hlen("unacked"), broker.llen(USUAL) >= 1) == ("read", 0, True)


def test_told_to_drop_it_it_gives_the_call_back(broker: Any, worker: subprocess.Popen[bytes]) -> None:
    version = taken_in()
    with transaction.atomic():
        ArticleVersion.objects.select_for_update().get(pk=version.pk)
        call(read_version, version.pk, queue=URGENT)
        assert wait_for(somebody_waits)
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        worker.send_signal(signal.SIGQUIT)
        worker.wait(PATIENCE_SECONDS)
    assert [broker.llen(queue) for queue in (STEERING, URGENT, USUAL)] == [0, 1, 0]
    assert broker.hlen("unacked") == 0
    version.refresh_from_db()
    assert version.state == "pending"
