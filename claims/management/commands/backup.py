"""`manage.py backup FILE`: the whole database in one file, while everything runs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from claims.management.dumps import dump


class Command(BaseCommand):
    help = "Write the whole database into a new file, as of this moment. Exit status 2: the file cannot be written; 1: the dump failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        connections["owner"].ensure_connection()  # which starts the embedded server
        size = dump(file)
        self.stdout.write(f"{file}: {size:,} bytes. Keep it apart from this machine, and beside it the SECRET_KEY and the last ledger.")
