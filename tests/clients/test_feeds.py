"""Feeds of all four kinds, and what only looks like one."""

import json
from datetime import UTC, datetime

import pytest

from claims.clients.feeds import MOST_ENTRIES, FeedEntry, read_feed
from claims.clients.network import Answer
from claims.errors import PermanentError

DAY = datetime(2026, 3, 10, 6, 15, tzinfo=UTC)
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>السنبلة</title>
<item><title>سد الوردة: 300 عامل</title><link>https://news.example/1</link><pubDate>Tue, 10 Mar 2026 09:15:00 +0300</pubDate></item>
<item><title>بلا تاريخ</title><link>/2</link><pubDate>أمس</pubDate></item><item><title>بلا عنوان شبكة</title></item>
<item><title>مكرر</title><link>https://news.example/1</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>السنبلة</title><entry><title>سد الوردة</title>
<link href="https://news.example/1"/><published>2026-03-10T09:15:00+03:00</published></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"url": "https://news.example/1", "title": "سد الوردة", "date_published": "2026-03-10T06:15:00Z"}],
}
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://news.example/1</loc><news:news><news:publication_date>2026-03-10T09:15:00+03:00</news:publication_date>
<news:title>سد الوردة</news:title></news:news></url><url><loc>https://news.example/3</loc><lastmod>2026-13-45</lastmod></url></urlset>"""


def answer(body: str | bytes, kind: str = "application/xml") -> Answer:
    octets = body.encode() if isinstance(body, str) else body
    return Answer("https://news.example/feed", 200, kind, "", octets, {"content-type": kind})


ENTRIES = [("https://news.example/1", "سد الوردة: 300 عامل", DAY), ("https://news.example/2", "بلا تاريخ", None)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (RSS, ENTRIES),
        (ATOM, [("https://news.example/1", "سد الوردة", DAY)]),
        (json.dumps(JSON_FEED), [("https://news.example/1", "سد الوردة", DAY)]),
        (SITEMAP, [("https://news.example/1", "سد الوردة", DAY), ("https://news.example/3", "", None)]),
        (RSS.replace("utf-8", "windows-1256").encode("windows-1256"), ENTRIES),
        (RSS[: RSS.index("<item><title>بلا عنوان")], ENTRIES),  # cut off
    ],
)
def test_entries_come_in_the_feeds_order(body: str | bytes, expected: list[tuple[str, str, datetime | None]]) -> None:
    assert list(read_feed(answer(body))) == [FeedEntry(*entry) for entry in expected]


BILLION_LAUGHS = """<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]><urlset><url><loc>&e;</loc></url></urlset>"""
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>'


@pytest.mark.parametrize("body", [BILLION_LAUGHS, OUTSIDE])
def test_nothing_is_expanded(body: str) -> None:
    assert read_feed(answer(body)) == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<html><body>صفحة</body></html>", "no_feed"),
        ("", "no_feed"),
        ("{}", "no_feed"),
        ("[1]", "no_feed"),
        ('{"items": [1]}', "no_feed"),
        ("[" * 100_000, "no_feed"),
        ("<sitemapindex><sitemap><loc>https://news.example/s.xml</loc></sitemap></sitemapindex>", "sitemap_index"),
    ],
)
def test_what_is_no_feed_is_refused(body: str, code: str) -> None:
    with pytest.raises(PermanentError) as refused:
        read_feed(answer(body))
    assert refused.value.code == code


def test_a_long_feed_is_cut() -> None:
    items = [{"url": f"https://news.example/{number}"} for number in range(MOST_ENTRIES + 9)]
    assert len(read_feed(answer(json.dumps({"items": items})))) == MOST_ENTRIES
