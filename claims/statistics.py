"""What dashboards show: counts, backlog, time to a verdict, how claims relate, and how the work is going.

Every figure counts what the user may see and nothing else. All are sums of what triggers keep, exact at every moment; only the origins
of claims are counted some seconds late (`pipeline.support`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Aggregate, Count, DateField, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast, TruncWeek

from claims.models import Article, ArticleVersion, Checked, Claim, Decision, FactCheck, Match, Outlet, Page, Speaker, Tally, User
from claims.models.tally import CheckedQuerySet, TallyQuerySet
from claims.models.user import SYSTEM_USERNAME

Viewer = User | AnonymousUser
Of = Tally.Of
OPEN = (Claim.Status.UNREVIEWED, Claim.Status.IN_REVIEW, Claim.Status.IN_APPROVAL)
# What people make of a suggestion: right, right as another relation, wrong.
JUDGED_AS = ("confirmed", "corrected", "rejected")
_OF_MATCHES = (Of.MATCH, Of.JUDGED)
# The longest list of speakers or outlets.
MOST_NAMED = 100
# Matches that several people decided, of which agreement is counted.
MOST_AGREED = 1_000


@dataclass(frozen=True, slots=True)
class Window:
    """Days, inclusive, None where open; and a language, "" for all.

    Of claims, appearances and fact checks the day is that of publication; of matches the day on which they were found. A match may be
    between two languages: series of matches leave `language` out of account.
    """

    first: date | None = None
    last: date | None = None
    language: str = ""

    @property
    def days(self) -> Q:
        """Of rows with a `day`, those in the window."""
        return (Q() if self.first is None else Q(day__gte=self.first)) & (Q() if self.last is None else Q(day__lte=self.last))


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
    rows = Tally.objects.visible_to(user).filter(_by_speaker(window))
    sums = _summed(rows.filter(language=window.language) if window.language else rows, "key", most)
    return _named(sums, Speaker.objects.all())


def claims_by_origins(user: Viewer, window: Window) -> list[Row]:
    """How many claims stand in one origin, in two, and so on; `key` is the number. What was read in the last minute may be missing."""
    return sorted(_ranked(_sums(user, window, Of.ORIGINS, "key"), {}), key=lambda row: int(row.key))


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
    """Of the suggestions that people decided, what they made of them: `{relation, confirmed, corrected, rejected, precision}`.

    `relation` is the one that the machine had said; `corrected` counts what was confirmed as another. `precision` is the share confirmed.
    """
    rows = (
        _tallies(user, window, Of.JUDGED)
        .values(relation=F("key"))
        .annotate(**{outcome: Sum("n", filter=Q(state=outcome), default=0) for outcome in JUDGED_AS})
        .order_by("relation")
    )
    judged: list[dict[str, Any]] = [dict(row) for row in rows]
    counted = [(row, sum(row[outcome] for outcome in JUDGED_AS)) for row in judged]
    return [{**row, "precision": round(row["confirmed"] / decided, 4)} for row, decided in counted if decided]


def reviewer_agreement(user: Viewer, window: Window) -> Mapping[str, float | int | None]:
    """Of the matches that two people (never the machine) decided one after the other, how far they agree: `{pairs, agreed, kappa}`.

    What each of the first two left it at counts: rejected, or confirmed as which relation. What was taken back is no opinion, and what
    was said before the machine judged anew is none of the new suggestion. `kappa` is Cohen's: 1 full agreement, 0 as by chance; None
    without pairs, or where both always said one and the same. The newest MOST_AGREED matches are taken.
    """
    decided = Decision.objects.filter(subject=Decision.Subject.MATCH, to_state__in=(Match.State.CONFIRMED, Match.State.REJECTED))
    decided = decided.exclude(actor__username=SYSTEM_USERNAME)
    again = decided.filter(seq__gte=2, subject_id__in=_matches(user, window)) if user.is_authenticated else decided.none()
    matches = list(again.order_by("-subject_id").values_list("subject_id", flat=True).distinct()[:MOST_AGREED])
    chains: dict[int, list[_Decided]] = {}
    whole = Decision.objects.filter(subject=Decision.Subject.MATCH, subject_id__in=matches).order_by("subject_id", "seq")
    for match, *decided_so in whole.values_list("subject_id", "seq", "actor__username", "to_state", "changes"):
        chains.setdefault(match, []).append(_Decided(*decided_so))
    pairs = [pair for pair in map(_two_opinions, chains.values()) if pair is not None]
    agreed = sum(one == other for one, other in pairs)
    return {"pairs": len(pairs), "agreed": agreed, "kappa": _kappa(pairs)}


def fact_checks_by_verdict(user: Viewer, window: Window) -> list[Row]:
    """Approved fact checks that were not withdrawn, in the order of the scale, verdicts without any left out."""
    rows = _checks(user, window).filter(is_approved=True)
    counted = dict(rows.values_list("verdict").annotate(n=Count("pk")).order_by())
    return [Row(verdict.value, str(verdict.label), counted[verdict.value]) for verdict in FactCheck.Verdict if verdict.value in counted]


def backlog(user: Viewer, window: Window) -> Mapping[str, int]:
    """How many claims are open, and how many of those in each status."""
    counted = dict(_sums(user, window, Of.CLAIM, "state"))
    return {"open": sum(counted.get(status, 0) for status in OPEN), **{status.value: counted.get(status, 0) for status in OPEN}}


def hours_to_verdict(user: Viewer, window: Window) -> Mapping[str, float | int | None]:
    """From the first sight of a claim to the first approval of its fact check: `{checked, median, p90}`, in hours; None where none was."""
    checks = _checks(user, window).filter(seconds__isnull=False)
    found = checks.aggregate(checked=Count("pk"), median=Quantile("seconds", share=0.5), p90=Quantile("seconds", share=0.9))
    hours = {name: None if found[name] is None else round(found[name] / 3600, 2) for name in ("median", "p90")}
    return {"checked": found["checked"], **hours}


def pipeline_health(user: Viewer) -> Mapping[str, Any]:
    """Article versions and pages by where they stand, every state with its count, and since when the version that waits longest has
    waited, as `oldest_waiting` tells it."""
    # What is hidden is little, and is counted by itself.
    hidden, unmatched = Article.objects.hidden_from(user), Claim.objects.filter(match_state=Claim.MatchState.PENDING)
    return {
        "versions": dict.fromkeys(ArticleVersion.State.values, 0) | _by_state(ArticleVersion.objects.all(), hidden),
        "pages": dict.fromkeys(Page.State.values, 0) | _by_state(Page.objects.all(), hidden),
        "unmatched_claims": unmatched.count() - unmatched.hidden_from(user).count(),
        "waiting_since": ArticleVersion.objects.exclude(article__in=hidden).oldest_waiting(),
    }


def _by_state(rows: QuerySet[Any], hidden: QuerySet[Article]) -> dict[str, int]:
    """How many stand in each state, without those of the hidden articles."""
    every, without = (
        Counter(dict(some.values_list("state").annotate(n=Count("pk")).order_by())) for some in (rows, rows.filter(article__in=hidden))
    )
    return dict(every - without)


def _tallies(user: Viewer, window: Window, of: str) -> TallyQuerySet:
    tallies = Tally.objects.visible_to(user).filter(window.days, of=of)
    return tallies.filter(language=window.language) if window.language and of not in _OF_MATCHES else tallies


def _sums(user: Viewer, window: Window, of: str, by: str, most: int | None = None) -> list[tuple[Any, int]]:
    return _summed(_tallies(user, window, of), by, most)


def _summed(tallies: QuerySet[Tally], by: str, most: int | None = None) -> list[tuple[Any, int]]:
    sums = tallies.values_list(by).annotate(total=Sum("n")).exclude(total=0).order_by("-total", by)
    return list(sums[: min(most, MOST_NAMED)] if most is not None else sums)


def _by_speaker(window: Window) -> Q:
    """The fewest tallies that add up to the window: everything, or whole years with the days before and after them."""
    if window.first is None and window.last is None:
        return Q(of=Of.SPEAKER_EVER)
    first = date.min if window.first is None else _first_of_year(window.first)
    after = date.max if window.last is None else _year_after(window.last)
    days = Q(of=Of.SPEAKER) & window.days
    if first >= after:
        return days
    return Q(of=Of.SPEAKER_YEAR, day__gte=first, day__lt=after) | (days & (Q(day__lt=first) | Q(day__gte=after)))


def _first_of_year(day: date) -> date:
    """The first day of the first year that begins on `day` or later."""
    first = day.replace(month=1, day=1)
    return first if first == day or day.year == date.max.year else first.replace(year=day.year + 1)


def _year_after(day: date) -> date:
    """The day after the last year that has ended by the end of `day`."""
    if (day.month, day.day) == (12, 31):
        return date.max if day.year == date.max.year else date(day.year + 1, 1, 1)
    return day.replace(month=1, day=1)


def _ranked(sums: Sequence[tuple[str, int]], names: Mapping[str, str]) -> list[Row]:
    return [Row(key, names.get(key, key), n) for key, n in sums]


def _named(sums: Sequence[tuple[str, int]], rows: QuerySet[Any]) -> list[Row]:
    return _ranked(sums, {str(row.pk): str(row) for row in rows.filter(pk__in=[key for key, _ in sums])})


def _checks(user: Viewer, window: Window) -> CheckedQuerySet:
    checks = Checked.objects.visible_to(user).filter(window.days)
    return checks.filter(language=window.language) if window.language else checks


def _matches(user: Viewer, window: Window) -> QuerySet[Match, int]:
    """Ids of the matches found in these days, as the tallies of matches count them, without those of other desks."""
    found = Match.objects.exclude(claim_low__in=Claim.objects.hidden_from(user)).annotate(day=Cast("created_at", DateField()))
    return found.filter(window.days).values_list("pk", flat=True)


class _Decided(NamedTuple):
    """One decision on a match; making thousands of them into models would cost more than all else."""

    seq: int
    actor: str
    to_state: str
    changes: Mapping[str, Any]


def _two_opinions(chain: Sequence[_Decided]) -> tuple[str, str] | None:
    """What the first two people left a match at, neither having taken it back, of one suggestion of the machine."""
    standing: dict[int, _Decided] = {}
    for decision in chain:
        if "undoes" in decision.changes:
            standing.pop(decision.changes["undoes"], None)
        elif decision.actor != SYSTEM_USERNAME:
            standing[decision.seq] = decision
        elif decision.to_state == Match.State.SUGGESTED:
            if len({said.actor for said in standing.values()}) > 1:
                break
            standing = {}
    opinions = [_label(last.to_state, last.changes) for last in _last_of_each(list(standing.values()))]
    return (opinions[0], opinions[1]) if len(opinions) > 1 else None


def _last_of_each(decisions: Sequence[_Decided]) -> list[_Decided]:
    """Of those by one person in a row the last."""
    following = [*decisions[1:], None]
    return [one for one, after in zip(decisions, following, strict=True) if after is None or after.actor != one.actor]


def _label(state: str, changes: Mapping[str, Any]) -> str:
    return f"{state} {changes['relation'][1]}" if state == Match.State.CONFIRMED and "relation" in changes else state


def _kappa(pairs: Sequence[tuple[str, ...]]) -> float | None:
    """Cohen (1960): agreement beyond what the shares of each label would give by chance."""
    if not pairs:
        return None
    observed = sum(one == other for one, other in pairs) / len(pairs)
    firsts, seconds = (Counter(pair[place] for pair in pairs) for place in (0, 1))
    chance = sum(firsts[label] * seconds[label] for label in firsts) / len(pairs) ** 2
    return None if chance == 1 else round((observed - chance) / (1 - chance), 4)


class Quantile(Aggregate):
    """The nearest rank: the least value that so great a share of the values does not exceed (NIST handbook, 2.6.2)."""

    function = "percentile_disc"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()
