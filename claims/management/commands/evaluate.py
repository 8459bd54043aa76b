"""`manage.py evaluate PATH…`: how well the reader does on annotated articles. Needs no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.errors import FactcheckError
from claims.exchange.article_files import parse_date
from claims.exchange.extraction_lines import as_record
from claims.exchange.extraction_scores import LAYERS, Scores, score
from claims.extraction import extract
from claims.management.pairs import json_records


class Command(BaseCommand):
    help = (
        "Read annotated articles (JSON, JSON Lines, or folders of JSON files) and print, for each language, how well what is read "
        "agrees with what was marked: precision, recall and F1 of the layers, and how often kind and day of a statement are right."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--language", default="", help="only articles of this language, as ar or en")

    def handle(self, *, paths: list[Path], language: str, **_: Any) -> None:
        articles = [article for path in paths for article in _annotated(path)]
        languages = sorted({article["language"] for article in articles if language in ("", article["language"])})
        if not languages:
            raise CommandError("There is no annotated article among those given.", returncode=1)
        for code in languages:
            try:
                scores = score((article, _read(article)) for article in articles if article["language"] == code)
            except KeyError as error:
                raise CommandError(f"An article or an annotation has no {error}.", returncode=1) from error
            self._print(code, scores)

    def _print(self, language: str, scores: Scores) -> None:
        self.stdout.write(f"{language}: {scores.articles} articles")
        for layer in LAYERS:
            tally = scores.layers[layer]
            counts = f"gold {tally.hits + tally.missed}  system {tally.hits + tally.extra}"
            self.stdout.write(f"{layer:18} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}   {counts}")
        self.stdout.write(f"kind accuracy {scores.kind:.3f}  stated_on accuracy {scores.stated_on:.3f}  over {scores.paired} pairs")


def _annotated(path: Path) -> Iterator[Mapping[str, Any]]:
    """Raises CommandError where a file cannot be read, or holds something else than annotated articles."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            for article in [json.loads(file.read_text("utf-8"))] if file.suffix == ".json" else json_records(file):
                if not isinstance(article, dict) or not {"language", "text", "statements"} <= article.keys():
                    raise ValueError("this is no annotated article: it needs language, text and statements")
                yield article
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}", returncode=1) from error


def _read(article: Mapping[str, Any]) -> dict[str, Any]:
    """What the engine reads; nothing where it cannot."""
    try:
        published = parse_date(article.get("published"))
        return as_record(str(article.get("id", "")), extract(article["text"], language=article["language"], published=published))
    except FactcheckError:
        return {}
