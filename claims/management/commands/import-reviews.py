"""`manage.py import-reviews WHAT…`: take in fact checks of others from feeds, pages and files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from claims.clients.network import network
from claims.errors import FactcheckError
from claims.models import ReviewSource, User
from claims.pipeline.import_reviews import Imported, add_source, ask_source, import_file
from claims.tasks import compare_reviews
from claims.templatetags.failures import failure_in_words


class Command(BaseCommand):
    help = (
        "Take in ClaimReviews: schema.org data feeds, pages that carry some, answers of Google's Fact Check Tools API; by address or as a "
        "file (.json, .html). The same again changes nothing. An address is asked again every day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="+", metavar="WHAT", help="https://… or a file")

    def handle(self, *, what: list[str], **options: Any) -> None:
        failed = sum(not (self._ask(one) if one.startswith(("http://", "https://")) else self._read(Path(one))) for one in what)
        compare_reviews.delay()
        if failed:
            raise CommandError(f"{failed} of {len(what)} not read{'; the rest is in' if failed < len(what) else ''}")

    def _ask(self, address: str) -> bool:
        try:
            source, _is_new = add_source(address, by=User.objects.system())
        except FactcheckError as error:
            self.stderr.write(f"{address}: {error}")
            return False
        fresh = ask_source(source.pk, network())
        source = ReviewSource.objects.get(pk=source.pk)
        if source.error_code:
            with override("en"):
                said = " ".join(filter(None, failure_in_words(source)))
            self.stderr.write(f"{address}: {said}")
            return False
        self.stdout.write(f"{address}: {source.found} reviews, {len(fresh)} new or changed, {source.refused} unreadable")
        return True

    def _read(self, path: Path) -> bool:
        try:
            done = import_file(path)
        except (OSError, FactcheckError) as error:
            self.stderr.write(f"{path}: {error}")
            return False
        if done == Imported():
            self.stderr.write(f"{path}: no reviews found in it")
            return False
        for where, why in done.refused:
            self.stderr.write(f"{path}: {where}: {why}")
        counts = f"{len(done.new)} new, {len(done.changed)} changed, {done.known} known, {done.gone} taken back, {done.own} our own"
        self.stdout.write(f"{path}: {counts}, {len(done.refused)} unreadable")
        return True
