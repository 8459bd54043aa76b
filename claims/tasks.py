"""The journey in the background: an id in, one stage or two, the next task once they are committed. A task is only a wake-up call."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any

from celery import Task, shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from claims import trail
from claims.clients.network import network
from claims.clients.queues import queue_depths
from claims.errors import TransientError
from claims.models import Appearance, Article, ArticleVersion, Claim, Feed, Setback, Webhook
from claims.pipeline import audit, pulse
from claims.pipeline.deliver import deliver_due, forget_old
from claims.pipeline.delivery import Delivered
from claims.pipeline.embed import close_version, embed_version
from claims.pipeline.extract import extract_findings
from claims.pipeline.fetch import fetch_page
from claims.pipeline.import_reviews import ask_source, compare_review, due_sources, waiting_reviews
from claims.pipeline.mailing import mail_due, send_mail
from claims.pipeline.match import match_claims
from claims.pipeline.notify import BATCH, collect
from claims.pipeline.overdue import find_overdue
from claims.pipeline.poll import poll_feed
from claims.pipeline.reading import begin_reading, next_in_bulk, read_again, record_failure
from claims.pipeline.refetch import begin_refetching
from claims.pipeline.rematch import judge_pairs, read_claims
from claims.pipeline.setbacks import PASSING, Step, count_attempts, forget_setbacks, is_set_aside, note_setback, take_up_again
from claims.pipeline.snapshot import due_snapshots, take_snapshot
from claims.pipeline.store import store_findings
from claims.pipeline.support import count_support
from claims.pipeline.tallies import fold_tallies
from claims.pipeline.trace import trace_article
from claims.pipeline.words import count_words, has_grown

logger = logging.getLogger(__name__)
# In this order: nothing is taken of one while another before it holds anything. Beat calls in the first; somebody waits for what is
# called in the second; in the last are articles of big deliveries, of which what was begun goes on among the usual.
STEERING, URGENT, USUAL, BULK = "steering", "urgent", "celery", "bulk"
# Of bulk deliveries so many articles are called for at a time, and not all: the rest wait in the database, which costs no memory.
CALLED_AT_ONCE = 200
# Claims of one article that are compared in one task: it stays within a second or two, and a big article is shared among workers.
CLAIMS_A_TASK = 20
# A call of `freshen` stays well within a task's time.
BATCHES_A_CALL = 5
# Reviews by others that one call compares.
REVIEWS_A_CALL = 50
# Between two pages of one feed, which are one host's.
SECONDS_BETWEEN_PAGES = 2
# Travels with a call that was counted as a try when it was sent.
COUNTED = "counted"
# Nightly work over the whole base may take longer than an article, and still ends before the broker gives the call to another worker.
NIGHTLY_SECONDS, NIGHTLY_SOFT_SECONDS = 570, 540


def call(task: Any, subject: int | list[int], *, queue: str = USUAL, countdown: float = 0, is_counted: bool = False) -> None:
    """Ask a worker for the task. Where the broker does not answer, nothing is lost: the row itself waits, and `sweep` calls for it.

    `is_counted`: it was counted as a try, and where it fails it is not counted again.
    """
    try:
        task.apply_async((subject,), queue=queue, countdown=countdown or None, headers={COUNTED: True} if is_counted else None)
    except (BrokerError, OSError) as error:
        logger.warning("%s of %s could not be called for (%s); the sweeper will", task.name, subject, error)


def call_now(task: Any, queue: str = STEERING) -> None:
    """Ask a worker for a task of the whole base, by default before all else. Where the broker does not answer, the log says so."""
    try:
        task.apply_async(queue=queue)
    except (BrokerError, OSError) as error:
        logger.warning("%s could not be called for: %s", task.name, error)


def call_on_commit(task: Any, subject: int | list[int], *, queue: str = USUAL) -> None:
    """The same, once what was written in this transaction is there for the worker to see."""
    transaction.on_commit(partial(call, task, subject, queue=queue))


def take_up(article_id: int, queue: str = URGENT) -> bool:
    """Have the article's newest version read again where it could not be, and its other steps that were set aside done again; whether
    there was anything to take up."""
    newest = ArticleVersion.objects.filter(article=article_id).first()
    was_unread = newest is not None and newest.state in ArticleVersion.State.ended_badly() and read_again(newest.pk)
    if newest is not None and was_unread:
        call_on_commit(read_version, newest.pk, queue=queue)
    setbacks = take_up_again(article_id)
    for setback in setbacks:
        step = Step(setback.step)
        call_on_commit(_STEPS[step], [setback.subject_id] if step == Step.MATCH else setback.subject_id, queue=queue)
    return was_unread or bool(setbacks)


def call_for(delivered: Iterable[Delivered], queue: str = USUAL) -> None:
    """Have what was delivered read: the first articles in `queue`, the rest of a big delivery behind all others. Once all is committed."""
    for one in delivered:
        if one.is_new and one.version is not None and not one.version.is_bulk:
            call_on_commit(read_version, one.version.pk, queue=queue)
    transaction.on_commit(begin_bulk)


def begin_bulk() -> None:
    """See to it that bulk deliveries are being called for. Where the broker does not answer, the sweeper does so later."""
    try:
        waiting = queue_depths()[BULK]
    except TransientError as error:
        logger.warning("%s", error)
        return
    if waiting < CALLED_AT_ONCE // 4 and ArticleVersion.objects.uncalled().exists():
        call_now(call_for_bulk, BULK)


def _queue(task: Task[Any, Any]) -> str:
    """Where what follows from the call at hand goes: the same way, but for bulk deliveries, of which what is begun is ended first."""
    name = str((task.request.delivery_info or {}).get("routing_key") or USUAL)
    return USUAL if name == BULK else name


def _was_lost(task: Task[Any, Any]) -> bool:
    return bool((task.request.delivery_info or {}).get("redelivered"))


def _is_counted(task: Task[Any, Any]) -> bool:
    return bool((task.request.headers or {}).get(COUNTED))


def _is_allowed_try(task: Task[Any, Any]) -> bool:
    """Whether the call at hand was counted before anything came of it: counted as the last try, it is still to be made."""
    return _is_counted(task) and not _was_lost(task)


@contextlib.contextmanager
def _set_aside_after_setbacks(task: Task[Any, Any], step: Step, subject_id: int) -> Iterator[None]:
    """What fails inside is counted once, and so is a call that ended its process before. Success forgets both."""
    if _was_lost(task):
        count_attempts(step, [subject_id])
    try:
        yield
    except Exception as error:
        note_setback(step, subject_id, error, is_counted=_is_counted(task))
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
    # From one: the feed was a visit too, mostly of the same host.
    for position, page_id in enumerate(poll_feed(feed_id, network()), 1):
        call(fetch, page_id, countdown=position * SECONDS_BETWEEN_PAGES)


@shared_task
def refetch() -> int:
    """Have the pages fetched again whose time has come, those of one host one after the other; gives how many those are."""
    hosts = begin_refetching()
    for pages in hosts:
        for position, page_id in enumerate(pages):
            call(fetch, page_id, countdown=position * SECONDS_BETWEEN_PAGES)
    return sum(map(len, hosts))


# Slower than the rest: a site that is out of order is not helped by haste. All the same each pause is shorter than what `sweep` waits.
@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=8, max_retries=5)
def fetch(self: Task[Any, Any], page_id: int) -> None:
    """Fetch one page, then read its article where the text is new."""
    fetched = fetch_page(page_id, network())
    if fetched is not None and fetched[1]:
        call(read_version, fetched[0].pk, queue=_queue(self))


@shared_task
def call_for_bulk() -> int:
    """Call readers for the next articles of bulk deliveries, and for itself when half of them are taken up; gives how many those are.

    Where enough is waiting already it ends: another call goes on, or `sweep` begins again.
    """
    ids = next_in_bulk(CALLED_AT_ONCE - queue_depths()[BULK])
    half = len(ids) // 2
    for version_id in ids[:half]:
        call(read_version, version_id, queue=BULK)
    if ids:
        call_now(call_for_bulk, BULK)
    for version_id in ids[half:]:
        call(read_version, version_id, queue=BULK)
    return len(ids)


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
    trail.mark(article_id=article_id)
    is_to_be_tried = _is_allowed_try(self) or not is_set_aside(Step.TRACE, article_id)
    if is_to_be_tried and Article.objects.filter(pk=article_id, origin=None).exists():
        with _set_aside_after_setbacks(self, Step.TRACE, article_id):
            trace_article(article_id)


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def embed(self: Task[Any, Any], version_id: int) -> None:
    """Trace a version's article to its origin and give its claims their vectors, then compare each with those of other origins."""
    if is_set_aside(Step.EMBED, version_id) and not _is_allowed_try(self):
        return
    with _set_aside_after_setbacks(self, Step.EMBED, version_id):
        article_id = ArticleVersion.objects.values_list("article", flat=True).get(pk=version_id)
        trail.mark(article_id=article_id)
        trace_article(article_id)
        claims = embed_version(version_id)
        for first in range(0, len(claims), CLAIMS_A_TASK):
            call_on_commit(match, claims[first : first + CLAIMS_A_TASK], queue=_queue(self))
        close_version(version_id)


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def match(self: Task[Any, Any], claim_ids: list[int]) -> None:
    """Put claims beside the others, without those that another call has done.

    Where one of several fails, or has ended its process, each is called for alone: only then is it known which one it was.
    """
    pending = Claim.objects.filter(pk__in=claim_ids, match_state=Claim.MatchState.PENDING).order_by("pk")
    set_aside = Setback.objects.set_aside().filter(step=Step.MATCH)
    _mark_article(claim_ids)
    tried = pending if _is_allowed_try(self) else pending.exclude(pk__in=set_aside.values("subject_id"))
    waiting = list(tried.values_list("pk", flat=True))
    if len(claim_ids) == 1:
        for claim_id in waiting:
            with _set_aside_after_setbacks(self, Step.MATCH, claim_id):
                match_claims([claim_id])
        if not pending.exists():
            # Another call has done it, maybe after this one was called for as lost.
            forget_setbacks(Step.MATCH, claim_ids)
        return
    try:
        if not _was_lost(self):
            match_claims(waiting)
            forget_setbacks(Step.MATCH, waiting)
            return
    except PASSING:
        raise
    except Exception:
        logger.exception("one of the claims %s could not be compared; each is compared alone", waiting)
    for claim_id in waiting:
        call_on_commit(match, [claim_id], queue=_queue(self))


