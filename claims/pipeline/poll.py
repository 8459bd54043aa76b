"""A feed is asked for news, as often as it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from claims.clients.feeds import KINDS, FeedEntry, read_feed
from claims.clients.network import Network
from claims.clients.robots import visit
from claims.errors import FactcheckError, InputRefused
from claims.models import Feed, User
from claims.pipeline.fetch import request_page
from claims.pipeline.refetch import announce_change

# News halve the pause, none lengthens it by half, a failure doubles it; within these.
SHORTEST_INTERVAL, LONGEST_INTERVAL, LONGEST_BACK_OFF = timedelta(minutes=5), timedelta(hours=6), timedelta(hours=24)
# After this a feed is asked again whose host was visited a moment before.
HOST_BUSY_PAUSE = timedelta(minutes=1)
# An entry dated further ahead is misdated; its page is asked for the day instead.
MOST_AHEAD = timedelta(days=1)
# What a try says on a feed's row; the rest is people's, who may have changed it meanwhile.
_TRIED = ("asked_at", "next_at", "failures", "error_code", "error_params")


def poll_feed(feed_id: int, network: Network) -> list[int]:
    """Ask the feed what has changed, and give the ids of pages that it announces for the first time, as it lists them.

    The feed's row says afterwards when it is asked again, and the error where there was one. A paused feed is left alone.
    """
    feed = Feed.objects.filter(pk=feed_id, is_paused=False).first()
    if feed is None:
        return []
    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    try:
        answer = visit(feed.address, network, kinds=KINDS, headers={name: value for name, value in asked.items() if value})
        entries = read_feed(answer) if answer.status != 304 else ()
    except FactcheckError as error:
        _note_failure(feed, error)
        return []
    with transaction.atomic():
        new = _request(feed, entries)
        if answer.status != 304:
            feed.etag, feed.last_modified = answer.headers.get("etag", "")[:500], answer.headers.get("last-modified", "")[:100]
        _note_success(feed, brought=bool(new))
    return new


def _request(feed: Feed, entries: Sequence[FeedEntry]) -> list[int]:
    latest = timezone.now() + MOST_AHEAD
    new: list[int] = []
    for entry in entries:
        announced = entry.published if entry.published is not None and entry.published <= latest else None
        try:
            page, is_new = request_page(entry.address, by=User.objects.system(), feed=feed, announced=announced)
        except InputRefused:
            continue  # an address that is none; the feed's other entries stand
        if is_new:
            new.append(page.pk)
        elif entry.updated is not None:
            announce_change(page, entry.updated)
    return new


def _note_success(feed: Feed, *, brought: bool) -> None:
    now = timezone.now()
    feed.interval = max(SHORTEST_INTERVAL, feed.interval / 2) if brought else min(LONGEST_INTERVAL, feed.interval * 1.5)
    feed.next_at, feed.asked_at = now + feed.interval, now
    feed.brought_at = now if brought else feed.brought_at
    feed.failures, feed.error_code, feed.error_params = 0, "", {}
    feed.save(update_fields=[*_TRIED, "interval", "brought_at", "etag", "last_modified"])


def _note_failure(feed: Feed, error: FactcheckError) -> None:
    now = timezone.now()
    if error.code == "host_busy":  # nothing was tried
        Feed.objects.filter(pk=feed.pk).update(next_at=now + HOST_BUSY_PAUSE)
        return
    feed.failures += 1
    feed.next_at = now + min(LONGEST_BACK_OFF, feed.interval * 2 ** min(feed.failures, 12))
    feed.asked_at, feed.error_code, feed.error_params = now, error.code, dict(error.params)
    feed.save(update_fields=_TRIED)
