"""`manage.py extract PATH…`: what the engine reads in articles, as JSON Lines. Needs no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.errors import FactcheckError
from claims.exchange.article_files import ArticleItem, parse_date, read_articles
from claims.exchange.extraction_lines import as_record
from claims.exchange.json_lines import json_line
from claims.extraction import extract
from claims.languages.detection import detect_language


class Command(BaseCommand):
    help = (
        "Print statements, quantities, dates and claims of articles, one JSON object a line. Reads .json, .jsonl, .jsonl.gz and plain text."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--published", help="day of publication, as 2021-03-09; goes before the article's own field")
        parser.add_argument("--language", default="", help="language of all articles, as ar or en; goes before the article's own field")

    def handle(self, *, paths: list[Path], published: str | None, language: str, **_: Any) -> None:
        try:
            day = parse_date(published)
        except FactcheckError as error:
            raise CommandError(str(error), returncode=2) from error
        unread = broken = 0
        for path in paths:
            try:
                for item in read_articles(path):
                    unread += not self._one(item, day, language)
            except OSError as error:
                self.stderr.write(f"{path}: {error}")
                broken += 1
        if unread:
            self.stderr.write(f"{unread} could not be read; their lines say why")
        if broken:
            raise CommandError(f"{broken} of {len(paths)} files cannot be read", returncode=1)

    def _one(self, item: ArticleItem | tuple[str, FactcheckError], day: date | None, language: str) -> bool:
        if isinstance(item, tuple):
            identity, error = item
            return self._refuse(identity, error)
        try:
            found = extract(item.text, language=language or item.language or detect_language(item.text), published=day or item.published)
        except FactcheckError as error:
            return self._refuse(item.id, error)
        for warning in found.warnings:
            self.stderr.write(f"{item.id}: {warning.code} {json.dumps(dict(warning.params), ensure_ascii=False)}")
        self._print(as_record(item.id, found))
        return True

    def _refuse(self, identity: str, error: FactcheckError) -> bool:
        self._print({"id": identity, "error": {"code": error.code, "message": str(error)}})
        return False

    def _print(self, record: dict[str, Any]) -> None:
        self.stdout.write(json_line(record))
        self.stdout.flush()
