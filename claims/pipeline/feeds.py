"""A feed is added, corrected, paused, and asked out of its turn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.errors import InputRefused
from claims.models import Feed, Outlet, User
from claims.pipeline.ingest import canonical_address, require_openable
from claims.rights import Action, require


def add_feed(*, address: str, outlet: Outlet, by: User, is_paused: bool = False) -> Feed:
    """A new feed, whose pages are articles of `outlet`. Its time to be asked has come, unless it is paused.

    Raises:
        NotAllowed: `by` may not add articles.
        InputRefused: the address is none that is opened, or there is a feed at it already.
    """
    require(by, Action.ADD_ARTICLE)
    checked = _checked(address)
    with _one_an_address():
        return Feed.objects.create(address=checked, outlet=outlet, is_paused=is_paused)


def change_feed(feed: Feed, *, by: User, address: str | None = None, outlet: Outlet | None = None, is_paused: bool | None = None) -> None:
    """Change what is given of `feed`; None: it stays. At another address nothing is known yet: it is asked at once, for all that it has.

    Articles that it brought keep the outlet that they have.

    Raises:
        NotAllowed, InputRefused: as `add_feed`; the feed is as it was.
    """
    require(by, Action.ADD_ARTICLE)
    told: dict[str, Any] = {"outlet": outlet, "is_paused": is_paused}
    wanted = {name: value for name, value in told.items() if value is not None}
    # One that was stored in another form is compared as it stands: what nobody changed is not asked anew.
    if address is not None and address != feed.address:
        wanted |= _unknown_at(_checked(address))
    with _one_an_address():
        Feed.objects.filter(pk=feed.pk).update(**wanted)
    feed.refresh_from_db()


def ask_again(feed_ids: Collection[int], *, by: User) -> list[int]:
    """The ids of those that are not paused: their time has come. Raises NotAllowed: `by` may not add articles."""
    require(by, Action.ADD_ARTICLE)
    asked = list(Feed.objects.filter(pk__in=feed_ids, is_paused=False).values_list("pk", flat=True))
    Feed.objects.filter(pk__in=asked).update(next_at=timezone.now())
    return asked


def _checked(address: str) -> str:
    canonical = canonical_address(address)
    require_openable(canonical)
    return canonical


def _unknown_at(address: str) -> dict[str, Any]:
    """A feed of which nothing but its address is known."""
    fresh = {"etag": "", "last_modified": "", "failures": 0, "error_code": "", "error_params": {}}
    return {"address": address, "next_at": timezone.now(), **fresh}


@contextmanager
def _one_an_address() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise InputRefused("feed_known", "There is a feed at this address already.", field="address") from error
