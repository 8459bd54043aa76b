"""Celery's application."""

import os

from celery import Celery

import factcheck.embedded_redis  # noqa: F401  # the scheme of the embedded broker's address

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
