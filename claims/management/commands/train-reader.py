"""`manage.py train-reader PATH…`: learn the reader's weights from annotated articles. Needs the extra `train`, and no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction.annotations import rejoin, text_of
from claims.extraction.choice import FOLDER, write_weights
from claims.extraction.families import write_families
from claims.management.pairs import json_records

Articles = Sequence[Mapping[str, Any]]
# Articles of the language, and those of the others.
Trainer = Callable[[Articles, Articles], dict[str, dict[str, float]]]


class Command(BaseCommand):
    help = (
        "Learn the reader's weights from annotated articles (JSON files, JSON Lines of annotations that stand apart from their articles, "
        "or folders of both) and write them into the package."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--language", action="append", help="only this language; may be given again")
        parser.add_argument("--to", type=Path, default=FOLDER, help="folder of the weights; the package's own by default")
        parser.add_argument("--articles", type=Path, help="JSON Lines (.gz or not) of the articles whose annotations stand apart; by `id`")
        parser.add_argument(
            "--families",
            action="store_true",
            help="instead, put the words of plain articles (JSON Lines: title, text; .gz or not) into families; then train again",
        )

        parser.add_argument("--every", type=int, default=1, metavar="N", help="read every N-th plain article; two million words are enough")

    def handle(
        self,
        *,
        paths: list[Path],
        language: list[str] | None,
        to: Path,
        articles: Path | None,
        families: bool,
        every: int,
        **_: Any,
    ) -> None:
        if families:
            self._families(paths, language, to, max(1, every))
            return
        self._weights(list(_annotated(paths, articles)), language, to)

    def _weights(self, articles: Articles, language: Sequence[str] | None, to: Path) -> None:
        for code in sorted(set(language or [article["language"] for article in articles])):
            chosen = [article for article in articles if article["language"] == code]
            if not chosen:
                raise CommandError(f"There is no article in {code!r} among those given.", returncode=1)
            for part, trainer in _trainers().items():
                path = to / f"{part}.{code}.json"
                models = trainer(chosen, [article for article in articles if article["language"] != code])
                write_weights(path, models)
                self.stdout.write(f"{path}: {sum(map(len, models.values()))} weights, {len(chosen)} articles given")

    def _families(self, paths: Sequence[Path], language: Sequence[str] | None, to: Path, every: int) -> None:
        if not language or len(language) != 1:
            raise CommandError("Say with --language, once, in which language the articles are.", returncode=2)
        from claims.extraction.family_training import find_families  # noqa: PLC0415 - scipy is there with the extra `train` only

        found = find_families(text for path in paths for text in _plain(path, every))
        path = to / f"families.{language[0]}.json"
        write_families(path, found)
        self.stdout.write(f"{path}: {sum(map(len, found))} words in {len(found)} families")


def _trainers() -> Mapping[str, Trainer]:
    """What is learned from annotated articles, by the part of the reading; one file of weights each."""
    try:
        from claims.extraction import speaker_training, statement_training  # noqa: PLC0415 - scipy is there with the extra `train` only
    except ImportError as error:
        raise CommandError("Training needs scipy: install the extra `train`.") from error
    return {"statements": statement_training.train, "speakers": lambda articles, _: speaker_training.train(articles)}


def _annotated(paths: Sequence[Path], plain: Path | None) -> Iterator[Mapping[str, Any]]:
    for path in paths:
        files = sorted([*path.glob("*.json"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
        if not files:
            raise CommandError(f"{path} holds no JSON file.", returncode=1)
        for file in files:
            try:
                yield from _apart(file, plain) if file.suffix == ".jsonl" else [_whole(file)]
            except (OSError, ValueError, KeyError) as error:
                raise CommandError(f"{file}: {error}", returncode=1) from error


def _whole(file: Path) -> Mapping[str, Any]:
    article = json.loads(file.read_text("utf-8"))
    if not isinstance(article, dict) or not {"language", "text", "statements"} <= article.keys():
        raise ValueError("this is no annotated article: it needs language, text and statements")
    return article


def _apart(file: Path, plain: Path | None) -> Iterator[Mapping[str, Any]]:
    """The annotations of one file put back to their articles, in the order of the annotations."""
    if plain is None:
        raise ValueError("its articles stand apart: name their file with --articles")
    rows = {row["article"]: row for row in json_records(file)}
    texts = {article["id"]: article for article in json_records(plain) if article.get("id") in rows}
    for name, row in rows.items():
        if name not in texts:
            raise ValueError(f"{plain} lacks the article {name}")
        yield rejoin(row, texts[name])


def _plain(path: Path, every: int) -> Iterator[str]:
    try:
        for record in islice(json_records(path), None, None, every):
            yield text_of(record)
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise CommandError(f"{path}: {error!r}", returncode=1) from error
