"""`manage.py verify-audit`: whether what was decided is what stands there."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.pipeline.verify import Report, verify_audit


class Command(BaseCommand):
    help = (
        "Verify the chains of decisions, the rows that they moved, the ledger and the guards. "
        "Exit status 0: all as it was decided; 1: something is not, one line each; 2: it could not be verified."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ledger", type=Path, metavar="FILE", help="a ledger that was downloaded before, to compare with")

    def handle(self, *, ledger: Path | None, **_: Any) -> None:
        report = self._verified(ledger)
        for finding in report.findings:
            self.stdout.write(f"{finding.code}: {finding.sentence}")
        counted = f"{report.decisions} decisions in {report.chains} chains"
        held = f"ledger {report.ledger}" if report.ledger else "no ledger closed yet"
        if report.findings:
            raise CommandError(f"{len(report.findings)} findings; {counted} were read, {held}.", returncode=1)
        self.stdout.write(f"All as it was decided: {counted}, {held}.")

    def _verified(self, ledger: Path | None) -> Report:
        if ledger is None:
            return verify_audit()
        try:
            with ledger.open(encoding="utf-8") as lines:
                return verify_audit(lines)
        except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
            raise CommandError(f"{ledger} is no ledger that was downloaded from here: {error}", returncode=2) from error
