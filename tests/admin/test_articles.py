"""Articles in the admin: read again by who may add them, where nothing reads them yet."""

import html
import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims.admin.articles import MOST_FORESEEN
from claims.models import Article, ArticleVersion, Desk, Outlet, Quote, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.trace import trace_article
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


def ask(client: Client, *versions: ArticleVersion, **further: str) -> Any:
    return client.post(LIST, {"action": "read_again", "_selected_action": [version.article_id for version in versions], **further})


@pytest.mark.parametrize(("language", "day"), [("en", "11 March 2026"), ("ar", "١١ مارس ٢٠٢٦")])
def test_the_day_of_publication_in_the_digits_of_the_page(language: str, day: str) -> None:
    article()
    assert f'<td class="field-published">{day}</td>' in client_of("editor", language).get(LIST).content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "2 articles are being read again."), ("ar", "يُقرأ من جديد الآن: 2 مقال.")])
def test_an_editor_has_articles_read_again_but_not_one_that_is_being_read(
    broker: Any, language: str, said: str, django_capture_on_commit_callbacks: Any
) -> None:
    failed, done, waiting, compared = (in_state(f"نص {state}", state) for state in ("failed", "done", "pending", "read"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask(client_of("editor", language), failed, done, waiting, compared, confirmed="yes")
    assert [str(one) for one in get_messages(answer.wsgi_request)] == [said]
    assert sent(broker, URGENT) == sorted(f"read_version({version.pk},)" for version in (failed, done))
    stands = dict(ArticleVersion.objects.values_list("pk", "state"))
    assert stands == {failed.pk: "pending", done.pk: "pending", waiting.pk: "pending", compared.pk: "read"}
    failed.refresh_from_db()
    waiting.refresh_from_db()
    assert (failed.attempts, failed.error_code, waiting.attempts) == (0, "", 3)


@pytest.mark.parametrize(("language", "said"), [("en", "Read again"), ("ar", "القراءة من جديد")])
def test_what_reading_again_would_change_is_shown_first(language: str, said: str) -> None:
    unread, broken = in_state('قال مدير السد سامر الحلواني إن "عدد العاملين 300 عامل".', "done"), in_state("Un texte", "failed")
    ArticleVersion.objects.filter(pk=broken.pk).update(language="fr")
    client = client_of("editor", language)
    answer = ask(client, unread, broken)
    page = html.unescape(answer.content.decode())
    foreseen = {change.kind for one in answer.context["foreseen"] if "reading" in one for change in one["reading"].changes}
    assert (answer.status_code, said in page, foreseen) == (200, True, {"quote", "claim"})
    assert ('عدد العاملين <bdi dir="ltr">300</bdi> عامل' in page, "“fr”" in page or "«fr»" in page or "fr" in page) == (True, True)
    assert list(ArticleVersion.objects.order_by("pk").values_list("state", flat=True)) == ["done", "failed"]
    assert Quote.objects.count() == 0


def test_of_many_articles_the_first_are_read_in_advance() -> None:
    versions = [in_state(f"نص {number}", "done") for number in range(MOST_FORESEEN + 2)]
    answer = ask(client_of("editor"), *versions)
    assert (len(answer.context["foreseen"]), len(answer.context["others"])) == (MOST_FORESEEN, 2)
    assert "2 more articles will be read" in answer.content.decode()


def test_more_than_a_page_of_articles_is_not_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.admin.articles.MOST_AT_ONCE", 2)
    answer = ask(client_of("editor"), *(in_state(f"نص {number}", "done") for number in range(3)), confirmed="yes")
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["Choose at most 2 at once."]
    assert set(ArticleVersion.objects.values_list("state", flat=True)) == {"done"}


def test_a_pasted_article_is_followed_from_then_on(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    outlet = Outlet.objects.get(is_placeholder=True).pk
    client = client_of("editor")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{LIST}add/", {"text": "سد الوردة\n\nقال إن العدد 300.", "outlet": outlet})
    version = ArticleVersion.objects.get()
    assert answer.headers["Location"] == f"{LIST}{version.article_id}/change/"
    assert sent(broker, URGENT) == [f"read_version({version.pk},)"]
    assert client.get(answer.headers["Location"]).headers["Refresh"] == "5"


@pytest.mark.parametrize(("whose", "stored"), [("own", 1), ("another's", 0)])
def test_an_article_is_kept_to_the_own_desk_alone(whose: str, stored: int) -> None:
    own, other = Desk.objects.create(name="investigations"), Desk.objects.create(name="sport")
    client = client_of("editor")
    User.objects.update(desk=own)
    offered = client.get(f"{LIST}add/").context["adminform"].form.fields["confidential_to"].queryset
    outlet = Outlet.objects.get(is_placeholder=True).pk
    desk = own if whose == "own" else other
    answer = client.post(f"{LIST}add/", {"text": "سد الوردة", "outlet": outlet, "confidential_to": desk.pk})
    assert (list(offered), Article.objects.filter(confidential_to=desk).count(), Article.objects.count()) == ([own], stored, stored)
    assert whose == "own" or list(answer.context["adminform"].form.errors) == ["confidential_to"]


def test_a_page_follows_the_reading_of_its_article() -> None:
    version = in_state("نص", "pending")
    client = client_of("editor")
    address = f"{LIST}{version.article_id}/change/"
    assert client.get(address).headers["Refresh"] == "5"
    ArticleVersion.objects.filter(pk=version.pk).update(state="failed", error_code="too_many_attempts")
    answer, said = client.get(address), "could not be read – Reading it has ended the reading program"
    assert ("Refresh" in answer.headers, said in answer.content.decode()) == (
        False,
        True,
    )


def test_versions_are_compared() -> None:
    first = article(text="سد الوردة\n\nعدد العاملين 300 عامل.\n<script>alert(1)</script>")
    second = ArticleVersion.objects.create(
        article=first.article, number=2, title=first.title, language="ar", sha256="x", text=first.text.replace("300", "400")
    )
    third = ArticleVersion.objects.create(article=first.article, number=3, title=first.title, language="ar", sha256="y", text="غيره")
    client = client_of("reviewer")
    address = f"{LIST}{first.article_id}/versions/"
    page = client.get(address, {"from": "1", "to": "2"}).content.decode()
    assert ("<del>300</del>" in page, "<ins>400</ins>" in page, "<script>alert" in page) == (True, True, False)
    # Without a choice, or with one that is none, the newest and the one before it.
    for query in ({}, {"from": "9", "to": "x"}, {"from": "1"}):
        assert client.get(address, query).context["form"].chosen() == (second.number, third.number)
    assert client.get(f"{LIST}{first.article_id}/change/").content.decode().count(address) == 1


def test_versions_of_another_desk_are_not_shown() -> None:
    hidden = article(Desk.objects.create(name="investigations"))
    assert client_of("reviewer").get(f"{LIST}{hidden.article_id}/versions/").status_code == 404


@pytest.mark.parametrize("role", ["reader", "reviewer", "approver", "administrator"])
def test_who_may_not_add_articles_has_none_read_again(role: str) -> None:
    failed, client = in_state("نص", "failed"), client_of(role)
    assert 'value="read_again"' not in client.get(LIST).content.decode()
    ask(client, failed, confirmed="yes")
    failed.refresh_from_db()
    assert failed.state == "failed"


@pytest.mark.parametrize(
    ("path", "fields", "blamed"),
    [
        ("article", {"text": "نص", "published": "2999-01-01"}, "published"),
        ("page", {"address": "ftp://news.example/"}, "address"),
    ],
)
def test_what_a_stage_refuses_is_said_in_arabic_on_its_field(path: str, fields: dict[str, str], blamed: str) -> None:
    client = client_of("editor", "ar")
    answer = client.post(f"/admin/claims/{path}/add/", {"outlet": Outlet.objects.get(is_placeholder=True).pk, **fields})
    said = " ".join(answer.context["adminform"].form.errors[blamed])
    assert re.search("[\u0621-\u064a]{3}", said), said
    assert not re.search("(?i)[a-z]{2} [a-z]{2}", said), said


def test_a_file_is_handed_in_and_its_refusals_shown(broker: Any, django_capture_on_commit_callbacks: Any) -> None:
    client = client_of("editor", "ar")
    assert f'href="{LIST}files/"' in client.get(LIST).content.decode()
    rows = '{"id": "7", "text": "قال مدير السد إن العدد 300 عامل."}\n{"title": "بلا نص"}'
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{LIST}files/", {"file": SimpleUploadedFile("news.jsonl", rows.encode())})
    version = ArticleVersion.objects.get()
    shown = answer.content.decode()
    assert (answer.context["received"].counts, version.article.added_by.username) == ({"taken_in": 1, "known": 0, "refused": 1}, "editor")
    assert "<td><bdi>news.jsonl:2</bdi></td><td>ليس في المقال نص.</td>" in shown
    assert sent(broker, URGENT) == [f"read_version({version.pk},)"]
    broken = client.post(f"{LIST}files/", {"file": SimpleUploadedFile("news.zip", b"no zip")})
    assert "تعذّرت قراءة news.zip" in " ".join(broken.context["form"].errors["file"])


@pytest.mark.parametrize("role", ["reader", "reviewer", "approver", "administrator"])
def test_who_may_not_add_articles_hands_in_no_file(role: str) -> None:
    client = client_of(role)
    assert "files/" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}files/", {"file": SimpleUploadedFile("news.txt", b"text")}).status_code == 403
    assert ArticleVersion.objects.count() == 0


def test_an_editor_puts_an_article_into_the_origin_of_another_and_takes_it_back() -> None:
    wire, retold = (article(text=f"{start} رافعات الميناء خرجت من الخدمة بعد العاصفة").article for start in ("أولى", "ثانية"))
    for row in (wire, retold):
        trace_article(row.pk)
    client = client_of("editor")
    page = client.get(f"{LIST}{retold.pk}/change/").content.decode()
    assert f"{LIST}decide/put-into-origin/?row={retold.pk}:0" in page
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
