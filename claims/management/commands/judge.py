"""`manage.py judge PAIRS.jsonl`: how the claims of each pair relate, as JSON Lines. Needs no database."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from claims.errors import FactcheckError
from claims.exchange.json_lines import json_line
from claims.exchange.pair_files import PairItem, judgement_record, read_pairs
from claims.management.pairs import read_item, text_cosines
from claims.matching import judge
from claims.records import FoundClaim
from claims.templatetags.reasons import sentence

# Pairs whose texts are embedded at once: large enough for the embedder's batches, small enough that lines come steadily.
TOGETHER = 64


class Command(BaseCommand):
    help = "Print how the two claims of each pair relate (same, agrees, contradicts, updates, none), one JSON object a line."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PAIRS.jsonl")

    def handle(self, *, path: Path, **_: Any) -> None:
        unread = 0
        try:
            items = read_pairs(path)
            while some := list(islice(items, TOGETHER)):
                unread += self._judge(some)
        except OSError as error:
            raise CommandError(f"{path}: {error}", returncode=1) from error
        if unread:
            self.stderr.write(f"{unread} could not be read; their lines say why")

    def _judge(self, items: Sequence[PairItem | tuple[Any, FactcheckError]]) -> int:
        """Print a line for each item, in order; gives how many could not be read."""
        read: list[tuple[Any, tuple[FoundClaim, FoundClaim] | FactcheckError]] = []
        for item in items:
            if isinstance(item, tuple):
                read.append(item)
                continue
            try:
                read.append((item.id, (read_item(item.a), read_item(item.b))))
            except FactcheckError as error:
                read.append((item.id, error))
        pairs = [found for _, found in read if not isinstance(found, FactcheckError)]
        cosines = iter(text_cosines(pairs))
        for identity, found in read:
            if isinstance(found, FactcheckError):
                self._print({"id": identity, "error": {"code": found.code, "message": str(found)}})
                continue
            record = judgement_record(identity, judgement := judge(*found, cosine=next(cosines)))
            with override("en"):
                for written, reason in zip(record["reasons"], judgement.reasons, strict=True):
                    written["sentence"] = sentence(reason)
            self._print(record)
        return len(read) - len(pairs)

    def _print(self, record: dict[str, Any]) -> None:
        self.stdout.write(json_line(record))
        self.stdout.flush()
