"""The whole journey with real parts: an article is posted, a Celery worker reads it, its claims are in the API and people decide."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from rest_framework.test import APIClient

from claims.errors import AlreadyDecided, InputRefused, MoveRefused, NotAllowed
from claims.models import ArticleVersion, Claim, Decision, FactCheck, Quantity, Speaker, User
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.review import add_evidence, change_status, write_fact_check
from tests.desk_rows import approve

READING_SECONDS = 60
TEXT = """وزارة الموارد: عدد العاملين في سد الوردة أكثر من 300 عامل

قال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل، ولن نغلق البوابات".
وأضاف أن العدد سيرتفع إلى 4 آلاف عامل."""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def person(role: str, name: str = "") -> User:
    user = User.objects.create_user(username=name or role, password="a password")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def worker() -> Iterator[None]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.worker_settings"}
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "factcheck", "worker", "-c", "1", "--without-gossip", "--without-mingle"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield
    process.terminate()
    process.wait(60)


def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def posted(client: APIClient, **fields: Any) -> Any:
    return client.post("/api/v1/articles/", {"text": TEXT, "published": "2026-03-10", **fields}, format="json")


def read(client: APIClient, article: int) -> str:
    end = time.monotonic() + READING_SECONDS
    state = ""
    while time.monotonic() < end:
        state = client.get(f"/api/v1/articles/{article}/").json()["state"]
        if state not in {"pending", "read"}:
            break
        time.sleep(0.1)
    return state


@pytest.mark.usefixtures("worker")
def test_an_article_becomes_claims_with_speaker_date_amount_and_status() -> None:
    client = api(person("editor"))
    answer = posted(client)
    assert answer.status_code == 202
    article = answer.json()["id"]
    assert answer.headers["Location"] == f"http://testserver/api/v1/articles/{article}/"
    assert read(client, article) == "done"
    claims = client.get("/api/v1/claims/", {"article": article}).json()["results"]
    found = {
        claim["text"]: (
            claim["speaker"]["name"],
            claim["said"],
            [(q["low"], q["high"], q["qualifier"]) for q in claim["quantities"]],
            claim["status"],
        )
        for claim in claims
    }
    tuesday = ["2026-03-10", "2026-03-10"]
    assert found["عدد العاملين في السد أكثر من 300 عامل"] == ("سامر الحلواني", tuesday, [(300.0, None, "more_than")], "unreviewed")
    assert found["لن نغلق البوابات"] == ("سامر الحلواني", tuesday, [], "unreviewed")

    again = posted(client)
    assert (again.status_code, again.json()["id"]) == (200, article)
    assert client.get("/api/v1/claims/", {"article": article}).json()["results"] == claims


@pytest.mark.usefixtures("worker")
def test_a_language_without_a_pack_is_stored_and_says_so() -> None:
    client = api(person("editor"))
    answer = posted(client, text="Le ministre de l'Eau a déclaré que le barrage ouvrirait ses vannes le mois prochain.")
    article = answer.json()["id"]
    assert read(client, article) == "unsupported"
    assert [version["error_code"] for version in client.get(f"/api/v1/articles/{article}/").json()["versions"]] == ["unsupported_language"]


@pytest.mark.parametrize(
    ("fields", "blamed"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "سد\x00"}, "text"),  # NUL
        ({"text": "س" * 1_000_001}, "text"),
        ({"outlet": "لا أحد"}, "outlet"),
        ({"published": "2999-01-01"}, "published"),
        ({"published": "yesterday"}, "published"),
        ({"address": "javascript:alert(1)"}, "address"),
    ],
)
def test_bad_input_is_refused_by_field_and_nothing_is_stored(fields: dict[str, str], blamed: str) -> None:
    answer = posted(api(person("editor")), **fields)
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [blamed])
    assert ArticleVersion.objects.count() == 0


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("reviewer", 403), ("approver", 403), ("administrator", 403)])
def test_only_editors_add_articles(role: str, status: int) -> None:
    assert posted(api(person(role))).status_code == status


def claim() -> Claim:
    """A stored claim with an amount, as the machine leaves it."""
    speaker = Speaker.objects.create(kind="person", name="سامر الحلواني", key="سامر الحلواني")
    one = Claim.objects.create(
        speaker=speaker,
        speaker_root=speaker,
        text="عدد العاملين 300",
        text_key="k",
        language="ar",
        polarity="positive",
        modality="fact",
        checkworthiness=0.5,
        extraction_version="1",
    )
    Quantity.objects.create(claim=one, position=0, text="300 عامل", low=300, high=300, qualifier="exact", unit="person")
    return one


def checked(one: Claim, author: User, verdict: str = "false") -> FactCheck:
    """A claim that awaits approval, with two pieces of evidence of two origins."""
    change_status(one, to="in_review", by=author, reason="begin")
    check = write_fact_check(one, verdict=verdict, summary="The roll names 120.", by=author, reason="counted")
    for host in ("roll.example", "audit.example"):
        add_evidence(check, address=f"https://{host}/1", title="Roll", stance="refutes", snapshot="120 names", by=author, reason="roll")
    change_status(one, to="in_approval", by=author, reason="ready")
    return check


def test_a_fact_check_goes_from_review_to_the_public_with_four_eyes() -> None:
    author, other = person("approver", "first"), person("approver", "second")
    one = claim()
    check = checked(one, author)
    with pytest.raises(MoveRefused):
        approve(check, by=author, reason="my own")
    approve(check, by=other, reason="the roll is plain")
    publish(check, by=other, reason="out")
    one.refresh_from_db()
    check.refresh_from_db()
    assert (one.status, check.state, check.published_at is not None) == ("reviewed", "approved", True)
    withdraw(check, by=other, reason="wrong roll")
    path = Decision.objects.filter(subject="factcheck", seq__gt=3).values_list("from_state", "to_state")
    assert list(path) == [("draft", "approved"), ("approved", "published"), ("published", "withdrawn")]


@pytest.mark.parametrize(
    ("to", "reason", "role", "error"),
    [
        ("reviewed", "skip", "reviewer", MoveRefused),  # no such move
        ("in_approval", "skip", "reviewer", MoveRefused),  # from unreviewed
        ("in_review", " ", "reviewer", InputRefused),  # no reason
        ("in_review", "mine", "reader", NotAllowed),
        ("in_review", "mine", "administrator", NotAllowed),  # the office is not the desk
    ],
)
def test_moves_that_are_refused(to: str, reason: str, role: str, error: type[Exception]) -> None:
    one = claim()
    with pytest.raises(error):
        change_status(one, to=to, by=person(role), reason=reason)
    one.refresh_from_db()
    assert (one.status, one.version, Decision.objects.filter(subject="claim").count()) == ("unreviewed", 0, 0)


def test_the_second_of_two_is_told_and_changes_nothing() -> None:
    one = claim()
    seen = Claim.objects.get(pk=one.pk)
    reviewer = person("reviewer")
    change_status(one, to="in_review", by=reviewer, reason="first")
    with pytest.raises(AlreadyDecided):
        change_status(seen, to="dismissed", by=reviewer, reason="second")
    assert list(Decision.objects.filter(subject="claim").values_list("to_state", flat=True)) == ["in_review"]


def test_decisions_are_chained() -> None:
    one, reviewer = claim(), person("reviewer")
    for status in ("in_review", "dismissed", "unreviewed"):
        change_status(one, to=status, by=reviewer, reason="because")
    first, second, third = Decision.objects.filter(subject="claim").order_by("seq")
    assert (first.prev, second.prev, third.prev) == ("", first.hash, second.hash)
    with connection.cursor() as cursor:
        cursor.execute("SELECT bool_and(hash = claims_decision_hash(d)) FROM claims_decision d")
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_claim SET status = 'reviewed'",
        "UPDATE claims_claim SET status = 'in_review', version = 2",  # a version without its decision
        "UPDATE claims_decision SET reason = 'other'",
        "DELETE FROM claims_decision",
    ],
)
def test_raw_sql_cannot_go_round_even_as_owner(statement: str) -> None:
    one = claim()
    change_status(one, to="in_review", by=person("reviewer"), reason="because")
    with pytest.raises((IntegrityError, InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE claims_decision SET reason = ''", "DELETE FROM claims_decision", "TRUNCATE claims_decision"])
def test_the_serving_role_has_no_right_to_change_the_audit(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE app")
        try:
            cursor.execute("SELECT count(*) FROM claims_decision")
            with pytest.raises(ProgrammingError, match="permission denied"):
                cursor.execute(statement)
        finally:
            cursor.execute("RESET ROLE")
