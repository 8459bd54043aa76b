from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from celery.signals import worker_init

from factcheck.garbage import THRESHOLDS, keep_what_is_loaded


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    was = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*was)


def test_what_is_loaded_is_looked_through_no_more() -> None:
    keep_what_is_loaded()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == THRESHOLDS


def test_a_circle_is_still_found() -> None:
    keep_what_is_loaded()
    circle: list[object] = []
    circle.append(circle)
    del circle
    assert gc.collect() >= 1


def test_a_worker_does_so_before_it_forks() -> None:
    worker_init.send(sender=None)
    assert gc.get_threshold() == THRESHOLDS


def test_the_web_process_does_so() -> None:
    script = "import factcheck.wsgi, gc, json; print(json.dumps([gc.get_freeze_count() > 10_000, gc.get_threshold()]))"
    answer = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert json.loads(answer) == [True, list(THRESHOLDS)]
