"""`manage.py match-texts --claims C --queries Q`: which of the claims each query speaks of, as JSON Lines."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from claims.exchange.json_lines import json_line
from claims.exchange.retrieval_lines import TextItem, read_texts
from claims.models import ClaimWords
from claims.pipeline.match_texts import match_texts


class Command(BaseCommand):
    help = (
        "Rank the claims of one file for each query of another, by the search that stored claims go through. Prints one JSON object a "
        'query: {"id": …, "ranked": [at most 20 claim ids, best first]}. The stored claims are neither read nor changed.'
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--claims", type=Path, required=True, help="JSON Lines: id, text (or vclaim), title")
        parser.add_argument("--queries", type=Path, required=True, help="JSON Lines: id, text")

    def handle(self, *, claims: Path, queries: Path, **_: Any) -> None:
        known = [item for item in self._read(claims) if isinstance(item, TextItem)]
        asked = self._read(queries)
        self._check_tables()
        # Closed at the end, and with it the connection that holds the claims.
        with closing(match_texts(known, [item for item in asked if isinstance(item, TextItem)])) as ranked:
            for item in asked:
                if isinstance(item, TextItem):
                    self._print({"id": item.id, "ranked": list(dict.fromkeys(known[position].id for position in next(ranked)))})
                else:
                    identity, error = item
                    self._print({"id": identity, "ranked": [], "error": {"code": error.code, "message": str(error)}})

    def _read(self, path: Path) -> list[Any]:
        try:
            items = list(read_texts(path))
        except OSError as error:
            raise CommandError(f"{path}: {error}", returncode=1) from error
        for item in items:
            if not isinstance(item, TextItem):
                self.stderr.write(f"{path}: {item[1]}")
        return items

    def _check_tables(self) -> None:
        try:
            missing = ClaimWords._meta.db_table not in connection.introspection.table_names()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        if missing and settings.EMBEDDED is not None:
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            return
        try:
            call_command("migrate", check_unapplied=True, verbosity=0)
        except SystemExit as behind:
            raise CommandError(
                "The tables are of another version, or not there yet: run manage.py migrate --database=owner first."
            ) from behind

    def _print(self, record: dict[str, Any]) -> None:
        self.stdout.write(json_line(record))
        self.stdout.flush()
