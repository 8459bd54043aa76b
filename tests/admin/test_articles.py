"""Articles in the admin: read again by who may add them, where nothing reads them yet."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from claims.models import ArticleVersion, Outlet, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.trace import trace_article
from tests.desk_rows import article, person

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/article/"


def client_of(role: str, language: str = "en") -> Client:
    grant_admin_permissions()
    user = person(role)
    user.language = language
    user.save()
    client = Client(headers={"Accept-Language": language})
    client.force_login(user)
    return client


def in_state(text: str, state: str) -> ArticleVersion:
    version = article(text=text)
    ArticleVersion.objects.filter(pk=version.pk).update(state=state, attempts=3, error_code="unexpected" if state == "failed" else "")
    return version


def ask(client: Client, *versions: ArticleVersion) -> Any:
    return client.post(LIST, {"action": "read_again", "_selected_action": [version.article_id for version in versions]})


@pytest.mark.parametrize(("language", "said"), [("en", "2 articles are being read again."), ("ar", "يُقرأ من جديد الآن: 2 مقال.")])
def test_an_editor_has_articles_read_again_but_not_one_that_is_being_read(
    language: str, said: str, django_capture_on_commit_callbacks: Any
) -> None:
    failed, done, waiting, compared = (in_state(f"نص {state}", state) for state in ("failed", "done", "pending", "read"))
    with patch("claims.admin.articles.read_version.delay") as delay, django_capture_on_commit_callbacks(execute=True):
        answer = ask(client_of("editor", language), failed, done, waiting, compared)
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [said]
    assert sorted(call.args[0] for call in delay.call_args_list) == [failed.pk, done.pk]
    stands = dict(ArticleVersion.objects.values_list("pk", "state"))
    assert stands == {failed.pk: "pending", done.pk: "pending", waiting.pk: "pending", compared.pk: "read"}
    failed.refresh_from_db()
    waiting.refresh_from_db()
    assert (failed.attempts, failed.error_code, waiting.attempts) == (0, "", 3)


@pytest.mark.parametrize("role", ["reader", "reviewer", "approver", "administrator"])
def test_who_may_not_add_articles_has_none_read_again(role: str) -> None:
    failed, client = in_state("نص", "failed"), client_of(role)
    assert 'value="read_again"' not in client.get(LIST).content.decode()
    ask(client, failed)
    failed.refresh_from_db()
    assert failed.state == "failed"


@pytest.mark.parametrize(
    ("path", "fields", "blamed"),
    [
        ("article", {"text": "نص", "published": "2999-01-01"}, "published"),
        ("page", {"address": "ftp://news.example/"}, "address"),
        ("apikey", {"name": "program", "scopes": "approve"}, "scopes"),
    ],
)
def test_what_a_stage_refuses_is_said_in_arabic_on_its_field(path: str, fields: dict[str, str], blamed: str) -> None:
    client = client_of("editor", "ar")
    outlet, user = Outlet.objects.get(is_placeholder=True).pk, User.objects.get(username="editor").pk
    answer = client.post(f"/admin/claims/{path}/add/", {"outlet": outlet, "user": user, **fields})
    said = " ".join(answer.context["adminform"].form.errors[blamed])
    assert re.search("[\u0621-\u064a]{3}", said), said
    assert not re.search("(?i)[a-z]{2} [a-z]{2}", said), said


def test_an_editor_puts_an_article_into_the_origin_of_another_and_takes_it_back() -> None:
    wire, retold = (article(text=f"{start} رافعات الميناء خرجت من الخدمة بعد العاصفة").article for start in ("أولى", "ثانية"))
    for row in (wire, retold):
        trace_article(row.pk)
    client = client_of("editor")
    page = client.get(f"{LIST}{retold.pk}/change/").content.decode()
    assert f"{LIST}decide/put-into-origin/?row={retold.pk}" in page
    place, sent = f"{LIST}decide/put-into-origin/", {"row": f"{retold.pk}:0", "of": wire.pk, "reason": "أعيدت صياغته"}
    shown = client.post(place, sent)
    retold.refresh_from_db()
    assert not retold.origin_by_hand
    assert client.post(place, {**sent, "confirm": shown.context["confirm"]}).status_code == 302
    wire.refresh_from_db()
    retold.refresh_from_db()
    assert (retold.origin_id, retold.origin_by_hand) == (wire.origin_id, True)
    assert f'href="{LIST}{wire.pk}/change/"' in client.get(f"{LIST}{retold.pk}/change/").content.decode()
    back = {"row": f"{retold.pk}:1", "reason": "أخطأت"}
    shown = client.post(f"{LIST}decide/undo/", back)
    client.post(f"{LIST}decide/undo/", {**back, "confirm": shown.context["confirm"]})
    retold.refresh_from_db()
    assert (retold.origin_id == wire.origin_id, retold.origin_by_hand, retold.revision) == (False, False, 2)


def test_articles_are_found_by_their_headline_where_an_origin_is_chosen() -> None:
    found, _ = article(text="رافعات الميناء خرجت من الخدمة"), article(text="سد الوادي يفتتح قريبا")
    asked = {"app_label": "claims", "model_name": "articleversion", "field_name": "article", "term": found.title[:8]}
    answer = client_of("editor").get("/admin/autocomplete/", asked).json()
    assert str(found.article_id) in {one["id"] for one in answer["results"]}
