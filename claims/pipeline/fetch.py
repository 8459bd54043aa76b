"""A page is fetched and becomes an article."""

from __future__ import annotations

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.clients.network import HTML, Network
from claims.clients.pages import PageText, read_page
from claims.clients.robots import ask_leave
from claims.errors import FactcheckError, TransientError
from claims.models import ArticleVersion, Feed, Outlet, Page, User
from claims.pipeline.ingest import Submission, canonical_address, ingest
from claims.rights import Action, require

# A page that has failed so often in passing is set aside for a person.
MOST_ATTEMPTS = 8


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

    The try is counted before the work. A lasting failure is written on the row and ends here.

    Raises:
        TransientError: it may succeed later; the page goes on waiting until it was tried too often.
    """
    if not Page.objects.waiting().filter(pk=page_id).update(attempts=F("attempts") + 1, state_at=timezone.now()):
        return None
    page = Page.objects.select_related("feed__outlet", "added_by").get(pk=page_id)
    try:
        ask_leave(page.address, network)
        read = read_page(network.get(page.address, kinds=HTML))
        return _ingested(page, read)
    except TransientError as error:
        if error.code == "host_busy":  # nothing was tried
            Page.objects.filter(pk=page.pk).update(attempts=F("attempts") - 1)
            raise
        if page.attempts < MOST_ATTEMPTS:
            raise
        _fail(page, error)
    except FactcheckError as error:
        _fail(page, error)
    return None


def _ingested(page: Page, read: PageText) -> tuple[ArticleVersion, bool]:
    with transaction.atomic():
        outlet = page.feed.outlet if page.feed is not None else outlet_of(read)
        announced = page.announced.astimezone(ZoneInfo(outlet.time_zone)).date() if page.announced else None
        submission = Submission(
            text=read.text,
            outlet=outlet,
            title=read.title,
            published=read.published or announced,
            address=read.address,
            byline=read.byline,
        )
        version, is_new = ingest(submission, by=page.added_by)
        Page.objects.filter(pk=page.pk).update(state=Page.State.FETCHED, state_at=timezone.now(), article=version.article)
        return version, is_new


def outlet_of(read: PageText) -> Outlet:
    """The outlet of the page's host or of a domain above it; made where there is none, under the name that the page gives it."""
    host = (urlsplit(read.address).hostname or "").removeprefix("www.")
    labels = host.split(".")
    above = [".".join(labels[first:]) for first in range(max(1, len(labels) - 1))]
    known = {outlet.domain: outlet for outlet in Outlet.objects.filter(domain__in=above)}
    found = next((known[domain] for domain in above if domain in known), None)
    if found is not None:
        return found
    name = read.outlet[:200] if read.outlet and not Outlet.objects.filter(name=read.outlet[:200]).exists() else host
    return Outlet.objects.get_or_create(domain=host, defaults={"name": name, "language": read.language[:8]})[0]


def _fail(page: Page, error: FactcheckError) -> None:
    Page.objects.filter(pk=page.pk, state=Page.State.WAITING).update(
        state=Page.State.FAILED, state_at=timezone.now(), error_code=error.code, error_params=dict(error.params)
    )
