"""Feeds that programs add, change and have asked, and addresses that they hand in."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import ArticleVersion, Feed, Outlet, Page
from claims.pipeline.keys import issue_key
from claims.rights import Action
from claims.tasks import URGENT
from tests.api.people import person, signed_in
from tests.desk_rows import article
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db
ADDRESS = {"address": "https://news.example/خبر"}


def test_an_address_is_taken_in_once(broker: Any) -> None:
    client = signed_in(person("editor"))
    assert [client.post("/api/v1/pages/", ADDRESS, format="json").status_code for _ in range(2)] == [202, 200]
    assert list(Page.objects.values_list("state", "refetch_at")) == [("waiting", None)]


@pytest.mark.parametrize(
    ("state", "ago", "due"),
    [
        ("fetched", timedelta(hours=1), 1),
        ("fetched", timedelta(minutes=1), 0),  # a moment ago
        ("waiting", timedelta(hours=1), 0),
    ],
)
def test_an_address_that_is_handed_in_again_is_fetched_again(state: str, ago: timedelta, due: int) -> None:
    editor, version, at = person("editor"), article(), timezone.now() - ago
    Page.objects.create(**ADDRESS, state=state, state_at=at, article=version.article, added_by=editor)
    ArticleVersion.objects.filter(pk=version.pk).update(seen_at=at)
    assert signed_in(editor).post("/api/v1/pages/", ADDRESS, format="json").status_code == 200
    assert Page.objects.due_again().count() == due


def test_an_address_that_could_not_be_fetched_is_fetched_at_once(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    editor = person("editor")
    page = Page.objects.create(**ADDRESS, state="failed", attempts=8, error_code="http_status", added_by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(editor).post("/api/v1/pages/", ADDRESS, format="json")
    said = answer.json()
    assert (answer.status_code, said["id"], said["state"], said["attempts"], said["error_code"]) == (200, page.pk, "waiting", 0, "")
    assert sent(broker, URGENT) == [f"fetch({page.pk},)"]


FEEDS = "/api/v1/feeds/"


def outlet(name: str = "السنبلة") -> Outlet:
    return Outlet.objects.get_or_create(name=name)[0]


def feed(name: str = "خلاصة", **fields: Any) -> Feed:
    return Feed.objects.create(address=f"https://sunbula.example/{name}", outlet=outlet(), **fields)


def test_an_editor_adds_a_feed_once() -> None:
    client, sent = signed_in(person("editor")), {"address": "https://Sunbula.example/خلاصة", "outlet": outlet().pk}
    made = client.post(FEEDS, sent, format="json")
    row = Feed.objects.get()
    record = made.json()
    assert (made.status_code, record) == (201, {
        "id": row.pk, "outlet": outlet().pk, "address": "https://sunbula.example/خلاصة", "is_paused": False, "interval": "00:15:00",
        "next_at": record["next_at"], "asked_at": None, "brought_at": None, "failures": 0, "error_code": "", "error_params": {},
        "failed_pages": 0,
    })  # fmt: skip
    read = client.get(f"{FEEDS}{row.pk}/")
    assert (made.headers["Location"], made.headers["ETag"]) == (f"http://testserver{FEEDS}{row.pk}/", read.headers["ETag"])
    again = client.post(FEEDS, {**sent, "is_paused": True}, format="json", HTTP_ACCEPT_LANGUAGE="ar")
    said = "يوجد مصدر أخبار بهذا العنوان."
    assert (again.status_code, again.json()["code"], again.json()["fields"]) == (400, "feed_known", {"address": [said]})
    assert list(Feed.objects.values_list("pk", "is_paused")) == [(row.pk, False)]


def test_who_saw_another_feed_changes_nothing() -> None:
    client, row = signed_in(person("editor")), feed()
    address = f"{FEEDS}{row.pk}/"
    tag = client.get(address).headers["ETag"]
    assert client.patch(address, {"is_paused": True}, format="json", HTTP_IF_MATCH=tag).status_code == 200
    refused = client.patch(address, {"is_paused": False}, format="json", HTTP_IF_MATCH=tag)
    assert (refused.status_code, refused.json()["code"]) == (412, "record_changed")
    assert client.patch(address, {"is_paused": False}, format="json", HTTP_IF_MATCH="*").json()["is_paused"] is False


def test_a_feed_is_paused_corrected_and_let_go_on() -> None:
    client, row = signed_in(person("editor")), feed(etag='"7"', failures=3, error_code="no_feed", error_params={"a": "b"})
    stood = client.get(f"{FEEDS}{row.pk}/").json()
    paused = client.patch(f"{FEEDS}{row.pk}/", {"is_paused": True}, format="json")
    assert (paused.status_code, paused.json()) == (200, {**stood, "is_paused": True})
    moved = {"address": "https://wadi.example/خلاصة", "outlet": outlet("صحيفة الوادي").pk, "is_paused": False}
    told = client.patch(f"{FEEDS}{row.pk}/", moved, format="json")
    record = told.json()
    assert record == {**stood, **moved, "failures": 0, "error_code": "", "error_params": {}, "next_at": record["next_at"]}
    assert (record["next_at"] > stood["next_at"], told.headers["ETag"]) == (True, client.get(f"{FEEDS}{row.pk}/").headers["ETag"])


# What is sent, and the field that is blamed.
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"address": "https://user:word@sunbula.example/"}, "address"),
    ({"address": "http://sunbula.example:22/"}, "address"),
    ({"address": "قناة السنبلة"}, "address"),
    ({"address": "https://known.example/خلاصة"}, "address"),  # another's
    ({"address": ""}, "address"),
    ({"outlet": 10**9}, "outlet"),
    ({"outlet": "السنبلة"}, "outlet"),
    ({"outlet": None}, "outlet"),
    ({"is_paused": "ربما"}, "is_paused"),
    # What asking it has taught is nobody's to set.
    ({"next_at": "2026-03-10T12:00:00Z"}, "next_at"),
    ({"failures": 0}, "failures"),
]


@pytest.mark.parametrize(("fields", "blamed"), WRONG)
def test_what_no_feed_can_be_is_told_by_its_field_and_changes_nothing(fields: dict[str, Any], blamed: str) -> None:
    client, row = signed_in(person("editor")), feed()
    Feed.objects.create(address="https://known.example/خلاصة", outlet=outlet())
    before = list(Feed.objects.order_by("pk").values())
    whole = {"address": "https://wadi.example/خلاصة", "outlet": outlet().pk, **fields}
    answers = [client.post(FEEDS, whole, format="json"), client.patch(f"{FEEDS}{row.pk}/", fields, format="json")]
    assert [(one.status_code, list(one.json()["fields"])) for one in answers] == [(400, [blamed])] * 2
    assert list(Feed.objects.order_by("pk").values()) == before


def test_a_feed_is_asked_in_its_turn_and_not_while_it_is_paused(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    editor, later = person("editor"), timezone.now() + timedelta(days=1)
    one, paused = feed(next_at=later), feed("2", next_at=later, is_paused=True)
    _, secret = issue_key(name="wire", scopes=[Action.READ, Action.ADD_ARTICLE], by=editor)
    program = APIClient(headers={"authorization": f"Bearer {secret}"})
    with django_capture_on_commit_callbacks(execute=True):
        answers = [client.post(f"{FEEDS}{one.pk}/ask/") for client in (signed_in(editor), program)]
        refused = program.post(f"{FEEDS}{paused.pk}/ask/", headers={"accept-language": "ar"})
    assert [(answer.status_code, answer.json()["id"]) for answer in answers] == [(202, one.pk)] * 2
    assert (refused.status_code, refused.json()["code"], refused.json()["detail"]) == (400, "feed_paused", "هو موقوف: ألغِ إيقافه أولًا.")
    assert (sent(broker, URGENT), sent(broker)) == ([f"ask_feed({one.pk},)"], [f"ask_feed({one.pk},)"])
    assert (list(Feed.objects.due()), list(Feed.objects.filter(next_at=later))) == ([one], [paused])


def test_how_a_feed_is_doing_is_read_as_the_admin_shows_it() -> None:
    editor = person("editor")
    ill, well = feed(failures=2, error_code="http_status", error_params={"status": "404"}), feed("2")
    for number in range(2):
        Page.objects.create(address=f"https://sunbula.example/{number}", feed=ill, state="failed", added_by=editor)
    listed = signed_in(editor).get(FEEDS, {"fields": "id,failures,error_code,error_params,failed_pages"}).json()["results"]
    assert listed == [
        {"id": well.pk, "failures": 0, "error_code": "", "error_params": {}, "failed_pages": 0},
        {"id": ill.pk, "failures": 2, "error_code": "http_status", "error_params": {"status": "404"}, "failed_pages": 2},
    ]
    wrong = signed_in(editor).get(FEEDS, {"error_code": "http_status", "is_paused": "false"}).json()["results"]
    assert [one["id"] for one in wrong] == [ill.pk]


def test_changing_a_feed_costs_the_same_beside_one_and_three() -> None:
    client, row = signed_in(person("editor")), feed()

    def cost() -> list[int]:
        counts = []
        for method, path, body in (("patch", "", {"is_paused": False}), ("patch", "", {"outlet": outlet().pk}), ("post", "ask/", {})):
            with CaptureQueriesContext(connection) as captured:
                assert getattr(client, method)(f"{FEEDS}{row.pk}/{path}", body, format="json").status_code in {200, 202}
            counts.append(len(captured))
        return counts

    # The roles of a person are asked for once.
    cost()
    alone = cost()
    for number in range(2):
        Page.objects.create(address=f"https://sunbula.example/{number}", feed=feed(str(number)), added_by=person("editor", str(number)))
    assert cost() == alone
