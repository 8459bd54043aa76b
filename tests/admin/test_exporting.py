"""Lists go out as files: what the filter leaves and the reader may see, as CSV without formulas and as JSON Lines."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Decision, Desk, Outlet, Quote, Speaker, SpeakerName, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.review import change_status, remove_evidence
from tests.desk_rows import article, checked, claim, match, person, quote

pytestmark = pytest.mark.django_db
LISTS = ("claim", "quote", "article", "speaker", "match", "factcheck", "decision")
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def rights() -> None:
    grant_admin_permissions()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def export(client: Client, name: str, form: str = "csv", **query: Any) -> list[dict[str, Any]]:
    answer: Any = client.get(f"/admin/claims/{name}/export/{form}/", query)
    assert (answer.status_code, answer.streaming) == (200, True)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.{form}"'
    written = b"".join(answer.streaming_content).decode()
    if form == "jsonl":
        return [json.loads(line) for line in written.splitlines()]
    assert written[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(written[1:])))


def rows(number: int = 1, desk: Desk | None = None, *, first_number: int = 0) -> None:
    """One row of each list for each number."""
    for one in range(first_number, first_number + number):
        version = article(desk, f'{FORMULA} {one}\n\nقال مدير السد سامر الحلواني إن "عدد العاملين في السد 300 عامل".')
        first = claim(f"a{one}", version=version, confidential_to=desk)
        quote(version)
        match(first, claim(f"b{one}", confidential_to=desk, text=f"{FORMULA} عامل"))


def filled(number: int = 1, desk: Desk | None = None, *, first_number: int = 0) -> None:
    """The same with a fact check, and the decisions on it and its claim."""
    rows(number, desk, first_number=first_number)
    for one in range(first_number, first_number + number):
        checked(claim(f"c{one}", confidential_to=desk), person("reviewer", f"reviewer {one}", desk))


@pytest.mark.parametrize("name", LISTS)
def test_both_forms_say_the_same(name: str) -> None:
    filled(2)
    client = client_of(person("editor"))
    lines, records = export(client, name), export(client, name, "jsonl")
    assert len(lines) == len(records) > 0

    def as_cell(value: Any) -> str:
        text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        return f"'{text}" if isinstance(value, str | list) and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text

    assert lines == [{key: as_cell(value).replace("T", " ") if key.endswith("_at") else as_cell(value) for key, value in record.items()}
                     for record in records]  # fmt: skip


def test_what_a_line_of_each_list_says() -> None:
    rows()
    client = client_of(person("editor"))
    (one, other) = export(client, "claim")
    assert (one["text"], one["speaker"], one["said_first"], one["said_last"], one["amounts"], one["outlets"]) == (
        *("عدد العاملين في السد 300 عامل", "سامر الحلواني", "2026-03-10", "2026-03-10", "300 عامل", "صحيفة السنبلة"),
    )
    assert other["text"] == f"'{FORMULA} عامل"
    (said,) = export(client, "quote")
    assert (said["kind"], said["cue"], said["speaker"], said["outlet"], said["version"]) == (
        *("direct", "قال", "سامر الحلواني", "صحيفة السنبلة", "1"),
    )
    (paper,) = export(client, "article")
    assert (paper["title"], paper["published"], paper["state"]) == (f"'{FORMULA} 0", "2026-03-11", "pending")
    (pair,) = export(client, "match", "jsonl")
    assert (pair["machine_relation"], pair["first_speaker"], pair["second_text"], pair["score"]) == (
        *("contradicts", "سامر الحلواني", f"{FORMULA} عامل", 0.7),
    )
    who = Speaker.objects.get(kind="person")
    SpeakerName.objects.create(speaker=who, name="Samer al-Halwani", key="samer al-halwani")
    SpeakerName.objects.create(speaker=who, name="سامر الحلواني", key="سامر الحلواني")
    (named,) = export(client, "speaker", "jsonl", kind__exact="person")
    assert (named["name"], sorted(named["spellings"])) == ("سامر الحلواني", ["Samer al-Halwani", "سامر الحلواني"])


def test_what_a_line_of_a_fact_check_and_of_a_decision_says() -> None:
    check = checked(claim(), person("reviewer"))
    gone = check.evidence.latest("pk")
    remove_evidence(gone, by=User.objects.get(username="reviewer"), reason="weak")
    client = client_of(person("editor"))
    (one,) = export(client, "factcheck", "jsonl")
    assert (one["claim_text"], one["verdict"], one["stand"], one["evidence"], one["author"], one["published_at"]) == (
        *("عدد العاملين في السد 300 عامل", "false", "draft", ["https://roll.example/1"], "reviewer", None),
    )
    last = export(client, "decision", "jsonl", subject__exact="factcheck")[-1]
    assert (last["subject_id"], last["to_state"], last["actor"], last["reason"]) == (check.pk, "draft", "reviewer", "weak")
    assert json.loads(last["changes"])["evidence"][1] is None


FILTERED: list[tuple[str, dict[str, str], int]] = [
    ("claim", {"status__exact": "dismissed"}, 1),
    ("claim", {"language": "en"}, 0),
    ("claim", {"p": "1", "status__exact": "unreviewed"}, 4),  # the page does not matter
    ("quote", {"kind__exact": "indirect"}, 0),
    ("article", {"state": "pending"}, 2),
    ("article", {"q": "السنبلة"}, 2),  # a search holds too
    ("speaker", {"kind__exact": "person"}, 1),
    ("match", {"machine_relation__exact": "same"}, 0),
    ("match", {"state__exact": "suggested"}, 2),
]


@pytest.mark.parametrize(("name", "query", "left"), FILTERED)
def test_the_filter_that_is_on_holds(name: str, query: dict[str, str], left: int) -> None:
    rows(2)
    change_status(claim("d"), to="dismissed", by=person("reviewer"), reason="r")
    assert len(export(client_of(person("editor")), name, **query)) == left


@pytest.mark.parametrize("name", LISTS)
def test_nobody_takes_out_what_is_another_desks(name: str) -> None:
    own, other = Desk.objects.create(name="a"), Desk.objects.create(name="b")
    filled(1, own)
    version = article(own, "سرّ\n\nقال المصدر إن العدد 5.")
    Speaker.objects.create(kind="unnamed", name="مصدر", key="مصدر", article=version.article)
    insider, outsider = client_of(person("editor", "i", own)), client_of(person("editor", "o", other))
    # Everybody reads what was decided on their own account.
    account = Decision.objects.filter(subject="user", subject_id=User.objects.get(username="o").pk)
    kept = {"speaker": Speaker.objects.filter(article=None).count(), "decision": account.count()}.get(name, 0)
    assert len(export(outsider, name)) == kept
    assert len(export(insider, name)) > kept


@pytest.mark.parametrize("name", LISTS)
def test_it_costs_the_same_number_of_queries_for_one_row_and_three(name: str) -> None:
    client = client_of(person("editor"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            export(client, name)
        return len(captured)

    filled(1)
    alone = queries()
    filled(2, first_number=1)
    assert queries() == alone


@pytest.mark.parametrize("name", LISTS)
def test_the_door_is_shut_to_who_may_not_read(name: str) -> None:
    address = f"/admin/claims/{name}/export/csv/"
    stranger = User.objects.create_user(username="new", is_staff=True)
    # The office alone reads nothing: an account without a role, even a superuser's.
    superuser = User.objects.create_superuser(username="root")
    statuses = [client.get(address).status_code for client in (Client(), client_of(stranger), client_of(superuser))]
    assert statuses == [302, 403, 403]


def test_what_there_is_not() -> None:
    client = client_of(person("editor"))
    assert client.get("/admin/claims/claim/export/xlsx/").status_code == 404
    assert client.get("/admin/claims/claim/export/csv/", {"nonsense__exact": "1"}).status_code == 400
    assert client.get("/admin/claims/proposal/export/csv/").status_code == 302  # no such row: back to the list


def test_the_list_offers_the_export_of_what_it_shows() -> None:
    Outlet.objects.get_or_create(name="x")
    page = client_of(person("editor")).get("/admin/claims/claim/?status__exact=in_review").content.decode()
    assert 'href="/admin/claims/claim/export/csv/?status__exact=in_review"' in page
    assert 'href="/admin/claims/claim/export/jsonl/?status__exact=in_review"' in page
    assert (Claim.objects.count(), Quote.objects.count()) == (0, 0)
