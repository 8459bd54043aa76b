"""Lists cost the same number of queries for one row and for three, in the API, the admin and the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Appearance, Claim, Decision, Match, Outlet, Quote, User
from claims.pipeline.accounts import grant_admin_permissions
from claims.pipeline.extract import extract_findings
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.publish import publish
from claims.pipeline.review import change_status, write_fact_check
from claims.pipeline.store import store_findings
from tests import desk_rows
from tests.api.people import person, signed_in

pytestmark = pytest.mark.django_db

NAMES = ("سامر الحلواني", "هدى النجار", "كمال الصباغ")


@pytest.fixture
def add() -> Callable[[int], None]:
    """Adds the n-th of everything: an article with a quote, two claims, amounts, a match between the two, a decision and a fact check."""
    reviewer = person("reviewer")

    def one(number: int) -> None:
        name = NAMES[number]
        text = f'سد {number}\n\nقال مدير السد {name}، الثلاثاء، إن "عدد العاملين في السد أكثر من {number + 2}00 عامل، ولن نغلق البوابات".'
        outlet = Outlet.objects.create(name=f"صحيفة {number}")
        version, _ = ingest(Submission(text=text, outlet=outlet, published=date(2026, 3, 10)), by=User.objects.system())
        first, second = sorted(store_findings(version.pk, extract_findings(version)))[:2]
        Match.objects.create(
            claim_low_id=first, claim_high_id=second, machine_relation="agrees", score=0.5, reasons=[{"code": "near_words"}]
        )
        claim = Claim.objects.get(pk=first)
        change_status(claim, to="in_review", by=reviewer, reason="because")
        write_fact_check(claim, verdict="unproven", summary="لم يتبين بعد.", by=reviewer, reason="because")

    return one


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["articles", "claims", "quotes", "speakers", "matches", "outlets"])
def test_lists_and_rows_of_the_api(add: Callable[[int], None], name: str) -> None:
    client = signed_in(User.objects.get(username="reviewer"))
    add(0)
    (first, *_) = client.get(f"/api/v1/{name}/").json()["results"]
    alone = queries(client, f"/api/v1/{name}/"), queries(client, f"/api/v1/{name}/{first['id']}/")
    add(1)
    add(2)
    assert len(client.get(f"/api/v1/{name}/").json()["results"]) >= 3
    assert (queries(client, f"/api/v1/{name}/"), queries(client, f"/api/v1/{name}/{first['id']}/")) == alone


LISTED = ("article", "claim", "decision", "factcheck", "match", "outlet", "quote", "speaker")


@pytest.mark.parametrize("name", LISTED)
def test_lists_of_the_admin(add: Callable[[int], None], name: str) -> None:
    grant_admin_permissions()
    client = Client()
    client.force_login(person("approver", is_staff=True))
    add(0)
    alone = queries(client, f"/admin/claims/{name}/")
    add(1)
    add(2)
    assert queries(client, f"/admin/claims/{name}/") == alone


def test_users_in_the_admin() -> None:
    grant_admin_permissions()
    client = Client()
    client.force_login(person("administrator", is_staff=True))
    alone = queries(client, "/admin/claims/user/")
    for number in range(3):
        User.objects.create_user(username=f"reader {number}").groups.add(Group.objects.get(name="reader"))
    assert queries(client, "/admin/claims/user/") == alone


@pytest.mark.parametrize("address", ["/dashboard/", "/desk/", "/desk/?tab=mine", "/settings/"])
def test_pages_of_lists(add: Callable[[int], None], address: str) -> None:
    client = Client()
    client.force_login(User.objects.get(username="reviewer"))
    add(0)
    queries(client, address)  # after which the reviewer holds the claim that is shown
    alone = queries(client, address)
    add(1)
    add(2)
    assert queries(client, address) == alone


def test_the_page_of_a_published_fact_check() -> None:
    author, approver = (desk_rows.person(role) for role in ("reviewer", "approver"))
    one = desk_rows.claim("a", version=desk_rows.article())
    check = desk_rows.approved(one, author, approver)
    publish(check, by=approver, reason="out")
    alone = queries(Client(), f"/checks/{check.pk}/")
    for number in range(2):
        version = desk_rows.article(text=f"{desk_rows.TEXT} {number}")
        Appearance.objects.create(claim=one, version=version, start=0, end=5, text=version.text[:5])
    assert queries(Client(), f"/checks/{check.pk}/") == alone


def test_pages(add: Callable[[int], None]) -> None:
    client = Client()
    client.force_login(User.objects.get(username="reviewer"))
    add(0)
    article = Quote.objects.select_related("version").get().version.article_id
    alone = queries(client, "/"), queries(client, f"/articles/{article}/")
    add(1)
    add(2)
    assert (queries(client, "/"), queries(client, f"/articles/{article}/")) == alone
    assert Decision.objects.filter(subject="claim").count() == 3
