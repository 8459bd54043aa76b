"""How the whole is doing: what waits, what has failed, what is late. For metrics and for the status page."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from redis.exceptions import RedisError

from claims.clients.embeddings import embedder
from claims.clients.queues import queue_depths
from claims.errors import TransientError
from claims.models import ArticleVersion, Claim, Decision, Feed, Page, Setback
from claims.pipeline import pulse
from claims.pipeline.vector_index import index_name

T = TypeVar("T")
_SILENT = (RedisError, OSError)
# Counting all texts by state reads all of them, and finding the oldest that waits all that wait: once in so long is enough.
COUNTED_EVERY_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Condition:
    """Ages are in seconds, None where there is nothing to be old; `queues` None where the broker does not answer."""

    queues: Mapping[str, int] | None
    articles: Mapping[str, int]  # newest and older texts, by state
    oldest_waiting: float | None  # of the texts that still have to be read or embedded, without what waits of bulk deliveries for its turn
    claims_waiting: int
    errors: Mapping[tuple[str, str], int]  # (read, fetch, feed, trace, embed or match; code): how many rows stand there with it
    failing: Mapping[tuple[str, str], int]  # (step, code): what failed at its last try and is tried again by itself
    set_aside: int
    feed_lag: float | None  # of the feed that is overdue longest
    last_sweep: datetime | None
    last_ledger: datetime | None
    decisions_since_ledger: int
    unledgered_since: datetime | None  # when the first decision was made that no ledger holds
    disk_free: int  # bytes, where the program keeps its state
    database_size: int  # bytes
    index_is_valid: bool | None  # of vectors; None where it is missing


def read_condition() -> Condition:
    """Some ten indexed queries, and two that read all texts or all that wait, at most every half minute."""
    now = timezone.now()
    due = Feed.objects.due().aggregate(oldest=Min("next_at"))["oldest"]
    ledgers = Decision.objects.filter(subject=Decision.Subject.LEDGER)
    last = ledgers.order_by("-seq").first()
    unledgered = Decision.objects.filter(pk__gt=last.pk if last is not None else 0).aggregate(number=Count("pk"), first=Min("at"))
    return Condition(
        queues=_queues(),
        articles=_kept("articles", _articles),
        oldest_waiting=_age(_kept("oldest_waiting", ArticleVersion.objects.oldest_waiting), now),
        claims_waiting=Claim.objects.filter(match_state=Claim.MatchState.PENDING).count(),
        errors=_errors(),
        failing=_by_step(Setback.objects.failing(now)),
        set_aside=Setback.objects.set_aside().count(),
        feed_lag=_age(due, now),
        last_sweep=pulse.last_beat(),
        last_ledger=last.at if last is not None else None,
        decisions_since_ledger=unledgered["number"],
        unledgered_since=unledgered["first"],
        disk_free=_disk_free(),
        database_size=_database_size(),
        index_is_valid=_index_is_valid(),
    )


def _queues() -> Mapping[str, int] | None:
    try:
        return queue_depths()
    except TransientError:
        return None


def _kept(name: str, count: Callable[[], T]) -> T:
    """What `count` gives, or gave within the last half minute. Where the cache does not answer, it counts each time."""
    try:
        kept: tuple[T] | None = cache.get(f"condition:{name}")
    except _SILENT:
        return count()
    if kept is None:
        kept = (count(),)
        with contextlib.suppress(*_SILENT):
            cache.set(f"condition:{name}", kept, COUNTED_EVERY_SECONDS)
    return kept[0]


def _articles() -> Mapping[str, int]:
    counted = dict(ArticleVersion.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.value: counted.get(state.value, 0) for state in ArticleVersion.State}


def _errors() -> Mapping[tuple[str, str], int]:
    kinds = (
        ("read", ArticleVersion.objects.filter(state__in=ArticleVersion.State.ended_badly())),
        ("fetch", Page.objects.filter(state=Page.State.FAILED)),
        ("feed", Feed.objects.exclude(error_code="")),
    )
    found = {(kind, code): n for kind, rows in kinds for code, n in rows.order_by().values_list("error_code").annotate(Count("pk"))}
    return found | _by_step(Setback.objects.all())


def _by_step(setbacks: QuerySet[Setback]) -> dict[tuple[str, str], int]:
    counted = setbacks.order_by().values_list("step", "error_code").annotate(Count("pk"))
    return {(step, code or "was_ended"): n for step, code, n in counted}


def _age(since: datetime | None, now: datetime) -> float | None:
    return None if since is None else max(0.0, (now - since).total_seconds())


def _disk_free() -> int:
    place = Path(settings.STATE)
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def _database_size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _index_is_valid() -> bool | None:
    by = embedder()
    with connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [index_name(by.model, by.width)])
        found = cursor.fetchone()
    return None if found is None else bool(found[0])
