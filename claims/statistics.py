"""What dashboards show: counts, backlog, time to a verdict, how claims relate, and how the work is going.

Every figure counts what the user may see and nothing else. Counts of claims, appearances and matches are sums of tallies, exact at
every moment; what concerns verdicts is counted from the rows, which are few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, DateField, F, FloatField, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Extract, TruncWeek

from claims.models import ArticleVersion, Claim, Decision, FactCheck, Match, Outlet, Page, Speaker, Tally, User
from claims.models.tally import TallyQuerySet

Viewer = User | AnonymousUser
Of = Tally.Of
OPEN = (Claim.Status.UNREVIEWED, Claim.Status.IN_REVIEW, Claim.Status.IN_APPROVAL)
# The longest list of speakers or outlets.
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Window:
    """Days of publication, inclusive, None where open; and a language, "" for all."""

    first: date | None = None
    last: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: what it is of, how it is called, and how many."""

    key: str
    label: str
    n: int


def claims_by_status(user: Viewer, window: Window) -> list[Row]:
    """Every status, in the order of the work, those with none included."""
    counted = dict(_sums(user, window, Of.CLAIM, "state"))
    return [Row(status.value, str(status.label), counted.get(status.value, 0)) for status in Claim.Status]


def claims_by_language(user: Viewer, window: Window) -> list[Row]:
    """Most first."""
    return _ranked(_sums(user, window, Of.CLAIM, "language"), {})


def claims_by_day(user: Viewer, window: Window) -> list[Row]:
    """Each day with claims, by day of publication, in order of time; `key` is the ISO date."""
    return [Row(day.isoformat(), day.isoformat(), n) for day, n in sorted(_sums(user, window, Of.CLAIM, "day"))]


def claims_by_speaker(user: Viewer, window: Window, most: int = 20) -> list[Row]:
    """The speakers with the most claims, at most MOST_NAMED of them."""
    return _named(_sums(user, window, Of.SPEAKER, "key", most), Speaker.objects.all())


def appearances_by_outlet(user: Viewer, window: Window, most: int = 20) -> list[Row]:
    """The outlets in which the most claims appear, at most MOST_NAMED of them."""
    return _named(_sums(user, window, Of.OUTLET, "key", most), Outlet.objects.all())


def matches_by_week(user: Viewer, window: Window) -> list[dict[str, Any]]:
    """For each week and relation how many were found, by state: `{week, relation, suggested, confirmed, rejected, expired}`."""
    rows = (
        _tallies(user, window, Of.MATCH)
        .annotate(week=TruncWeek("day", output_field=DateField()), relation=F("key"))
        .values("week", "relation")
        .annotate(**{state.value: Sum("n", filter=Q(state=state), default=0) for state in Match.State})
        .order_by("week", "relation")
    )
    weeks: list[dict[str, Any]] = [dict(row) for row in rows]
    return [row for row in weeks if any(row[state.value] for state in Match.State)]


def suggestion_precision(user: Viewer, window: Window) -> list[dict[str, Any]]:
    """Of the suggestions that people decided, how many they confirmed: `{relation, confirmed, rejected, precision}`."""
    rows = (
        _tallies(user, window, Of.MATCH)
        .values(relation=F("key"))
        .annotate(
            confirmed=Sum("n", filter=Q(state=Match.State.CONFIRMED), default=0),
            rejected=Sum("n", filter=Q(state=Match.State.REJECTED), default=0),
        )
        .order_by("relation")
    )
    decided = [row for row in rows if row["confirmed"] + row["rejected"]]
    return [{**row, "precision": round(row["confirmed"] / (row["confirmed"] + row["rejected"]), 4)} for row in decided]


