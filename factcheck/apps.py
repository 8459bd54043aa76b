"""The project as an application of Django: what must be there in every process."""

from django.apps import AppConfig
from django.conf import settings


class FactcheckConfig(AppConfig):
    name = "factcheck"

    def ready(self) -> None:
        # Tasks find their broker through Celery's application, and checks are known once they are imported.
        from factcheck import celery, checks  # noqa: F401, PLC0415  # both need the settings, which are read by now
        from factcheck.watchers import start_watchers  # noqa: PLC0415  # so do they

        start_watchers(settings.SENTRY_DSN, settings.OTEL_ENDPOINT)
