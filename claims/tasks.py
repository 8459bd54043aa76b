"""The journey in the background: an id in, one stage or two, the next task once they are committed. A task is only a wake-up call."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from itertools import chain, islice
from typing import Any

from celery import current_app, shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import ChannelError

from claims.clients.network import network
from claims.errors import TransientError
from claims.models import Article, ArticleVersion, Claim, Feed, Page, ReviewSource, Webhook
from claims.pipeline import audit
from claims.pipeline.deliver import deliver_due, forget_old
from claims.pipeline.delivery import Delivered
from claims.pipeline.embed import close_version, embed_version
from claims.pipeline.extract import extract_findings
from claims.pipeline.fetch import fetch_page
from claims.pipeline.import_reviews import ask_source, match_review, waiting_reviews
from claims.pipeline.mailing import mail_due, send_mail
from claims.pipeline.match import match_claims
from claims.pipeline.notify import BATCH, collect
from claims.pipeline.poll import poll_feed
from claims.pipeline.reading import begin_reading, record_failure, take_up
from claims.pipeline.rematch import judge_pairs, read_claims
from claims.pipeline.store import store_findings
from claims.pipeline.support import count_support
from claims.pipeline.tallies import fold_tallies
from claims.pipeline.trace import trace_article
from claims.pipeline.words import count_words, has_grown

logger = logging.getLogger(__name__)
# Work that nobody has taken up for so long is called for again.
STALE = timedelta(minutes=5)
SWEEP_AT_MOST = 500
# What is taken up first among what waits: what people and feeds hand in, then what of a bulk delivery was begun, then the rest of it.
# So a person's article waits for the article that is being read and for no other, and what is begun is ended before more is.
# The steps are those of the broker (CELERY_BROKER_TRANSPORT_OPTIONS).
FIRST, BEGUN, BULK = 0, 3, 6
# Of a bulk delivery so many articles are called for at a time, and not all: the rest wait in the database, which costs no memory.
CALLED_AT_ONCE = 200
# Claims of one article that are compared in one task: it stays within a second or two, and a big article is shared among workers.
CLAIMS_A_TASK = 20
# A call of `freshen` stays well within a task's time.
BATCHES_A_CALL = 5
# Reviews by others that one call compares.
REVIEWS_A_CALL = 50
# Between two pages of one feed, which are one host's.
SECONDS_BETWEEN_PAGES = 2


@shared_task
def poll() -> int:
    """Ask every feed whose time has come; gives how many those are."""
    due = list(Feed.objects.due().values_list("pk", flat=True))
    for feed_id in due:
        ask_feed.delay(feed_id)
    return len(due)


@shared_task
def ask_feed(feed_id: int) -> None:
    """Ask one feed, then fetch what it announces."""
    for position, page_id in enumerate(poll_feed(feed_id, network())):
        fetch.apply_async((page_id,), countdown=position * SECONDS_BETWEEN_PAGES)


@shared_task(autoretry_for=(TransientError,), retry_backoff=True, max_retries=5)
def fetch(page_id: int) -> None:
    """Fetch one page, then read its article where the text is new."""
    fetched = fetch_page(page_id, network())
    if fetched is not None and fetched[1]:
        read_version.delay(fetched[0].pk)


@shared_task
def call_for_bulk() -> int:
    """Call readers for the next articles of bulk deliveries, and for itself when half of them are taken up; gives how many those are.

    Where enough is waiting already it ends: another call goes on, or `sweep` begins again.
    """
    ids = take_up(CALLED_AT_ONCE - waiting_calls())
    half = len(ids) // 2
    for version_id in ids[:half]:
        read_version.apply_async((version_id,), priority=BULK)
    if ids:
        call_for_bulk.apply_async(priority=BULK)
    for version_id in ids[half:]:
        read_version.apply_async((version_id,), priority=BULK)
    return len(ids)


def begin_bulk() -> None:
    """See to it that bulk deliveries are being called for."""
    if waiting_calls() < CALLED_AT_ONCE // 4 and ArticleVersion.objects.uncalled().exists():
        call_for_bulk.apply_async(priority=BULK)


def call_for(delivered: Iterable[Delivered]) -> None:
    """Have what was delivered read: the first articles as soon as what people hand in, the rest behind that. Once all is committed."""
    for one in delivered:
        if one.is_new and one.version is not None and not one.version.is_bulk:
            transaction.on_commit(partial(read_version.delay, one.version.pk))
    transaction.on_commit(begin_bulk)


def waiting_calls() -> int:
    """How many calls wait in the broker for a worker, of all priorities."""
    with current_app.connection_for_write() as connection:
        channel: Any = connection.default_channel
        try:
            return int(channel.queue_declare(current_app.conf.task_default_queue, passive=True).message_count)
        except ChannelError:  # nothing waits, and so there is no queue
            return 0


@shared_task(autoretry_for=(TransientError,), retry_backoff=True, max_retries=5)
def read_version(version_id: int) -> None:
    """Extract, resolve and store one version."""
    version = begin_reading(version_id)
    if version is None:
        return
    priority = BEGUN if version.is_bulk else FIRST
    try:
        store_findings(version_id, extract_findings(version))
    except Exception as error:
        record_failure(version_id, error)
        if isinstance(error, TransientError):
            raise
        return
    transaction.on_commit(partial(embed.apply_async, (version_id,), priority=priority))


@shared_task(autoretry_for=(TransientError,), retry_backoff=True, max_retries=5)
def trace(article_id: int) -> None:
    """Trace one article, unless another call has done it."""
    if Article.objects.filter(pk=article_id, origin=None).exists():
        trace_article(article_id)


@shared_task(autoretry_for=(TransientError,), retry_backoff=True, max_retries=5)
def embed(version_id: int) -> None:
    """Trace a version's article to its origin and give its claims their vectors, then compare each with those of other origins."""
    article_id, is_bulk = ArticleVersion.objects.values_list("article", "is_bulk").get(pk=version_id)
    trace_article(article_id)
    claims = embed_version(version_id)
    for first in range(0, len(claims), CLAIMS_A_TASK):
        some = claims[first : first + CLAIMS_A_TASK]
        transaction.on_commit(partial(match.apply_async, (some,), priority=BEGUN if is_bulk else FIRST))
    close_version(version_id)


