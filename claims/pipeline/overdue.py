"""What has waited too long for its call, which may be lost: the database knows what is to be done, the broker only hints at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from claims.models import Appearance, Article, ArticleVersion, Claim, Page, Setback
from claims.models.setback import FIRST_PAUSE, has_paused
from claims.pipeline.setbacks import Step, count_attempts

# While calls are waiting in the broker, the row's own is probably among them.
QUEUED = timedelta(minutes=10)
AT_MOST = 500
# A page's own clock: it retries by itself, some minutes long.
PAGE_WAITS = timedelta(minutes=5)


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


def find_overdue(*, is_idle: bool) -> Overdue:
    """What nobody is about to take up, at most AT_MOST of each kind, the oldest first, to be called for by whoever asks.

    `is_idle`: no calls wait in the broker, so that what has not been begun after a moment was lost. Such a call is counted as a try
    until it succeeds: what ends every process that takes it up is set aside in the end, and the pause between two calls grows. While
    calls are waiting, only articles are called for again, those after QUEUED, and pages, after PAGE_WAITS.
    """
    now = timezone.now()
    before = now - (FIRST_PAUSE if is_idle else QUEUED)
    found = Overdue(
        unread=_first(
            ArticleVersion.objects.called().filter(
                has_paused("attempts", "state_at", now), state=ArticleVersion.State.PENDING, state_at__lt=before
            ),
            "state_at",
        ),
        unembedded=_first(
            ArticleVersion.objects.filter(state=ArticleVersion.State.READ, state_at__lt=before).exclude(
                pk__in=Setback.objects.holding(Step.EMBED, now)
            ),
            "state_at",
        ),
        unmatched=_unmatched(now) if is_idle else [],
        untraced=_untraced(now) if is_idle else [],
        unfetched=_first(Page.objects.waiting().filter(state_at__lt=now - PAGE_WAITS), "state_at"),
    )
    if is_idle:
        # Reading counts its own tries when it begins.
        for step, subjects in ((Step.EMBED, found.unembedded), (Step.MATCH, found.unmatched), (Step.TRACE, found.untraced)):
            count_attempts(step, subjects)
    ArticleVersion.objects.filter(pk__in=[*found.unread, *found.unembedded]).update(state_at=now)
    Page.objects.waiting().filter(pk__in=found.unfetched).update(state_at=now)
    return found


def _unmatched(now: datetime) -> list[int]:
    waiting = Claim.objects.filter(match_state=Claim.MatchState.PENDING, created_at__lt=now - FIRST_PAUSE)
    # Those of a version that is not embedded yet are called for after it.
    of_unembedded = Exists(Appearance.objects.filter(claim=OuterRef("pk"), version__state=ArticleVersion.State.READ))
    return _first(waiting.exclude(pk__in=Setback.objects.holding(Step.MATCH, now)).exclude(of_unembedded), "pk")


def _untraced(now: datetime) -> list[int]:
    done = Exists(ArticleVersion.objects.filter(article=OuterRef("pk"), state=ArticleVersion.State.DONE))
    waiting = Article.objects.filter(done, origin=None, added_at__lt=now - FIRST_PAUSE)
    return _first(waiting.exclude(pk__in=Setback.objects.holding(Step.TRACE, now)), "pk")


def _first(rows: QuerySet[Any], order: str) -> list[int]:
    return list(rows.order_by(order).values_list("pk", flat=True)[:AT_MOST])