def fact_checks_by_verdict(user: Viewer, window: Window) -> list[Row]:
    """Approved fact checks that were not withdrawn, in the order of the scale, verdicts without any left out."""
    counted = dict(_checks(user, window).filter(state=FactCheck.State.APPROVED).values_list("verdict").annotate(n=Count("pk")).order_by())
    return [Row(verdict.value, str(verdict.label), counted[verdict.value]) for verdict in FactCheck.Verdict if verdict.value in counted]


def backlog(user: Viewer, window: Window) -> Mapping[str, int]:
    """How many claims are open, and how many of those in each status."""
    counted = dict(_sums(user, window, Of.CLAIM, "state"))
    return {"open": sum(counted.get(status, 0) for status in OPEN), **{status.value: counted.get(status, 0) for status in OPEN}}


def hours_to_verdict(user: Viewer, window: Window) -> Mapping[str, float | int | None]:
    """From the first sight of a claim to the first approval of its fact check: `{checked, median, p90}`, in hours; None where none was."""
    approved = Decision.objects.filter(subject=Decision.Subject.FACT_CHECK, subject_id=OuterRef("pk"), to_state=FactCheck.State.APPROVED)
    first = approved.order_by().values("subject_id").annotate(first=Min("at")).values("first")
    seconds = Cast(Extract(F("approved_at") - F("claim__created_at"), "epoch"), FloatField())
    hours = sorted(
        value / 3600
        for value in _checks(user, window)
        .annotate(approved_at=Subquery(first))
        .filter(approved_at__isnull=False)
        .annotate(seconds=seconds)
        .values_list("seconds", flat=True)
    )
    return {"checked": len(hours), "median": _quantile(hours, 0.5), "p90": _quantile(hours, 0.9)}


def pipeline_health() -> Mapping[str, Any]:
    """Article versions and pages by where they stand, and since when the oldest waiting one has waited (None: none waits)."""
    waiting = ArticleVersion.objects.waiting().aggregate(since=Min("state_at"))["since"]
    return {
        "versions": dict(ArticleVersion.objects.values_list("state").annotate(n=Count("pk")).order_by()),
        "pages": dict(Page.objects.values_list("state").annotate(n=Count("pk")).order_by()),
        "unmatched_claims": Claim.objects.filter(match_state=Claim.MatchState.PENDING).count(),
        "waiting_since": waiting,
    }


def _tallies(user: Viewer, window: Window, of: str) -> TallyQuerySet:
    tallies = Tally.objects.visible_to(user).filter(of=of)
    if window.first is not None:
        tallies = tallies.filter(day__gte=window.first)
    if window.last is not None:
        tallies = tallies.filter(day__lte=window.last)
    return tallies.filter(language=window.language) if window.language and of != Of.MATCH else tallies


def _sums(user: Viewer, window: Window, of: str, by: str, most: int | None = None) -> list[tuple[Any, int]]:
    sums = _tallies(user, window, of).values_list(by).annotate(total=Sum("n")).exclude(total=0).order_by("-total", by)
    return list(sums[: min(most, MOST_NAMED)] if most is not None else sums)


def _ranked(sums: Sequence[tuple[str, int]], names: Mapping[str, str]) -> list[Row]:
    return [Row(key, names.get(key, key), n) for key, n in sums]


def _named(sums: Sequence[tuple[str, int]], rows: QuerySet[Any]) -> list[Row]:
    return _ranked(sums, {str(pk): name for pk, name in rows.filter(pk__in=[key for key, _ in sums]).values_list("pk", "name")})


def _checks(user: Viewer, window: Window) -> QuerySet[FactCheck]:
    if not user.is_authenticated:
        return FactCheck.objects.none()
    checks = FactCheck.objects.live().exclude(claim__in=Claim.objects.hidden_from(user))
    if window.first is not None:
        checks = checks.filter(claim__published__endswith__gt=window.first)
    if window.last is not None:
        checks = checks.filter(claim__published__startswith__lte=window.last)
    return checks.filter(claim__language=window.language) if window.language else checks


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    """The nearest rank (NIST handbook, 2.6.2)."""
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)