@shared_task(autoretry_for=(TransientError,), retry_backoff=True, max_retries=5)
def match(claim_ids: list[int]) -> None:
    """Put claims beside the others, each for itself, without those that another call has done."""
    pending = Claim.objects.filter(pk__in=claim_ids, match_state=Claim.MatchState.PENDING)
    match_claims(list(pending.values_list("pk", flat=True)))


@shared_task
def count() -> int:
    """Count how rare stems and letters are: nightly, and from `sweep` while the base is young and grows fast."""
    return count_words()


@shared_task(autoretry_for=(TransientError,), retry_backoff=True, max_retries=5)
def freshen() -> int:
    """Bring what another engine or model has left up to date, some batches a call, until nothing is left; gives how much that was."""
    done = sum(islice(chain(read_claims(), judge_pairs()), BATCHES_A_CALL))
    if done:
        freshen.delay()
    return done


@shared_task
def sweep() -> int:
    """Call again for what has waited too long; gives how much that was. Not while the workers have enough to do: it waits there."""
    if (waiting := waiting_calls()) > SWEEP_AT_MOST:
        return 0
    before = timezone.now() - STALE
    stale = ArticleVersion.objects.stale(before)
    if waiting > CALLED_AT_ONCE // 4:
        # Bulk deliveries wait long because others go first, not because their calls were lost.
        stale = stale.filter(is_bulk=False)
    versions = list(stale.values_list("pk", "state", "is_bulk")[:SWEEP_AT_MOST])
    for pk, state, is_bulk in versions:
        task = read_version if state == ArticleVersion.State.PENDING else embed
        task.apply_async((pk,), priority=BULK if is_bulk else FIRST)
    claims = list(
        Claim.objects.filter(match_state=Claim.MatchState.PENDING, created_at__lt=before)
        .order_by("pk")
        .values_list("pk", flat=True)[:SWEEP_AT_MOST]
    )
    for pk in claims:
        # Alone: one that ends its reader takes no other with it.
        match.apply_async(([pk],), priority=BEGUN)
    articles = list(
        Article.objects.filter(origin=None, added_at__lt=before, versions__state=ArticleVersion.State.DONE)
        .order_by("pk")
        .distinct()
        .values_list("pk", flat=True)[:SWEEP_AT_MOST]
    )
    for pk in articles:
        trace.delay(pk)
    pages = list(Page.objects.waiting().filter(state_at__lt=before).values_list("pk", flat=True)[:SWEEP_AT_MOST])
    for pk in pages:
        fetch.delay(pk)
    if has_grown():
        count.delay()
    begin_bulk()
    counts = len(versions), len(claims), len(articles), len(pages)
    if any(counts):
        logger.info("called again for %d versions, %d claims, %d articles and %d pages", *counts)
    return sum(counts)


@shared_task
def mail() -> int:
    """Gather what people are to be mailed, and send each mail whose time has come; gives how many those are."""
    due = mail_due()
    for mail_id in due:
        send.delay(mail_id)
    return len(due)


@shared_task
def send(mail_id: int) -> str:
    """Send one mail. What failed is on its row, and `mail` calls again."""
    return send_mail(mail_id, timezone.now())


@shared_task
def fold() -> None:
    """Count the origins of what has changed, and keep the dashboard's counts short."""
    count_support()
    fold_tallies()


@shared_task
def close_ledger() -> int:
    """Close the day's ledger over the heads of all chains; gives its number."""
    return audit.close_ledger().seq


@shared_task
def notify() -> int:
    """Collect for every webhook what has happened, and call for what is due; gives how many webhooks have something."""
    for webhook_id in Webhook.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        while collect(webhook_id) == BATCH:
            continue
    due = list(Webhook.objects.due().order_by("pk").values_list("pk", flat=True))
    for webhook_id in due:
        deliver.delay(webhook_id)
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
    due = list(ReviewSource.objects.due().values_list("pk", flat=True))
    for source_id in due:
        ask_reviews.delay(source_id)
    if waiting_reviews(1):
        compare_reviews.delay()
    return len(due)


@shared_task
def ask_reviews(source_id: int) -> int:
    """Ask one source of reviews, then compare what is new; gives how many that is."""
    found = ask_source(source_id, network())
    if found:
        compare_reviews.delay()
    return len(found)


@shared_task(autoretry_for=(TransientError,), retry_backoff=True, max_retries=5)
def compare_reviews() -> int:
    """Put reviews by others beside the claims, some a call, until none waits; gives how many that were."""
    waiting = waiting_reviews(REVIEWS_A_CALL)
    for review_id in waiting:
        match_review(review_id)
    if len(waiting) == REVIEWS_A_CALL:
        compare_reviews.delay()
    return len(waiting)
