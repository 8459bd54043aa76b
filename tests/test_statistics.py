"""Statistics agree with counts made the slow way, whatever happens in whatever order, before and after folding."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from claims import statistics
from claims.models import Appearance, Article, ArticleVersion, Claim, Desk, Match, Outlet, Speaker, Tally, User
from claims.pipeline.tallies import fold_tallies
from claims.statistics import Window
from tests.api.people import person

pytestmark = pytest.mark.django_db

START = date(2026, 3, 2)


class Newsroom:
    """Claims, appearances and matches that come and change at random; a seed gives the same story again."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.desk = Desk.objects.create(name="تحقيقات")
        self.outlets = [Outlet.objects.create(name=name) for name in ("السنبلة", "الميناء")]
        self.speakers = [
            Speaker.objects.create(kind="person", name=name, key=name) for name in ("سامر الحلواني", "هند الراوي", "ليلى الحسن")
        ]

    def step(self) -> None:
        self.draw.choices([self.add_claim, self.move_claim, self.add_match, self.retire], weights=[5, 3, 3, 1])[0]()

    def add_claim(self) -> None:
        number = Claim.objects.count()
        day = START + timedelta(days=self.draw.randrange(30))
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
        claim = self.any(Claim)
        if claim is not None:
            # Which speaker is meant may change without a decision; a status may not, and is moved by its stage in other tests.
            claim.speaker_root = self.draw.choice(self.speakers)
            claim.save(update_fields=["speaker_root"])

    def add_match(self) -> None:
        claims = sorted(Claim.objects.values_list("pk", "confidential_to"))
        pairs = [(a, b) for (a, da), (b, db) in pairwise(claims) if da == db]
        if pairs:
            low, high = self.draw.choice(pairs)
            relation = self.draw.choice(["same", "agrees", "contradicts", "updates"])
            found = {"machine_relation": relation, "score": 0.5, "judgement_version": "1"}
            Match.objects.get_or_create(claim_low_id=low, claim_high_id=high, defaults=found)

    def retire(self) -> None:
        appearance = self.any(Appearance)
        if appearance is not None:
            appearance.retired_by = self.draw.choice(["", "2"])
            appearance.save(update_fields=["retired_by"])

    def any(self, model: Any) -> Any:
        rows = list(model.objects.order_by("pk"))
        return self.draw.choice(rows) if rows else None


def slowly(user: User, window: Window, key: Callable[[Claim], Any]) -> Counter[Any]:
    """Counted claim by claim."""
    counts: Counter[Any] = Counter()
    for claim in Claim.objects.visible_to(user):
        day = claim.published.lower
        if (window.first or date.min) <= day <= (window.last or date.max) and window.language in ("", claim.language):
            counts[key(claim)] += 1
    return counts


WINDOWS = [Window(), Window(START + timedelta(days=5), START + timedelta(days=20)), Window(language="ar"), Window(last=START)]


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
    found = Counter(
        Match.objects.filter(claim_low__in=Claim.objects.visible_to(user)).values_list("machine_relation", flat=True)
        if (window.first or date.min) <= timezone.now().date() <= (window.last or date.max)
        else ()
    )
    assert {row["relation"]: row["suggested"] for row in statistics.matches_by_week(user, window)} == found


def test_folding_leaves_one_row_a_kind_and_none_for_nothing() -> None:
    room = Newsroom(1)
    for _ in range(40):
        room.step()
    Claim.objects.filter(appearances=None).delete()
    fold_tallies()
    kinds = list(Tally.objects.values_list("of", "key", "state", "language", "day", "confidential_to"))
    assert len(kinds) == len(set(kinds))
    assert not Tally.objects.filter(n=0).exists()
    before = set(Tally.objects.values_list("pk", flat=True))
    fold_tallies()
    assert set(Tally.objects.values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([], {"median": None, "p90": None}),
        ([2.0], {"median": 2.0, "p90": 2.0}),
        ([1.0, 2.0, 3.0, 4.0, 50.0], {"median": 3.0, "p90": 50.0}),
    ],
)
def test_quantiles(hours: list[float], expected: dict[str, float | None]) -> None:
    assert {"median": statistics._quantile(hours, 0.5), "p90": statistics._quantile(hours, 0.9)} == expected


def test_health_says_what_waits() -> None:
    room = Newsroom(2)
    for _ in range(3):
        room.add_claim()
    health = statistics.pipeline_health()
    assert (health["versions"], health["pages"], health["unmatched_claims"]) == ({"pending": 3}, {}, 3)
    assert health["waiting_since"] is not None
