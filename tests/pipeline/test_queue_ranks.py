"""Where a claim stands in the queue is always what its worth, day, origins and contradictions say, whoever changes them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from math import log
from random import Random
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from claims.models import Appearance, Article, Claim, Match, Origin, Outlet, QueueRank, Speaker, User
from claims.models.queue import CONTRADICTION, HALF_LIFE, REACH
from claims.pipeline.ingest import Submission, ingest
from claims.pipeline.match import match_claim
from claims.pipeline.merge import merge_speakers
from claims.pipeline.relate import confirm_match, reject_match
from claims.pipeline.review import change_status
from claims.pipeline.support import count_support
from claims.web.queue import queue
from tests.desk_rows import article, claim, match, person
from tests.pipeline.claim_rows import claim_row, searchable

DAY = date(2026, 3, 10)
alone = pytest.mark.django_db
# Changes are counted once they are committed.
committed = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def on(day: date) -> DateRange:
    return DateRange(day, day + timedelta(days=1))


def rank(one: Claim) -> float:
    return float(QueueRank.objects.get(claim=one).rank)


def reckoned(one: Claim) -> float:
    """The rank of the claim the slow way, of the rows that it is made from."""
    found: Any = Claim.objects.with_support().get(pk=one.pk)
    seen = found.created_at.date()
    day = min(found.published.lower, seen) if found.published else seen
    origins = max(found.origins, 1) if Claim.objects.live().filter(pk=one.pk).exists() else 1
    matches = Match.objects.filter(Q(claim_low=one) | Q(claim_high=one), state__in=["suggested", "confirmed"])
    contradicted = any((pair.relation or pair.machine_relation) == "contradicts" for pair in matches)
    return float(found.checkworthiness + (day - date(2000, 1, 1)).days / HALF_LIFE + REACH * log(origins) + CONTRADICTION * contradicted)


def listed(tab: str = "open") -> list[str]:
    reader = User.objects.filter(username="reader").first() or person("reader")
    return [one.text_key for one in queue(reader, tab=tab).claims]


def standing(key: str, **fields: Any) -> Claim:
    return claim(key, version=article(), **{"published": on(DAY), **fields})


def one_more_origin(one: Claim) -> Article:
    """The claim is found in an article of an origin of its own."""
    number = Article.objects.count()
    outlet, _ = Outlet.objects.get_or_create(name=f"منبر {number}")
    version, _ = ingest(Submission(text=f"سد {number}\n\nنص", outlet=outlet), by=User.objects.system())
    Article.objects.filter(pk=version.article_id).update(origin=Origin.objects.create(trace_version="1"))
    Appearance.objects.create(claim=one, version=version, start=0, end=2, text="سد")
    return version.article


@alone
def test_worth_comes_first_among_what_is_alike_otherwise() -> None:
    for key, worth in (("middle", 0.5), ("low", 0.2), ("high", 0.9)):
        standing(key, checkworthiness=worth)
    assert listed() == ["high", "middle", "low"]


@alone
def test_what_was_published_later_comes_first() -> None:
    standing("today", checkworthiness=0.5)
    standing("two years ago", checkworthiness=0.91, published=on(DAY - timedelta(days=730)))
    standing("last week", checkworthiness=0.6, published=on(DAY - timedelta(days=7)))
    # All of check-worthiness is worth a fortnight.
    standing("more than a fortnight ago", checkworthiness=1, published=on(DAY - timedelta(days=15)))
    standing("less than a fortnight ago", checkworthiness=1, published=on(DAY - timedelta(days=13)))
    standing("worth nothing", checkworthiness=0)
    assert listed() == ["today", "last week", "less than a fortnight ago", "worth nothing", "more than a fortnight ago", "two years ago"]


@alone
def test_what_is_contradicted_comes_before_its_like_until_that_is_rejected() -> None:
    low, high, worthier = standing("low"), standing("high"), standing("worthier", checkworthiness=0.6)
    assert listed() == ["worthier", "high", "low"]
    pair = match(low, high, "contradicts")
    assert (listed(), listed("contradicted")) == (["high", "low", "worthier"], ["high", "low"])
    reviewer = person("reviewer")
    reject_match(pair, by=reviewer, reason="another place")
    assert (listed(), listed("contradicted")) == (["worthier", "high", "low"], [])
    pair.refresh_from_db()
    confirm_match(pair, by=reviewer, reason="the same place after all")
    assert (listed(), listed("contradicted")) == (["high", "low", "worthier"], ["high", "low"])
    # Another thing in the end: an update changes no rank.
    pair.refresh_from_db()
    confirm_match(pair, relation="updates", direction="high_updates_low", by=reviewer, reason="a later count")
    assert (listed(), listed("contradicted"), listed("updated")) == (["worthier", "high", "low"], [], ["high", "low"])
    assert rank(worthier) == pytest.approx(reckoned(worthier))


@committed
def test_what_more_origins_carry_comes_before_its_like() -> None:
    wide, other = standing("wide"), standing("other")
    articles = [one_more_origin(wide) for _ in range(8)]
    count_support()
    assert (listed(), QueueRank.objects.get(claim=wide).origins) == (["wide", "other"], 9)
    assert rank(wide) - rank(other) == pytest.approx(REACH * log(9))
    # All of them copies of one article after all.
    origin = Origin.objects.create(trace_version="1")
    Article.objects.filter(pk__in=[one.pk for one in articles]).update(origin=origin)
    count_support()
    assert QueueRank.objects.get(claim=wide).origins == 2
    wide.appearances.update(retired_by="2")
    count_support()
    assert listed() == ["other"]
    assert rank(wide) == pytest.approx(rank(other))


@committed
def test_todays_contradiction_in_nine_origins_stands_before_what_was_worth_more_two_years_ago() -> None:
    standing("old", checkworthiness=0.91, published=on(DAY - timedelta(days=730)))
    new = standing("new", checkworthiness=0.9)
    match(new, standing("against", checkworthiness=0.1), "contradicts")
    for _ in range(8):
        one_more_origin(new)
    count_support()
    assert listed() == ["new", "against", "old"]


@pytest.mark.parametrize(
    ("published", "counted"),
    [
        (on(DAY), 0),
        (DateRange(DAY - timedelta(days=3), DAY), -3),  # some day of three: the first
        (None, None),  # not known: its first sight
        (DateRange(None, DAY), None),
        (on(date(2062, 3, 10)), None),  # a slip of the pen does not put it first for ever
    ],
)
@alone
def test_the_day_that_counts(published: DateRange | None, counted: int | None) -> None:
    one = standing("k", published=on(DAY - timedelta(days=100)))
    Claim.objects.filter(pk=one.pk).update(published=published)
    one.refresh_from_db()
    expected = one.created_at.date() if counted is None else DAY + timedelta(days=counted)
    assert QueueRank.objects.get(claim=one).day == expected
    assert rank(one) == pytest.approx(0.5 + (expected - date(2000, 1, 1)).days / HALF_LIFE)


@alone
def test_equal_ranks_stand_by_their_number_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.web.queue.CLAIMS_A_PAGE", 2)
    for number in range(5):
        standing(str(number))
    reader = person("reader")
    pages = [queue(reader, tab="open")]
    while pages[-1].last is not None:
        pages.append(queue(reader, tab="open", after=pages[-1].last))
    assert [[one.text_key for one in page.claims] for page in pages] == [["4", "3"], ["2", "1"], ["0"]]


@alone
def test_a_decided_claim_changes_its_list_and_keeps_its_rank() -> None:
    one = standing("k")
    before = rank(one)
    change_status(one, to=Claim.Status.DISMISSED, by=person("reviewer"), reason="no")
    assert (listed(), listed("dismissed"), rank(one)) == ([], ["k"], before)


@alone
def test_claims_of_merged_speakers_that_are_the_same_are_no_contradiction() -> None:
    absorbed = Speaker.objects.create(kind="person", name="س. الحلواني", key="س. الحلواني")
    low = standing("same")
    high = standing("same", speaker=absorbed, speaker_root=absorbed)
    pair = match(low, high, "contradicts")
    assert [rank(low), rank(high)] == pytest.approx([reckoned(low), reckoned(high)])
    merge_speakers(absorbed, into=low.speaker, by=person("editor"), reason="one name")
    pair.refresh_from_db()
    assert (pair.state, pair.relation, listed("contradicted")) == ("confirmed", "same", [])
    assert [rank(low), rank(high)] == pytest.approx([reckoned(low), reckoned(high)])


@committed
def test_who_finds_a_contradiction_waits_for_nobody_and_it_is_seen_to_later() -> None:
    low, high = standing("low"), standing("high")
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        QueueRank.objects.select_for_update().get(claim=low)

        def found() -> None:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SET lock_timeout = '5s'")
                match(low, high, "contradicts")
            finally:
                connection.close()

        pool.submit(found).result()
    assert listed("contradicted") == ["high"]
    count_support()
    assert listed("contradicted") == ["high", "low"]


@committed
def test_two_who_relate_the_same_claims_in_different_orders_do_not_wait_in_a_circle() -> None:
    first, second, *others = (standing(key) for key in "abcdef")
    barrier = Barrier(2)

    def relate(turn: int) -> None:
        relation, direction = (("contradicts", ""), ("updates", "high_updates_low"))[turn]
        claims = (first, second) if turn == 0 else (second, first)
        try:
            with transaction.atomic():
                for one, other in zip(claims, others[turn * 2 : turn * 2 + 2], strict=True):
                    match(one, other, relation, direction)
                    barrier.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(relate, range(2)))
    count_support()
    rows = QueueRank.objects.filter(claim__in=[first, second]).values_list("is_contradicted", "is_updated")
    assert list(rows) == [(True, True), (True, True)]


@committed
def test_a_person_who_decides_on_a_claim_while_it_is_compared_does_not_wait_in_a_circle() -> None:
    dam, denied = claim_row("سيفتتح سد الوادي الشرقي في نيسان المقبل"), claim_row("لن يفتتح سد الوادي الشرقي في نيسان المقبل")
    Claim.objects.filter(pk=denied.pk).update(polarity="negative")
    searchable(dam, denied)

    def compare() -> None:
        try:
            match_claim(denied.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Claim.objects.select_for_update(no_key=True).get(pk=denied.pk)
            going = pool.submit(compare)
            waits_for_a_lock()
            change_status(denied, to=Claim.Status.IN_REVIEW, by=person("reviewer"), reason="mine")
        going.result()
    rows = QueueRank.objects.order_by("claim_id").values_list("status", "is_contradicted")
    assert list(rows) == [("unreviewed", True), ("in_review", True)]


def waits_for_a_lock() -> None:
    """Goes on when another session does."""
    with connection.cursor() as cursor:
        for _ in range(400):
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchall():
                return
            sleep(0.05)
    raise AssertionError("nobody waits")


class Story:
    """Claims and what moves them, at random; a seed gives the same story again."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.reviewer = person("reviewer")

    def step(self) -> None:
        changes: list[Callable[[], None]] = [self.weigh, self.redate, self.carry, self.copy, self.retire, self.move]
        self.draw.choice([self.add, *changes, self.relate, self.relate, self.decide, self.forget])()

    def add(self) -> None:
        standing(str(Claim.objects.count()), checkworthiness=self.draw.random(), published=self._day())

    def weigh(self) -> None:
        Claim.objects.filter(pk=self._claim().pk, version=0).update(checkworthiness=self.draw.random())

    def redate(self) -> None:
        Claim.objects.filter(pk=self._claim().pk, version=0).update(published=self._day())

    def carry(self) -> None:
        one_more_origin(self._claim())

    def copy(self) -> None:
        """An article is found to be a copy of another."""
        one, other = self.draw.choices(Article.objects.order_by("pk"), k=2)
        Article.objects.filter(pk=one.pk).update(origin=other.origin)

    def retire(self) -> None:
        place = self.draw.choice(Appearance.objects.order_by("pk"))
        Appearance.objects.filter(pk=place.pk).update(retired_by="" if place.retired_by else "2")

    def relate(self) -> None:
        low, high = sorted(self.draw.sample(list(Claim.objects.order_by("pk")), 2), key=lambda one: one.pk)
        if not Match.objects.filter(claim_low=low, claim_high=high).exists():
            relation = self.draw.choice(["same", "contradicts", "updates"])
            match(low, high, relation, "high_updates_low" if relation == "updates" else "")

    def decide(self) -> None:
        for pair in Match.objects.filter(state="suggested").order_by("pk")[: self.draw.randrange(1, 4)]:
            relation = self.draw.choice(["", "same", "contradicts"])
            if relation:
                confirm_match(pair, relation=relation, by=self.reviewer, reason="seen")
            else:
                reject_match(pair, by=self.reviewer, reason="no")

    def forget(self) -> None:
        newest = Match.objects.filter(version=0).order_by("pk").last()
        if newest is not None:
            newest.delete()

    def move(self) -> None:
        one = Claim.objects.filter(status="unreviewed").order_by("pk").first()
        if one is not None:
            change_status(one, to="dismissed", by=self.reviewer, reason="no")

    def _claim(self) -> Claim:
        return self.draw.choice(Claim.objects.order_by("pk"))

    def _day(self) -> DateRange | None:
        return self.draw.choice([None, on(timezone.now().date() + timedelta(days=self.draw.randrange(-400, 40)))])


@committed
@pytest.mark.parametrize("seed", range(3))
def test_stored_ranks_are_those_reckoned_the_slow_way_while_everything_changes(seed: int) -> None:
    story = Story(seed)
    for _ in range(5):
        story.add()
    for _ in range(4):
        for _ in range(12):
            story.step()
        count_support()
        claims = list(Claim.objects.order_by("pk"))
        assert {one.pk: rank(one) for one in claims} == {one.pk: pytest.approx(reckoned(one)) for one in claims}
        assert set(QueueRank.objects.values_list("claim", "status")) == {(one.pk, one.status) for one in claims}
