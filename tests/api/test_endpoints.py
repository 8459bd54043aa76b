"""Every endpoint as one table: who may call it, what it costs with one row and with three, and that nobody sees another desk's rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from rest_framework.test import APIClient

from claims.api.statistics import SERIES
from claims.exchange.foreign_reviews import ForeignReview
from claims.models import (
    Decision,
    Desk,
    DeskVerdict,
    FactCheck,
    Feed,
    ImportedMatch,
    ImportedReview,
    Outlet,
    Page,
    Proposal,
    RatingName,
    ReviewSource,
    Speaker,
    SpeakerProposal,
    User,
)
from claims.pipeline.audit import close_ledger
from claims.pipeline.embed import embed_claims
from claims.pipeline.import_reviews import store_review
from claims.pipeline.keys import issue_key
from claims.pipeline.merge import merge_speakers
from claims.pipeline.publish import publish
from claims.pipeline.review import add_evidence, write_fact_check
from claims.pipeline.save_search import save_search
from claims.pipeline.webhooks import make_webhook, send_test
from claims.pipeline.words import keep_words
from claims.rights import Action
from tests.api.people import signed_in
from tests.desk_rows import WORDS, approved, article, claim, in_review, match, person, quote, speaker
from tests.test_rights import ALL, DECISIONS, EDITORS, REVIEWERS, ROLES, Rows, call_of

pytestmark = pytest.mark.django_db

LEDGER = {"approver", "administrator"}
# Method, address, and the roles for which it answers anything but 403; bodies are empty, so that nothing is done.
OPERATIONS: list[tuple[str, str, set[str]]] = [
    *(
        ("get", f"{name}/", ALL)
        for name in (
            *("articles", "claims", "appearances", "quotes", "speakers", "speaker-proposals", "matches", "fact-checks", "decisions"),
            *("outlets", "feeds", "pages", "versions", "evidence", "review-sources", "imported-reviews", "speaker-changes"),
            *("reading-proposals", "ratings"),
        )
    ),
    *(
        ("get", f"{name}/1/", ALL)
        for name in (
            *("articles", "claims", "appearances", "quotes", "speakers", "speaker-proposals", "matches", "fact-checks", "decisions"),
            *("outlets", "feeds", "pages", "versions", "evidence", "review-sources", "imported-reviews", "speaker-changes"),
            *("reading-proposals", "ratings"),
        )
    ),
    ("get", "articles/1/versions/1/", ALL),
    ("get", "articles/1/versions/1/annotations/", ALL),
    ("get", "claims/1/timeline/", ALL),
    *(("get", f"{name}/export/", ALL) for name in ("claims", "matches", "fact-checks")),
    ("get", "changes", ALL),
    ("get", "statistics/claims-by-status", ALL),
    ("get", "claims:search", ALL),
    ("post", "match-text", ALL),
    ("get", "decisions/ledger/", LEDGER),
    *((method, "searches/", ALL) for method in ("get", "post")),
    *((method, "searches/1/", ALL) for method in ("get", "patch", "delete")),
    *((method, "searches/1/feed/", ALL) for method in ("post", "delete")),
    *(("get", address, ALL) for address in ("desks/", "desks/1/")),
    *((method, address, ALL - {"reader"}) for method in ("get", "post") for address in ("webhooks/",)),
    *(("get", address, ALL - {"reader"}) for address in ("webhooks/1/", "deliveries/", "deliveries/1/")),
    *((method, "webhooks/1/", ALL - {"reader"}) for method in ("patch", "delete")),
    *(("post", address, ALL - {"reader"}) for address in ("webhooks/1/rotate-secret/", "webhooks/1/ping/", "deliveries/1/redeliver/")),
    ("post", "articles/", EDITORS),
    ("post", "articles/files/", EDITORS),
    ("post", "articles/1/retry/", EDITORS),
    ("post", "articles/1/read-again/", EDITORS),
    ("post", "articles/1/read-again/foresee/", EDITORS),
    ("post", "outlets/", EDITORS),
    ("post", "pages/", EDITORS),
    ("post", "feeds/", EDITORS),
    ("patch", "feeds/1/", EDITORS),
    ("post", "feeds/1/ask/", EDITORS),
    ("post", "evidence/1/fetch/", REVIEWERS),
    ("post", "review-sources/", EDITORS),
    ("patch", "review-sources/1/", EDITORS),
    ("post", "ratings/", EDITORS),
    ("patch", "ratings/1/", EDITORS),
]
# Decisions are held against the table of rights in tests/test_rights.py, each with a row on which it can be taken.
DECIDED_THERE = {
    *(f"claims/{one}/" for one in ("status", "fact-check", "assignment", "correction", "undo")),
    *(f"fact-checks/{one}/" for one in ("approve", "publish", "withdraw", "undo", "evidence", "evidence/remove")),
    *(f"matches/{one}/" for one in ("confirm", "reject", "undo")),
    *(f"quotes/{one}/" for one in ("correction", "undo")),
    *(f"speaker-proposals/{one}/" for one in ("merge", "keep-apart")),
    *(f"reading-proposals/{one}/" for one in ("accept", "decline")),
    *(f"speakers/{one}/" for one in ("merge", "merge/foresee", "split", "split/foresee", "spellings", "undo")),
    *(f"outlets/{one}/" for one in ("description", "undo")),
    *(f"articles/{one}/" for one in ("origin", "set-apart", "undo")),
    "speaker-changes/undo/",
}


def call(client: APIClient, method: str, address: str) -> Any:
    answer: Any = getattr(client, method)(f"/api/v1/{address}", {}, **({} if method == "get" else {"format": "json"}))
    if answer.streaming:
        list(answer.streaming_content)
    return answer


@pytest.mark.parametrize(("method", "address", "roles"), OPERATIONS)
def test_who_may_call_it(method: str, address: str, roles: set[str]) -> None:
    opened = {role for role in ROLES if call(signed_in(person(role)), method, address).status_code not in {401, 403}}
    without = call(signed_in(User.objects.create_user(username="without a role")), method, address)
    assert (opened, without.status_code, call(APIClient(), method, address).status_code) == (roles, 403, 401)


@pytest.mark.parametrize(("method", "address", "roles"), OPERATIONS)
def test_a_key_for_published_checks_opens_nothing_else(method: str, address: str, roles: set[str]) -> None:
    user, client = person("approver"), APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_key(name='k', scopes=[Action.READ_PUBLISHED], by=user)[1]}")
    assert call(client, method, address).status_code == (400 if address == "claims:search" else 403)


def test_the_tables_hold_every_endpoint() -> None:
    """A new endpoint must be given its roles."""
    there = set()
    for pattern in get_resolver("claims.api.urls").url_patterns:
        path = str(pattern.pattern).strip("^$").replace("(?P<pk>[^/.]+)", "1").replace("(?P<number>\\d{1,9})", "1")
        there.add(path.replace("(?P<number>\\d{1,18})/", "").replace("<slug:name>", "claims-by-status"))
    listed = {address for _, address, _ in OPERATIONS} | {one.replace("/", "/1/", 1) for one in DECIDED_THERE}
    assert there - {"schema", "docs", "(?P<rest>[\\s\\S]*)"} == listed


class Everything:
    """Adds the n-th of each kind of row, in an article that is `confidential_to` a desk or open."""

    def __init__(self, confidential_to: Desk | None = None) -> None:
        self.desk, self.reviewer = confidential_to, person("reviewer", "who reviews", confidential_to)
        self.approver = person("approver", "who approves", confidential_to)
        self.editor = person("editor", "who corrects", confidential_to)
        self.rows: dict[str, Model] = {}

    def add(self, number: int) -> None:
        version = article(self.desk, text=f'سد {number}\n\nقال إن "عدد العاملين في السد 300 عامل" في {number}.')
        outlet = Outlet.objects.create(name=f"صحيفة {number}", domain=f"n{number}.example")
        # Proposed is always the one that was known before.
        other = speaker(f"كمال {number}")
        own: dict[str, Any] = {
            "confidential_to": self.desk,
            "speaker": self._speaker(number, version),
            "speaker_root": self._speaker(number, version),
        }
        low, high = claim(f"{number}a", version=version, **own), claim(f"{number}b", **own)
        in_review(low, self.reviewer)
        feed = Feed.objects.create(outlet=outlet, address=f"https://n{number}.example/feed")
        page = Page.objects.create(
            address=f"https://n{number}.example/1", feed=feed, article=version.article, state="fetched", added_by=self.reviewer
        )
        proposal = SpeakerProposal.objects.create(speaker=own["speaker"], candidate=other, score=0.5, reasons=[])
        spelled = self._speaker(number, version, "سامر علي")
        change = merge_speakers(spelled, into=own["speaker"], by=self.editor, reason="one")
        from_quote = quote(version)
        self.rows = {
            "articles": version.article,
            "claims": low,
            "appearances": low.appearances.get(),
            "quotes": from_quote,
            "speakers": own["speaker"],
            "matches": match(low, high),
            "pages": page,
            "speaker-proposals": proposal,
            "speaker-changes": change,
            "versions": version,
            "outlets": outlet,
            "feeds": feed,
            "reading-proposals": Proposal.objects.create(claim=low, field="said", new=["2026-03-09", "2026-03-09"], extraction_version="1"),
        }
        check = self._check(low)
        self.rows |= {
            "fact-checks": check, "evidence": check.evidence.get(), "decisions": Decision.objects.filter(subject="factcheck").latest("pk"),
        }  # fmt: skip

    def add_open(self, number: int) -> None:
        """The n-th of what no desk can keep to itself: a published check, a review by others, a desk, what the approver has."""
        one = claim(f"{number}c", version=article(text=f'سد {number}\n\nقال إن "عدد العاملين في السد 300 عامل" أمس في {number}.'))
        check = approved(one, self.reviewer, self.approver)
        publish(check, by=self.approver, reason="out")
        keep_words([one.pk])
        embed_claims([one])
        source = ReviewSource.objects.create(address=f"https://checker.example/{number}.json", added_by=self.approver)
        read = ForeignReview(address=f"https://checker.example/{number}", claim=one.text, rating="زائف")
        review = ImportedReview.objects.get(pk=store_review(read, source)[0])
        ImportedMatch.objects.create(review=review, claim=one, relation="same", score=0.9)
        hook, _ = make_webhook(name=f"غرفة {number}", address="https://chat.example/hook", events=["claim.created"], by=self.approver)
        send_test(hook, by=self.approver)
        sent = hook.deliveries.get()
        sent.log.create(at=sent.happened_at, took=timedelta(seconds=1), status=204)
        rating = RatingName.objects.get(reviews=review)
        self.rows |= {"review-sources": source, "imported-reviews": review, "ratings": rating, "webhooks": hook, "deliveries": sent}
        desk = Desk.objects.create(name=f"desk {number}")
        DeskVerdict.objects.create(desk=desk, verdict="false", arabic="زائف")
        search = save_search(name=f"سدود {number}", place="api", query="language=ar", by=self.approver)
        self.rows |= {"desks": desk, "searches": search}

    def _speaker(self, number: int, version: Any, name: str = "سامر") -> Speaker:
        name = f"{name} {number}"
        if self.desk is None:
            return speaker(name)
        return Speaker.objects.get_or_create(kind="person", name=name, key=name, article=version.article)[0]

    def _check(self, one: Any) -> FactCheck:
        check = write_fact_check(one, verdict="false", summary="s", by=self.reviewer, reason="r")
        add_evidence(check, address="https://a.example/", title="", stance="refutes", snapshot="x", by=self.reviewer, reason="r")
        return check


COSTED = [
    *(address for method, address, _ in OPERATIONS if method == "get" and "/1/" not in address),
    "claims/?expand=fact_checks",
    "matches/?expand=low,high",
    *(f"{name}/export/?as=csv" for name in ("claims", "matches", "fact-checks")),
    *(
        f"{name}/{{{name}}}/"
        for name in (
            *("articles", "claims", "appearances", "quotes", "speakers", "speaker-proposals", "matches", "fact-checks", "pages"),
            *("versions", "evidence", "decisions", "review-sources", "imported-reviews", "webhooks", "deliveries", "speaker-changes"),
            *("outlets", "feeds", "reading-proposals", "searches", "desks", "ratings"),
        )
    ),
    *(f"statistics/{name}" for name in SERIES),
    "match-text",
    "articles/{articles}/versions/1/",
    "articles/{articles}/versions/1/annotations/",
    "claims/{claims}/timeline/",
    "claims:search?query=السد",
]


@pytest.mark.parametrize("address", COSTED)
def test_one_row_and_three_cost_the_same(address: str) -> None:
    everything = Everything()
    client = signed_in(everything.approver)

    def add(number: int) -> None:
        everything.add(number)
        everything.add_open(number)

    add(0)
    close_ledger()
    filled = f"/api/v1/{address.format(**{name: row.pk for name, row in everything.rows.items()})}"
    # The roles of a person are asked for once.
    cost(client, filled)
    alone = cost(client, filled)
    add(1)
    add(2)
    close_ledger()
    assert cost(client, filled) == alone


def cost(client: APIClient, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        if address.endswith("match-text"):
            answer: Any = client.post(address, {"text": WORDS, "language": "ar"}, format="json")
        else:
            answer = client.get(address)
        if answer.streaming:
            list(answer.streaming_content)
    # A search without words is refused, which costs the same.
    assert answer.status_code in ({400} if address.endswith("claims:search") else {200}), answer
    return len(captured)


@pytest.mark.parametrize("number", range(len(DECISIONS)))
def test_a_decision_costs_the_same_beside_one_row_and_three(number: int) -> None:
    rows, everybody = Rows(), person("editor", "everybody")
    everybody.groups.add(*Group.objects.all())
    client = signed_in(everybody)

    def decided() -> int:
        rows.load()
        method, address, sent = call_of(number, rows)
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            assert getattr(client, method)(address, sent, format="json").status_code == 200
            transaction.set_rollback(True)
        return len(captured)

    # The roles of a person are asked for once.
    decided()
    alone, everything = decided(), Everything()
    everything.add(0)
    everything.add(1)
    assert decided() == alone


KINDS = (
    *("articles", "claims", "appearances", "quotes", "speakers", "speaker-proposals", "matches", "fact-checks", "pages"),
    *("versions", "evidence", "decisions", "speaker-changes", "reading-proposals"),
)
# Everything through which a row of another desk could be seen: filters that name it, exports, counts, changes.
WAYS = [
    *(f"{name}/" for name in KINDS),
    *("claims/?q=العاملين", "claims/?status=in_review", "claims/?article={articles}", "claims/?speaker={speakers}", "claims/?unit=person"),
    *("claims/?relation=contradicts", "claims/?verdict=false", "claims/?expand=fact_checks", "claims/export/", "claims/export/?as=csv"),
    *(f"{name}/export/?as={form}" for name in ("matches", "fact-checks") for form in ("jsonl", "csv")),
    "imported-reviews/?claim={claims}",
    *("appearances/?claim={claims}", "quotes/?article={articles}", "quotes/?speaker={speakers}", "matches/?claim={claims}"),
    *("matches/?expand=low,high", "fact-checks/?claim={claims}", "decisions/?subject=claim&subject_id={claims}"),
    *("versions/?article={articles}", "evidence/?claim={claims}", "evidence/?fact_check={fact-checks}"),
    "reading-proposals/?claim={claims}",
    *("speaker-proposals/?speaker={speakers}", "speaker-changes/?speaker={speakers}", "pages/?article={articles}", "changes"),
    *(f"statistics/{name}" for name in SERIES),
]


@pytest.mark.parametrize("address", WAYS)
def test_another_desk_gets_the_same_answer_whether_the_rows_are_there_or_not(address: str) -> None:
    desk = Desk.objects.create(name="investigations")
    outsider, everything = signed_in(person("reader", desk=Desk.objects.create(name="sport"))), Everything(desk)
    claim("open")
    speaker("كمال 0")
    numbers = dict.fromkeys(KINDS, 10**9)
    before = said(outsider, address.format(**numbers))
    everything.add(0)
    after = said(outsider, address.format(**{name: row.pk for name, row in everything.rows.items()}))
    assert after == before


@pytest.mark.parametrize("name", KINDS)
def test_another_desk_does_not_find_the_row(name: str) -> None:
    desk = Desk.objects.create(name="investigations")
    everything = Everything(desk)
    everything.add(0)
    address = f"/api/v1/{name}/{everything.rows[name].pk}/"
    outsider, own = signed_in(person("reader", "outsider")), signed_in(person("reader", "own", desk))
    assert (outsider.get(address).status_code, own.get(address).status_code) == (404, 200)


def said(client: APIClient, address: str) -> Any:
    """What is told, less what names the reading itself."""
    answer: Any = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer
    if answer.streaming:
        return b"".join(answer.streaming_content)
    told = answer.json()
    told.pop("next", None)
    return told
