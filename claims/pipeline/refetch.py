"""A page is fetched again after a while: outlets change what they have published, and seldom say so."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Func, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from claims.models import Page

# So long after it was asked for: most corrections come within hours, and few after a day.
PAUSES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
# Where a feed says that it was changed, so long after the last time at least.
LEAST_PAUSE = timedelta(minutes=5)
# In one call, and of one host: with the pause between two pages those fill the minute until the next one.
MOST, MOST_A_HOST = 500, 30


def next_refetch(page: Page) -> datetime | None:
    """When a page that is fetched now is fetched again; None where it is not."""
    if not settings.FETCH_AGAIN:
        return None
    now = timezone.now()
    return next((at for at in (page.added_at + pause for pause in PAUSES) if at > now), None)


def announce_change(page: Page, at: datetime) -> None:
    """Somebody says that the page was changed `at` that time: where that is after it was fetched, or could not be, it is due again.

    At once, but for a page whose text has stood unchanged, or that never had one, not before half that time has passed once more: a feed
    that dates all its entries anew whenever it is asked has them fetched ever less often.
    """
    now = timezone.now()
    if not settings.FETCH_AGAIN or page.state == Page.State.WAITING or not page.state_at < at <= now:
        return
    since = page.added_at if page.article is None else page.article.versions.values_list("seen_at", flat=True)[0]
    unchanged = page.state_at - since
    due = max(now, page.state_at + max(LEAST_PAUSE, unchanged / 2))
    Page.objects.filter(Q(refetch_at=None) | Q(refetch_at__gt=due), pk=page.pk).update(refetch_at=due)


def begin_refetching() -> list[list[int]]:
    """Let the pages whose time has come wait to be fetched; gives their ids, a list for each host, the longest overdue first.

    One that cannot be fetched this time is tried again the next time.
    """
    if not settings.FETCH_AGAIN:
        return []
    now = timezone.now()
    hosts: dict[str, list[int]] = {}
    for page in _first_of_hosts():
        unchanged = Page.objects.filter(pk=page.pk, state=page.state, refetch_at=page.refetch_at)
        if unchanged.update(
            state=Page.State.WAITING, state_at=now, attempts=0, error_code="", error_params={}, refetch_at=next_refetch(page)
        ):
            hosts.setdefault(urlsplit(page.address).netloc, []).append(page.pk)
    return list(hosts.values())


def _first_of_hosts() -> QuerySet[Page]:
    """What is due, of each host no more than its share: one that has very much does not keep the others waiting."""
    host = Func(F("address"), Value("//([^/?#]+)"), function="substring")
    place = Window(RowNumber(), partition_by=host, order_by=("refetch_at", "pk"))
    return Page.objects.due_again().annotate(place=place).filter(place__lte=MOST_A_HOST)[:MOST]
