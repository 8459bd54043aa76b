"""`manage.py ingest FILE…`: take articles in and have them read in the background."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from claims.errors import FactcheckError
from claims.exchange.article_files import FIELDS, parse_date
from claims.exchange.json_lines import json_line
from claims.exchange.octets import kind_and_stem
from claims.management import ports
from claims.management.progress import Share
from claims.models import User
from claims.pipeline.delivery import Delivered, Delivery, Overrides
from claims.tasks import begin_bulk, call, read_version

# Up to so many articles are named one by one; of more, it is told how many there are and how much is left, and refusals one by one.
FEW = 20
# What is in already is read while the rest comes in.
SECONDS_BETWEEN_CALLS = 5.0


class Command(BaseCommand):
    help = (
        "Take in articles from plain text, .json, .jsonl, .csv, .html, .warc (each also .gz) or .zip files, or folders of these. "
        "The same article again changes nothing, so that an interrupted delivery is simply given again. "
        f"The first {FEW} articles are read at once, the rest of a bigger delivery behind whatever people hand in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--outlet", default="", help="name or domain of a known outlet")
        parser.add_argument("--title", default="", help="headline; without it the file's, else the first line")
        parser.add_argument("--published", help="day of publication, as 2021-03-09")
        parser.add_argument("--language", default="", help="as ar or en; detected where it is not given")
        parser.add_argument("--map", nargs="+", default=[], metavar="FIELD=NAME", help=f"how the file calls a field of {', '.join(FIELDS)}")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write there, as JSON Lines, what became of each article")
        parser.add_argument("--new-outlets", action="store_true", help="make an outlet that is not known yet")

    def handle(self, *, paths: list[Path], outlet: str, title: str, published: str | None, language: str, **options: Any) -> None:
        try:
            overrides = Overrides(outlet, title, parse_date(published), language, options["new_outlets"])
        except FactcheckError as error:
            raise CommandError(str(error), returncode=2) from error
        names = _names(options["map"])
        self._counts: Counter[str] = Counter()
        self._site = _site()
        self._began = self._called = time.monotonic()
        self._delivery = Delivery(overrides, by=User.objects.system(), names=names, few=FEW)
        files = [file for given in paths for file in _files(given)]
        self._share = Share(self.stderr, sum(map(_size, files)))
        with _opened(options["report"]) as report:
            unread = sum(not self._take_file(path, report) for path in files)
        self._share.clear()
        begin_bulk()
        if self._counts.total() > FEW:
            self.stdout.write(self._count())
        refused = self._counts["refused"]
        if refused or unread:
            parts = [_counted(refused, "article", "refused"), _counted(unread, "file", "not read")]
            rest = "; the rest is in" if refused < self._counts.total() else ""
            raise CommandError(f"{' and '.join(filter(None, parts))}{rest}")

    def _take_file(self, path: Path, report: TextIO | None) -> bool:
        try:
            for one in self._delivery.take(path):
                self._take(one, path)
                if report is not None:
                    report.write(json_line({"file": str(path), **_reported(one)}) + "\n")
        except OSError as error:
            self._share.clear()
            self.stderr.write(f"{path} cannot be read: {error}")
            return False
        return True

    def _take(self, one: Delivered, path: Path) -> None:
        if one.is_new and one.version is not None and not one.version.is_bulk:
            call(read_version, one.version.pk)
        self._counts[_outcome(one)] += 1
        if one.version is None or self._counts.total() <= FEW:
            self._share.clear()
            self._report(one, _where(one, path))
        if self._counts.total() <= FEW:
            return
        now = time.monotonic()
        self._share.tell(self._delivery.meter.octets, f"{self._count()} ({self._counts.total() / (now - self._began):,.0f} a second)")
        if now - self._called > SECONDS_BETWEEN_CALLS:
            self._called = now
            begin_bulk()

    def _count(self) -> str:
        counts = ", ".join(f"{self._counts[what]:,} {what}" for what in ("taken in", "known already", "refused"))
        return f"{self._counts.total():,} articles: {counts}"

    def _report(self, one: Delivered, where: str) -> None:
        if one.version is None:
            field = f" ({one.error.field})" if one.error and one.error.field else ""
            self.stderr.write(f"{where}: refused{field}: {one.error}")
            return
        if one.version.published is None:
            self.stderr.write(
                f"{where}: no day of publication, so words such as Tuesday cannot be dated: give --published, or --map published=NAME"
            )
        page = reverse("article", args=[one.version.article_id])
        self.stdout.write(f"{where}: {_outcome(one)}: {self._site}{page}")


def _where(one: Delivered, path: Path) -> str:
    """The file as it was named, and which of its articles where it calls them by anything but its own name."""
    if one.id == kind_and_stem(path)[1]:
        return str(path)
    return f"{path}{one.id.removeprefix(path.name)}" if one.id.startswith(path.name) else f"{path}: {one.id}"


def _counted(number: int, noun: str, outcome: str) -> str:
    """Empty for none."""
    return f"{number:,} {noun}{'' if number == 1 else 's'} {outcome}" if number else ""


def _site() -> str:
    """Where pages are: on a machine of one's own on the port that `up` was given."""
    port = None if settings.SECURE else ports.kept(settings.STATE)
    return f"http://127.0.0.1:{port}" if port else settings.PUBLIC_URL


def _outcome(one: Delivered) -> str:
    return "refused" if one.version is None else "taken in" if one.is_new else "known already"


def _reported(one: Delivered) -> dict[str, Any]:
    """One line of the report: what became of an article, and where it is or why it is not."""
    line: dict[str, Any] = {"id": one.id, "outcome": _outcome(one)}
    if one.version is not None:
        return line | {"article": one.version.article_id, "version": one.version.number}
    assert one.error is not None
    return line | {"code": one.error.code, "field": one.error.field, "why": str(one.error)}


def _opened(path: Path | None) -> AbstractContextManager[TextIO | None]:
    if path is None:
        return nullcontext()
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The report cannot be written: {error}", returncode=2) from error


def _files(path: Path) -> list[Path]:
    """The file, or the files below a folder, in the order of their names; hidden ones are passed over."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not any(part[0] == "." for part in file.relative_to(path).parts))


def _size(file: Path) -> int:
    """0 where there is none: that is told when its turn comes."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _names(pairs: list[str]) -> dict[str, str]:
    names = dict(pair.partition("=")[::2] for pair in pairs)
    wrong = [field for field, name in names.items() if field not in FIELDS or not name]
    if wrong:
        raise CommandError(f"--map takes FIELD=NAME with a field of {', '.join(FIELDS)}, not {', '.join(wrong)}", returncode=2)
    return names
