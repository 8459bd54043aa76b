"""Searches are kept under a name, shared with a desk, given a feed, and let go of by whoever made them."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl, urlencode

from django.utils import timezone

from claims.claim_filter import narrowed
from claims.errors import InputRefused, NotAllowed
from claims.models import Claim, Desk, SavedSearch, User
from claims.models.saved_search import LONGEST_QUERY
from claims.pipeline.keys import digest_of
from claims.rights import Action, may, require

MOST_SAVED = 200
LONGEST_NAME = 100
Place = SavedSearch.Place
# What says where somebody was in a list, not which list it is.
_PASSING = {"page", "p", "cursor", "claim", "e", "_facets", "csrfmiddlewaretoken"}


def save_search(*, name: str, place: str, query: str, by: User, listed: str = "", shared: bool = False) -> SavedSearch:
    """Keep what a list is asked for under a name; the same name in the same list again replaces what was kept.

    `query` is what stands behind the ? of the list's address: pages and empty fields are left out of it. `listed` names the rows of
    a list of the admin. `shared` shows it to the desk of `by` too.

    Raises:
        NotAllowed: `by` may keep none.
        InputRefused: no name, a name or a filter that is too long, a filter that the API's list of claims does not take, a desk where
            there is none, or too many kept already.
    """
    require(by, Action.KEEP_SEARCHES)
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise InputRefused("search_unnamed", "Give the search a name of at most {most} characters.", field="name", most=LONGEST_NAME)
    kept = lasting(query)
    if len(kept) > LONGEST_QUERY:
        raise InputRefused("search_too_long", "The filter is too long to be kept: take something out of it.", field="filter")
    if place == Place.API:
        narrowed(Claim.objects.none(), kept)
    desk = _desk_of(by) if shared else None
    own = SavedSearch.objects.filter(owner=by)
    if own.exclude(place=place, listed=listed, name=name).count() >= MOST_SAVED:
        raise InputRefused("searches_full", "At most {most} searches are kept for one person: delete some first.", most=MOST_SAVED)
    search, _ = own.update_or_create(owner=by, place=place, listed=listed, name=name, defaults={"query": kept, "desk": desk})
    return search


def lasting(query: str) -> str:
    """Of what stands behind the ? of an address, what says which rows are meant: in its order, without pages and empty fields."""
    try:
        pairs = parse_qsl(query.lstrip("?"), max_num_fields=100)
    except ValueError as error:
        raise InputRefused("search_too_long", "The filter is too long to be kept: take something out of it.", field="filter") from error
    return urlencode([(key, value.replace("\x00", "")) for key, value in pairs if key not in _PASSING])


def share_search(search: SavedSearch, *, shared: bool, by: User) -> None:
    """Show it to the owner's desk, or to its owner alone again.

    Raises:
        NotAllowed: it is somebody else's, or `by` may keep none.
        InputRefused: `by` is of no desk.
    """
    _require_ownership(search, by)
    search.desk = _desk_of(by) if shared else None
    search.save(update_fields=["desk"])


def delete_search(search: SavedSearch, *, by: User) -> None:
    """Its feed ends with it.

    Raises:
        NotAllowed: it is somebody else's, or `by` may keep none.
    """
    _require_ownership(search, by)
    search.delete()


def make_feed(search: SavedSearch, *, by: User) -> str:
    """The secret of a feed's address, told here and never again; one that the search had before opens nothing from now on.

    Raises:
        NotAllowed: it is somebody else's, or `by` may keep none.
        InputRefused: the search is not one of the queue.
    """
    _require_ownership(search, by)
    if search.place != Place.QUEUE:
        raise InputRefused("search_without_feed", "Only searches of the review desk's queue have a feed.")
    secret = secrets.token_urlsafe(32)
    search.feed_digest, search.feed_made_at = digest_of(secret), timezone.now()
    search.save(update_fields=["feed_digest", "feed_made_at"])
    return secret


def revoke_feed(search: SavedSearch, *, by: User) -> None:
    """Its address opens nothing from now on. Revoking it again changes nothing.

    Raises:
        NotAllowed: it is somebody else's, or `by` may keep none.
    """
    _require_ownership(search, by)
    search.feed_digest, search.feed_made_at = "", None
    search.save(update_fields=["feed_digest", "feed_made_at"])


def find_feed(secret: str) -> SavedSearch | None:
    """The search whose feed has this secret, its owner loaded; None where there is none or its owner may not read any more."""
    search = SavedSearch.objects.select_related("owner").filter(feed_digest=digest_of(secret)).first()
    return search if search is not None and may(search.owner, Action.READ) else None


def _desk_of(user: User) -> Desk:
    if user.desk is None:
        raise InputRefused("search_without_desk", "You belong to no desk to share it with.", field="shared")
    return user.desk


def _require_ownership(search: SavedSearch, by: User) -> None:
    require(by, Action.KEEP_SEARCHES)
    if search.owner_id != by.pk:
        raise NotAllowed("search_of_another", "Only who saved this search may do this.")
