"""`manage.py embeddings prepare`: make the index that finds the nearest vectors of the model in the settings."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.clients.embeddings import embedder
from claims.errors import PermanentError
from claims.pipeline.vector_index import prepare_index


class Command(BaseCommand):
    help = "prepare: make the index of nearest vectors for the model in the settings. `up` does it; safe to run at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["prepare"])

    def handle(self, **_: Any) -> None:
        by = embedder()
        try:
            made = prepare_index()
        except PermanentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The index of {by.model} ({by.width}) {'has been made' if made else 'is there'}.")
