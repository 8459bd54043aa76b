"""The project: wiring only, no word of the domain."""

from factcheck.celery import app

__all__ = ["app"]
