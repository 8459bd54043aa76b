"""A page is fetched again after a while: outlets change what they have published, and seldom say so."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
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
    """Somebody says that the page was changed `at` that time: where that is after it was fetched, it is due again.

    At once, but for a page whose text has stood unchanged not before half that time has passed once more: a feed that dates all its
    entries anew whenever it is asked has them fetched ever less often.
    """
    now = timezone.now()
    if not settings.FETCH_AGAIN or page.article is None or page.state != Page.State.FETCHED or not page.state_at < at <= now:
        return
    unchanged = page.state_at - page.article.versions.values_list("seen_at", flat=True)[0]
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
    for page in Page.objects.due_again()[:MOST]:
        of_host = hosts.setdefault(urlsplit(page.address).netloc, [])
        unchanged = Page.objects.filter(pk=page.pk, state=page.state, refetch_at=page.refetch_at)
        if len(of_host) < MOST_A_HOST and unchanged.update(
            state=Page.State.WAITING, state_at=now, attempts=0, error_code="", error_params={}, refetch_at=next_refetch(page)
        ):
            of_host.append(page.pk)
    return list(hosts.values())
