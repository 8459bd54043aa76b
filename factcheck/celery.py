"""Celery's application. With the embedded servers, the first process that needs the broker starts it."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, before_task_publish, celeryd_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@beat_init.connect
@before_task_publish.connect
def start_broker(**_: Any) -> None:
    if settings.EMBEDDED is not None:
        settings.EMBEDDED.ensure()
