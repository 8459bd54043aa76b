"""Saved searches at the desk: kept, shared, opened, and followed with a feed reader."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.errors import FactcheckError
from claims.models import Claim, SavedSearch, User
from claims.pipeline.save_search import delete_search, find_feed, make_feed, revoke_feed, save_search, share_search
from claims.templatetags.sentences import in_words
from claims.web.atom import PlainAtom
from claims.web.queue import QueueForm, newest
from claims.web.reader import reader_of

Place = SavedSearch.Place


def searches_of(user: User, place: str = Place.QUEUE) -> QuerySet[SavedSearch]:
    """What a page of the desk offers `user`: the saved searches of that place, own and shared, by name. One query."""
    return SavedSearch.objects.visible_to(user).at(place)


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the queue as it is filtered now, and show it; filters that are wrong are not kept, but shown again with what is wrong."""
    user = reader_of(request)
    typed = QueryDict(request.POST.get("query", "")[:10_000])
    form = QueueForm(typed)
    if not form.is_valid():
        messages.error(request, _("It was not saved: the filters hold something that the queue cannot be asked for."))
        return redirect(f"{reverse('desk')}?{typed.urlencode()}")
    query = urlencode(form.asked())
    try:
        search = save_search(name=request.POST.get("name", ""), place=Place.QUEUE, query=query, shared="shared" in request.POST, by=user)
    except FactcheckError as error:
        messages.error(request, in_words(error))
        return redirect(f"{reverse('desk')}?{query}")
    return redirect(f"{reverse('desk')}?{search.query}")


@login_required
@require_POST
def change(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """`delete`, `share`, `keep` to oneself, `follow` (a new feed, whose address is shown once) or `unfollow`."""
    user = reader_of(request)
    search = get_object_or_404(searches_of(user), pk=pk)
    try:
        match deed:
            case "delete":
                delete_search(search, by=user)
            case "share" | "keep":
                share_search(search, shared=deed == "share", by=user)
            case "follow":
                address = settings.PUBLIC_URL + reverse("search-feed", args=[make_feed(search, by=user)])
                return render(request, "desk/feed_address.html", {"search": search, "address": address})
            case "unfollow":
                revoke_feed(search, by=user)
            case _:
                raise Http404
    except FactcheckError as error:
        messages.error(request, in_words(error))
    return redirect("desk" if deed == "delete" else f"{reverse('desk')}?{search.query}")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Open without a session: feed readers have none."""
    return SearchFeed()(request, secret=secret)


class SearchFeed(Feed[tuple[Claim, datetime], SavedSearch]):
    """What came into a saved search last, and when, for a feed reader.

    That has no session: the secret in the address stands for its owner. It shows what the owner may see at that moment, in the owner's
    language, and nothing once the secret is revoked or the owner gone.
    """

    feed_type = PlainAtom

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        search = find_feed(kwargs["secret"])
        if search is None:
            raise Http404
        with override(search.owner.language or settings.LANGUAGE_CODE):
            answer = super().__call__(request, *args, search=search)
        # It is one person's, and its address must not leave the reader.
        answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"] = "private, max-age=300", "no-referrer", "noindex"
        return answer

    def get_object(self, request: HttpRequest, *, search: SavedSearch) -> SavedSearch:
        return search

    def title(self, search: SavedSearch) -> str:
        return f"{search.name} · {settings.PUBLISHER_NAME}"

    def link(self, search: SavedSearch) -> str:
        return f"{settings.PUBLIC_URL}{reverse('desk')}?{search.query}"

    def feed_url(self, search: SavedSearch) -> str:
        return self.link(search)  # never the secret, which readers pass on with what they quote

    def feed_guid(self, search: SavedSearch) -> str:
        return f"{settings.PUBLIC_URL}{reverse('desk')}#search-{search.pk}"

    def items(self, search: SavedSearch) -> list[tuple[Claim, datetime]]:
        asked = QueueForm(QueryDict(search.query)).chosen()
        return newest(search.owner, tab=asked["tab"], q=asked["q"], language=asked["language"], narrowing=asked["narrowing"])

    def item_title(self, item: tuple[Claim, datetime]) -> str:
        claim, _at = item
        return f"{claim.speaker_root.name}: {claim.text}" if claim.speaker_root.name else claim.text

    def item_description(self, item: tuple[Claim, datetime]) -> str:
        claim, _at = item
        amounts = ("، " if get_language() == "ar" else ", ").join(amount.text for amount in claim.quantities.all())
        return " · ".join(part for part in (claim.get_status_display(), amounts) if part)

    def item_link(self, item: tuple[Claim, datetime]) -> str:
        return settings.PUBLIC_URL + reverse("desk-claim", args=[item[0].pk])

    def item_pubdate(self, item: tuple[Claim, datetime]) -> datetime:
        return item[0].created_at

    def item_updateddate(self, item: tuple[Claim, datetime]) -> datetime:
        return item[1]

    def item_author_name(self, item: tuple[Claim, datetime]) -> str:
        return item[0].speaker_root.name or _("Unknown")
