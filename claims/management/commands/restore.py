"""`manage.py restore FILE`: a back-up goes into an empty database, and its audit is verified."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from claims.management.dumps import check_restorable, load
from claims.pipeline.verify import verify_audit


class Command(BaseCommand):
    help = (
        "Restore a back-up into an empty database, bring its tables up to this version, and verify the audit. "
        "Exit status 2: refused, nothing was changed; 1: it failed, or the audit does not verify."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        connections["owner"].ensure_connection()  # which starts the embedded server
        check_restorable(file)
        load(file)
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        call_command("embeddings", "prepare", stdout=self.stdout)
        cache.clear()  # it may tell of another base
        report = verify_audit()
        for finding in report.findings:
            self.stdout.write(f"{finding.code}: {finding.sentence}")
        counted = f"{report.decisions} decisions in {report.chains} chains"
        if report.findings:
            raise CommandError(f"Restored, but the audit does not verify: {len(report.findings)} findings; {counted}.", returncode=1)
        self.stdout.write(f"Restored. The audit is as it was decided: {counted}.")
