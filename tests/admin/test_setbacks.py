"""The status page: what is not well is said with its remedy, and the buttons do what they say."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, TestCase
from django.utils import timezone

from claims.admin.signs import CLAIMS_ARE_MANY, read_signs
from claims.clients.embeddings import embedder
from claims.errors import TransientError
from claims.models import ArticleVersion, Desk, Feed, Page, Setback, User
from claims.models.setback import MOST_ATTEMPTS
from claims.pipeline import pulse
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.condition import read_condition
from claims.pipeline.ingest import find_outlet
from claims.pipeline.reading import read_again
from claims.tasks import BULK, STEERING, URGENT, USUAL, call, call_for_bulk, call_now, embed, read_version, sweep
from tests.api.people import person
from tests.desk_rows import article
from tests.pipeline.test_setbacks import taken_in
from tests.test_tasks import sent
from tests.test_tasks_bulk import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cold() -> None:
    """Nothing is known of earlier tests."""
    cache.clear()


def signed_in(role: str, **fields: Any) -> Client:
    grant_admin_permissions()
    client = Client(headers={"accept-language": "en"})
    client.force_login(person(role, is_staff=True, **fields))
    return client


def rows(client: Client) -> dict[str, tuple[bool, str]]:
    """Each part: whether it is well, and all that is said of it."""
    page = client.get("/admin/claims/setback/status/").content.decode()
    found = re.findall(r'<tr class="(\w+)">(.*?)</tr>', page, re.DOTALL)
    texts = [(state == "well", " ".join(re.sub("<[^>]+>", " ", row).split())) for state, row in found]
    names = (
        "Queues|Workers|Beat|Waiting texts|Texts that could not be read|Steps that fail now|Steps set aside|"
        "Pages that could not be fetched|Feeds|Ledger of the audit|Index of vectors|Disk"
    ).split("|")
    return dict(zip(names, texts, strict=True))


def test_a_new_installation_is_well_but_for_what_does_not_run(broker: Any) -> None:
    pulse.beat()
    seen = rows(signed_in("editor"))
    assert [name for name, (is_well, _) in seen.items() if not is_well] == ["Workers"]
    assert "Start a worker: nothing is read without one." in seen["Workers"][1]


def test_without_redis_the_page_still_answers_and_says_so(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, closed = signed_in("editor"), "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": closed}}
    monkeypatch.setenv("CELERY_BROKER_READ_URL", closed)
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", closed)
    seen = rows(client)
    assert seen["Queues"][1].startswith("Queues the broker does not answer Start Redis (or Valkey) again")
    assert (seen["Queues"][0], seen["Waiting texts"]) == (False, (True, "Waiting texts 0 texts, 0 claims"))


def test_what_is_not_well_is_said_with_its_remedy(broker: Any) -> None:
    old = timezone.now() - timedelta(hours=1)
    failed, waiting = taken_in(), taken_in("قال الوزير إن السد جاهز.")
    ArticleVersion.objects.filter(pk=failed.pk).update(state="failed", error_code="took_too_long")
    ArticleVersion.objects.filter(pk=waiting.pk).update(fetched_at=old)
    Page.objects.create(address="https://n.example/1", state="failed", error_code="not_found", added_by=User.objects.system())
    Feed.objects.create(outlet=find_outlet(""), address="https://n.example/rss", error_code="host_silent")
    Setback.objects.create(step="trace", subject_id=failed.article_id, attempts=MOST_ATTEMPTS, error_code="unexpected")
    seen = rows(signed_in("editor"))
    said = {
        "Beat": "never Start beat, one on all machines together",
        "Waiting texts": "the oldest for 1 hour",
        "Texts that could not be read": "took_too_long (1) Open them, see the error, and have them read again. Show them",
        "Steps set aside": "tracing of an article to its origin: unexpected (1) They failed five times.",
        "Pages that could not be fetched": "not_found (1) Open them, see the error, and have them fetched again. Show them",
        "Feeds": "host_silent (1) Open the feed in a browser",
    }
    assert {name: (seen[name][0], words in seen[name][1]) for name, words in said.items()} == dict.fromkeys(said, (False, True))


def test_texts_that_could_not_be_read_are_those_that_the_list_shows(broker: Any) -> None:
    read, *unread = taken_in("أ"), taken_in("ب"), taken_in("ج")
    for version, state in zip((read, *unread), ("done", "failed", "unsupported"), strict=True):
        ArticleVersion.objects.filter(pk=version.pk).update(state=state, error_code="" if version is read else "any")
    client = signed_in("editor")
    page = client.get("/admin/claims/setback/status/").content.decode()
    (address,) = re.findall(r'href="(/admin/claims/article/\?[^"]*)"', page)
    listed = {article.pk for article in client.get(address).context["cl"].result_list}
    assert ("any (2)" in page, listed) == (True, {version.article_id for version in unread})


def test_what_is_still_being_tried_is_not_said_to_be_set_aside(broker: Any) -> None:
    for subject, (attempts, code) in enumerate([(MOST_ATTEMPTS, "unexpected"), (1, "unexpected"), (1, "embedder_silent")], 1):
        Setback.objects.create(step="embed", subject_id=subject, attempts=attempts, error_code=code)
    is_well, said = rows(signed_in("editor"))["Steps set aside"]
    assert (is_well, "unexpected (1)" in said, "embedder_silent" in said) == (False, True, False)


def test_an_outage_shows_however_often_the_steps_are_tried_meanwhile(broker: Any, settings: Any) -> None:
    settings.EMBEDDINGS_URL, settings.EMBEDDINGS_MODEL = "http://127.0.0.1:9/v1", "any"
    version = taken_in()
    ArticleVersion.objects.filter(pk=version.pk).update(fetched_at=timezone.now() - timedelta(hours=2))
    read_version(version.pk)
    embedder.cache_clear()
    try:
        with pytest.raises(TransientError):
            embed(version.pk)
        seen = rows(signed_in("editor"))
    finally:
        embedder.cache_clear()
    said = {
        "Waiting texts": "1 texts, 1 claims; the oldest for 2 hours",
        "Steps that fail now": "vectors and words of an article's claims: embedder_unreachable (1) They are tried again by themselves",
    }
    assert {name: (seen[name][0], words in html.unescape(seen[name][1])) for name, words in said.items()} == dict.fromkeys(
        said, (False, True)
    )


def test_what_waits_of_a_big_delivery_for_its_turn_or_is_read_again_is_not_old(broker: Any) -> None:
    delivered(2)
    again = taken_in()
    ArticleVersion.objects.update(fetched_at=timezone.now() - timedelta(hours=2))
    ArticleVersion.objects.filter(pk=again.pk).update(state="failed")
    client = signed_in("editor")
    assert rows(client)["Waiting texts"] == (True, "Waiting texts 2 texts, 0 claims")
    call_for_bulk()
    assert read_again(again.pk)
    cache.clear()
    is_well, said = rows(client)["Waiting texts"]
    assert (is_well, said.replace("\xa0", " ")) == (True, "Waiting texts 3 texts, 0 claims; the oldest for 0 minutes")


def test_many_claims_that_wait_to_be_compared_are_not_well_however_young_the_texts(broker: Any) -> None:
    now = read_condition()
    signs = [{sign.name: sign for sign in read_signs(replace(now, claims_waiting=CLAIMS_ARE_MANY + more))} for more in (0, 1)]
    assert [(one["Waiting texts"].is_well, one["Waiting texts"].said) for one in signs] == [
        (True, "0 texts, 10000 claims"),
        (False, "0 texts, 10001 claims"),
    ]
    assert signs[1]["Waiting texts"].remedy.startswith("More claims come than are compared, and matches are late: start more workers")


def test_each_queue_is_named(broker: Any) -> None:
    call_now(sweep, STEERING)
    for number, queue in enumerate((URGENT, USUAL, BULK), 2):
        for _ in range(number):
            call(read_version, 1, queue=queue)
    assert rows(signed_in("editor"))["Queues"][1] == "Queues steering: 1, people: 2, usual: 3, big deliveries: 4"


def test_the_button_takes_up_what_was_set_aside(broker: Any) -> None:
    version = taken_in()
    Setback.objects.create(step="trace", subject_id=version.article_id, attempts=MOST_ATTEMPTS, error_code="unexpected")
    Setback.objects.create(step="match", subject_id=10**9, attempts=1)  # not set aside
    client = signed_in("editor")
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/admin/claims/setback/status/", {"deed": "retry"}, follow=True)
    assert "1 article is tried again." in answer.content.decode()
    assert (sent(broker), list(Setback.objects.values_list("step", flat=True))) == ([f"trace({version.article_id},)"], ["match"])
    client.post("/admin/claims/setback/status/", {"deed": "sweep"})
    assert sent(broker, STEERING) == ["sweep()"]


def test_the_button_takes_up_a_claim_whose_sentence_has_left_its_article(broker: Any) -> None:
    version = taken_in()
    read_version(version.pk)
    (place,) = version.appearances.all()
    version.appearances.update(retired_by="1")
    Setback.objects.create(step="match", subject_id=place.claim_id, attempts=MOST_ATTEMPTS, error_code="unexpected")
    broker.flushdb()
    client = signed_in("editor")
    assert "1 setback" in client.get("/admin/claims/setback/").content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/admin/claims/setback/status/", {"deed": "retry"}, follow=True)
    assert "1 article is tried again." in answer.content.decode()
    assert (sent(broker), Setback.objects.count()) == ([f"match([{place.claim_id}],)"], 0)


@pytest.mark.parametrize(
    ("role", "deed", "status"),
    [
        ("reviewer", "retry", 403),
        ("reviewer", "sweep", 403),
        ("editor", "ledger", 403),
        ("administrator", "ledger", 302),
        ("editor", "anything", 403),
    ],
)
def test_who_may_press_what(broker: Any, role: str, deed: str, status: int) -> None:
    assert signed_in(role).post("/admin/claims/setback/status/", {"deed": deed}).status_code == status


def test_another_desks_article_is_not_listed(broker: Any) -> None:
    version = article(Desk.objects.create(name="sea"))
    Setback.objects.create(step="embed", subject_id=version.pk, attempts=MOST_ATTEMPTS)
    page = signed_in("editor").get("/admin/claims/setback/").content.decode()
    assert "0 setbacks" in page
