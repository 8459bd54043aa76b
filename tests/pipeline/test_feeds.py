"""Feeds are added, changed, paused and asked by editors, each at an address of its own that can be opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.errors import InputRefused, NotAllowed
from claims.models import Feed, Outlet, User
from claims.pipeline.feeds import add_feed, ask_again, change_feed
from tests.api.people import person

pytestmark = pytest.mark.django_db

# What is known of a feed from having asked it.
KNOWN: dict[str, Any] = {
    "etag": '"7"', "last_modified": "today", "failures": 9, "error_code": "no_feed", "error_params": {"a": "b"},
}  # fmt: skip
NOTHING: dict[str, Any] = {"etag": "", "last_modified": "", "failures": 0, "error_code": "", "error_params": {}}


def outlet(name: str = "السنبلة") -> Outlet:
    return Outlet.objects.get_or_create(name=name)[0]


def rows() -> list[dict[str, Any]]:
    return [dict(row) for row in Feed.objects.order_by("pk").values()]


def test_a_feed_is_added_in_its_one_form_and_is_due() -> None:
    feed = add_feed(address=" HTTPS://Sunbula.example:443/خلاصة?utm_source=x#top", outlet=outlet(), by=person("editor"))
    assert (feed.address, feed.outlet.name, feed.is_paused) == ("https://sunbula.example/خلاصة", "السنبلة", False)
    paused = add_feed(address="https://sunbula.example/2", outlet=outlet(), by=User.objects.get(username="editor"), is_paused=True)
    assert (list(Feed.objects.due()), paused.is_paused) == ([feed], True)


REFUSED = [
    ("", "address_refused"),
    ("sunbula.example/feed", "address_invalid"),
    ("ftp://sunbula.example/feed", "address_invalid"),
    ("javascript:alert(1)", "address_invalid"),
    ("https://user:word@sunbula.example/feed", "address_refused"),
    ("https://sunbula.example:22/feed", "port_refused"),
    ("https://sunbula.example/" + "خ" * 2000, "address_invalid"),
    ("https://sunbula.example/\0", "text_broken"),
    ("https://sunbula.example/\ud800", "text_broken"),
    ("https://known.example/خلاصة", "feed_known"),
    ("https://KNOWN.example/خلاصة#top", "feed_known"),  # written otherwise
]


@pytest.mark.parametrize(("address", "code"), REFUSED)
def test_an_address_where_no_feed_can_be_is_refused_on_adding_and_on_changing(address: str, code: str) -> None:
    by = person("editor")
    add_feed(address="https://known.example/خلاصة", outlet=outlet(), by=by)
    feed = add_feed(address="https://sunbula.example/feed", outlet=outlet(), by=by)
    before = rows()
    deeds: list[Callable[[], object]] = [
        lambda: add_feed(address=address, outlet=outlet(), by=by),
        lambda: change_feed(feed, address=address, outlet=outlet("صحيفة الوادي"), is_paused=True, by=by),
    ]
    for deed in deeds:
        with pytest.raises(InputRefused) as refused:
            deed()
        assert (refused.value.field, refused.value.code, rows()) == ("address", code, before)
    assert (feed.address, feed.outlet.name, feed.is_paused) == ("https://sunbula.example/feed", "السنبلة", False)


# What is changed, and whether what is known of the feed is kept.
CHANGES: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"is_paused": True}, True),
    ({"address": "http://Sunbula.example/feed#1"}, True),  # as it was stored before addresses had one form
    ({"address": "http://sunbula.example/خلاصة"}, False),
    ({"address": "http://sunbula.example/خلاصة", "is_paused": True}, False),
]


@pytest.mark.parametrize(("fields", "kept"), CHANGES)
def test_what_is_left_out_stays_and_of_another_address_nothing_is_known(fields: dict[str, Any], kept: bool) -> None:
    later = timezone.now() + timedelta(days=1)
    feed = Feed.objects.create(outlet=outlet(), address="http://Sunbula.example/feed#1", next_at=later, **KNOWN)
    before = Feed.objects.values().get()
    change_feed(feed, **fields, by=person("editor"))
    after = Feed.objects.values().get()
    asked = {} if kept else {"next_at": after["next_at"], **NOTHING}
    assert (after, after["next_at"] == later) == ({**before, **fields, **asked}, kept)
    assert Feed.objects.due().exists() == (not kept and "is_paused" not in fields)
    assert (feed.address, feed.is_paused, feed.etag) == (after["address"], after["is_paused"], after["etag"])


def test_whose_articles_it_announces_is_corrected() -> None:
    by = person("editor")
    feed = add_feed(address="https://sunbula.example/feed", outlet=outlet(), by=by)
    change_feed(feed, outlet=outlet("صحيفة الوادي"), by=by)
    assert [(one["outlet_id"], one["address"]) for one in rows()] == [(outlet("صحيفة الوادي").pk, "https://sunbula.example/feed")]


def test_what_was_learned_meanwhile_stays() -> None:
    """Whoever pauses a feed saw it before it was asked last."""
    by = person("editor")
    feed = add_feed(address="https://sunbula.example/feed", outlet=outlet(), by=by)
    Feed.objects.update(**KNOWN)
    change_feed(feed, is_paused=True, by=by)
    assert Feed.objects.values(*KNOWN, "is_paused").get() == {**KNOWN, "is_paused": True}


def test_what_is_paused_is_not_asked() -> None:
    by, later = person("editor"), timezone.now() + timedelta(days=1)
    one, paused, other = (add_feed(address=f"https://sunbula.example/{n}", outlet=outlet(), by=by, is_paused=n == 1) for n in range(3))
    Feed.objects.update(next_at=later)
    assert ask_again([paused.pk, one.pk, 10**9], by=by) == [one.pk]
    assert list(Feed.objects.filter(next_at=later).order_by("pk")) == [paused, other]


@pytest.mark.parametrize("role", ["reader", "reviewer", "approver", "administrator"])
def test_who_adds_no_articles_changes_no_feed(role: str) -> None:
    feed = add_feed(address="https://sunbula.example/feed", outlet=outlet(), by=person("editor"))
    by, before = person(role), rows()
    deeds: list[Callable[[], object]] = [
        lambda: add_feed(address="https://sunbula.example/2", outlet=outlet(), by=by),
        lambda: change_feed(feed, is_paused=True, by=by),
        lambda: ask_again([feed.pk], by=by),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert rows() == before
