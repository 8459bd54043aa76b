"""A whole news site, with everything that is wrong with sites: each page ends as a stored article or as a clear refusal."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from claims.clients.network import Answer, Limits, Network
from claims.errors import TransientError
from claims.models import Article, ArticleVersion, Feed, Outlet, Page
from claims.pipeline.fetch import fetch_page, request_again
from claims.pipeline.poll import poll_feed
from tests.clients.news_site import HTML_TYPE, Site, bomb, news_site
from tests.clients.news_site import Page as SitePage

ARTICLES = 240
TODAY = datetime.now(UTC)
BARE_HTML = {"Content-Type": "text/html"}
ZIPPED = {"Content-Type": HTML_TYPE, "Content-Encoding": "gzip"}


def story(number: int, charset: str = "utf-8", *, declared: str | None = None) -> bytes:
    declared = charset if declared is None else declared
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"""<!DOCTYPE html><html lang="ar"><head>{meta}<title>خبر {number} - السنبلة</title>
<meta property="og:title" content="سد الوردة: {number} عامل في الموقع"></head><body>
<nav><a href="/">الرئيسية</a></nav><article><h1>سد الوردة: {number} عامل في الموقع</h1>
<p>قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من {number} عامل، ولن نغلق البوابات قبل أن تنتهي الصيانة".</p>
<p>وأضاف أن العدد سيرتفع إلى 4 آلاف عامل في الصيف المقبل، بعد وصول المعدات الجديدة من الميناء إلى موقع السد رقم {number}.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>""".encode(charset, "replace")


# Ways in which a page holds its article, in turn.
WAYS: list[Callable[[int], SitePage]] = [
    lambda n: SitePage(story(n)),
    lambda n: SitePage(story(n, "windows-1256"), headers=BARE_HTML),  # told by the page
    lambda n: SitePage(story(n, "windows-1256", declared=""), headers={"Content-Type": "text/html; charset=windows-1256"}),
    lambda n: SitePage(story(n, "windows-1256", declared="utf-8")),  # told wrongly by both
    lambda n: SitePage(story(n, "windows-1256", declared=""), headers=BARE_HTML),  # told by nobody
    lambda n: SitePage(story(n, declared="windows-1256"), headers=BARE_HTML),  # told wrongly the other way
    lambda n: SitePage(story(n).replace(b"</p>", b"").replace(b"</article>", b"</td></div>").replace(b"</head>", b"")),
    lambda n: SitePage(story(n).partition(b"<footer>")[0]),  # cut off
    lambda n: SitePage(story(n).replace(b"<article>", b"<table><tr><td><font><article>") + b"\xff\xfe\x80"),  # stray bytes
    lambda n: SitePage(gzip.compress(story(n)), headers=ZIPPED),
    lambda n: SitePage(status=301, headers={"Location": f"/moved/{n}"}),
    lambda n: SitePage(story(n), drip=0.0002),  # slow, and in time
]
# What is no article, and what is said of it.
REFUSED: dict[str, tuple[SitePage, str]] = {
    "loop": (SitePage(status=302, headers={"Location": "/loop"}), "too_many_redirects"),
    "ping": (SitePage(status=302, headers={"Location": "/pong"}), "too_many_redirects"),
    "pong": (SitePage(status=302, headers={"Location": "/ping"}), "too_many_redirects"),
    "nowhere": (SitePage(status=302, headers={}), "broken_answer"),
    "inside": (SitePage(status=302, headers={"Location": "http://169.254.169.254/latest"}), "not_public"),
    "file": (SitePage(status=302, headers={"Location": "file:///etc/passwd"}), "address_refused"),
    "bomb": (SitePage(bomb(64), headers=ZIPPED), "too_large"),
    "half-zipped": (SitePage(gzip.compress(story(1))[:-30] + b"x" * 20, headers=ZIPPED), "broken_answer"),
    "brotli": (SitePage(b"x", headers=ZIPPED | {"Content-Encoding": "br"}), "broken_answer"),
    "huge": (SitePage(b"<p>" + b"x" * (6 * 2**20)), "too_large"),
    "gone": (SitePage(b"", 404), "http_status"),
    "paid": (SitePage(b"", 402), "http_status"),
    "pdf": (SitePage(b"%PDF", headers={"Content-Type": "application/pdf"}), "wrong_kind"),
    "unnamed": (SitePage(story(1), headers={}), "wrong_kind"),
    "empty": (SitePage(b""), "no_article"),
    "script": (SitePage(b"<html><body><script>render()</script><noscript>Please enable JavaScript</noscript></body></html>"), "no_article"),
    "zeros": (SitePage(b"\x00\x01" * 500), "no_article"),
    "consent": (SitePage("<html><body><p>نستخدم ملفات تعريف الارتباط. هل توافق؟</p></body></html>".encode()), "no_article"),
}  # fmt: skip
# What may be better later: it goes on waiting.
PASSING: dict[str, tuple[SitePage, str]] = {
    "failing": (SitePage(b"", 503), "http_status"),
    "busy": (SitePage(b"", 429), "http_status"),
    "dripping": (SitePage(b"x" * 10_000, drip=0.05), "too_slow"),
}


class Hurried(Network):
    """For the page that drips two seconds instead of thirty, so that it is too slow soon; the others take what a busy machine needs."""

    def get(self, address: str, **options: Any) -> Answer:
        hurried = {"limits": Limits(seconds=2)} if address.endswith("/dripping") else {}
        return super().get(address, **options | hurried)


@pytest.fixture
def site() -> Iterator[Site]:
    cache.clear()
    with news_site() as standing:
        for number in range(ARTICLES):
            standing.pages[f"/news/{number}"] = WAYS[number % len(WAYS)](number)
            standing.pages[f"/moved/{number}"] = SitePage(story(number))
        standing.pages |= {f"/{name}": page for name, (page, _) in (REFUSED | PASSING).items()}
        yield standing


def announced(number: int) -> str:
    """When an entry is said to be published: rightly, in the future, in no calendar, in another zone, or not at all."""
    return [f"{TODAY:%a, %d %b %Y %H:%M:%S GMT}", "Fri, 31 Dec 2999 10:00:00 GMT", "أمس", "Tue, 30 Feb 2026 25:61:00 GMT", ""][number % 5]


def feeds(site: Site) -> dict[str, SitePage]:
    """Every page is announced by one of four feeds."""
    paths = [f"/news/{number}" for number in range(ARTICLES)] + [f"/{name}" for name in REFUSED | PASSING]
    items = "".join(f"<item><title>خبر</title><link>{p}</link><pubDate>{announced(n)}</pubDate></item>" for n, p in enumerate(paths[::4]))
    rss = f'<?xml version="1.0" encoding="windows-1256"?><rss version="2.0"><channel><title>السنبلة</title>{items}</channel></rss>'
    entries = "".join(f'<entry><title>خبر</title><link href="{site.address(p)}"/><updated>now</updated></entry>' for p in paths[1::4])
    listed = [{"url": site.address(path), "title": None, "date_published": 20260310} for path in paths[2::4]]
    urls = "".join(f"<url><loc>{site.address(p)}</loc><lastmod>2026-99-99</lastmod></url>" for p in paths[3::4])
    return {
        "/rss": SitePage(rss.encode("windows-1256"), headers={"Content-Type": "text/xml"}),
        "/atom": SitePage(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}'.encode()),  # never closed
        "/json": SitePage(json.dumps({"items": listed}).encode(), headers={"Content-Type": "application/json"}),
        "/sitemap": SitePage(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()),
    }


def asked(site: Site, feed: Feed, network: Network) -> int:
    """How many pages the feed announces anew, without the pause that its host is given."""
    cache.delete(f"visited:{site.authority}")
    Feed.objects.filter(pk=feed.pk).update(next_at=timezone.now())
    return len(poll_feed(feed.pk, network))


def visited(site: Site, network: Network) -> Counter[str]:
    """Every waiting page is fetched once, without the pauses that a host is given; what failed in passing, by its code."""
    passing: Counter[str] = Counter()
    for page_id in Page.objects.waiting().order_by("pk").values_list("pk", flat=True):
        cache.delete(f"visited:{site.authority}")
        try:
            fetch_page(page_id, network)
        except TransientError as error:
            passing[error.code] += 1
    return passing


def path_of(page: Page, site: Site) -> str:
    return page.address.removeprefix(site.address("/"))


@pytest.mark.django_db
def test_everything_ends_as_an_article_or_a_refusal(site: Site) -> None:
    network = Hurried(agent="Factcheck/1", allow=[site.authority])
    outlet = Outlet.objects.create(name="السنبلة", domain="127.0.0.1", language="ar")
    site.pages |= feeds(site)
    found = [asked(site, Feed.objects.create(outlet=outlet, address=site.address(path)), network) for path in feeds(site)]
    assert sum(found) == Page.objects.count() == ARTICLES + len(REFUSED) + len(PASSING)
    assert set(Feed.objects.values_list("error_code", "failures")) == {("", 0)}
    passing = visited(site, network)
    pages = {path_of(page, site): page for page in Page.objects.all()}
    read = {path: page for path, page in pages.items() if path.startswith("news/")}
    assert {path: page.error_code for path, page in read.items() if page.state != "fetched"} == {}
    assert {path: pages[path].error_code for path in REFUSED} == {path: code for path, (_, code) in REFUSED.items()}
    assert {pages[path].state for path in REFUSED} == {"failed"}
    assert {pages[path].state for path in PASSING} == {"waiting"}
    assert passing == Counter(code for _, code in PASSING.values())
    _check_articles(pages)


def _check_articles(pages: dict[str, Page]) -> None:
    """One article a page, whole and in its own letters, on no day that is yet to come."""
    versions = {path: Article.objects.get(pk=page.article_id).newest for path, page in pages.items() if page.article_id}
    assert len({version.article_id for version in versions.values()}) == ARTICLES == Article.objects.count()
    for path, version in versions.items():
        number = path.removeprefix("news/")
        assert (version.title, version.language) == (f"سد الوردة: {number} عامل في الموقع", "ar")
        assert f"أكثر من {number} عامل، ولن نغلق البوابات" in version.text
        assert f"إلى موقع السد رقم {number}." in version.text
        assert "الحقوق محفوظة" not in version.text
        assert version.published is None or version.published <= date.today()


@pytest.mark.django_db
def test_the_site_again_changes_nothing_and_a_changed_page_is_a_version(site: Site) -> None:
    network = Hurried(agent="Factcheck/1", allow=[site.authority])
    outlet = Outlet.objects.create(name="السنبلة", domain="127.0.0.1")
    few = [f"/news/{number}" for number in range(len(WAYS))]
    items = "".join(f"<item><link>{path}</link></item>" for path in few)
    site.pages["/rss"] = SitePage(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    feed = Feed.objects.create(outlet=outlet, address=site.address("/rss"))
    assert asked(site, feed, network) == len(few)
    assert visited(site, network) == Counter()
    before = list(ArticleVersion.objects.order_by("pk").values())
    assert asked(site, feed, network) == 0
    site.pages["/news/0"] = SitePage(story(0).replace("4 آلاف".encode(), "40 ألف".encode()))
    again: list[Any] = [request_again(pk) for pk in Page.objects.values_list("pk", flat=True)]
    assert all(again)
    assert visited(site, network) == Counter()
    after = list(ArticleVersion.objects.order_by("pk").values())
    assert after[: len(before)] == before
    (new,) = after[len(before) :]
    assert (new["number"], "40 ألف عامل" in new["text"]) == (2, True)
