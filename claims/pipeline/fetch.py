"""A page is fetched and becomes an article."""

from __future__ import annotations

import contextlib
import logging
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.clients.network import HTML, Network
from claims.clients.pages import PageText, read_page
from claims.clients.robots import visit
from claims.errors import FactcheckError, TransientError
from claims.models import ArticleVersion, Feed, Outlet, Page, User
from claims.pipeline.ingest import Submission, canonical_address, cut_to_fit, ingest, is_possible_day
from claims.pipeline.outlets import day_at, outlet_at
from claims.pipeline.refetch import next_refetch
from claims.pipeline.reread import see_again
from claims.pipeline.setbacks import PASSING, error_of
from claims.rights import Action, require

logger = logging.getLogger(__name__)
# A page that has failed so often in passing is set aside for a person.
MOST_ATTEMPTS = 8
# So long a page waits, at no try, for a host that is out of order, or does not tell its rules: what was announced during an outage is
# not lost by it.
WAITS_FOR_SITE, WAITS_FOR_RULES = timedelta(days=1), timedelta(days=3)


def request_page(address: str, *, by: User, feed: Feed | None = None, **announced: object) -> tuple[Page, bool]:
    """The page at `address`, to be fetched, and whether it is new. One that is known is left as it is.

    Raises:
        NotAllowed, InputRefused: as for an article that is handed in.
    """
    require(by, Action.ADD_ARTICLE)
    return Page.objects.get_or_create(address=canonical_address(address), defaults={"added_by": by, "feed": feed, **announced})


def request_again(page_id: int) -> bool:
    """Make a page that is not waiting wait again; whether it was one. Its article, if any, gets a version where the text has changed."""
    rest = Page.objects.filter(pk=page_id).exclude(state=Page.State.WAITING)
    return rest.update(state=Page.State.WAITING, state_at=timezone.now(), attempts=0, error_code="", error_params={}) == 1


def fetch_page(page_id: int, network: Network) -> tuple[ArticleVersion, bool] | None:
    """Fetch a waiting page and ingest its article; the version and whether it is new, None where nothing is to be done.

    The try is counted before the work, so that a page that ends its process is set aside. A lasting failure is written on the row and
    ends here; a passing one is written there too, while the page goes on waiting. For a day that of its site counts as no try.

    Raises:
        TransientError, OperationalError, InterfaceError: it may succeed later; the page goes on waiting until it was tried too often.
    """
    waiting = Page.objects.waiting().filter(pk=page_id)
    if waiting.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=Page.State.FAILED, state_at=timezone.now(), error_code="page_too_many_attempts", error_params={}
    ):
        return None
    if not waiting.update(attempts=F("attempts") + 1, state_at=timezone.now()):
        return None
    page = Page.objects.select_related("feed__outlet", "added_by").get(pk=page_id)
    try:
        return _ingested(page, read_page(visit(page.address, network, kinds=HTML)))
    except PASSING as error:
        if not _is_try(page, error):
            with contextlib.suppress(*PASSING):  # the database itself may be what is gone
                Page.objects.waiting().filter(pk=page.pk, attempts__gt=0).update(attempts=F("attempts") - 1)
        elif page.attempts >= MOST_ATTEMPTS:
            _note(page, error, Page.State.FAILED)
            return None
        if isinstance(error, TransientError) and error.code != "host_busy":
            _note(page, error, Page.State.WAITING)
        raise
    except Exception as error:
        if not isinstance(error, FactcheckError):
            logger.exception("page %d could not be read", page.pk)
        _note(page, error, Page.State.FAILED)
    return None


def _ingested(page: Page, read: PageText) -> tuple[ArticleVersion, bool]:
    with transaction.atomic():
        outlet = page.feed.outlet if page.feed is not None else _outlet(page, read)
        title, byline = cut_to_fit(read.title, read.byline)
        submission = Submission(
            text=read.text,
            outlet=outlet,
            title=title,
            published=_day(page, read, outlet),
            address=read.address,
            byline=byline,
        )
        version, is_new = ingest(submission, by=page.added_by)
        if not is_new:
            see_again(version)
        Page.objects.filter(pk=page.pk).update(
            state=Page.State.FETCHED,
            state_at=timezone.now(),
            article=version.article,
            error_code="",
            error_params={},
            refetch_at=next_refetch(page),
        )
        return version, is_new


def _outlet(page: Page, read: PageText) -> Outlet:
    return outlet_at(urlsplit(read.address).hostname or "", read.outlet, read.language, by=page.added_by)


def _day(page: Page, read: PageText, outlet: Outlet) -> date | None:
    """The day of publication where the outlet is.

    A day that a page writes without a time may be another zone's: the time of its announcement holds where that is of a day beside it.
    An announcement of a day that cannot be says nothing.
    """
    if read.moment is not None:
        return day_at(outlet, read.moment)
    announced = day_at(outlet, page.announced) if page.announced is not None else None
    if announced is not None and not is_possible_day(announced):
        announced = None
    if read.published is None or (announced is not None and abs(announced - read.published) <= timedelta(days=1)):
        return announced
    return read.published


def _is_try(page: Page, error: Exception) -> bool:
    """Whether a passing failure says something of the page: not while its host may have an outage, nor where the database was gone."""
    if not isinstance(error, TransientError) or error.code == "host_busy":
        return False
    return timezone.now() - page.added_at > (WAITS_FOR_RULES if error.code == "rules_unreachable" else WAITS_FOR_SITE)


def _note(page: Page, error: Exception, state: Page.State) -> None:
    code, params = error_of(error)
    if not isinstance(error, FactcheckError):
        code = f"page_{code}"  # its sentence speaks of a page: nothing of it is kept
    Page.objects.waiting().filter(pk=page.pk).update(state=state, state_at=timezone.now(), error_code=code, error_params=params)
