"""What rests on a claim."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.dependents import dependents_of
from claims.models import Article, Claim, Desk, FactCheck
from claims.pipeline.publish import publish, withdraw
from claims.pipeline.relate import confirm_match
from claims.pipeline.review import add_evidence, change_status, remove_evidence, write_fact_check
from tests.desk_rows import approved, article, claim, match, person

pytestmark = pytest.mark.django_db


def cites(key: str, address: str, **fields: Any) -> FactCheck:
    """A fact check of another claim whose evidence is at the address."""
    reviewer = person("reviewer", f"reviewer {key}", fields.get("confidential_to"))
    other = claim(key, **fields)
    change_status(other, to="in_review", by=reviewer, reason="mine")
    check = write_fact_check(other, verdict="false", summary="No.", by=reviewer, reason="looked")
    add_evidence(check, address=address, title="", stance="refutes", snapshot="words", by=reviewer, reason="there")
    return check


@pytest.fixture
def one() -> Claim:
    version = article()
    Article.objects.filter(pk=version.article_id).update(address="https://sunbula.example/dam")
    return claim("one", version=version)


def test_nothing(one: Claim) -> None:
    found = dependents_of(one, person("reader"))
    assert (found.own, list(found.citing), list(found.confirmed), found.published, found.cut) == (None, [], [], [], False)


def test_fact_checks_that_cite_its_article_or_its_published_page(one: Claim) -> None:
    author, approver = person("reviewer"), person("approver")
    own = approved(one, author, approver)
    publish(own, by=approver, reason="out")
    by_article = cites("a", "https://sunbula.example/dam")
    by_page = cites("b", f"http://127.0.0.1:8000/checks/{own.pk}/")
    cites("c", "https://sunbula.example/dam/other")
    gone = cites("d", "https://sunbula.example/dam")
    remove_evidence(gone.evidence.get(), by=gone.author, reason="wrong one")
    found = dependents_of(one, author)
    assert [dependent.check for dependent in found.citing] == [by_page, by_article]
    assert found.own == own
    assert found.published == [own]
    own.refresh_from_db()
    withdraw(own, by=approver, reason="wrong")
    assert dependents_of(one, author).own is None


def test_confirmed_matches_with_what_readers_see_of_them(one: Claim) -> None:
    author, approver = person("reviewer"), person("approver")
    other, suggested = claim("other", version=article()), claim("suggested")
    check = approved(other, author, approver)
    publish(check, by=approver, reason="out")
    pair = match(one, other, "agrees")
    confirm_match(pair, by=author, reason="so it is")
    match(one, suggested, "same")
    found = dependents_of(one, author)
    assert [(dependent.claim, dependent.relation, dependent.check) for dependent in found.confirmed] == [(other, "agrees", check)]
    assert found.published == [check]


def test_another_desks_work_is_not_told(one: Claim) -> None:
    desk = Desk.objects.create(name="تحقيقات")
    secret = cites("secret", "https://sunbula.example/dam", confidential_to=desk)
    assert list(dependents_of(one, person("reader")).citing) == []
    assert [dependent.check for dependent in dependents_of(one, person("reader", "theirs", desk)).citing] == [secret]


def test_the_queries_are_the_same_for_one_and_three(one: Claim) -> None:
    reader, reviewer = person("reader"), person("reviewer")
    counts = []
    for number in (1, 3):
        for key in range(number):
            cites(f"c{number}{key}", "https://sunbula.example/dam")
            pair = match(one, claim(f"m{number}{key}"), "same")
            confirm_match(pair, by=reviewer, reason="so it is")
        with CaptureQueriesContext(connection) as asked:
            dependents_of(one, reader)
        counts.append(len(asked))
    assert counts[0] == counts[1]
