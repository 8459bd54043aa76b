"""`manage.py sample`: take in the sample articles that ship with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

SAMPLE = Path(__file__).resolve().parents[2] / "sample"


class Command(BaseCommand):
    help = "Take in ten short articles of one invented story, Arabic and English, whose figures disagree and change."

    def handle(self, **_: Any) -> None:
        call_command("ingest", *sorted(SAMPLE.glob("*.json")), stdout=self.stdout, stderr=self.stderr)
