"""`manage.py train-judge PAIRS.jsonl`: learn the weights of `judge` from pairs that people judged. Needs the extra `train`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.exchange.article_files import ArticleItem, read_articles
from claims.exchange.pair_files import PairItem, read_pairs
from claims.extraction import extract
from claims.languages.detection import detect_language
from claims.management.pairs import JudgedPair, found_pairs, read_item, text_cosines
from claims.matching.evidence import Evidence, compare
from claims.matching.judgement import LINKED
from claims.matching.profile import read_profile
from claims.matching.relatedness import WEIGHTS, write_weights
from claims.records import Direction, FoundClaim, Relation

# Two claims of one article this near may be one claim told twice.
REPEATED = 0.6
PAIRS_AN_ARTICLE, MOST_CLAIMS, SHORTEST_CLAIM = 4, 40, 4
# Beside those drawn by lot the nearest of each article, which are of one topic and two things.
NEAREST_AN_ARTICLE = 6
ACROSS_LANGUAGES = 250


class Command(BaseCommand):
    help = "Learn the weights of judge from annotated pairs and write them into the package; prints the figures with each event left out."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PAIRS.jsonl")
        parser.add_argument(
            "--articles",
            type=Path,
            nargs="*",
            default=[],
            help="article files, as extract reads them: claims of one article, or of two languages, are taken to be unrelated",
        )
        parser.add_argument(
            "--found", type=Path, help="JSON Lines of pairs that a search brought together and people judged, apart from their articles"
        )
        parser.add_argument("--texts", type=Path, nargs="*", default=[], help="JSON Lines (.gz or not) of the articles of --found, by `id`")
        parser.add_argument("--to", type=Path, default=WEIGHTS, help="where to write the weights; the package's own file by default")

    def handle(self, *, path: Path, articles: list[Path], found: Path | None, texts: list[Path], to: Path, **_: Any) -> None:
        try:
            from claims.matching import training  # noqa: PLC0415 - scipy is there with the extra `train` only
        except ImportError as error:
            raise CommandError("Training needs scipy: install the extra `train`.") from error
        try:
            items = [item for item in read_pairs(path) if isinstance(item, PairItem) and item.relation is not None]
        except OSError as error:
            raise CommandError(f"{path}: {error}", returncode=1) from error
        try:
            unrelated = unrelated_claims(articles)
            met = found_pairs(found, texts) if found is not None else []
        except (OSError, ValueError) as error:
            raise CommandError(str(error), returncode=1) from error
        judged = [
            JudgedPair(read_item(item.a), read_item(item.b), item.relation or Relation.NONE, item.direction, item.event) for item in items
        ]
        pairs, searched = ([training.Annotated(*one) for one in _compared(some)] for some in (judged, met))
        train = partial(training.fit, unrelated=unrelated)
        try:
            weights = train(pairs, found=searched)
        except ValueError as error:
            raise CommandError(str(error)) from error
        relations = [relation for relation, _ in training.cross_validate(pairs, train)]
        self._figures([pair.relation for pair in pairs], relations)
        if unrelated:
            wrongly = sum(weights.related(evidence) >= LINKED for evidence in unrelated)
            self.stdout.write(f"  of {len(unrelated)} unrelated claims linked: {wrongly / len(unrelated):.3f}")
        if searched:
            self.stdout.write("Suggested, a fifth of the events at a time judged by the other pairs:")
            for name, one in zip(("chosen", "found"), training.shown(pairs, searched, unrelated), strict=True):
                self.stdout.write(
                    f"  {name} pairs: {one.suggested}, of which {one.right} have the right relation and {one.together} some relation; "
                    f"{one.linked} have one"
                )
        write_weights(to, weights)
        self.stdout.write(
            f"{len(pairs)} pairs of {len({pair.event for pair in pairs})} events and {len(searched)} found ones; weights written to {to}"
        )

    def _figures(self, gold: Sequence[Relation], judged: Sequence[Relation]) -> None:
        self.stdout.write("Each event judged by the pairs of the others:")
        scores = [_f1(gold, judged, {relation}) for relation in Relation]
        for relation, score in zip(Relation, scores, strict=True):
            self.stdout.write(f"  {relation.value:12} F1 {score:.3f}")
        linked = _f1(gold, judged, set(Relation) - {Relation.NONE})
        self.stdout.write(f"  macro F1 {sum(scores) / len(scores):.3f}, linked F1 {linked:.3f}")


def _compared(pairs: Sequence[JudgedPair]) -> Iterator[tuple[Evidence, Relation, Direction | None, str]]:
    for pair, cosine in zip(pairs, text_cosines([(pair.a, pair.b) for pair in pairs]), strict=True):
        yield compare(read_profile(pair.a), read_profile(pair.b), cosine), pair.relation, pair.direction, pair.event


def unrelated_claims(paths: Sequence[Path]) -> list[Evidence]:
    """Claims that the engine reads in articles, in pairs: of one article, by lot and the nearest, and of two languages.

    Pairs so near that they may be one claim told twice are left out.
    """
    chosen = Random(0)  # noqa: S311 - the same pairs at every training
    read = [_claims_of(item) for path in paths for item in read_articles(path) if isinstance(item, ArticleItem)]
    pairs: list[tuple[FoundClaim, FoundClaim]] = []
    for claims in read:
        possible = list(combinations(claims[:MOST_CLAIMS], 2))
        pairs.extend(chosen.sample(possible, min(PAIRS_AN_ARTICLE, len(possible))))
        pairs.extend(_nearest(claims[:MOST_CLAIMS]))
    ours = [claim for claims in read for claim in claims]
    others = [claim for claim in ours if claim.language != ours[0].language] if ours else []
    if others:
        pairs.extend((chosen.choice(others), claim) for claim in chosen.sample(ours, min(ACROSS_LANGUAGES, len(ours))))
    unlike = [(a, b, cosine) for (a, b), cosine in zip(pairs, text_cosines(pairs), strict=True) if cosine < REPEATED]
    return [compare(read_profile(a), read_profile(b), cosine) for a, b, cosine in unlike if a is not b]


def _nearest(claims: Sequence[FoundClaim]) -> list[tuple[FoundClaim, FoundClaim]]:
    """The nearest pairs of claims of one article that do not overlap; the headline, which tells what the article tells, is left out."""
    told = [claim for claim in claims if claim.start]
    apart = [(a, b) for a, b in combinations(told, 2) if a.end <= b.start or b.end <= a.start]
    near = sorted(zip(text_cosines(apart), range(len(apart)), strict=True), reverse=True)
    return [apart[index] for cosine, index in near if cosine < REPEATED][:NEAREST_AN_ARTICLE]


def _claims_of(item: ArticleItem) -> list[FoundClaim]:
    found = extract(item.text, language=item.language or detect_language(item.text), published=item.published)
    return [claim for claim in found.claims if len(claim.text.split()) >= SHORTEST_CLAIM]


def _f1(gold: Sequence[Relation], judged: Sequence[Relation], of: set[Relation]) -> float:
    counts = Counter((one in of, other in of) for one, other in zip(gold, judged, strict=True))
    right = counts[True, True]
    return 2 * right / (2 * right + counts[True, False] + counts[False, True]) if right else 0.0
