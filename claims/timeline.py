"""How a figure went over time: the values of one amount in claims that people confirmed to speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q

from claims.models import Appearance, Claim, FactCheck, Match, MatchedQuantity, Quantity, User
from claims.records import Change

# The walk goes from match to match, a query a step, and ends here.
MOST_STEPS, MOST_AMOUNTS = 20, 200


@dataclass(frozen=True, slots=True)
class Point:
    """One value: `low` and `high` as stored (None: open), when (both days inclusive, by which of the three clocks), and who says so.

    `verdict` is the code of an approved fact check of the claim, "" where there is none.
    """

    claim: int
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    unit: str
    text: str
    first: date | None
    last: date | None
    clock: str
    speaker: str
    outlet: str
    verdict: str
    # Two of the three clocks by themselves, as ranges of days, and whose words the article's are: copies are one origin.
    as_of: Any = None
    said: Any = None
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount of the claim and all its known values in order of time, the undated last. `cut`: there are more."""

    text: str
    points: tuple[Point, ...]
    cut: bool


def figures_of(claim: Claim, user: User | AnonymousUser) -> list[Figure]:
    """The claim's figures that have more than one value, in the order of its text, by what `user` may see.

    Only confirmed matches lead from value to value. An amount that the claim says has passed ("from 500") leads on, and is no point:
    its day is not the claim's. At most MOST_AMOUNTS values and MOST_STEPS steps a figure; a constant number of queries beside the steps.
    """
    own = list(Quantity.objects.filter(claim=claim).order_by("position"))
    walks = [(amount, found, cut) for amount in own for found, cut in (_walk(amount.pk, user),) if len(found) > 1]
    amounts = _load({pk for _, found, _ in walks for pk in found}, user) if walks else {}
    figures = []
    for amount, found, cut in walks:
        points = [_point(amounts[pk]) for pk in found if pk in amounts and amounts[pk].change != Change.FROM.value]
        if len(points) > 1:
            figures.append(Figure(amount.text, tuple(sorted(points, key=_in_time)), cut))
    return figures


def _walk(start: int, user: User | AnonymousUser) -> tuple[list[int], bool]:
    """The ids of all amounts that confirmed matches join to `start`, itself included, and whether the walk was cut."""
    steps = MatchedQuantity.objects.filter(match__in=Match.objects.visible_to(user).filter(state=Match.State.CONFIRMED))
    found, edge = {start: None}, [start]
    for _ in range(MOST_STEPS):
        near = steps.filter(Q(quantity_low__in=edge) | Q(quantity_high__in=edge)).order_by("pk")
        pairs = near.values_list("quantity_low", "quantity_high")[: 2 * MOST_AMOUNTS]
        edge = list(dict.fromkeys(pk for pair in pairs for pk in pair if pk not in found))
        if not edge:
            return list(found), False
        found |= dict.fromkeys(edge)
        if len(found) > MOST_AMOUNTS:
            return list(found)[:MOST_AMOUNTS], True
    return list(found), True


def _load(ids: Iterable[int], user: User | AnonymousUser) -> dict[int, Quantity]:
    places = Appearance.objects.filter(retired_by="").select_related("version__article__outlet").order_by("version__published", "pk")
    checks = FactCheck.objects.live().filter(state=FactCheck.State.APPROVED)
    claims = Claim.objects.visible_to(user).select_related("speaker_root")
    rows = Quantity.objects.filter(pk__in=set(ids), claim__in=Claim.objects.visible_to(user)).prefetch_related(
        Prefetch("claim", claims), Prefetch("claim__appearances", places), Prefetch("claim__fact_checks", checks, to_attr="approved")
    )
    return {row.pk: row for row in rows}


def _point(amount: Quantity) -> Point:
    claim = amount.claim
    clock, days = _days(claim)
    places: Sequence[Appearance] = list(claim.appearances.all())
    approved: Sequence[FactCheck] = claim.approved  # type: ignore[attr-defined]  # prefetched above
    return Point(
        claim=claim.pk,
        low=amount.low,
        high=amount.high,
        qualifier=amount.qualifier,
        unit=amount.unit,
        text=amount.text,
        first=days.lower if days else None,
        last=days.upper - timedelta(days=1) if days and days.upper else None,
        clock=clock,
        speaker=str(claim.speaker_root),
        outlet=str(places[0].version.article.outlet) if places else "",
        verdict=approved[0].verdict if approved else "",
        as_of=claim.as_of,
        said=claim.said,
        origin=places[0].version.article.origin_id if places else None,
    )


def _days(claim: Claim) -> tuple[str, Any]:
    """When the figure held: as of, else said, else published."""
    for clock, days in (("as_of", claim.as_of), ("said", claim.said), ("published", claim.published)):
        if days is not None and days.lower is not None:
            return clock, days
    return "", None


def _in_time(point: Point) -> tuple[date, date, int]:
    return point.first or date.max, point.last or date.max, point.claim
