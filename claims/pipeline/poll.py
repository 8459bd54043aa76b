"""A feed is asked for news, as often as it is worth."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from claims.clients.feeds import KINDS, FeedEntry, read_feed
from claims.clients.network import Answer, Network
from claims.clients.robots import visit
from claims.errors import FactcheckError, InputRefused
from claims.models import Feed, Page, User
from claims.pipeline.fetch import request_page
from claims.pipeline.ingest import EARLIEST, canonical_address
from claims.pipeline.refetch import announce_change
from claims.pipeline.setbacks import source_error_of

logger = logging.getLogger(__name__)
# News halve the pause, none lengthens it by half, a failure doubles it; within these.
SHORTEST_INTERVAL, LONGEST_INTERVAL, LONGEST_BACK_OFF = timedelta(minutes=5), timedelta(hours=6), timedelta(hours=24)
# After this a feed is asked again whose host was visited a moment before.
HOST_BUSY_PAUSE = timedelta(minutes=1)
# An entry dated further ahead, or before all newspapers, is misdated; its page is asked for the day instead.
MOST_AHEAD = timedelta(days=1)
# What a try says on a feed's row; the rest is people's, who may have changed it meanwhile.
_TRIED = ("asked_at", "next_at", "failures", "error_code", "error_params")


def poll_feed(feed_id: int, network: Network) -> list[int]:
    """Ask the feed what has changed, and give the ids of pages that it announces for the first time, as it lists them.

    The feed's row says afterwards when it is asked again, and the error where there was one. A paused feed is left alone, and so is one
    whose time has not come: another call has asked it.

    Raises:
        OperationalError, InterfaceError: it may succeed later; the feed is as it was.
    """
    feed = Feed.objects.due().filter(pk=feed_id).first()
    if feed is None:
        return []
    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    try:
        answer = visit(feed.address, network, kinds=KINDS, headers={name: value for name, value in asked.items() if value})
        return _taken(feed, answer)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if not isinstance(error, FactcheckError):
            logger.exception("feed %d could not be read", feed.pk)
        _note_failure(feed, error)
    return []


def _taken(feed: Feed, answer: Answer) -> list[int]:
    """The ids of the pages that are new in the answer."""
    is_unchanged = answer.status == 304
    entries = () if is_unchanged else read_feed(answer)
    with transaction.atomic():
        new = _request(feed, entries)
        if not is_unchanged:
            feed.etag, feed.last_modified = answer.headers.get("etag", "")[:500], answer.headers.get("last-modified", "")[:100]
        _note_success(feed, brought=bool(new))
    return new


def _request(feed: Feed, entries: Iterable[FeedEntry]) -> list[int]:
    listed = _by_address(entries)
    known = {page.address: page for page in Page.objects.filter(address__in=listed)}
    system = User.objects.system()
    new: list[int] = []
    for address, entry in listed.items():
        if address not in known:
            page, is_new = request_page(address, by=system, feed=feed, announced=_announced(entry))
            new += [page.pk] if is_new else []
        elif entry.updated is not None:
            announce_change(known[address], entry.updated)
    return new


def _by_address(entries: Iterable[FeedEntry]) -> dict[str, FeedEntry]:
    """The first of each address, in the feed's order; one whose address is none is left out."""
    listed: dict[str, FeedEntry] = {}
    for entry in entries:
        try:
            listed.setdefault(canonical_address(entry.address), entry)
        except InputRefused:
            continue
    listed.pop("", None)
    return listed


def _announced(entry: FeedEntry) -> datetime | None:
    """When it says that it was published; None also where that cannot be."""
    if entry.published is None or entry.published.year < EARLIEST.year or entry.published > timezone.now() + MOST_AHEAD:
        return None
    return entry.published


def _note_success(feed: Feed, *, brought: bool) -> None:
    now = timezone.now()
    feed.interval = max(SHORTEST_INTERVAL, feed.interval / 2) if brought else min(LONGEST_INTERVAL, feed.interval * 1.5)
    feed.next_at, feed.asked_at = now + feed.interval, now
    feed.brought_at = now if brought else feed.brought_at
    feed.failures, feed.error_code, feed.error_params = 0, "", {}
    _keep(feed, *_TRIED, "interval", "brought_at", "etag", "last_modified")


def _note_failure(feed: Feed, error: Exception) -> None:
    now = timezone.now()
    code, params = source_error_of(error)
    if code == "host_busy":  # nothing was tried
        Feed.objects.filter(pk=feed.pk).update(next_at=now + HOST_BUSY_PAUSE)
        return
    feed.failures += 1
    feed.next_at = now + min(LONGEST_BACK_OFF, feed.interval * 2 ** min(feed.failures, 12))
    feed.asked_at, feed.error_code, feed.error_params = now, code, params
    _keep(feed, *_TRIED)


def _keep(feed: Feed, *fields: str) -> None:
    """Of an address that was corrected meanwhile the answer says nothing."""
    Feed.objects.filter(pk=feed.pk, address=feed.address).update(**{name: getattr(feed, name) for name in fields})
