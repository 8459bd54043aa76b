"""Saved searches by the API: of the list of claims, the caller's own and those that the desk shares, each with its feed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from claims.models import Desk, SavedSearch, User
from claims.pipeline.save_search import find_feed, save_search
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/searches/"
BODY: dict[str, Any] = {"name": "السدود", "filter": "q=السد&status=unreviewed&page=3", "shared": False}
KEPT = "q=%D8%A7%D9%84%D8%B3%D8%AF&status=unreviewed"


def made(user: User, **fields: Any) -> Any:
    return signed_in(user).post(ADDRESS, {**BODY, **fields}, format="json")


def test_a_search_is_kept_and_asks_the_list_for_the_same() -> None:
    reader = person("reader")
    answer = made(reader)
    row = SavedSearch.objects.get()
    record = answer.json()
    assert (answer.status_code, record) == (201, {
        "id": row.pk, "name": "السدود", "place": "api", "filter": KEPT, "owner": "reader", "desk": None, "feed_made_at": None,
        "created_at": record["created_at"],
    })  # fmt: skip
    client = signed_in(reader)
    read = client.get(f"{ADDRESS}{row.pk}/")
    assert (answer.headers["Location"], answer.headers["ETag"]) == (f"http://testserver{ADDRESS}{row.pk}/", read.headers["ETag"])
    assert client.get(f"/api/v1/claims/?{record['filter']}").status_code == 200
    assert (made(reader, filter="language=ar").json()["id"], SavedSearch.objects.get().query) == (row.pk, "language=ar")


@pytest.mark.parametrize(
    ("fields", "blamed", "code"),
    [
        ({"name": " "}, "name", "invalid"),
        ({"name": "س" * 101}, "name", "invalid"),
        ({"filter": "langage=ar"}, "filter", "filter_unknown"),
        ({"filter": "status=eaten"}, "filter", "filter_wrong"),
        ({"filter": "q=" + "س" * 400}, "filter", "search_too_long"),  # each letter takes six characters of an address
        ({"shared": True}, "shared", "search_without_desk"),
        ({"place": "admin"}, "place", "invalid"),  # a field that is not known
    ],
)
def test_what_cannot_be_is_told_by_its_field_and_nothing_is_kept(fields: dict[str, Any], blamed: str, code: str) -> None:
    answer = made(person("reader"), **fields)
    said = answer.json()
    assert (answer.status_code, list(said["fields"]), said["code"]) == (400, [blamed], code)
    assert not SavedSearch.objects.exists()


def test_who_sees_which() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    owner, colleague, stranger = person("reviewer", desk=desk), person("editor", desk=desk), person("approver")
    private, shared = made(owner).json()["id"], made(owner, name="لنا", shared=True).json()["id"]
    queued = save_search(name="الطابور", place="queue", query="tab=mine", by=owner).pk
    save_search(name="في الإدارة", place="admin", listed="claim", query="q=a", by=owner)

    def seen(user: User, **asked: str) -> list[int]:
        return [one["id"] for one in signed_in(user).get(ADDRESS, asked).json()["results"]]

    assert (seen(owner), seen(colleague), seen(stranger)) == ([queued, shared, private], [shared], [])
    assert (seen(owner, place="queue"), seen(owner, place="api")) == ([queued], [shared, private])
    assert signed_in(colleague).get(f"{ADDRESS}{private}/").status_code == 404


def test_it_is_shared_kept_to_oneself_and_deleted_by_its_owner_alone() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    owner, colleague = person("reviewer", desk=desk), person("editor", desk=desk)
    address = f"{ADDRESS}{made(owner).json()['id']}/"
    client, other = signed_in(owner), signed_in(colleague)
    assert client.patch(address, {"shared": True}, format="json").json()["desk"] == desk.pk
    for refused in (
        other.patch(address, {"shared": False}, format="json"),
        other.delete(address),
        other.post(f"{address}feed/"),
        other.delete(f"{address}feed/"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "search_of_another")
    assert client.patch(address, {"shared": False}, format="json").json()["desk"] is None
    assert client.patch(address, {}, format="json").status_code == 400
    assert (client.delete(address).status_code, client.get(address).status_code) == (204, 404)


def test_who_saw_something_else_changes_nothing() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    owner = person("reviewer", desk=desk)
    answer = made(owner)
    address, client = f"{ADDRESS}{answer.json()['id']}/", signed_in(owner)
    tag = answer.headers["ETag"]
    shared = client.patch(address, {"shared": True}, format="json", HTTP_IF_MATCH=f'"else", {tag}')
    assert (shared.status_code, shared.headers["ETag"] != tag) == (200, True)
    for refused in (client.patch(address, {"shared": False}, format="json", HTTP_IF_MATCH=tag), client.delete(address, HTTP_IF_MATCH=tag)):
        assert (refused.status_code, refused.json()["code"]) == (412, "record_changed")
    assert SavedSearch.objects.get().desk == desk
    assert client.delete(address, HTTP_IF_MATCH=shared.headers["ETag"]).status_code == 204


def test_a_search_of_the_queue_has_a_feed_whose_address_is_told_once() -> None:
    owner = person("reviewer")
    search = save_search(name="الطابور", place="queue", query="tab=open", by=owner)
    address, client = f"{ADDRESS}{search.pk}/", signed_in(owner)
    told = client.post(f"{address}feed/").json()
    secret = told["feed"].rstrip("/").rpartition("/")[2]
    assert find_feed(secret) == search
    assert client.get(reverse("search-feed", args=[secret])).status_code == 200
    read = client.get(address)
    assert (secret in read.content.decode(), read.json()["feed_made_at"] is None) == (False, False)
    assert client.delete(f"{address}feed/").status_code == 204
    assert (find_feed(secret), client.get(address).json()["feed_made_at"]) == (None, None)


def test_a_search_of_the_list_has_no_feed() -> None:
    owner = person("reviewer")
    answer = signed_in(owner).post(f"{ADDRESS}{made(owner).json()['id']}/feed/")
    assert (answer.status_code, answer.json()["code"]) == (400, "search_without_feed")
