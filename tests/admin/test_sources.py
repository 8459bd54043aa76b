"""Feeds and pages in the admin."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, TestCase
from django.utils import timezone

from claims.models import Feed, Outlet, Page, User
from claims.models.source import LATELY
from claims.pipeline.accounts import grant_admin_permissions
from claims.tasks import URGENT
from tests.api.people import person
from tests.desk_rows import article

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


def test_why_a_feed_is_refused_is_said_at_its_address() -> None:
    client, outlet = desk("editor"), Outlet.objects.create(name="السنبلة")
    client.cookies["django_language"] = "ar"
    feed = Feed.objects.create(outlet=outlet, address="https://news.example/feed")
    Feed.objects.create(outlet=outlet, address="https://news.example/خلاصة")
    before = list(Feed.objects.values())
    for path in ("add/", f"{feed.pk}/change/"):
        for address, said in (
            ("https://News.example/خلاصة#1", "يوجد مصدر أخبار بهذا العنوان."),
            (
                "https://a:b@news.example/",
                "لا يُجلب https://a:b@news.example/: يجب أن يبدأ بـ http:// أو https:// وأن يكون له مضيف بلا اسم مستخدم.",
            ),
            ("https://news.example:22/", "لا يُجلب https://news.example:22/: المنفذ 22 ليس من منافذ الصفحات، وهي 80, 443, 8080, 8443."),
        ):
            answer = client.post(f"/admin/claims/feed/{path}", {"address": address, "outlet": outlet.pk, "is_paused": "on"})
            assert answer.context["adminform"].form.errors == {"address": [said]}
    assert list(Feed.objects.values()) == before


@pytest.mark.parametrize("role", ["reviewer", "approver", "administrator", "superuser"])
def test_who_adds_no_articles_reads_feeds_and_changes_none(role: str) -> None:
    client, outlet = desk("administrator" if role == "superuser" else role), Outlet.objects.create(name="السنبلة")
    User.objects.filter(username="administrator").update(is_superuser=role == "superuser")
    feed = Feed.objects.create(outlet=outlet, address="https://news.example/feed")
    before, sent = Feed.objects.values().get(), {"address": "https://news.example/rss", "outlet": outlet.pk}
    paths = (f"{feed.pk}/change/", "add/", f"{feed.pk}/delete/")
    assert [client.post(f"/admin/claims/feed/{path}", sent).status_code for path in paths] == [403, 403, 403]
    client.post("/admin/claims/feed/", {"action": "ask_now", "_selected_action": [feed.pk]})
    assert (client.get(f"/admin/claims/feed/{feed.pk}/change/").status_code, Feed.objects.values().get()) == (200, before)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://news.example/feed", True),
        ("https://news.example/rss", False),
    ],
)
def test_of_a_corrected_address_nothing_is_known_yet(address: str, kept: bool) -> None:
    later = timezone.now() + timedelta(days=1)
    said = {"etag": '"7"', "last_modified": "today", "failures": 9, "error_code": "no_feed", "error_params": {"a": "b"}}
    outlet = Outlet.objects.create(name="السنبلة")
    feed = Feed.objects.create(outlet=outlet, address="https://news.example/feed", next_at=later, **said)
    answer = desk("editor").post(f"/admin/claims/feed/{feed.pk}/change/", {"address": address, "outlet": outlet.pk})
    assert answer.status_code == 302
    feed.refresh_from_db()
    now_said = {name: getattr(feed, name) for name in said}
    assert now_said == (said if kept else {"etag": "", "last_modified": "", "failures": 0, "error_code": "", "error_params": {}})
    assert (feed.next_at == later, Feed.objects.due().exists()) == (kept, not kept)


@pytest.mark.parametrize(
    ("role", "said", "left"), [("editor", "2 pages are being fetched.", set()), ("reviewer", "", {"failed", "fetched"})]
)
def test_who_may_add_articles_has_pages_fetched_again(role: str, said: str, left: set[str], broker: Any) -> None:
    client, system = desk(role), User.objects.system()
    common = {"added_by": system, "attempts": 3, "error_code": "http_status"}
    for state, of in (("failed", None), ("fetched", article().article), ("waiting", None)):
        Page.objects.create(address=f"https://news.example/{state}", state=state, article=of, **common)
    chosen = {"action": "fetch_again", "_selected_action": list(Page.objects.values_list("pk", flat=True))}
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/admin/claims/page/", chosen, follow=True)
    assert [str(message) for message in answer.context["messages"] if "fetched" in str(message)] == ([said] if said else [])
    assert set(Page.objects.exclude(state="waiting").values_list("state", flat=True)) == left
    assert broker.llen(URGENT) == (0 if left else 2)
    assert sorted(Page.objects.values_list("attempts", flat=True)) == ([3, 3, 3] if left else [0, 0, 3])


def test_a_feed_whose_pages_fail_does_not_look_well() -> None:
    client = desk("editor")
    outlet = Outlet.objects.create(name="السنبلة")
    feed, other = (Feed.objects.create(outlet=outlet, address=f"https://news.example/{name}") for name in ("feed", "other"))
    now = timezone.now()
    known = article().article
    rows: list[tuple[str, dict[str, Any]]] = [
        ("a", {}),
        ("b", {"state_at": now - LATELY + timedelta(minutes=1)}),
        ("old", {"state_at": now - LATELY - timedelta(minutes=1)}),
        ("waits", {"state": "waiting"}),
        ("alone", {"feed": None}),
        ("known", {"article": known}),  # it was not there any more
    ]
    for name, fields in rows:
        Page.objects.create(
            **{"address": f"https://news.example/{name}", "feed": feed, "state": "failed", "added_by": known.added_by, **fields}
        )
    answer = client.get("/admin/claims/feed/", {"o": "-5"})
    assert [(one.pk, one.failed) for one in answer.context["cl"].result_list] == [(feed.pk, 2), (other.pk, 0)]
    listed = client.get(f"/admin/claims/page/?feed__id__exact={feed.pk}&state__exact=failed&article__isnull=True")
    assert (
        f'href="{listed.request["PATH_INFO"]}?feed__id__exact={feed.pk}&amp;state__exact=failed&amp;article__isnull=True"'
        in answer.content.decode()
    )
    assert {one.address.rpartition("/")[2] for one in listed.context["cl"].result_list} == {"a", "b", "old"}


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
