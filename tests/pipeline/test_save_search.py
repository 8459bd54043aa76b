"""A search is kept as it was asked, by its owner, for its owner and desk; a feed's secret opens it until it is revoked."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.errors import InputRefused, NotAllowed
from claims.models import Desk, SavedSearch, User
from claims.pipeline.save_search import (
    MOST_SAVED,
    delete_search,
    find_feed,
    lasting,
    make_feed,
    revoke_feed,
    save_search,
    share_search,
)
from tests.desk_rows import person

pytestmark = pytest.mark.django_db

KEPT = [
    ("tab=open&q=السد", "tab=open&q=%D8%A7%D9%84%D8%B3%D8%AF"),  # Arabic words
    ("?tab=open", "tab=open"),  # with the mark in front of it
    ("tab=mine&page=3&claim=7", "tab=mine"),  # where somebody was is not what they asked for
    ("q=&language=&tab=open", "tab=open"),  # fields left empty
    ("status=a&status=b", "status=a&status=b"),  # one field twice, in its order
    ("q=a%00b", "q=ab"),  # what the database cannot hold
    ("q=1%2B1%26x", "q=1%2B1%26x"),  # what the address itself is written with
    ("p=2&e=1", ""),  # nothing is left: the whole list
]


@pytest.mark.parametrize(("query", "kept"), KEPT)
def test_what_is_kept_of_an_address(query: str, kept: str) -> None:
    assert lasting(query) == kept


def save(by: User, name: str = "السدود", **fields: Any) -> SavedSearch:
    return save_search(**{"name": name, "place": "queue", "query": "tab=open", "by": by, **fields})


def test_the_same_name_again_replaces_and_lists_keep_theirs_apart() -> None:
    user = person("reviewer")
    first = save(user)
    again = save(user, " السدود ", query="tab=mine")
    other = save(user, place="admin", listed="claim")
    assert (first.pk == again.pk, SavedSearch.objects.get(pk=first.pk).query) == (True, "tab=mine")
    assert list(SavedSearch.objects.visible_to(user).at("queue")) == [first]
    assert list(SavedSearch.objects.visible_to(user).at("admin", "claim")) == [other]


def test_who_sees_it() -> None:
    desk, elsewhere = Desk.objects.create(name="a"), Desk.objects.create(name="b")
    owner, colleague, stranger = person("reviewer", "o", desk), person("editor", "c", desk), person("editor", "s", elsewhere)
    free = person("editor", "f")
    private, shared = save(owner, "mine"), save(owner, "ours", shared=True)

    def seen() -> list[list[SavedSearch]]:
        return [list(SavedSearch.objects.visible_to(one).at("queue")) for one in (owner, colleague, stranger, free)]

    assert seen() == [[private, shared], [shared], [], []]
    share_search(shared, shared=False, by=owner)
    share_search(private, shared=True, by=owner)
    assert seen() == [[private, shared], [private], [], []]


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("reviewer", {"name": "  "}, "search_unnamed"),
    ("reviewer", {"name": "س" * 101}, "search_unnamed"),
    ("reviewer", {"query": "q=" + "س" * 400}, "search_too_long"),  # each letter takes six characters of an address
    ("reviewer", {"query": "a=1&" * 101}, "search_too_long"),
    ("reviewer", {"shared": True}, "search_without_desk"),
]


@pytest.mark.parametrize(("role", "fields", "code"), REFUSED)
def test_what_is_refused(role: str, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        save(person(role), **fields)
    assert (refused.value.code, SavedSearch.objects.count()) == (code, 0)


def test_nobody_keeps_more_than_a_person_can_look_through() -> None:
    user = person("reviewer")
    SavedSearch.objects.bulk_create(SavedSearch(owner=user, name=str(number), place="queue") for number in range(MOST_SAVED))
    with pytest.raises(InputRefused) as refused:
        save(user, "one more")
    assert refused.value.code == "searches_full"
    assert save(user, "7", query="tab=mine").query == "tab=mine"  # replacing is no more


def test_only_its_owner_changes_it() -> None:
    desk = Desk.objects.create(name="a")
    search, colleague = save(person("reviewer", "o", desk), shared=True), person("approver", "c", desk)
    for act in (delete_search, make_feed, revoke_feed, lambda one, by: share_search(one, shared=False, by=by)):
        with pytest.raises(NotAllowed):
            act(search, by=colleague)
    assert SavedSearch.objects.get().desk == desk


def test_somebody_without_a_role_keeps_nothing() -> None:
    with pytest.raises(NotAllowed):
        save(User.objects.create_user(username="new"))


def test_a_feed_opens_until_it_is_revoked_made_anew_or_its_owner_goes() -> None:
    user = person("reviewer")
    search = save(user)
    first = make_feed(search, by=user)
    assert (find_feed(first), first in search.feed_digest, len(first) >= 43) == (search, False, True)
    second = make_feed(search, by=user)
    assert (find_feed(first), find_feed(second)) == (None, search)
    revoke_feed(search, by=user)
    revoke_feed(search, by=user)
    assert (find_feed(second), find_feed("")) == (None, None)
    third = make_feed(search, by=user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert find_feed(third) is None
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.groups.clear()
    assert find_feed(third) is None


def test_lists_of_the_admin_have_no_feed() -> None:
    user = person("reviewer")
    with pytest.raises(InputRefused) as refused:
        make_feed(save(user, place="admin", listed="claim"), by=user)
    assert refused.value.code == "search_without_feed"


@pytest.mark.parametrize(
    "fields", [{"place": "admin"}, {"place": "queue", "listed": "claim"}, {"name": " ", "place": "queue"}, {"place": "x"}]
)
def test_the_database_refuses_what_no_list_could_show(fields: dict[str, str]) -> None:
    user = person("reviewer")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.create(**{"owner": user, "name": "n", **fields})


def test_a_search_stays_without_its_desk() -> None:
    desk = Desk.objects.create(name="a")
    user = person("reviewer", "o", desk)
    save(user, shared=True)
    User.objects.filter(pk=user.pk).update(desk=None)
    desk.delete()
    assert SavedSearch.objects.get().desk is None
