"""`manage.py speakers`: spellings are given the keys of this version, and names that were never compared are compared."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.pipeline.resolve import propose_again, rekey


class Command(BaseCommand):
    help = (
        "After an upgrade that compares names otherwise: write the keys of every spelling anew, and propose pairs of speakers that are "
        "alike by today's measure. Joins nobody. Safe to repeat and to stop."
    )

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"{rekey()} spellings given other keys")
        self.stdout.write(f"{propose_again()} pairs proposed")
