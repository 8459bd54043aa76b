"""A page is fetched again while its outlet may still change it, and what was changed is seen beside what people decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from claims.clients.network import Network
from claims.models import Appearance, Article, ArticleVersion, Claim, FactCheck, Feed, Outlet, Page, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.fetch import fetch_page, request_page
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.poll import poll_feed
from claims.pipeline.refetch import LEAST_PAUSE, MOST, MOST_A_HOST, begin_refetching
from claims.pipeline.store import store_findings
from claims.tasks import refetch
from claims.wordings import later_wordings
from tests.clients.news_site import Page as SitePage
from tests.clients.news_site import Site, news_site
from tests.desk_rows import approved, person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
BODY = """<!DOCTYPE html><html lang="ar"><head><meta property="og:title" content="سد الوردة يستعد للصيانة"></head><body><article>
<h1>سد الوردة يستعد للصيانة</h1><p>قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من {} عامل".</p>
<p>وتبدأ الصيانة في الصيف المقبل بعد وصول المعدات الجديدة من الميناء إلى موقع السد في الوادي.</p></article></body></html>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>سد الوردة</title><link href="{}"/><updated>{}</updated></entry></feed>"""


@pytest.fixture
def site() -> Iterator[Site]:
    cache.clear()
    with news_site() as standing:
        stands(standing, "300")
        yield standing


def stands(site: Site, number: str) -> None:
    site.pages["/news"] = SitePage(BODY.format(number).encode())


def fetched(page: Page, site: Site) -> ArticleVersion:
    """Fetch the waiting page as the tasks do, and read its article where the text is new."""
    cache.clear()
    done = fetch_page(page.pk, Network(agent="Factcheck/1", allow=[site.authority]))
    assert done is not None
    if done[1]:
        store_findings(done[0].pk, extract_findings(done[0]))
    page.refresh_from_db()
    return done[0]


def asked_for(site: Site) -> Page:
    return request_page(site.address("/news"), by=User.objects.system())[0]


def pass_by(page: Page, time: timedelta) -> None:
    """Let so much time pass for the page and for what was seen of it."""
    for row in (page, *ArticleVersion.objects.filter(article=page.article)):
        fields = ("added_at", "state_at", "refetch_at") if row is page else ("seen_at",)
        earlier = {field: getattr(row, field) - time for field in fields if getattr(row, field)}
        type(row)._default_manager.filter(pk=row.pk).update(**earlier)
    page.refresh_from_db()


def hours(page: Page) -> int | None:
    """After how many hours since it was asked for the page is fetched again."""
    return None if page.refetch_at is None else round((page.refetch_at - page.added_at) / HOUR)


def standing() -> list[tuple[str, str]]:
    places = Appearance.objects.filter(claim__text__contains="عدد العاملين").order_by("version__number")
    return [("3000" if "3000" in text else "300", anchor) for text, anchor in places.values_list("text", "anchor")]


def test_an_outlet_that_changes_300_to_3000_after_publication_is_found_out_and_so_is_its_return(site: Site) -> None:
    page = asked_for(site)
    first = fetched(page, site)
    claim = Claim.objects.get(text__contains="عدد العاملين")
    approved(claim, person("reviewer"), person("approver"))
    assert (hours(page), begin_refetching()) == (1, [])

    pass_by(page, HOUR)
    assert begin_refetching() == [[page.pk]]
    assert fetched(page, site) == first  # nothing was changed
    assert (hours(page), standing(), FactCheck.objects.get().state) == (6, [("300", "standing")], "approved")

    pass_by(page, 5 * HOUR)
    stands(site, "3000")
    assert begin_refetching() == [[page.pk]]
    second = fetched(page, site)
    claim.refresh_from_db()
    assert (second.number, hours(page), standing()) == (2, 24, [("300", "changed"), ("3000", "standing")])
    assert (FactCheck.objects.get().state, claim.status) == ("void", "in_review")
    place = claim.appearances.select_related("version").get()
    assert later_wordings([place]) == {place.pk: "عدد العاملين في السد أكثر من 3000 عامل"}

    pass_by(page, 18 * HOUR)
    stands(site, "300")
    assert begin_refetching() == [[page.pk]]
    assert fetched(page, site) == first
    assert (hours(page), Article.objects.get().newest, standing()) == (None, first, [("300", "standing"), ("3000", "changed")])
    assert begin_refetching() == []


@pytest.mark.parametrize(
    ("age", "after"), [(timedelta(0), 1), (0.9 * HOUR, 1), (2 * HOUR, 6), (7 * HOUR, 24), (25 * HOUR, None), (1000 * HOUR, None)]
)
def test_a_page_is_fetched_again_at_the_next_of_three_times(site: Site, age: timedelta, after: int | None) -> None:
    page = asked_for(site)
    pass_by(page, age)
    fetched(page, site)
    assert hours(page) == after


def test_a_page_that_is_gone_is_asked_for_once_more_at_the_next_time(site: Site) -> None:
    page = asked_for(site)
    fetched(page, site)
    pass_by(page, HOUR)
    site.pages["/news"] = SitePage(status=404)
    begin_refetching()
    cache.clear()
    assert fetch_page(page.pk, Network(agent="Factcheck/1", allow=[site.authority])) is None
    page.refresh_from_db()
    assert (page.state, page.error_code, page.article, hours(page)) == ("failed", "http_status", Article.objects.get(), 6)
    pass_by(page, 5 * HOUR)
    assert (begin_refetching(), begin_refetching()) == ([[page.pk]], [])


def test_it_can_be_switched_off(site: Site, settings: Any) -> None:
    page = asked_for(site)
    fetched(page, site)
    pass_by(page, HOUR)
    settings.FETCH_AGAIN = False
    assert begin_refetching() == []
    assert announced(site, page, timezone.now()) == page.refetch_at
    Page.objects.update(state=Page.State.WAITING)
    fetched(page, site)
    assert page.refetch_at is None


def announced(site: Site, page: Page, updated: datetime) -> datetime | None:
    """Have a feed say that the page was changed then; gives when it is fetched again."""
    cache.clear()
    site.pages["/feed"] = SitePage(
        ATOM.format(page.address, updated.isoformat()).encode(), headers={"Content-Type": "application/atom+xml"}
    )
    outlet, _ = Outlet.objects.get_or_create(name="السنبلة", defaults={"domain": "sunbula.example"})
    feed, _ = Feed.objects.update_or_create(address=site.address("/feed"), defaults={"outlet": outlet, "next_at": timezone.now()})
    assert poll_feed(feed.pk, Network(agent="Factcheck/1", allow=[site.authority])) == []
    return Page.objects.get(pk=page.pk).refetch_at


@pytest.mark.parametrize(
    ("last", "changed", "minutes"),
    [
        # The page was fetched for the first time that long ago; its feed says that it was changed so long ago; it is fetched in so long.
        (40, 10, 0),
        (40, 50, None),  # before that
        (40, -60, None),  # a time that is yet to come
        (2, 1, LEAST_PAUSE / timedelta(minutes=1) - 2),  # a moment ago
    ],
)
def test_a_page_that_its_feed_says_was_changed_is_due_at_once(site: Site, last: int, changed: int, minutes: float | None) -> None:
    page = asked_for(site)
    fetched(page, site)
    pass_by(page, timedelta(minutes=last))
    due = announced(site, page, timezone.now() - timedelta(minutes=changed))
    assert due is not None
    if minutes is None:
        assert due == page.refetch_at
    else:
        assert round((due - timezone.now()) / timedelta(minutes=1)) == minutes
        Page.objects.update(refetch_at=timezone.now())
        assert begin_refetching() == [[page.pk]]


@pytest.mark.parametrize(
    ("failed", "changed", "minutes"),
    [
        # It was asked for an hour ago, failed that long ago, and its feed says that it was changed so long ago; it is fetched in so long.
        (58, 10, 0),
        (40, 50, None),  # before that
        (20, 10, 0),
        (10, 5, 15),  # half of the fifty minutes in which it could not be fetched
    ],
)
def test_a_page_that_failed_is_tried_again_when_its_feed_says_that_it_was_changed(
    site: Site, failed: int, changed: int, minutes: int | None
) -> None:
    page, now = asked_for(site), timezone.now()
    Page.objects.update(state="failed", error_code="http_status", added_at=now - HOUR, state_at=now - timedelta(minutes=failed))
    due = announced(site, page, now - timedelta(minutes=changed))
    assert (due and round((due - timezone.now()) / timedelta(minutes=1))) == minutes
    Page.objects.filter(refetch_at__gt=now).update(refetch_at=now)
    assert begin_refetching() == ([] if minutes is None else [[page.pk]])
    if minutes is not None:
        assert fetched(page, site) == Article.objects.get().newest


def test_a_feed_that_dates_everything_anew_has_its_pages_fetched_ever_less_often(site: Site) -> None:
    page = asked_for(site)
    fetched(page, site)
    pass_by(page, 1000 * HOUR)
    pauses = []
    for _ in range(6):
        Page.objects.update(state=Page.State.WAITING)
        fetched(page, site)
        pass_by(page, timedelta(minutes=1))
        due = announced(site, page, timezone.now())
        assert due is not None
        pauses.append(round((due - page.state_at) / HOUR))
        pass_by(page, due - timezone.now())
    assert pauses == [500, 750, 1125, 1688, 2531, 3797]


def test_hosts_are_given_their_pauses(broker: Any) -> None:
    version = ingest(Submission(text="سد الوردة", outlet=find_outlet("")), by=User.objects.system())[0]
    common = {"state": "fetched", "article": version.article, "added_by": User.objects.system()}
    now = timezone.now()
    pages = [
        Page.objects.create(address=f"https://{host}.example/{number}", refetch_at=now - timedelta(minutes=number), **common)
        for host, number in [*(("sunbula", number) for number in range(MOST_A_HOST + 2)), ("wadi", 0), ("wadi", 1)]
    ]
    Page.objects.create(address="https://wadi.example/waiting", refetch_at=now, added_by=User.objects.system())
    Page.objects.create(address="https://wadi.example/later", refetch_at=now + HOUR, **common)
    Page.objects.create(address="https://wadi.example/never", **common)
    assert refetch() == MOST_A_HOST + 2
    # The longest overdue first; two are left for the next call.
    assert begin_refetching() == [[pages[1].pk, pages[0].pk]]
    assert broker.llen("celery") == MOST_A_HOST + 2


def test_a_host_with_very_much_does_not_keep_the_others_waiting() -> None:
    version = ingest(Submission(text="سد الوردة", outlet=find_outlet("")), by=User.objects.system())[0]
    common = {"state": "fetched", "article": version.article, "added_by": User.objects.system()}
    now = timezone.now()
    Page.objects.bulk_create(
        Page(address=f"https://sunbula.example/{number}", refetch_at=now - 2 * HOUR, **common) for number in range(MOST + 1)
    )
    last = Page.objects.create(address="https://wadi.example/?at=//sunbula.example/", refetch_at=now - HOUR, **common)
    taken = begin_refetching()
    assert ([len(of_host) for of_host in taken], taken[-1]) == ([MOST_A_HOST, 1], [last.pk])
