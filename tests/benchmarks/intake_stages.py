"""What each stage of an article's way costs: processor seconds of this process and its database session, and statements, an article.

`python -m tests.benchmarks.intake_stages FILE --state FOLDER [--articles 100] [--map FIELD=NAME…] [--profile STAGE]`: takes the first
articles of the file that the folder's base does not hold yet through all stages, one after the other, in one process. Where the base
holds claims already, as one that `tests.benchmarks.million` has built, this is what an article costs among so many.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from factcheck.garbage import keep_what_is_loaded
from tests.benchmarks.million import use_state
from tests.benchmarks.pages import cpu_seconds

STAGES = ("ingest", "extract", "resolve", "store", "trace", "embed", "match")


class Costs:
    """Of each stage the processor seconds and the statements so far."""

    def __init__(self, profiled: str) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.statements: Counter[str] = Counter()
        self._profiled = profiled
        self.profile = cProfile.Profile()

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        from django.db import connection  # noqa: PLC0415

        count = 0

        def counting(execute: Callable[..., Any], *words: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*words)

        before = cpu_seconds()
        if stage == self._profiled:
            self.profile.enable()
        with connection.execute_wrapper(counting):
            yield
        self.profile.disable()
        self.seconds[stage] += cpu_seconds() - before
        self.statements[stage] += count


def measure(path: Path, names: dict[str, str], articles: int, profiled: str) -> None:
    from django.db import connection  # noqa: PLC0415

    from claims.models import Claim, User  # noqa: PLC0415
    from claims.pipeline.delivery import Delivery, Overrides  # noqa: PLC0415
    from claims.pipeline.match import match_claims  # noqa: PLC0415
    from claims.pipeline.words import count_words, has_grown  # noqa: PLC0415

    connection.ensure_connection()
    held, costs, read, claims = Claim.objects.count(), Costs(profiled), 0, 0
    _warm_up()
    delivered = Delivery(Overrides(introduces_outlets=True), by=User.objects.system(), names=names).take(path)
    while read < articles:
        with costs.of("ingest"):
            one = next(delivered, None)
        if one is None:
            break
        if one.version is None or not one.is_new:
            continue
        read += 1
        found = _read(one.version, costs)
        claims += len(found)
        with costs.of("match"):
            match_claims(found)
        if has_grown():
            count_words()
    _tell(costs, held, read, claims)


def _warm_up() -> None:
    """Models and tables of words are loaded once a process, and looked through for garbage as seldom as in a worker."""
    from claims.clients.embeddings import embedder  # noqa: PLC0415
    from claims.extraction import extract  # noqa: PLC0415
    from claims.pipeline.words import rarity  # noqa: PLC0415

    embedder().embed(["نص"])
    for language in ("ar", "en"):
        extract("قال الوزير إن العدد 300. The minister said there were 300.", language=language, published=None)
    rarity()
    keep_what_is_loaded()


def _read(version: Any, costs: Costs) -> list[int]:
    from django.db import transaction  # noqa: PLC0415

    from claims.pipeline.embed import close_version, embed_version  # noqa: PLC0415
    from claims.pipeline.extract import extract_findings  # noqa: PLC0415
    from claims.pipeline.reading import begin_reading  # noqa: PLC0415
    from claims.pipeline.resolve import resolve_speakers  # noqa: PLC0415
    from claims.pipeline.store import store_findings  # noqa: PLC0415
    from claims.pipeline.trace import trace_article  # noqa: PLC0415

    with costs.of("extract"):
        reading = begin_reading(version.pk)
        assert reading is not None
        findings = extract_findings(reading)
    # Storing resolves: resolved once by itself and taken back, to be known apart.
    with costs.of("resolve"), transaction.atomic():
        resolve_speakers(version.article, findings.quotes)
        transaction.set_rollback(True)
    with costs.of("store"):
        store_findings(version.pk, findings)
    with costs.of("trace"):
        trace_article(version.article_id)
    with costs.of("embed"):
        found = embed_version(version.pk)
        close_version(version.pk)
    return found


def _tell(costs: Costs, held: int, articles: int, claims: int) -> None:
    costs.seconds["store"] = max(0.0, costs.seconds["store"] - costs.seconds["resolve"])
    costs.statements["store"] -= costs.statements["resolve"]
    whole = sum(costs.seconds.values())
    _say(f"{articles} articles with {claims} claims to compare, into a base of {held:,}: {whole / articles * 1000:.0f} ms an article")
    for stage in STAGES:
        spent, statements = costs.seconds[stage], costs.statements[stage] / articles
        _say(f"{stage:8} {spent / articles * 1000:7.1f} ms {spent / whole:6.1%} {statements:6.1f} statements an article")
    of_claim = costs.seconds["match"] / max(claims, 1), costs.statements["match"] / max(claims, 1)
    _say(f"match: {of_claim[0] * 1000:.1f} ms and {of_claim[1]:.1f} statements a claim")
    if costs.profile.getstats():
        pstats.Stats(costs.profile, stream=sys.stdout).sort_stats("cumulative").print_stats(45)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    call_command("embeddings", "prepare")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, metavar="FILE")
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--map", nargs="+", default=[], metavar="FIELD=NAME")
    parser.add_argument("--profile", default="", choices=("", *STAGES))
    options = parser.parse_args()
    use_state(options.state)
    prepare()
    measure(options.path, dict(pair.split("=", 1) for pair in options.map), options.articles, options.profile)
