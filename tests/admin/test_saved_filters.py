"""Filters of the admin's lists are kept at their side, for their owner and, where shared, for the owner's desk."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from claims.models import Desk, SavedSearch, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.review import change_status
from claims.pipeline.save_search import save_search
from tests.desk_rows import claim, person

pytestmark = pytest.mark.django_db
LISTS = [model for model in admin.site._registry if model._meta.app_label == "claims"]
SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def rights() -> None:
    grant_admin_permissions()


def client_of(user: User) -> Client:
    client = Client(enforce_csrf_checks=False)
    client.force_login(user)
    return client


def send(client: Client, deed: str, fields: dict[str, Any], model: str = "claim") -> Any:
    return client.post(f"/admin/claims/{model}/filters/{deed}/", fields)


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
def test_every_list_keeps_its_own(model: Any) -> None:
    """A filter of one list is not offered at another."""
    name = model._meta.model_name
    user = person("administrator" if name in ("user", "desk", "mail") else "editor")
    client = client_of(user)
    answer = send(client, "save", {"name": "عندي", "query": "q=x"}, name)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/claims/{name}/?q=x")
    kept = SavedSearch.objects.get()
    assert (kept.owner, kept.place, kept.listed, kept.query) == (user, "admin", name, "q=x")
    page = client.get(f"/admin/claims/{name}/").content.decode()
    assert '<a href="?q=x"><bdi>عندي</bdi></a>' in page
    other = "desk" if name == "user" else "user" if name == "desk" else "claim" if name != "claim" else "quote"
    assert "عندي" not in client.get(f"/admin/claims/{other}/").content.decode()


def test_a_list_without_a_filter_offers_nothing_to_save_and_a_filtered_one_its_own() -> None:
    client = client_of(person("editor"))
    assert "Save this filter" not in client.get("/admin/claims/claim/?p=1").content.decode()
    page = client.get("/admin/claims/claim/?status__exact=in_review&p=0").content.decode()
    assert '<input type="hidden" name="query" value="status__exact=in_review">' in page


def test_opening_one_shows_the_rows_that_it_names() -> None:
    dismissed, reviewer = claim("1", text="ادعاء متروك"), person("reviewer")
    claim("2", text="ادعاء قائم")
    change_status(dismissed, to="dismissed", by=reviewer, reason="r")
    client = client_of(reviewer)
    send(client, "save", {"name": "left", "query": "status__exact=dismissed"})
    page = client.get(f"/admin/claims/claim/?{SavedSearch.objects.get().query}")
    assert (list(page.context["cl"].queryset), 'aria-current="true"><bdi>left' in page.content.decode()) == ([dismissed], True)


def test_shared_with_the_desk_and_taken_back() -> None:
    desk = Desk.objects.create(name="a")
    owner, colleague, stranger = person("editor", "o", desk), person("reviewer", "c", desk), person("editor", "s")
    send(client_of(owner), "save", {"name": "for the desk", "query": "q=x", "shared": "on"})
    kept = SavedSearch.objects.get()

    def seen() -> list[bool]:
        pages = [client_of(one).get("/admin/claims/claim/").content.decode() for one in (owner, colleague, stranger)]
        return ["for the desk" in page for page in pages]

    assert seen() == [True, True, False]
    # A colleague reads it and has no button for it; what is sent all the same changes nothing.
    for deed in ("delete", "keep", "share"):
        assert send(client_of(colleague), deed, {"filter": kept.pk}).status_code == 302
        assert send(client_of(stranger), deed, {"filter": kept.pk}).status_code == 404
    assert seen() == [True, True, False]
    send(client_of(owner), "keep", {"filter": kept.pk, "query": "q=x"})
    assert seen() == [True, False, False]
    send(client_of(owner), "share", {"filter": kept.pk})
    assert seen() == [True, True, False]
    assert send(client_of(owner), "delete", {"filter": kept.pk, "query": "q=y"}).headers["Location"] == "/admin/claims/claim/?q=y"
    assert seen() == [False, False, False]


REFUSED = [
    ("save", {"name": "", "query": "q=x"}, 302),  # says so above the list
    ("save", {"name": "x", "query": "q=" + "س" * 400}, 302),
    ("delete", {"filter": "9" * 30}, 404),
    ("delete", {"filter": "-1"}, 404),
    ("delete", {}, 404),
    ("rename", {"name": "x"}, 404),
]


@pytest.mark.parametrize(("deed", "fields", "status"), REFUSED)
def test_what_cannot_be_done_is_said_and_keeps_nothing(deed: str, fields: dict[str, Any], status: int) -> None:
    answer = send(client_of(person("editor")), deed, fields)
    assert (answer.status_code, SavedSearch.objects.count()) == (status, 0)


def test_a_name_with_a_script_is_only_words() -> None:
    user = person("editor")
    save_search(name=SCRIPT, place="admin", listed="claim", query=f"q={SCRIPT}", by=user)
    page = client_of(user).get("/admin/claims/claim/", {"q": SCRIPT}).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)


def test_doors_that_stay_shut() -> None:
    user = person("editor")
    stranger = User.objects.create_user(username="new", is_staff=True)
    assert client_of(user).get("/admin/claims/claim/filters/save/").status_code == 405
    assert send(client_of(stranger), "save", {"name": "x", "query": ""}).status_code == 403
    assert send(Client(), "save", {"name": "x", "query": ""}).status_code == 302
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(user)
    assert send(forged, "save", {"name": "x", "query": ""}).status_code == 403
    assert SavedSearch.objects.count() == 0


def test_where_rows_are_chosen_for_a_form_there_are_none() -> None:
    user = person("editor")
    save_search(name="mine", place="admin", listed="speaker", query="q=x", by=user)
    page = client_of(user).get("/admin/claims/speaker/?_popup=1").content.decode()
    assert ("saved-filters" in page, "export/" in page) == (False, False)