def _mark_article(claim_ids: list[int]) -> None:
    """Lines of the log belong to an article in which the first claim stands, where whoever called has named none."""
    if trail.ARTICLE not in trail.trail():
        article_id = Appearance.objects.filter(claim__in=claim_ids[:1]).values_list("version__article", flat=True).first()
        if article_id is not None:
            trail.mark(article_id=article_id)


_STEPS: Mapping[Step, Any] = {Step.TRACE: trace, Step.EMBED: embed, Step.MATCH: match}


@shared_task(time_limit=NIGHTLY_SECONDS, soft_time_limit=NIGHTLY_SOFT_SECONDS)
def count() -> int:
    """Count how rare stems and letters are: nightly, and from `sweep` while the base is young and grows fast."""
    return count_words()


@shared_task(autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def freshen() -> int:
    """Bring what another engine or model has left up to date, some batches a call, until nothing is left; gives how much that was."""
    done = sum(islice(chain(read_claims(), judge_pairs()), BATCHES_A_CALL))
    if done:
        call_now(freshen, USUAL)
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
    # In the last queue stand readers alone: who compares is called for among the usual, which are ended before the next of a bulk is begun.
    is_idle = not (depths[URGENT] or depths[USUAL])
    overdue = find_overdue(is_idle=is_idle, is_bulk_idle=not depths[BULK])
    kinds = (
        (read_version, overdue.unread),
        (embed, overdue.unembedded),
        (match, overdue.unmatched),
        (trace, overdue.untraced),
        (fetch, overdue.unfetched),
    )
    for task, subjects in kinds:
        for subject_id in subjects:
            # Alone: one that ends its reader takes no other with it.
            call(task, [subject_id] if task is match else subject_id, is_counted=is_idle and task in _STEPS.values())
    if has_grown():
        call_now(count, USUAL)
    begin_bulk()
    if len(overdue):
        counts = ", ".join(f"{task.name.rpartition('.')[2]} {len(subjects)}" for task, subjects in kinds if subjects)
        logger.info("called again: %s", counts)
    return len(overdue)


@shared_task
def mail() -> int:
    """Gather what people are to be mailed, and send each mail whose time has come; gives how many those are."""
    due = mail_due()
    for mail_id in due:
        call(send, mail_id)
    return len(due)


@shared_task
def send(mail_id: int) -> str:
    """Send one mail. What failed is on its row, and `mail` calls again."""
    return send_mail(mail_id, timezone.now())


@shared_task
def snapshots() -> int:
    """Call for the pages of evidence whose time has come; gives how many those are."""
    due = due_snapshots()
    for snapshot_id in due:
        call(snapshot, snapshot_id)
    return len(due)


@shared_task
def snapshot(snapshot_id: int) -> str:
    """Fetch the page of one piece of evidence. What failed is on its row, and `snapshots` calls again."""
    return take_snapshot(snapshot_id, network())


@shared_task
def fold() -> None:
    """Count the origins of what has changed, and keep the dashboard's counts short."""
    count_support()
    fold_tallies()


@shared_task(time_limit=NIGHTLY_SECONDS, soft_time_limit=NIGHTLY_SOFT_SECONDS)
def close_ledger() -> int:
    """Close the day's ledger over the heads of all chains; gives its number."""
    return audit.close_ledger().seq


@shared_task
def notify() -> int:
    """Collect for every webhook what has happened, and call for what is due; gives how many webhooks have something."""
    for webhook_id in Webhook.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        while collect(webhook_id) == BATCH:
            continue
    due = list(Webhook.objects.due().values_list("pk", flat=True))
    for webhook_id in due:
        call(deliver, webhook_id)
    return len(due)


@shared_task
def deliver(webhook_id: int) -> int:
    """Send what is due of one webhook; gives how many were tried. Two calls at once: the second does nothing."""
    return deliver_due(webhook_id, network())


@shared_task
def forget() -> int:
    """Shorten the log of deliveries."""
    return forget_old()


@shared_task
def poll_reviews() -> int:
    """Ask every source of reviews whose time has come, and compare what waits; gives how many sources those are."""
    due = due_sources()
    for source_id in due:
        call(ask_reviews, source_id)
    if waiting_reviews(1):
        call_now(compare_reviews, USUAL)
    return len(due)


@shared_task
def ask_reviews(source_id: int) -> int:
    """Ask one source of reviews, then compare what is new; gives how many that is."""
    found = ask_source(source_id, network())
    if found:
        call_now(compare_reviews, USUAL)
    return len(found)


@shared_task(autoretry_for=PASSING, retry_backoff=True, max_retries=5)
def compare_reviews() -> int:
    """Put reviews by others beside the claims, some a call, until none waits; gives how many that were. One that fails holds up none."""
    waiting = waiting_reviews(REVIEWS_A_CALL)
    for review_id in waiting:
        compare_review(review_id)
    if len(waiting) == REVIEWS_A_CALL:
        call_now(compare_reviews, USUAL)
    return len(waiting)
