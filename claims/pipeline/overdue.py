"""What has waited too long for its call, which may be lost: the database knows what is to be done, the broker only hints at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from claims.models import Appearance, Article, ArticleVersion, Claim, Page, Setback
from claims.models.setback import FIRST_PAUSE, has_paused
from claims.pipeline.setbacks import Step, count_attempts

# While calls are waiting in the broker, the row's own is probably among them.
QUEUED = timedelta(minutes=10)
AT_MOST = 500
# A page's own clock: it retries by itself, some minutes long. Where its site is out of order it is given more time.
PAGE_WAITS, FAILING_PAGE_WAITS = timedelta(minutes=5), timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Overdue:
    """Ids of what is to be called for."""

    unread: list[int]
    unembedded: list[int]
    unmatched: list[int]
    untraced: list[int]
    unfetched: list[int]

    def __len__(self) -> int:
        return sum(map(len, (self.unread, self.unembedded, self.unmatched, self.untraced, self.unfetched)))


def find_overdue(*, is_idle: bool, is_bulk_idle: bool) -> Overdue:
    """What nobody is about to take up, at most AT_MOST of each kind, the oldest first, to be called for by whoever asks.

    `is_idle`: no calls wait in the broker but those for readers of bulk deliveries, and `is_bulk_idle`: nor do these. What was not begun
    after a moment, though nothing waits where its call would, was lost. Such a call is counted as a try until it succeeds: what ends
    every process that takes it up is set aside in the end, and the pause between two calls grows. Where calls are waiting, the row's own
    may be among them: it is called for again after QUEUED, and then not before as long again; pages after PAGE_WAITS, those of a site that
    is out of order after FAILING_PAGE_WAITS.
    """
    now = timezone.now()
    before = now - (FIRST_PAUSE if is_idle else QUEUED)
    bulk_before = now - (FIRST_PAUSE if is_idle and is_bulk_idle else QUEUED)
    unread = ArticleVersion.objects.called().filter(has_paused("attempts", "state_at", now), state=ArticleVersion.State.PENDING)
    found = Overdue(
        unread=_first(unread.filter(Q(state_at__lt=before, is_bulk=False) | Q(state_at__lt=bulk_before, is_bulk=True)), "state_at"),
        unembedded=_first(
            ArticleVersion.objects.filter(state=ArticleVersion.State.READ, state_at__lt=before).exclude(
                pk__in=Setback.objects.holding(Step.EMBED, now)
            ),
            "state_at",
        ),
        unmatched=_unmatched(now, before),
        untraced=_untraced(now, before),
        unfetched=_first(
            Page.objects.waiting().filter(
                Q(error_code="", state_at__lt=now - PAGE_WAITS) | Q(state_at__lt=now - FAILING_PAGE_WAITS),
            ),
            "state_at",
        ),
    )
    if is_idle:
        # Reading counts its own tries when it begins.
        for step, subjects in ((Step.EMBED, found.unembedded), (Step.MATCH, found.unmatched), (Step.TRACE, found.untraced)):
            count_attempts(step, subjects)
    else:
        unmatched, untraced = _not_called_lately(Step.MATCH, found.unmatched), _not_called_lately(Step.TRACE, found.untraced)
        found = replace(found, unmatched=unmatched, untraced=untraced)
    ArticleVersion.objects.filter(pk__in=[*found.unread, *found.unembedded]).update(state_at=now)
    Page.objects.waiting().filter(pk__in=found.unfetched).update(state_at=now)
    return found


def _unmatched(now: datetime, before: datetime) -> list[int]:
    waiting = Claim.objects.filter(match_state=Claim.MatchState.PENDING, created_at__lt=before)
    # Those of a version that is not embedded yet are called for after it; of one that is, when it was.
    called_later = Q(version__state=ArticleVersion.State.READ) | Q(version__state=ArticleVersion.State.DONE, version__state_at__gte=before)
    with_later = Exists(Appearance.objects.filter(called_later, claim=OuterRef("pk")))
    return _first(waiting.exclude(pk__in=Setback.objects.holding(Step.MATCH, now)).exclude(with_later), "pk")


def _untraced(now: datetime, before: datetime) -> list[int]:
    done = Exists(ArticleVersion.objects.filter(article=OuterRef("pk"), state=ArticleVersion.State.DONE, state_at__lt=before))
    waiting = Article.objects.filter(done, origin=None)
    return _first(waiting.exclude(pk__in=Setback.objects.holding(Step.TRACE, now)), "pk")


def _not_called_lately(step: Step, subjects: list[int]) -> list[int]:
    """Those that were not called for within QUEUED; they count as called for from now on. The cache forgets only together with the
    broker's queues: one server holds both."""
    keys = {f"overdue:{step.value}:{subject}": subject for subject in subjects}
    called = cache.get_many(keys) if keys else {}
    new = {key: subject for key, subject in keys.items() if key not in called}
    cache.set_many(new, timeout=QUEUED.total_seconds())
    return list(new.values())


def _first(rows: QuerySet[Any], order: str) -> list[int]:
    return list(rows.order_by(order).values_list("pk", flat=True)[:AT_MOST])
