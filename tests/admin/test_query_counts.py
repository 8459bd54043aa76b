"""Every list and every page of the admin asks as often for three rows as for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import (
    Appearance,
    ArticleVersion,
    Claim,
    Decision,
    Delivery,
    DeliveryAttempt,
    Desk,
    DeskVerdict,
    FactCheck,
    Feed,
    ImportedMatch,
    ImportedReview,
    Mail,
    Outlet,
    Page,
    Proposal,
    Quantity,
    RatingName,
    Setback,
    Speaker,
    SpeakerChange,
    SpeakerName,
    SpeakerProposal,
    User,
)
from claims.pipeline.accounts import grant_admin_permissions, record_rights
from claims.pipeline.import_reviews import add_source, import_documents
from claims.pipeline.keys import issue_key
from claims.pipeline.merge import merge_speakers
from claims.pipeline.review import add_evidence, change_status
from claims.pipeline.save_search import save_search
from claims.pipeline.webhooks import make_webhook, send_test
from claims.rights import Action
from tests.desk_rows import TEXT, article, checked, claim, match, person, quote

pytestmark = pytest.mark.django_db
MODELS = [model._meta.model_name for model in admin.site._registry if model._meta.app_label == "claims"]
VERDICTS = ("false", "true", "satire")


@pytest.fixture
def client() -> Client:
    grant_admin_permissions()
    # Somebody who sees every list: the query that asks for a role's rights is the same for all.
    user = person("administrator", "looks")
    user.groups.add(*(person(role, role).groups.get() for role in ("editor", "approver")))
    one = Client()
    one.force_login(user)
    return one


def named(name: str) -> Speaker:
    return Speaker.objects.create(kind="person", name=name, key=name, distinction="")


def add(number: int) -> None:
    """The n-th row of every list."""
    user, desk = person("reviewer", f"reviewer {number}"), Desk.objects.create(name=f"desk {number}")
    outlet = Outlet.objects.create(name=f"outlet {number}")
    version = article(text=f"{number} {TEXT}")
    said, one = quote(version), claim(f"a{number}", version=version, desk=desk)
    User.objects.filter(pk=user.pk).update(desk=desk)
    user.refresh_from_db()
    match(one, claim(f"b{number}"))
    checked(one, user)
    Proposal.objects.create(quote=said, field="speaker", old=1, new=number, extraction_version="1")
    Proposal.objects.create(claim=one, field="said", old=None, new=["2026-03-10", f"2026-03-1{number}"], extraction_version="1")
    first, second, third = (named(f"{letter} {number}") for letter in "أبج")
    merge_speakers(first, into=second, by=User.objects.get(username="editor"), reason="r")
    SpeakerProposal.objects.create(speaker=third, candidate=second, score=0.5, names_version="1")
    feed = Feed.objects.create(address=f"https://x.example/{number}", outlet=outlet)
    Page.objects.create(address=f"https://x.example/p{number}", feed=feed, added_by=user, article=version.article)
    issue_key(name=f"key {number}", scopes=[Action.READ], by=user)
    DeskVerdict.objects.create(desk=desk, verdict=VERDICTS[number])
    save_search(name=f"saved {number}", place="admin", listed="claim", query=f"q={number}", by=User.objects.get(username="looks"))
    import_one(number, one)
    Mail.objects.create(person=user)
    Setback.objects.create(step="trace", subject_id=version.article_id, attempts=1)
    webhook, _secret = make_webhook(name=f"hook {number}", address="https://chat.example/", events=["claim.created"], by=user)
    fail_once(send_test(webhook, by=user))


def import_one(number: int, about: Claim) -> None:
    """A review from a source of its own, in a rating that nobody has met."""
    source, _is_new = add_source(f"https://checker{number}.example/feed.json", by=User.objects.get(username="editor"))
    found = {"url": f"https://checker{number}.example/1", "claimReviewed": f"قول {number}"}
    import_documents([{"@type": "ClaimReview", **found, "reviewRating": {"alternateName": f"بين {number}"}}], "", source)
    speak_of(ImportedReview.objects.latest("pk"), about)


def speak_of(review: ImportedReview, about: Claim) -> None:
    ImportedMatch.objects.create(review=review, claim=about, relation="same", score=0.9)


def fail_once(delivery: Delivery) -> None:
    DeliveryAttempt.objects.create(delivery=delivery, at=delivery.happened_at, status=503)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(captured)


@pytest.mark.parametrize("name", MODELS)
def test_lists(client: Client, name: str) -> None:
    add(0)
    address = f"/admin/claims/{name}/"
    client.get(address)  # what is asked once a process is asked
    alone = queries(client, address)
    listed = client.get(address).context["cl"].result_count
    add(1)
    add(2)
    assert queries(client, address) == alone
    assert client.get(address).context["cl"].result_count >= listed + 2


def grow(row: Any) -> None:
    """Two more of everything that the page of `row` shows beside it."""
    for number in (1, 2):
        match row:
            case Claim():
                version = article(text=f"more {number} {TEXT}")
                Appearance.objects.create(claim=row, version=version, start=0, end=4, text="more")
                Quantity.objects.create(claim=row, position=number, text="1", low=1, high=1, qualifier="exact", unit="")
            case FactCheck():
                row.refresh_from_db()
                by, address = User.objects.get(username="reviewer 0"), f"https://more{number}.example/"
                add_evidence(row, address=address, title="", stance="context", snapshot="x", by=by, reason="r")
            case Speaker():
                SpeakerName.objects.create(speaker=row, name=f"n {number}", key=f"n {number}")
            case ImportedReview():
                speak_of(row, claim(f"spoken of {number}"))
            case Delivery():
                fail_once(row)
            case Desk():
                DeskVerdict.objects.create(desk=row, verdict=VERDICTS[number])
            case _ if row._meta.model_name == "article":
                fields = {"title": "t", "language": "ar", "sha256": str(number), "text": str(number)}
                ArticleVersion.objects.create(article=row, number=number + 1, **fields)
            case _:
                return


@pytest.mark.parametrize("name", MODELS)
def test_pages(client: Client, name: str) -> None:
    add(0)
    rows: dict[str, Callable[[], Any]] = {
        "claim": lambda: Claim.objects.get(text_key="a0"),
        "speaker": lambda: Speaker.objects.get(key="ج 0"),
        "decision": lambda: Decision.objects.latest("pk"),
        "speakerchange": lambda: SpeakerChange.objects.latest("pk"),
        "ratingname": lambda: RatingName.objects.get(words="بين 0"),
    }
    model = next(one for one in admin.site._registry if one._meta.model_name == name)
    row = rows.get(name, lambda: model._default_manager.latest("pk"))()
    address = f"/admin/claims/{name}/{row.pk}/change/"
    client.get(address)
    alone = queries(client, address)
    grow(row)
    add(1)
    add(2)
    assert queries(client, address) == alone


def test_histories(client: Client) -> None:
    add(0)
    one, by = Claim.objects.get(text_key="a0"), User.objects.get(username="reviewer 0")
    addresses = [f"/admin/claims/claim/{one.pk}/history/", f"/admin/claims/user/{by.pk}/history/"]
    for address in addresses:
        client.get(address)  # what is asked once a process is asked
    alone = [queries(client, address) for address in addresses]
    for status in ("in_review", "in_approval"):
        one.refresh_from_db()
        change_status(one, to=status, by=by, reason="r")
    for wanted in (True, False):
        record_rights(by, {"is_staff": not wanted}, by=User.objects.get(username="looks"))
        User.objects.filter(pk=by.pk).update(is_staff=not wanted)
    assert [queries(client, address) for address in addresses] == alone


@pytest.mark.parametrize("name", MODELS)
def test_no_list_counts_all_its_rows(client: Client, name: str) -> None:
    """Counts beside filters would, even where the address asks for them."""
    page = client.get(f"/admin/claims/{name}/", {"_facets": "1"})
    assert (page.context["cl"].add_facets, page.context["cl"].is_facets_optional) == (False, False)


def test_an_empty_list_is_looked_for_once(client: Client) -> None:
    add(1)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/admin/claims/quote/?kind__exact=mixed")
    assert (answer.status_code, answer.context["cl"].result_count) == (200, 0)
    assert [query["sql"] for query in asked if '"claims_quote"."kind" =' in query["sql"] and "COUNT(*)" not in query["sql"]] == []
