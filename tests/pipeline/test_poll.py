"""Feeds: what they announce is fetched once, and they are asked as often as they are worth."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from claims.clients.network import Network
from claims.models import Feed, Outlet, Page
from claims.models.source import FIRST_INTERVAL
from claims.pipeline.poll import HOST_BUSY_PAUSE, LONGEST_INTERVAL, SHORTEST_INTERVAL, poll_feed
from tests.clients.news_site import Page as SitePage
from tests.clients.news_site import Site, news_site
from tests.clients.test_feeds import RSS

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Iterator[Site]:
    cache.clear()
    with news_site() as standing:
        yield standing


@pytest.fixture
def feed(site: Site) -> Feed:
    return Feed.objects.create(outlet=Outlet.objects.create(name="السنبلة"), address=site.address("/feed"))


def asked(site: Site, feed: Feed) -> list[int]:
    cache.delete(f"visited:{site.authority}")
    new = poll_feed(feed.pk, Network(agent="Factcheck/1", allow=[site.authority]))
    feed.refresh_from_db()
    return new


def test_news_are_requested_once(site: Site, feed: Feed) -> None:
    site.pages["/feed"] = SitePage(RSS.encode(), headers={"Content-Type": "application/rss+xml", "ETag": '"7"', "Last-Modified": "today"})
    new = asked(site, feed)
    pages = list(Page.objects.order_by("id").values_list("pk", "address", "state"))
    assert pages == [(new[0], "https://news.example/1", "waiting"), (new[1], site.address("/2"), "waiting")]
    assert (feed.etag, feed.last_modified, feed.interval) == ('"7"', "today", FIRST_INTERVAL / 2)
    assert asked(site, feed) == []
    assert Page.objects.count() == 2


def test_an_unchanged_feed_is_asked_less_often(site: Site, feed: Feed) -> None:
    site.pages["/feed"] = lambda headers: SitePage(status=304 if headers.get("If-None-Match") == '"7"' else 500)
    Feed.objects.update(etag='"7"')
    intervals = []
    for _ in range(12):
        asked(site, feed)
        intervals.append(feed.interval)
    assert (intervals[0], intervals[-1], feed.etag, feed.failures) == (FIRST_INTERVAL * 1.5, LONGEST_INTERVAL, '"7"', 0)


def test_a_busy_feed_is_asked_no_oftener_than_is_decent(site: Site, feed: Feed) -> None:
    for number in range(4):
        site.pages["/feed"] = SitePage(RSS.replace("/1", f"/{number}00").encode(), headers={"Content-Type": "text/xml"})
        asked(site, feed)
    assert feed.interval == SHORTEST_INTERVAL


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (SitePage(status=500), "http_status"),
        (SitePage(b"<html></html>"), "no_feed"),
        (SitePage(status=302, headers={"Location": "http://192.168.1.1/feed"}), "not_public"),
    ],
)
def test_a_failing_feed_is_left_alone_for_longer_each_time(site: Site, feed: Feed, answer: SitePage, code: str) -> None:
    site.pages["/feed"] = answer
    pauses = []
    for _ in range(3):
        asked(site, feed)
        pauses.append(round((feed.next_at - timezone.now()) / FIRST_INTERVAL))
    assert (feed.error_code, feed.failures, pauses) == (code, 3, [2, 4, 8])
    site.pages["/feed"] = SitePage(RSS.encode(), headers={"Content-Type": "text/xml"})
    assert len(asked(site, feed)) == 2
    assert (feed.error_code, feed.failures) == ("", 0)


def test_robots_are_told_to_stay_away(site: Site, feed: Feed) -> None:
    site.pages["/robots.txt"] = SitePage(b"User-agent: *\nDisallow: /feed", headers={"Content-Type": "text/plain"})
    assert asked(site, feed) == []
    assert (feed.error_code, feed.failures, site.visits) == ("robots_forbid", 1, ["/robots.txt"])


def test_a_host_is_given_a_pause_that_is_no_failure(site: Site, feed: Feed) -> None:
    cache.set(f"visited:{site.authority}", 1)
    assert poll_feed(feed.pk, Network(agent="Factcheck/1", allow=[site.authority])) == []
    feed.refresh_from_db()
    assert (feed.error_code, feed.failures, feed.asked_at, site.visits) == ("", 0, None, ["/robots.txt"])
    assert timedelta() < feed.next_at - timezone.now() <= HOST_BUSY_PAUSE


def test_misdated_entries_lose_their_date(site: Site, feed: Feed) -> None:
    site.pages["/feed"] = SitePage(RSS.replace("2026 09:15", "2099 09:15").encode(), headers={"Content-Type": "text/xml"})
    asked(site, feed)
    assert list(Page.objects.values_list("announced", flat=True)) == [None, None]


def test_due_and_paused(feed: Feed) -> None:
    assert list(Feed.objects.due()) == [feed]
    Feed.objects.update(next_at=timezone.now() + timedelta(minutes=1))
    assert list(Feed.objects.due()) == []
    Feed.objects.update(next_at=timezone.now(), is_paused=True)
    assert list(Feed.objects.due()) == []
    assert poll_feed(feed.pk, Network(agent="Factcheck/1")) == []
