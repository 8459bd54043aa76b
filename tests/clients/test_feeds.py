"""Feeds of all four kinds, and what only looks like one."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims.clients.feeds import MOST_ENTRIES, FeedEntry, read_feed
from claims.clients.network import Answer
from claims.errors import PermanentError
from tests.clients.news_site import bomb

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
SCHEMAS = "http://www.google.com/schemas"
SITEMAP = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{SCHEMAS}/sitemap-news/0.9"
xmlns:image="{SCHEMAS}/sitemap-image/1.1" xmlns:video="{SCHEMAS}/sitemap-video/1.1"><!-- أخبار اليوم --><url>
<loc>https://news.example/1</loc><news:news><news:publication><news:name>السنبلة</news:name></news:publication>
<news:publication_date>2026-03-10T09:15:00+03:00</news:publication_date><news:title>سد الوردة</news:title></news:news>
<image:image><image:loc>https://news.example/dam.jpg</image:loc><image:title>السد من الجو</image:title></image:image>
<video:video><video:title>السد في دقيقة</video:title><video:publication_date>2020-01-01</video:publication_date></video:video></url>
<url><loc>https://news.example/3</loc><lastmod>2026-13-45</lastmod><image:loc>https://news.example/3.jpg</image:loc></url></urlset>"""


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
        (gzip.compress(RSS.encode()), ENTRIES),  # a file that is packed, not an answer that is
    ],
)
def test_entries_come_in_the_feeds_order(body: str | bytes, expected: list[tuple[str, str, datetime | None]]) -> None:
    assert list(read_feed(answer(body))) == [FeedEntry(*entry) for entry in expected]


LATER = datetime(2026, 3, 10, 9, 15, tzinfo=UTC)
CHANGED_JSON = {"items": [{**JSON_FEED["items"][0], "date_modified": "2026-03-10T09:15:00Z"}]}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("body", "updated"),
    [
        (RSS, None),  # its day of publication is none of a change
        (RSS.replace("</pubDate>", "</pubDate><updated xmlns='http://www.w3.org/2005/Atom'>2026-03-10T12:15:00+03:00</updated>", 1), LATER),
        (ATOM, None),
        (ATOM.replace("</published>", "</published><updated>2026-03-10T12:15:00+03:00</updated>"), LATER),
        (json.dumps(JSON_FEED), None),
        (json.dumps(CHANGED_JSON), LATER),
        (SITEMAP, None),
        (SITEMAP.replace("</loc>", "</loc><lastmod>2026-03-10T12:15:00+03:00</lastmod>", 1), LATER),
        (SITEMAP.replace("</loc>", "</loc><lastmod>الآن</lastmod>", 1), None),
    ],
)
def test_an_entry_says_when_it_was_changed(body: str, updated: datetime | None) -> None:
    first = read_feed(answer(body))[0]
    assert (first.published, first.updated) == (DAY, updated)


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
        (gzip.compress(SITEMAP.encode())[:-12], "broken_answer"),  # cut off
        (gzip.compress(SITEMAP.encode())[:20] + b"\xff" * 20, "broken_answer"),
        (bomb(64), "too_large"),
    ],
)
def test_what_is_no_feed_is_refused(body: str | bytes, code: str) -> None:
    with pytest.raises(PermanentError) as refused:
        read_feed(answer(body))
    assert refused.value.code == code


def test_a_name_of_a_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, "utf-8")
    with pytest.raises(PermanentError) as refused:
        read_feed(answer(str(path), "text/plain"))
    assert refused.value.code == "no_feed"


def test_of_a_long_feed_the_newest_are_taken() -> None:
    urls = [
        f"<url><loc>https://news.example/{n}</loc><lastmod>{DAY + timedelta(hours=n):%Y-%m-%dT%H:%M:%SZ}</lastmod></url>" for n in range(9)
    ]
    undated = [f"<url><loc>https://news.example/undated/{n}</loc></url>" for n in range(MOST_ENTRIES - 5)]
    found = read_feed(answer(f"<urlset>{''.join(undated + urls)}</urlset>"))
    assert len(found) == MOST_ENTRIES
    assert [one.address.rpartition("/")[2] for one in found[:10]] == [*"876543210", "0"]  # and then what says no day
