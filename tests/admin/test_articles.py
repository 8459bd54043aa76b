"""Articles in the admin: read again by who may add them, where nothing reads them yet."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from claims.models import ArticleVersion, Outlet, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.tasks import URGENT
from tests.desk_rows import article, person
from tests.test_tasks import sent

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
    broker: Any, language: str, said: str, django_capture_on_commit_callbacks: Any
) -> None:
    failed, done, waiting, compared = (in_state(f"نص {state}", state) for state in ("failed", "done", "pending", "read"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client_of("editor", language), failed, done, waiting, compared)
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [said]
    assert sent(broker, URGENT) == sorted(f"read_version({version.pk},)" for version in (failed, done))
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
