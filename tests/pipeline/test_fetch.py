"""Pages become articles, once; what fails says why on its row, and what only has to wait goes on waiting."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from claims.clients.network import Network
from claims.errors import InputRefused, NotAllowed, TransientError
from claims.models import Article, Feed, Outlet, Page, User
from claims.pipeline.fetch import MOST_ATTEMPTS, WAITS_FOR_RULES, WAITS_FOR_SITE, fetch_page, request_again, request_page
from claims.pipeline.ingest import LONGEST_BYLINE, LONGEST_TITLE
from tests.clients.news_site import Page as SitePage
from tests.clients.news_site import Site, news_site
from tests.clients.test_pages import HEAD, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Iterator[Site]:
    cache.clear()
    with news_site() as standing:
        standing.pages["/news"] = SitePage(page(HEAD))
        yield standing


def fetched(site: Site, path: str = "/news") -> Page:
    requested, _ = request_page(site.address(path), by=User.objects.system())
    cache.clear()
    fetch_page(requested.pk, Network(agent="Factcheck/1", allow=[site.authority]))
    requested.refresh_from_db()
    return requested


def test_a_page_becomes_an_article(site: Site) -> None:
    done = fetched(site)
    version = Article.objects.get().newest
    assert (done.state, done.article_id) == ("fetched", version.article_id)
    assert (version.title, version.published, version.byline) == ("سد الوردة: 300 عامل في الموقع", date(2026, 3, 10), "ليلى الحسن")
    assert (version.language, version.article.address) == ("ar", site.address("/news"))
    assert (version.article.outlet.name, version.article.outlet.domain) == ("جريدة السنبلة", "127.0.0.1")


def test_the_same_page_again_changes_nothing_and_other_words_are_a_version(site: Site) -> None:
    first = fetched(site)
    for body, versions in ((page(HEAD), 1), (page(HEAD).replace("أكثر من 300".encode(), "أكثر من 3000".encode()), 2)):
        site.pages["/news"] = SitePage(body)
        assert request_again(first.pk)
        assert fetched(site).article_id == first.article_id
        assert Article.objects.get().versions.count() == versions


def test_an_outlet_is_known_by_its_domain(site: Site) -> None:
    known = Outlet.objects.create(name="السنبلة", domain="127.0.0.1")
    assert fetched(site).article is not None
    assert Article.objects.get().outlet == known


@pytest.mark.parametrize(
    ("path", "answer", "code"),
    [
        ("/gone", SitePage(b"", 404), "http_status"),
        ("/pdf", SitePage(b"%PDF", headers={"Content-Type": "application/pdf"}), "wrong_kind"),
        ("/empty", SitePage(b"<html></html>"), "no_article"),
        ("/inside", SitePage(status=302, headers={"Location": "http://10.0.0.1/"}), "not_public"),
    ],
)
def test_a_lasting_failure_is_on_the_row(site: Site, path: str, answer: SitePage, code: str) -> None:
    site.pages[path] = answer
    failed = fetched(site, path)
    assert (failed.state, failed.error_code, failed.attempts) == ("failed", code, 1)
    assert Article.objects.count() == 0
    assert request_again(failed.pk)
    assert not request_again(failed.pk)


def test_robots_are_told_to_stay_away(site: Site) -> None:
    site.pages["/robots.txt"] = SitePage(b"User-agent: *\nDisallow: /news", headers={"Content-Type": "text/plain"})
    assert fetched(site).error_code == "robots_forbid"
    assert site.visits == ["/robots.txt"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_outage_of_hours_loses_no_page(site: Site, status: int) -> None:
    site.pages["/news"] = SitePage(status=status)
    requested, _ = request_page(site.address("/news"), by=User.objects.system())
    Page.objects.update(added_at=timezone.now() - WAITS_FOR_SITE + timedelta(minutes=1))
    for _ in range(MOST_ATTEMPTS + 1):
        cache.clear()
        with pytest.raises(TransientError):
            fetch_page(requested.pk, Network(agent="Factcheck/1", allow=[site.authority]))
    requested.refresh_from_db()
    assert (requested.state, requested.error_code, requested.attempts) == ("waiting", "http_status", 0)
    # The site is back.
    site.pages["/news"] = SitePage(page(HEAD))
    assert fetched(site).state == "fetched"


def test_a_failing_site_is_tried_again_and_then_set_aside(site: Site) -> None:
    site.pages["/news"] = SitePage(status=503)
    requested, _ = request_page(site.address("/news"), by=User.objects.system())
    Page.objects.update(added_at=timezone.now() - WAITS_FOR_SITE - timedelta(minutes=1))
    network = Network(agent="Factcheck/1", allow=[site.authority])
    for _ in range(MOST_ATTEMPTS - 1):
        cache.clear()
        with pytest.raises(TransientError):
            fetch_page(requested.pk, network)
    cache.clear()
    fetch_page(requested.pk, network)
    requested.refresh_from_db()
    assert (requested.state, requested.error_code, requested.attempts) == ("failed", "http_status", MOST_ATTEMPTS)


def test_what_a_site_lets_robots_have_is_waited_for_at_no_try(site: Site) -> None:
    site.pages["/robots.txt"] = SitePage(status=503)
    network = Network(agent="Factcheck/1", allow=[site.authority])
    requested, _ = request_page(site.address("/news"), by=User.objects.system())
    for _ in range(MOST_ATTEMPTS + 1):
        with pytest.raises(TransientError):
            fetch_page(requested.pk, network)
    requested.refresh_from_db()
    assert (requested.state, requested.error_code, requested.attempts) == ("waiting", "rules_unreachable", 0)
    assert site.visits == ["/robots.txt"]
    # The site is back.
    del site.pages["/robots.txt"]
    done = fetched(site)
    assert (done.state, done.error_code, done.error_params) == ("fetched", "", {})


def test_a_site_that_never_says_what_robots_may_have_is_given_up(site: Site) -> None:
    site.pages["/robots.txt"] = SitePage(status=503)
    requested, _ = request_page(site.address("/news"), by=User.objects.system())
    Page.objects.update(added_at=timezone.now() - WAITS_FOR_RULES - timedelta(minutes=1), attempts=MOST_ATTEMPTS - 1)
    assert fetch_page(requested.pk, Network(agent="Factcheck/1", allow=[site.authority])) is None
    requested.refresh_from_db()
    assert (requested.state, requested.error_code) == ("failed", "rules_unreachable")


def test_a_page_that_ends_its_process_is_set_aside(site: Site) -> None:
    requested, _ = request_page(site.address("/news"), by=User.objects.system())
    Page.objects.update(attempts=MOST_ATTEMPTS)  # as many processes were killed
    assert fetch_page(requested.pk, Network(agent="Factcheck/1", allow=[site.authority])) is None
    requested.refresh_from_db()
    assert (requested.state, requested.error_code, site.visits) == ("failed", "page_too_many_attempts", [])
    assert request_again(requested.pk)
    assert fetched(site).state == "fetched"


def test_an_error_that_nobody_foresaw_is_on_the_row_and_no_article_is_left(site: Site) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_page ADD CONSTRAINT broken CHECK (state <> 'fetched')")
    failed = fetched(site)
    assert (failed.state, failed.error_code, failed.error_params) == ("failed", "page_unexpected", {"error": "IntegrityError"})
    assert Article.objects.count() == 0


LATE = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)  # half past one of the next day in Baghdad
WRITTEN = '<meta property="article:published_time" content="%s">'


@pytest.mark.parametrize(
    ("head", "announced", "zone", "day"),
    [
        (WRITTEN % "2026-03-10T22:30:00+00:00", None, "Asia/Baghdad", date(2026, 3, 11)),
        (WRITTEN % "2026-03-10T22:30:00+00:00", None, "America/New_York", date(2026, 3, 10)),
        (WRITTEN % "2026-03-10T22:30:00+00:00", LATE - timedelta(days=1), "Asia/Baghdad", date(2026, 3, 11)),  # the page knows better
        (WRITTEN % "2026-03-10T22:30:00", None, "Asia/Baghdad", date(2026, 3, 10)),  # without a zone it is the outlet's own
        (WRITTEN % "2026-03-10T22:30:00", LATE, "Asia/Baghdad", date(2026, 3, 11)),  # unless the feed says which moment that was
        (WRITTEN % "2026-03-10", LATE + timedelta(days=9), "Asia/Baghdad", date(2026, 3, 10)),  # announced again
        ("", LATE, "Asia/Baghdad", date(2026, 3, 11)),
        ("", None, "Asia/Baghdad", None),
    ],
)
def test_the_day_is_that_of_the_outlet(site: Site, head: str, announced: datetime | None, zone: str, day: date | None) -> None:
    site.pages["/news"] = SitePage(page(head))
    feed = Feed.objects.create(outlet=Outlet.objects.create(name="السنبلة", time_zone=zone), address=site.address("/feed"))
    request_page(site.address("/news"), by=User.objects.system(), feed=feed, announced=announced)
    assert fetched(site).state == "fetched"
    assert Article.objects.get().newest.published == day


@pytest.mark.parametrize(
    "ahead",
    [
        timedelta(days=40),
        timedelta(hours=24),  # in the evening that is the day after tomorrow in the east
        timedelta(days=-400 * 365),
    ],
)
def test_a_day_that_cannot_be_is_ignored(site: Site, ahead: timedelta) -> None:
    site.pages["/news"] = SitePage(page())
    outlet = Outlet.objects.create(name="السنبلة", time_zone="Pacific/Kiritimati")
    feed = Feed.objects.create(outlet=outlet, address=site.address("/feed"))
    late = timezone.now().replace(hour=22, minute=0)
    request_page(site.address("/news"), by=User.objects.system(), feed=feed, announced=late + ahead)
    assert fetched(site).state == "fetched"
    assert Article.objects.get().newest.published is None


def test_a_headline_or_byline_without_an_end_costs_itself_and_not_the_article(site: Site) -> None:
    long = "سامر الحلواني " * 200
    head = f'<meta property="og:title" content="{long}"><meta name="author" content="{long}">'
    site.pages["/news"] = SitePage(page(head).replace("<h1>سد الوردة: 300 عامل في الموقع</h1>".encode(), b""))
    assert fetched(site).state == "fetched"
    version = Article.objects.get().newest
    assert LONGEST_BYLINE - 1 <= len(version.byline) <= LONGEST_BYLINE
    assert len(version.title) <= LONGEST_TITLE


def test_a_host_is_given_a_pause_that_counts_as_no_try(site: Site) -> None:
    fetched(site)
    site.pages["/second"] = SitePage(page(HEAD))
    second, _ = request_page(site.address("/second"), by=User.objects.system())
    with pytest.raises(TransientError) as refused:
        fetch_page(second.pk, Network(agent="Factcheck/1", allow=[site.authority]))
    second.refresh_from_db()
    assert (refused.value.code, second.state, second.attempts) == ("host_busy", "waiting", 0)


def test_bad_requests_store_nothing() -> None:
    with pytest.raises(InputRefused):
        request_page("javascript:alert(1)", by=User.objects.system())
    with pytest.raises(NotAllowed):
        request_page("https://news.example/", by=User.objects.create_user(username="nobody"))
    assert Page.objects.count() == 0
