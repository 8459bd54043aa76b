"""The throw-away servers go with the run."""

import shutil

from django.conf import settings


def pytest_unconfigure() -> None:
    if settings.EMBEDDED is not None:
        settings.EMBEDDED.stop()
        shutil.rmtree(settings.STATE, ignore_errors=True)
