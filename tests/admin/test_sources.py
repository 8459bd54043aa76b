"""Feeds and pages in the admin."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Feed, Outlet, Page
from claims.pipeline.accounts import grant_admin_permissions
from tests.api.people import person

pytestmark = pytest.mark.django_db


def desk(role: str) -> Client:
    grant_admin_permissions()
    user = person(role, is_staff=True)
    client = Client()
    client.force_login(user)
    return client


def shown_errors(answer: Any) -> list[str]:
    return list(answer.context["adminform"].form.errors)


def test_an_editor_adds_a_page_once() -> None:
    client = desk("editor")
    for expected in (302, 200):
        answer = client.post("/admin/claims/page/add/", {"address": "https://News.example/خبر#top"})
        assert answer.status_code == expected
    assert list(Page.objects.values_list("address", "state")) == [("https://news.example/خبر", "waiting")]
    assert shown_errors(answer) == ["address"]


@pytest.mark.parametrize("address", ["ftp://news.example/", "javascript:alert(1)", ""])
def test_a_bad_address_is_refused_on_its_field(address: str) -> None:
    answer = desk("editor").post("/admin/claims/page/add/", {"address": address})
    assert (answer.status_code, shown_errors(answer), Page.objects.count()) == (200, ["address"], 0)


def test_who_may_not_add_articles_adds_no_page() -> None:
    assert desk("reviewer").post("/admin/claims/page/add/", {"address": "https://news.example/"}).status_code == 403


def test_an_editor_adds_and_asks_a_feed() -> None:
    client = desk("editor")
    outlet = Outlet.objects.create(name="السنبلة")
    assert client.post("/admin/claims/feed/add/", {"address": "https://news.example/feed", "outlet": outlet.pk}).status_code == 302
    feed = Feed.objects.get()
    answer = client.post("/admin/claims/feed/", {"action": "ask_now", "_selected_action": [feed.pk]}, follow=True)
    assert [str(message) for message in answer.context["messages"]][-1:] == ["1 feed is being asked."]
    assert client.get(f"/admin/claims/feed/{feed.pk}/delete/").status_code == 403


@pytest.mark.parametrize("path", ["feed", "page"])
def test_lists_cost_the_same_for_one_row_and_three(path: str, django_assert_num_queries: Any) -> None:
    client = desk("editor")
    outlet = Outlet.objects.create(name="السنبلة")
    counts = []
    for total in (1, 3):
        while Feed.objects.count() < total:
            feed = Feed.objects.create(outlet=outlet, address=f"https://news.example/{Feed.objects.count()}")
            Page.objects.create(address=feed.address, feed=feed, added_by=person("editor", feed.address))
        with django_assert_num_queries(14, exact=False) as asked:
            assert client.get(f"/admin/claims/{path}/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
