"""`manage.py ingest FILE…`: take articles in and have them read in the background."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from claims.errors import FactcheckError
from claims.exchange.article_files import parse_date
from claims.models import User
from claims.pipeline.delivery import Delivered, Overrides, deliver
from claims.tasks import read_version


class Command(BaseCommand):
    help = "Take in articles from plain text, .json, .jsonl or .jsonl.gz files. The same article again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--outlet", default="", help="name or domain of a known outlet")
        parser.add_argument("--title", default="", help="headline; without it the file's, else the first line")
        parser.add_argument("--published", help="day of publication, as 2021-03-09")
        parser.add_argument("--language", default="", help="as ar or en; detected where it is not given")

    def handle(self, *, paths: list[Path], outlet: str, title: str, published: str | None, language: str, **_: Any) -> None:
        try:
            overrides = Overrides(outlet, title, parse_date(published), language)
        except FactcheckError as error:
            raise CommandError(str(error), returncode=2) from error
        actor = User.objects.system()
        refused = unread = 0
        for path in paths:
            try:
                for one in deliver(path, overrides, by=actor):
                    refused += one.error is not None
                    self._report(one)
            except OSError as error:
                self.stderr.write(f"{path} cannot be read: {error}")
                unread += 1
        if refused or unread:
            parts = [f"{refused} articles refused" if refused else "", f"{unread} files not read" if unread else ""]
            raise CommandError(f"{' and '.join(filter(None, parts))}; the rest is in")

    def _report(self, one: Delivered) -> None:
        if one.version is None:
            field = f" ({one.error.field})" if one.error and one.error.field else ""
            self.stderr.write(f"{one.id}: refused{field}: {one.error}")
            return
        if one.version.published is None:
            self.stderr.write(f"{one.id}: no day of publication, so words such as Tuesday cannot be dated: give --published")
        page = f"{settings.PUBLIC_URL}{reverse('article', args=[one.version.article_id])}"
        self.stdout.write(f"{one.id}: {'taken in' if one.is_new else 'known already'}: {page}")
        if one.is_new:
            read_version.delay(one.version.pk)
