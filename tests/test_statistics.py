"""Statistics agree with counts made the slow way, whatever happens in whatever order, before and after folding."""

import contextlib
import math
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib import import_module
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from claims import statistics
from claims.errors import MoveRefused
from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    Claim,
    Decision,
    Desk,
    FactCheck,
    Match,
    Origin,
    Outlet,
    Page,
    Speaker,
    Supported,
    Tally,
    User,
)
from claims.pipeline.decide import decide
from claims.pipeline.publish import withdraw
from claims.pipeline.relate import confirm_match, reject_match, suggest_again
from claims.pipeline.support import count_support
from claims.pipeline.tallies import fold_tallies
from claims.pipeline.undo import undo
from claims.statistics import Window
from tests.api.people import person
from tests.desk_rows import approve, article, checked, claim, match

pytestmark = pytest.mark.django_db

START, DAYS = date(2023, 11, 20), 800
RELATIONS = ("same", "agrees", "contradicts", "updates")
# The day of finding is given by the database alone, and by hand where others are wanted.
_MATCH = """
INSERT INTO claims_match (claim_low_id, claim_high_id, machine_relation, machine_direction, score, reasons, judgement_version, state,
    relation, direction, rejected_relation, rejected_fingerprint, version, created_at)
VALUES (%s, %s, %s, '', 0.5, '[]', '1', 'suggested', '', '', '', '', 0, %s) ON CONFLICT DO NOTHING
"""


