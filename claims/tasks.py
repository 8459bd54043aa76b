"""The journey in the background: an id in, one stage or two, the next task once they are committed. A task is only a wake-up call."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any

from celery import Task, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

from claims import trail
from claims.clients.network import network
from claims.clients.queues import queue_depths
from claims.errors import TransientError
from claims.models import Article, ArticleVersion, Claim, Feed
from claims.pipeline import audit, pulse
from claims.pipeline.embed import close_version, embed_version
from claims.pipeline.extract import extract_findings
from claims.pipeline.fetch import fetch_page
from claims.pipeline.match import match_claim
from claims.pipeline.overdue import find_overdue
from claims.pipeline.poll import poll_feed
from claims.pipeline.reading import begin_reading, read_again, record_failure
from claims.pipeline.rematch import judge_pairs, read_claims
from claims.pipeline.setbacks import PASSING, Step, count_attempts, forget_setbacks, is_set_aside, note_setback, take_up_again
from claims.pipeline.store import store_findings
from claims.pipeline.tallies import fold_tallies
from claims.pipeline.trace import trace_article
from claims.pipeline.words import count_words, has_grown

logger = logging.getLogger(__name__)
# In this order: nothing is taken of one while another before it holds anything. Beat calls in the first; somebody waits for what is
# called in the second.
STEERING, URGENT, USUAL = "steering", "urgent", "celery"
# A call of `freshen` stays well within a task's time.
BATCHES_A_CALL = 5
# Between two pages of one feed, which are one host's.
SECONDS_BETWEEN_PAGES = 2
# Nightly work over the whole base may take longer than an article; beat's next one finds it done, or goes on with it.
NIGHTLY_SECONDS = 3600


def call(task: Any, subject_id: int, *, queue: str = USUAL, countdown: float = 0) -> None:
    """Ask a worker for the task. Where the broker does not answer, nothing is lost: the row itself waits, and `sweep` calls for it."""
    try:
        task.apply_async((subject_id,), queue=queue, countdown=countdown or None)
    except (BrokerError, OSError) as error:
        logger.warning("%s of %d could not be called for (%s); the sweeper will", task.name, subject_id, error)


def call_now(task: Any) -> None:
    """Ask a worker for a task of the whole base, before all else. Where the broker does not answer, it is said in the log."""
    try:
        task.apply_async(queue=STEERING)
    except (BrokerError, OSError) as error:
        logger.warning("%s could not be called for: %s", task.name, error)


def call_on_commit(task: Any, subject_id: int, *, queue: str = USUAL) -> None:
    """The same, once what was written in this transaction is there for the worker to see."""
    transaction.on_commit(partial(call, task, subject_id, queue=queue))


def take_up(article_id: int, queue: str = URGENT) -> bool:
    """Have the article's newest version read again where it could not be, and its other steps that were set aside done again; whether
    there was anything to take up."""
    newest = ArticleVersion.objects.filter(article=article_id).order_by("-number").first()
    was_unread = newest is not None and newest.state in ArticleVersion.State.ended_badly() and read_again(newest.pk)
    if newest is not None and was_unread:
        call_on_commit(read_version, newest.pk, queue=queue)
    setbacks = take_up_again(article_id)
    for setback in setbacks:
        call_on_commit(_STEPS[Step(setback.step)], setback.subject_id, queue=queue)
    return was_unread or bool(setbacks)


def _queue(task: Task[Any, Any]) -> str:
    """The queue of the call at hand: what follows from it goes the same way."""
    return str((task.request.delivery_info or {}).get("routing_key") or USUAL)


@contextlib.contextmanager
def _set_aside_after_setbacks(task: Task[Any, Any], step: Step, subject_id: int) -> Iterator[None]:
    """What fails inside is counted, and so is a call that ended its process before. Success forgets both."""
    was_lost = bool((task.request.delivery_info or {}).get("redelivered"))
    if was_lost:
        count_attempts(step, [subject_id])
    try:
        yield
    except Exception as error:
        note_setback(step, subject_id, error)
        if isinstance(error, PASSING):
            raise
    else:
        forget_setbacks(step, [subject_id])


@shared_task
def poll() -> int:
    """Ask every feed whose time has come; gives how many those are."""
    due = list(Feed.objects.due().values_list("pk", flat=True))
    for feed_id in due:
        call(ask_feed, feed_id)
    return len(due)


@shared_task
def ask_feed(feed_id: int) -> None:
    """Ask one feed, then fetch what it announces."""
    for position, page_id in enumerate(poll_feed(feed_id, network())):
        call(fetch, page_id, countdown=position * SECONDS_BETWEEN_PAGES)


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def fetch(self: Task[Any, Any], page_id: int) -> None:
    """Fetch one page, then read its article where the text is new."""
    fetched = fetch_page(page_id, network())
    if fetched is not None and fetched[1]:
        call(read_version, fetched[0].pk, queue=_queue(self))


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def read_version(self: Task[Any, Any], version_id: int) -> None:
    """Extract, resolve and store one version."""
    version = begin_reading(version_id)
    if version is None:
        return
    trail.mark(article_id=version.article_id)
    try:
        store_findings(version_id, extract_findings(version))
    except Exception as error:
        record_failure(version_id, error)
        if isinstance(error, PASSING):
            raise
        return
    call_on_commit(embed, version_id, queue=_queue(self))


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def trace(self: Task[Any, Any], article_id: int) -> None:
    """Trace one article, unless another call has done it."""
    if Article.objects.filter(pk=article_id, origin=None).exists() and not is_set_aside(Step.TRACE, article_id):
        with _set_aside_after_setbacks(self, Step.TRACE, article_id):
            trace_article(article_id)


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def embed(self: Task[Any, Any], version_id: int) -> None:
    """Trace a version's article to its origin and give its claims their vectors, then compare each with those of other origins."""
    if is_set_aside(Step.EMBED, version_id):
        return
    with _set_aside_after_setbacks(self, Step.EMBED, version_id):
        article_id = ArticleVersion.objects.values_list("article", flat=True).get(pk=version_id)
        trail.mark(article_id=article_id)
        trace_article(article_id)
        for claim_id in embed_version(version_id):
            call_on_commit(match, claim_id, queue=_queue(self))
        close_version(version_id)


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def match(self: Task[Any, Any], claim_id: int) -> None:
    """Put one claim beside the others, unless another call has done it."""
    if Claim.objects.filter(pk=claim_id, match_state=Claim.MatchState.PENDING).exists() and not is_set_aside(Step.MATCH, claim_id):
        with _set_aside_after_setbacks(self, Step.MATCH, claim_id):
            match_claim(claim_id)


