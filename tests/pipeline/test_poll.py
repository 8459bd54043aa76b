"""Feeds: what they announce is fetched once, and they are asked as often as they are worth."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from claims.clients.network import Answer, Network
from claims.models import Feed, Outlet, Page
from claims.models.source import FIRST_INTERVAL
from claims.pipeline.feeds import change_feed
from claims.pipeline.poll import HOST_BUSY_PAUSE, LONGEST_INTERVAL, SHORTEST_INTERVAL, poll_feed
from claims.templatetags.failures import failure
from tests.api.people import person
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
    Feed.objects.update(next_at=timezone.now())
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


def test_it_is_asked_for_what_has_changed_since(site: Site, feed: Feed) -> None:
    changed = "Tue, 10 Mar 2026 06:15:00 GMT"
    seen: list[str | None] = []

    def answer(headers: Mapping[str, str]) -> SitePage:
        seen.append(headers.get("If-Modified-Since"))
        if seen[-1] == changed:
            return SitePage(status=304)
        return SitePage(RSS.encode(), headers={"Content-Type": "text/xml", "Last-Modified": changed})

    site.pages["/feed"] = answer
    assert [len(asked(site, feed)) for _ in range(2)] == [2, 0]
    assert (seen, feed.last_modified, feed.interval) == ([None, changed], changed, FIRST_INTERVAL / 2 * 1.5)


def test_what_is_known_is_asked_for_at_once(site: Site, feed: Feed, django_assert_num_queries: Any) -> None:
    counts = []
    for number in (1, 20):
        items = "".join(f"<item><link>/{n}</link><pubDate>Tue, 10 Mar 2026 09:15:00 GMT</pubDate></item>" for n in range(number))
        site.pages["/feed"] = SitePage(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
        asked(site, feed)
        with django_assert_num_queries(10, exact=False) as queries:
            assert asked(site, feed) == []
        counts.append(len(queries))
    assert counts[0] == counts[1]


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


@pytest.mark.parametrize(
    "written",
    [
        "2099-03-10T09:15:00+03:00",
        "0001-01-01T00:00:00+03:00",  # a nought, as some systems write it: a day before there are any
        "9999-12-31T23:59:59-03:00",
        "1799-12-31T23:59:59Z",
    ],
)
def test_misdated_entries_lose_their_date(site: Site, feed: Feed, written: str) -> None:
    items = [
        {"url": "https://news.example/1", "date_published": written, "date_modified": written},
        {"url": "https://news.example/2", "date_published": "1800-01-01T00:00:00Z"},
        {"url": " "},  # no address
        {"url": "mailto:desk@news.example"},
    ]
    site.pages["/feed"] = SitePage(json.dumps({"items": items}).encode(), headers={"Content-Type": "application/json"})
    assert [len(asked(site, feed)) for _ in range(2)] == [2, 0]
    assert list(Page.objects.order_by("pk").values_list("announced", flat=True)) == [None, datetime(1800, 1, 1, tzinfo=UTC)]
    assert (feed.error_code, feed.failures) == ("", 0)


def test_an_error_that_nobody_foresaw_is_on_the_row(site: Site, feed: Feed) -> None:
    site.pages["/feed"] = SitePage(RSS.encode(), headers={"Content-Type": "text/xml"})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_page ADD CONSTRAINT broken CHECK (address NOT LIKE '%/2')")
    assert asked(site, feed) == []
    assert (feed.error_code, feed.error_params, feed.failures) == ("feed_unexpected", {"error": "IntegrityError"}, 1)
    assert (Page.objects.count(), feed.next_at > timezone.now()) == (0, True)
    assert "IntegrityError" in failure(feed)


def test_a_feed_whose_time_has_not_come_is_left_alone(site: Site, feed: Feed) -> None:
    site.pages["/feed"] = SitePage(RSS.encode(), headers={"Content-Type": "text/xml"})
    network = Network(agent="Factcheck/1", allow=[site.authority])
    assert len(poll_feed(feed.pk, network)) == 2
    before = Feed.objects.values().get()
    cache.clear()
    # A second call for the same time.
    assert poll_feed(feed.pk, network) == []
    assert (Feed.objects.values().get(), site.visits.count("/feed")) == (before, 1)


def test_due_and_paused(feed: Feed) -> None:
    assert list(Feed.objects.due()) == [feed]
    Feed.objects.update(next_at=timezone.now() + timedelta(minutes=1))
    assert list(Feed.objects.due()) == []
    Feed.objects.update(next_at=timezone.now(), is_paused=True)
    assert list(Feed.objects.due()) == []
    assert poll_feed(feed.pk, Network(agent="Factcheck/1")) == []


@pytest.mark.parametrize("status", [200, 404])
def test_of_an_address_that_is_corrected_meanwhile_the_answer_says_nothing(site: Site, feed: Feed, status: int) -> None:
    editor, corrected = person("editor"), "https://sunbula.example/خلاصة"

    class Slow(Network):
        def get(self, address: str, **told: Any) -> Answer:
            try:
                return super().get(address, **told)
            finally:
                if address == feed.address:
                    change_feed(Feed.objects.get(), address=corrected, by=editor)

    site.pages["/feed"] = SitePage(RSS.encode(), status=status, headers={"Content-Type": "text/xml", "ETag": '"7"'})
    poll_feed(feed.pk, Slow(agent="Factcheck/1", allow=[site.authority]))
    stands = Feed.objects.values_list("address", "etag", "failures", "error_code", "asked_at").get()
    assert (stands, Feed.objects.due().count()) == ((corrected, "", 0, "", None), 1)
