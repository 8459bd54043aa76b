"""Celery's application."""

from __future__ import annotations

import logging.config
import os
import time
from typing import Any

from celery import Celery
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun, worker_init
from django.conf import settings
from django.db import close_old_connections

import factcheck.embedded_redis  # noqa: F401  # the scheme of the embedded broker's address
from claims import trail
from claims.clients.measures import observe
from factcheck.garbage import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _log_as_the_web_process_does(**_: Any) -> None:
    # Connected, it keeps Celery from giving its lines a form of their own.
    logging.config.dictConfig(settings.LOGGING)


@worker_init.connect
def _look_for_garbage_seldom(**_: Any) -> None:
    keep_what_is_loaded()


@before_task_publish.connect
def _send_the_trail(headers: dict[str, Any], **_: Any) -> None:
    headers.update(trail.trail())


@task_prerun.connect
def _look_at_the_connections(task: Any, **_: Any) -> None:
    if not task.request.is_eager:
        close_old_connections()


@task_prerun.connect
def _follow_the_trail(task: Any, **_: Any) -> None:
    trail.follow({name: task.request.get(name) for name in (trail.REQUEST, trail.ARTICLE)})
    task.request.begun = time.perf_counter()


@task_postrun.connect
def _measure(task: Any, state: str | None = None, **_: Any) -> None:
    outcome = "done" if state == "SUCCESS" else "failed"
    observe("step", f"{task.name.rpartition('.')[2]} {outcome}", time.perf_counter() - task.request.begun)
    trail.follow({})