_STEPS: Mapping[Step, Any] = {Step.TRACE: trace, Step.EMBED: embed, Step.MATCH: match}


@shared_task(time_limit=NIGHTLY_SECONDS)
def count() -> int:
    """Count how rare stems and letters are: nightly, and from `sweep` while the base is young and grows fast."""
    return count_words()


@shared_task(autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def freshen() -> int:
    """Bring what another engine or model has left up to date, some batches a call, until nothing is left; gives how much that was."""
    done = sum(islice(chain(read_claims(), judge_pairs()), BATCHES_A_CALL))
    if done:
        freshen.delay()
    return done


@shared_task
def sweep() -> int:
    """Call again for what has waited too long; gives how much that was."""
    pulse.beat()
    try:
        depths = queue_depths()
    except TransientError as error:
        logger.warning("%s", error)
        return 0
    overdue = find_overdue(is_idle=not (depths[URGENT] or depths[USUAL]))
    kinds = (
        (read_version, overdue.unread),
        (embed, overdue.unembedded),
        (match, overdue.unmatched),
        (trace, overdue.untraced),
        (fetch, overdue.unfetched),
    )
    for task, subjects in kinds:
        for subject_id in subjects:
            call(task, subject_id)
    if has_grown():
        count.delay()
    if len(overdue):
        counts = ", ".join(f"{task.name.rpartition('.')[2]} {len(subjects)}" for task, subjects in kinds if subjects)
        logger.info("called again: %s", counts)
    return len(overdue)


@shared_task
def fold() -> None:
    """Keep the dashboard's counts short."""
    fold_tallies()


@shared_task(time_limit=NIGHTLY_SECONDS)
def close_ledger() -> int:
    """Close the day's ledger over the heads of all chains; gives its number."""
    return audit.close_ledger().seq
