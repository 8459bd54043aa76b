"""`manage.py ingest FILE…`: take articles in and have them read in the background."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from claims.errors import FactcheckError
from claims.exchange.article_files import FIELDS, parse_date
from claims.models import User
from claims.pipeline.delivery import Delivered, Overrides, deliver
from claims.tasks import call, read_version

# Up to so many articles are named one by one; of more, a count is told every few seconds, and refusals one by one.
FEW = 20
SECONDS_BETWEEN_COUNTS = 5.0


class Command(BaseCommand):
    help = (
        "Take in articles from plain text, .json, .jsonl, .csv, .html, .warc (each also .gz) or .zip files, or folders of these. "
        "The same article again changes nothing, so that an interrupted delivery is simply given again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", default="", help="name or domain of a known outlet")
        parser.add_argument("--title", default="", help="headline; without it the file's, else the first line")
        parser.add_argument("--published", help="day of publication, as 2021-03-09")
        parser.add_argument("--language", default="", help="as ar or en; detected where it is not given")
        parser.add_argument("--map", nargs="+", default=[], metavar="FIELD=NAME", help=f"how the file calls a field of {', '.join(FIELDS)}")
        parser.add_argument("--new-outlets", action="store_true", help="make an outlet that is not known yet")

    def handle(self, *, paths: list[Path], outlet: str, title: str, published: str | None, language: str, **options: Any) -> None:
        try:
            overrides = Overrides(outlet, title, parse_date(published), language, options["new_outlets"])
        except FactcheckError as error:
            raise CommandError(str(error), returncode=2) from error
        names = _names(options["map"])
        self._counts: Counter[str] = Counter()
        self._told = time.monotonic()
        unread = 0
        for path in [file for given in paths for file in _files(given)]:
            try:
                for one in deliver(path, overrides, by=User.objects.system(), names=names):
                    self._take(one)
            except OSError as error:
                self.stderr.write(f"{path} cannot be read: {error}")
                unread += 1
        if self._counts.total() > FEW:
            self.stdout.write(self._count())
        refused = self._counts["refused"]
        if refused or unread:
            parts = [f"{refused} articles refused" if refused else "", f"{unread} files not read" if unread else ""]
            raise CommandError(f"{' and '.join(filter(None, parts))}; the rest is in")

    def _take(self, one: Delivered) -> None:
        if one.is_new and one.version is not None:
            call(read_version, one.version.pk)
        self._counts["refused" if one.version is None else "taken in" if one.is_new else "known already"] += 1
        if one.version is None or self._counts.total() <= FEW:
            self._report(one)
        elif time.monotonic() - self._told > SECONDS_BETWEEN_COUNTS:
            self._told = time.monotonic()
            self.stderr.write(self._count())

    def _count(self) -> str:
        counts = ", ".join(f"{self._counts[what]:,} {what}" for what in ("taken in", "known already", "refused"))
        return f"{self._counts.total():,} articles: {counts}"

    def _report(self, one: Delivered) -> None:
        if one.version is None:
            field = f" ({one.error.field})" if one.error and one.error.field else ""
            self.stderr.write(f"{one.id}: refused{field}: {one.error}")
            return
        if one.version.published is None:
            self.stderr.write(f"{one.id}: no day of publication, so words such as Tuesday cannot be dated: give --published")
        page = f"{settings.PUBLIC_URL}{reverse('article', args=[one.version.article_id])}"
        self.stdout.write(f"{one.id}: {'taken in' if one.is_new else 'known already'}: {page}")


def _files(path: Path) -> list[Path]:
    """The file, or the files below a folder, in the order of their names; hidden ones are passed over."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not any(part[0] == "." for part in file.relative_to(path).parts))


def _names(pairs: list[str]) -> dict[str, str]:
    names = dict(pair.partition("=")[::2] for pair in pairs)
    wrong = [field for field, name in names.items() if field not in FIELDS or not name]
    if wrong:
        raise CommandError(f"--map takes FIELD=NAME with a field of {', '.join(FIELDS)}, not {', '.join(wrong)}", returncode=2)
    return names
