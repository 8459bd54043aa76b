"""The throw-away servers go with the run; and the broker for those who look into it."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.conf import settings


def pytest_unconfigure() -> None:
    if settings.EMBEDDED is not None:
        settings.EMBEDDED.stop()
        shutil.rmtree(settings.STATE, ignore_errors=True)


@pytest.fixture
def broker() -> Iterator[Any]:
    """The broker's own client, nothing in it before and after."""
    with current_app.connection_for_read() as line:
        channel: Any = line.default_channel
        channel.client.flushdb()
        yield channel.client
        channel.client.flushdb()
