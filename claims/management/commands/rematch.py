"""`manage.py rematch`: think over again what an older engine, another model or another threshold has left."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.errors import TransientError
from claims.pipeline.rematch import compare_pending, judge_pairs, outdated_pairs, pend_all, pending_claims, read_claims, unread_claims


class Command(BaseCommand):
    help = (
        "Bring claims and pairs up to the present engine: words and vectors that are missing, pairs that an older engine judged, claims "
        "that wait to be compared. Interrupted, it goes on where it stopped when it is run again, with or without --search."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--search", action="store_true", help="also search the partners of every claim anew, as after a new threshold")

    def handle(self, *, search: bool, **_: Any) -> None:
        try:
            self._run("claims given words and vectors", unread_claims(), read_claims())
        except TransientError as error:
            raise CommandError(f"{error} Run it again when it does.") from error
        self._run("pairs judged again", outdated_pairs(), judge_pairs())
        if search:
            self.stdout.write(f"{pend_all():,} claims wait to be compared anew")
        if failed := self._run("claims compared", pending_claims(), compare_pending()):
            raise CommandError(f"{failed:,} claims could not be compared: the log says why. The worker tries them again.")

    def _run(self, what: str, total: int, steps: Iterator[int]) -> int:
        """Take the steps and tell how far they are; gives how many came to nothing."""
        done = told = failed = 0
        for step in steps:
            done += step
            failed += not step
            if done - told >= max(100, total // 100):
                told = done
                self.stdout.write(f"{done:,} of {max(done, total):,} {what}")
                self.stdout.flush()
        self.stdout.write(f"{done:,} {what}")
        return failed