class Newsroom:
    """Claims, appearances and matches that come and change at random; a seed gives the same story again."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.desk = Desk.objects.create(name="تحقيقات")
        self.outlets = [Outlet.objects.create(name=name) for name in ("السنبلة", "الميناء")]
        self.people = {desk: [person(role, f"{role} {desk}", desk=desk) for role in ("reviewer", "approver")] for desk in (None, self.desk)}
        self.speakers = [
            Speaker.objects.create(kind="person", name=name, key=name) for name in ("سامر الحلواني", "هند الراوي", "ليلى الحسن")
        ]

    def step(self) -> None:
        steps = [
            self.add_claim,
            self.move_claim,
            self.redate,
            self.add_match,
            self.judge,
            self.judge_again,
            self.retire,
            self.check,
            self.withdraw,
        ]
        self.draw.choices(steps, weights=[10, 6, 3, 6, 6, 2, 2, 2, 1])[0]()

    def add_claim(self) -> None:
        number = Claim.objects.count()
        day = START + timedelta(days=self.draw.randrange(DAYS))
        desk = self.draw.choice([None, None, self.desk])
        language = self.draw.choice(["ar", "en"])
        speaker = self.draw.choice(self.speakers)
        claim = Claim.objects.create(
            speaker=speaker, speaker_root=speaker, text=f"قول {number}", text_key=str(number), language=language, checkworthiness=0.5,
            published=(day, day + timedelta(days=1)), polarity="positive", modality="fact", confidential_to=desk, extraction_version="1",
        )  # fmt: skip
        article = Article.objects.create(
            outlet=self.draw.choice(self.outlets), identity=str(number), added_by=User.objects.system(), confidential_to=desk
        )
        version = ArticleVersion.objects.create(
            article=article, number=1, title="سد", published=day, language=language, text=f"سد {number}", sha256=str(number)
        )
        Appearance.objects.create(claim=claim, version=version, start=0, end=2, text="قول")

    def move_claim(self) -> None:
        claim = self.any(Claim.objects.filter(version=0))
        if claim is not None:
            # Which speaker is meant may change without a decision; a status may not, and is moved by its stage in other tests.
            claim.speaker = claim.speaker_root = self.draw.choice(self.speakers)
            claim.save(update_fields=["speaker", "speaker_root"])

    def redate(self) -> None:
        claim = self.any(Claim.objects.filter(version=0))
        if claim is not None:
            # Its article was read again: in another language, or as published on another day.
            day = START + timedelta(days=self.draw.randrange(DAYS))
            claim.language, claim.published = self.draw.choice(["ar", "en"]), (day, day + timedelta(days=1))
            claim.save(update_fields=["language", "published"])

    def add_match(self) -> None:
        claims = sorted(Claim.objects.values_list("pk", "confidential_to"))
        pairs = [(a, b) for (a, da), (b, db) in pairwise(claims) if da == db]
        if pairs:
            low, high = self.draw.choice(pairs)
            found_at = timezone.make_aware(datetime.combine(START, time(12))) + timedelta(days=self.draw.randrange(DAYS))
            with connection.cursor() as cursor:
                cursor.execute(_MATCH, [low, high, self.draw.choice(RELATIONS), found_at])

    def judge(self) -> None:
        """A person, or the machine where speakers are merged, decides a match, perhaps not for the first time."""
        pair = self.any(Match.objects)
        if pair is None:
            return
        reviewer, relation = self.people[pair.claim_low.confidential_to][0], self.draw.choice(RELATIONS)
        direction = "low_updates_high" if relation == "updates" else ""
        match self.draw.choice(["confirm", "reject", "merge", "undo"]):
            case "confirm" if (pair.relation, pair.direction) != (relation, direction) and pair.state != "expired":
                confirm_match(pair, relation=relation, direction=direction, by=reviewer, reason="plain")
            case "reject" if pair.state in ("suggested", "confirmed"):
                reject_match(pair, by=reviewer, reason="no")
            case "merge" if pair.state == "suggested":
                decide(pair, becomes="confirmed", by=User.objects.system(), reason="speakers_merged", state="confirmed", relation="same")
            case "undo":
                with contextlib.suppress(MoveRefused):
                    undo(pair, by=reviewer, reason="let another look")

    def judge_again(self) -> None:
        """Another engine says another relation: nothing of what was decided, and a rejected pair is suggested again."""
        pair = self.any(Match.objects.filter(state__in=("suggested", "rejected")))
        if pair is None:
            return
        said = {"machine_relation": self.draw.choice(RELATIONS), "machine_direction": "", "score": 0.6}
        if pair.state == "rejected":
            suggest_again(pair, said)
        else:
            Match.objects.filter(pk=pair.pk).update(**said)

    def retire(self) -> None:
        appearance = self.any(Appearance.objects)
        if appearance is not None:
            appearance.retired_by = self.draw.choice(["", "2"])
            appearance.save(update_fields=["retired_by"])

    def check(self) -> None:
        claim = self.any(Claim.objects.filter(version=0))
        if claim is not None:
            verdict = self.draw.choice(["false", "misleading", "satire"])
            reviewer, approver = self.people[claim.confidential_to]
            approve(checked(claim, reviewer, verdict), by=approver, reason="plain")

    def withdraw(self) -> None:
        check = self.any(FactCheck.objects.live())
        if check is not None:
            withdraw(check, by=self.people[check.claim.confidential_to][1], reason="wrong")

    def any(self, rows: Any) -> Any:
        rows = list(rows.order_by("pk"))
        return self.draw.choice(rows) if rows else None


def within(window: Window, day: date) -> bool:
    return (window.first or date.min) <= day <= (window.last or date.max)


def slowly(user: User, window: Window, key: Callable[[Claim], Any]) -> Counter[Any]:
    """Counted claim by claim."""
    counts: Counter[Any] = Counter()
    for one in Claim.objects.visible_to(user):
        if within(window, one.published.lower) and window.language in ("", one.language):
            counts[key(one)] += 1
    return counts


WINDOWS = [
    Window(),
    Window(language="ar"),
    Window(last=START),
    # within one year; one whole year; whole years with days at both ends; open at either end
    Window(date(2024, 2, 5), date(2024, 9, 20)),
    Window(date(2024, 1, 1), date(2024, 12, 31)),
    Window(date(2023, 12, 1), date(2025, 12, 15), "en"),
    Window(first=date(2024, 6, 1)),
    Window(last=date(2024, 12, 30)),
    Window(date.min, date.max),
]


@pytest.mark.parametrize("seed", range(5))
def test_counts_are_those_made_the_slow_way(seed: int) -> None:
    room = Newsroom(seed)
    people = [person("reader", "open"), person("reader", "desk", desk=room.desk)]
    for turn in range(3):
        for _ in range(25):
            room.step()
        if turn:
            fold_tallies()
        for user in people:
            for window in WINDOWS:
                agree(user, window)
    assert [row.n for row in statistics.claims_by_status(AnonymousUser(), Window())] == [0] * len(Claim.Status)


def agree(user: User, window: Window) -> None:
    checks = [
        check
        for check in FactCheck.objects.live().filter(claim__in=Claim.objects.visible_to(user)).select_related("claim")
        if within(window, check.claim.published.lower) and window.language in ("", check.claim.language)
    ]
    verdicts = Counter(check.verdict for check in checks if check.state == "approved")
    assert {row.key: row.n for row in statistics.fact_checks_by_verdict(user, window)} == verdicts
    seconds = sorted(
        (first.at - check.claim.created_at).total_seconds()
        for check in checks
        if (first := Decision.objects.of("factcheck", check.pk).filter(to_state="approved").first()) is not None and first.at is not None
    )
    expected = [round(seconds[math.ceil(share * len(seconds)) - 1] / 3600, 2) if seconds else None for share in (0.5, 0.9)]
    assert list(statistics.hours_to_verdict(user, window).values()) == [len(seconds), *expected]
    statuses = slowly(user, window, lambda claim: claim.status)
    assert {row.key: row.n for row in statistics.claims_by_status(user, window)} == {s.value: statuses[s.value] for s in Claim.Status}
    languages = slowly(user, window, lambda claim: claim.language)
    assert {row.key: row.n for row in statistics.claims_by_language(user, window)} == languages
    days = slowly(user, window, lambda claim: claim.published.lower.isoformat())
    assert [(row.key, row.n) for row in statistics.claims_by_day(user, window)] == sorted(days.items())
    speakers = slowly(user, window, lambda claim: claim.speaker_root.name)
    assert {row.label: row.n for row in statistics.claims_by_speaker(user, window)} == speakers
    standing = Appearance.objects.filter(claim__in=Claim.objects.visible_to(user), retired_by="").select_related("version__article__outlet")
    outlets = Counter(
        one.version.article.outlet.name
        for one in standing
        if (window.first or date.min) <= one.version.published <= (window.last or date.max)  # type: ignore[operator]
        and window.language in ("", one.version.language)
    )
    assert {row.label: row.n for row in statistics.appearances_by_outlet(user, window)} == outlets
    open_claims = {status: statuses[status] for status in ("unreviewed", "in_review", "in_approval")}
    assert statistics.backlog(user, window) == {"open": sum(open_claims.values()), **open_claims}
    matches = [
        pair for pair in Match.objects.filter(claim_low__in=Claim.objects.visible_to(user)) if within(window, pair.created_at.date())
    ]
    found = Counter((week_of(pair), pair.relation or pair.machine_relation, pair.state) for pair in matches)
    assert [
        (row["week"], row["relation"], *(row[state.value] for state in Match.State)) for row in statistics.matches_by_week(user, window)
    ] == [(*kind, *(found[*kind, state.value] for state in Match.State)) for kind in sorted({(week, what) for week, what, _ in found})]
    assert statistics.suggestion_precision(user, window) == slow_precision(matches)


def week_of(pair: Match) -> date:
    day = pair.created_at.date()
    return day - timedelta(days=day.weekday())


def slow_precision(matches: list[Match]) -> list[dict[str, Any]]:
    """Match by match, by who decided last."""
    outcomes: dict[str, Counter[str]] = {}
    for pair in matches:
        last = Decision.objects.of("match", pair.pk).last()
        if last is not None and last.actor.username != "system" and pair.state in ("confirmed", "rejected"):
            outcome = "corrected" if pair.state == "confirmed" and pair.relation != pair.machine_relation else pair.state
            outcomes.setdefault(pair.machine_relation, Counter())[outcome] += 1
    return [
        {
            "relation": relation,
            **{outcome: made[outcome] for outcome in ("confirmed", "corrected", "rejected")},
            "precision": round(made["confirmed"] / made.total(), 4),
        }
        for relation, made in sorted(outcomes.items())
    ]


def test_a_suggestion_that_people_correct_was_not_right() -> None:
    reviewer = person("reviewer")
    for number in range(10):
        pair = match(claim(f"{number}a"), claim(f"{number}b"), "contradicts")
        confirm_match(pair, relation="updates", direction="low_updates_high", by=reviewer, reason="a later count")
    for number, is_right in enumerate([True, True, False]):
        pair = match(claim(f"{number}c"), claim(f"{number}d"), "same")
        if is_right:
            confirm_match(pair, by=reviewer, reason="plain")
        else:
            reject_match(pair, by=reviewer, reason="no")
    assert statistics.suggestion_precision(reviewer, Window()) == [
        {"relation": "contradicts", "confirmed": 0, "corrected": 10, "rejected": 0, "precision": 0.0},
        {"relation": "same", "confirmed": 2, "corrected": 0, "rejected": 1, "precision": 0.6667},
    ]


def test_what_the_machine_decides_says_nothing_of_its_suggestions() -> None:
    reviewer = person("reviewer")
    merged = match(claim("a"), claim("b"), "same")
    decide(merged, becomes="confirmed", by=User.objects.system(), reason="speakers_merged", state="confirmed", relation="same")
    assert statistics.suggestion_precision(reviewer, Window()) == []
    reject_match(merged, by=reviewer, reason="two men of one name")
    assert [row["rejected"] for row in statistics.suggestion_precision(reviewer, Window())] == [1]
    # of two who decided, one was no person
    assert statistics.reviewer_agreement(reviewer, Window())["pairs"] == 0


def test_what_was_decided_before_suggestions_were_counted_is_counted_too() -> None:
    room, user = Newsroom(2), person("reader", "open")
    for _ in range(60):
        room.step()
    counted = statistics.suggestion_precision(user, Window())
    migration = import_module("claims.migrations.0039_suggestions_as_judged")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(migration.BACKWARD)
        assert statistics.suggestion_precision(user, Window()) == []
        cursor.execute(migration.FORWARD)
    assert counted
    assert statistics.suggestion_precision(user, Window()) == counted
    room.judge()
    agree(user, Window())


def test_folding_leaves_one_row_a_kind_and_none_for_nothing() -> None:
    room = Newsroom(1)
    for _ in range(40):
        room.step()
    fold_tallies()
    kinds = list(Tally.objects.values_list("of", "key", "state", "language", "day", "confidential_to"))
    assert len(kinds) == len(set(kinds))
    assert not Tally.objects.filter(n=0).exists()
    before = set(Tally.objects.values_list("pk", flat=True))
    fold_tallies()
    assert set(Tally.objects.values_list("pk", flat=True)) == before


def test_health_says_what_waits_of_what_one_may_see() -> None:
    desk = Desk.objects.create(name="investigations")
    for number, (version, owner) in enumerate(((article(desk), desk), (article(text="سد آخر"), None))):
        claim(str(number), confidential_to=owner)
        page = {"address": f"https://n.example/{number}", "article": version.article, "added_by": User.objects.system()}
        Page.objects.create(**page, state="fetched")
    ArticleVersion.objects.filter(article__confidential_to=desk).update(state="failed")
    hidden = article(desk, "سد ثالث")
    none_read = dict.fromkeys(ArticleVersion.State.values, 0)
    assert statistics.pipeline_health(person("reader", "open")) == {
        "versions": {**none_read, "pending": 1},
        "pages": {"waiting": 0, "fetched": 1, "failed": 0},
        "unmatched_claims": 1,
        "waiting_since": ArticleVersion.objects.get(article__confidential_to=None).fetched_at,
    }
    long_ago = timezone.now() - timedelta(days=9)
    # Its steps were tried since: it has waited no shorter.
    ArticleVersion.objects.filter(pk=hidden.pk).update(fetched_at=long_ago, state_at=timezone.now())
    assert statistics.pipeline_health(person("reader", "desk", desk=desk)) == {
        "versions": {**none_read, "pending": 2, "failed": 1},
        "pages": {"waiting": 0, "fetched": 2, "failed": 0},
        "unmatched_claims": 2,
        "waiting_since": long_ago,
    }


def test_folding_reads_only_what_is_fresh() -> None:
    kind = {"of": "claim", "language": "ar", "day": START}
    old = [Tally.objects.create(**{**kind, "state": "dismissed"}, n=1, is_fresh=False) for _ in range(2)]
    Tally.objects.create(**{**kind, "state": "reviewed"}, n=5, is_fresh=False)
    for n in (1, -3):
        Tally.objects.create(**{**kind, "state": "reviewed"}, n=n)
    assert (fold_tallies(), fold_tallies()) == (2, 0)
    assert set(Tally.objects.filter(state="dismissed").values_list("pk", flat=True)) == {row.pk for row in old}
    assert list(Tally.objects.filter(state="reviewed").values_list("n", "is_fresh")) == [(3, False)]


def test_folding_goes_on_where_there_is_more_than_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.pipeline.tallies.BATCH", 3)
    for number in range(10):
        Tally.objects.create(of="claim", state=str(number), language="ar", day=START, n=1)
    assert fold_tallies() == 10
    assert sorted(Tally.objects.values_list("state", "n", "is_fresh")) == [(str(number), 1, False) for number in range(10)]


AGREEMENTS: list[tuple[list[tuple[str, str]], dict[str, Any]]] = [
    ([], {"pairs": 0, "agreed": 0, "kappa": None}),
    # always one and the same: nothing to tell from chance
    ([("same", "same"), ("same", "same")], {"pairs": 2, "agreed": 2, "kappa": None}),
    ([("same", "same"), ("", "")], {"pairs": 2, "agreed": 2, "kappa": 1.0}),
    ([("same", ""), ("", "same")], {"pairs": 2, "agreed": 0, "kappa": -1.0}),
    # another relation is another label: po = 1/3, pe = (2*1 + 1*1) / 9
    ([("same", "agrees"), ("same", "same"), ("", "agrees")], {"pairs": 3, "agreed": 1, "kappa": 0.1429}),
]


@pytest.mark.parametrize(("pairs", "expected"), AGREEMENTS)
def test_how_far_two_reviewers_agree(pairs: list[tuple[str, str]], expected: dict[str, Any]) -> None:
    people = person("reviewer", "first"), person("reviewer", "second")
    for number, labels in enumerate(pairs):
        pair = match(claim(f"{number}a"), claim(f"{number}b"), "same")
        for by, label in zip(people, labels, strict=True):
            pair.refresh_from_db()
            if label:
                confirm_match(pair, relation=label, direction="", by=by, reason="plain")
            else:
                reject_match(pair, by=by, reason="no")
    match(claim("x"), claim("y"))  # decided by nobody
    assert statistics.reviewer_agreement(people[0], Window()) == expected
    assert statistics.reviewer_agreement(people[0], Window(last=START))["pairs"] == 0
    assert statistics.reviewer_agreement(AnonymousUser(), Window())["pairs"] == 0


# What the first (0), the second (1) and the machine (m) do in order, and what counts of it. An empty relation rejects, "u" undoes.
OPINIONS: list[tuple[list[tuple[str, str]], dict[str, Any]]] = [
    ([("0", "same")], {"pairs": 0, "agreed": 0, "kappa": None}),
    # what was taken back is no opinion
    ([("0", "agrees"), ("0", "u"), ("1", "same")], {"pairs": 0, "agreed": 0, "kappa": None}),
    ([("0", "agrees"), ("0", "u"), ("0", "same"), ("1", "same")], {"pairs": 1, "agreed": 1, "kappa": None}),
    ([("0", "same"), ("1", ""), ("1", "u")], {"pairs": 0, "agreed": 0, "kappa": None}),
    # who thinks again has said the last
    ([("0", ""), ("0", "same"), ("1", "")], {"pairs": 1, "agreed": 0, "kappa": 0.0}),
    # the third is not asked
    ([("0", ""), ("1", ""), ("0", "same")], {"pairs": 1, "agreed": 1, "kappa": None}),
    # what was said of another suggestion is compared with nothing
    ([("0", ""), ("m", "contradicts"), ("1", "contradicts")], {"pairs": 0, "agreed": 0, "kappa": None}),
    ([("0", ""), ("1", ""), ("m", "contradicts"), ("1", "contradicts")], {"pairs": 1, "agreed": 1, "kappa": None}),
]


@pytest.mark.parametrize(("steps", "expected"), OPINIONS)
def test_what_counts_as_the_opinion_of_two(steps: list[tuple[str, str]], expected: dict[str, Any]) -> None:
    people = {"0": person("reviewer", "first"), "1": person("reviewer", "second")}
    pair = match(claim("a"), claim("b"), "same")
    for who, what in steps:
        if who == "m":
            said = {"machine_relation": what, "machine_direction": "", "score": 0.8, "reasons": [], "judgement_version": "2"}
            assert suggest_again(pair, said) is not None
        elif what == "u":
            undo(pair, by=people[who], reason="a slip")
        elif what:
            confirm_match(pair, relation=what, by=people[who], reason="plain")
        else:
            reject_match(pair, by=people[who], reason="no")
        pair.refresh_from_db()
    assert statistics.reviewer_agreement(people["0"], Window()) == expected


def test_a_day_is_counted_alike_in_sessions_of_every_time_zone() -> None:
    one = claim("k", published=None)
    pair = match(one, claim("l"))
    with connection.cursor() as cursor:
        # Late in the evening, which is the next day elsewhere.
        cursor.execute("UPDATE claims_claim SET created_at = '2026-03-10T22:30Z' WHERE id = %s", [one.pk])
        cursor.execute("UPDATE claims_match SET created_at = '2026-03-10T22:30Z' WHERE id = %s", [pair.pk])
        Tally.objects.all().delete()
        cursor.execute("SET timezone = 'UTC'")
        cursor.execute("SELECT claims_count_claim(c, 1), claims_count_speaker(c, 1) FROM claims_claim c WHERE id = %s", [one.pk])
        cursor.execute("SELECT claims_count_match(m, 1) FROM claims_match m WHERE id = %s", [pair.pk])
        cursor.execute("SET timezone = 'Asia/Baghdad'")
        cursor.execute("SELECT claims_count_claim(c, -1), claims_count_speaker(c, -1) FROM claims_claim c WHERE id = %s", [one.pk])
        cursor.execute("SELECT claims_count_match(m, -1) FROM claims_match m WHERE id = %s", [pair.pk])
        cursor.execute("SET timezone = 'UTC'")
    fold_tallies()
    assert list(Tally.objects.values_list("of", "key", "day", "n")) == []


def by_origins(user: User, window: Window | None = None) -> dict[str, int]:
    return {row.key: row.n for row in statistics.claims_by_origins(user, window or Window())}


def slow_origins(user: User) -> dict[str, int]:
    standing = Claim.objects.visible_to(user).live().with_support()
    return dict(Counter(str(claim.origins) for claim in standing))  # type: ignore[attr-defined]  # annotated


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("seed", range(3))
def test_origins_are_those_counted_the_slow_way_while_everything_changes(seed: int) -> None:
    room = Newsroom(seed)
    user, own = person("reader", "open"), person("reader", "desk", desk=room.desk)
    for _ in range(12):
        room.add_claim()
    own_steps = [partial(step, room) for step in (trace, join, move)]
    steps: list[Callable[[], None]] = [room.add_claim, room.retire, room.add_match, *own_steps]
    for turn in range(4):
        for _ in range(10):
            room.draw.choice(steps)()
        count_support()
        if turn % 2:
            fold_tallies()
        assert (by_origins(user), by_origins(own)) == (slow_origins(user), slow_origins(own))
    assert count_support() == 0
    assert Supported.objects.count() == Claim.objects.live().count()


def trace(room: Newsroom) -> None:
    """Some articles are found to be copies of one text."""
    for confidential in (None, room.desk):
        articles = list(Article.objects.filter(confidential_to=confidential).order_by("pk"))
        copies = room.draw.sample(articles, min(2, len(articles)))
        origin = Origin.objects.create(trace_version="1", confidential_to=confidential)
        Article.objects.filter(pk__in=[one.pk for one in copies]).update(origin=origin)


def join(room: Newsroom) -> None:
    """People confirm that two claims are the same, or that they are not."""
    pair = room.any(Match.objects.filter(state="suggested"))
    if pair is not None:
        reviewer = room.people[pair.claim_low.confidential_to][0]
        if room.draw.random() < 0.7:
            confirm_match(pair, relation="same", direction="", by=reviewer, reason="plain")
        else:
            reject_match(pair, by=reviewer, reason="no")


def move(room: Newsroom) -> None:
    """A claim is found in one more article."""
    one = room.any(Claim.objects.filter(confidential_to=None))
    version = room.any(ArticleVersion.objects.filter(article__confidential_to=None))
    if one is not None and version is not None:
        Appearance.objects.get_or_create(claim=one, version=version, start=0, end=2, defaults={"text": "قول"})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_was_there_before_the_counting_began_is_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.pipeline.support.BATCH", 4)
    room = Newsroom(7)
    for _ in range(10):
        room.add_claim()
    assert count_support() >= 10
    user = person("reader", "desk", desk=room.desk)
    assert (by_origins(user), count_support()) == (slow_origins(user), 0)
