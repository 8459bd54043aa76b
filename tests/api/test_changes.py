"""The change feed: in order, complete, and no more than the reader may see."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from claims.models import Change, Claim, Desk, Outlet, Snapshot, User
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.review import change_status
from claims.pipeline.store import store_findings
from tests.api.people import person, signed_in
from tests.desk_rows import checked
from tests.desk_rows import claim as stored_claim

TEXT = 'قال مدير السد سامر الحلواني إن "عدد العاملين في السد أكثر من 300 عامل".'

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def read_article(**fields: Any) -> None:
    with transaction.atomic():
        version, _ = ingest(Submission(text=TEXT, outlet=Outlet.objects.get(), language="ar", **fields), by=User.objects.system())
    store_findings(version.pk, extract_findings(version))


def feed(user: User, since: str | None = None) -> Any:
    return signed_in(user).get("/api/v1/changes", {"since": since} if since else {}).json()


def test_a_reader_follows_what_happens() -> None:
    reviewer = person("reviewer")
    read_article()
    first = feed(reviewer)
    claim = Claim.objects.get()
    assert [(one["subject"], one["kind"]) for one in first["results"]] == [
        ("article", "created"),
        ("claim", "created"),
        ("article", "changed"),
    ]
    assert feed(reviewer, first["next"])["results"] == []
    change_status(claim, to="in_review", by=reviewer, reason="رقم يستحق التحقق")
    after = feed(reviewer, first["next"])
    assert [(one["subject"], one["id"], one["kind"]) for one in after["results"]] == [("claim", claim.pk, "changed")]
    assert after["more"] is False


def test_comparing_changes_nothing_for_readers() -> None:
    read_article()
    before = Change.objects.count()
    Claim.objects.update(match_state=Claim.MatchState.DONE)
    assert Change.objects.count() == before


def test_a_page_that_is_kept_is_a_change_of_its_fact_check() -> None:
    reviewer = person("reviewer")
    check = checked(stored_claim(), reviewer)
    before = feed(reviewer)["next"]
    Snapshot.objects.filter(evidence=check.evidence.earliest("pk")).update(state="failed", error_code="http_status")
    assert [(one["subject"], one["id"], one["kind"]) for one in feed(reviewer, before)["results"]] == [("factcheck", check.pk, "changed")]


@pytest.fixture
def other_connection() -> Iterator[psycopg.Connection]:
    parameters = connection.get_connection_params()
    with psycopg.connect(
        **{name: parameters[name] for name in ("host", "port", "dbname", "user", "password") if name in parameters}
    ) as other:
        yield other


def test_what_commits_late_is_not_skipped(other_connection: psycopg.Connection) -> None:
    reader = person("reader")
    other_connection.execute(
        "INSERT INTO claims_article (outlet_id, address, identity, added_by_id, added_at) VALUES (%s, '', 'late', %s, now())",
        (Outlet.objects.get().pk, reader.pk),
    )
    read_article()  # begins later, is committed first
    early = feed(reader)
    assert early["results"] == []  # held back: something older may still come
    other_connection.commit()
    late = feed(reader, early["next"])
    assert [one["subject"] for one in late["results"]] == ["article", "article", "claim", "article"]


def test_confidential_changes_are_for_their_desk() -> None:
    desk = Desk.objects.create(name="تحقيقات")
    read_article(confidential_to=desk)
    own, other = person("reader", "own", desk=desk), person("reader", "other")
    assert [len(feed(user)["results"]) for user in (own, other)] == [3, 0]
    assert feed(other)["next"] == feed(own)["next"]


@pytest.mark.parametrize("since", ["yesterday", "1", "1-x", "٣-٤", "9" * 19 + "-1", "-"])
def test_a_cursor_of_another_make_is_refused(since: str) -> None:
    answer = signed_in(person("reader")).get("/api/v1/changes", {"since": since})
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["since"])
