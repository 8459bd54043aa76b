"""What is known of a speaker: spellings and roles, statements over time, where two of them differ, and what became of those checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, Q, QuerySet
from django.db.models.functions import Lower

from claims.matching.differences import Piece, differences
from claims.models import Claim, FactCheck, Match, Speaker, SpeakerName, User
from claims.roles import MOST_MENTIONS, roles_in
from claims.statistics import Row
from claims.web.charts import Bar, Column, bars, columns

# Fewer checked statements say nothing in sum: one more or less would turn the picture.
LEAST_CHECKED = 10
# So many of the newest statements are looked through: the page costs the same whoever speaks.
MOST_COUNTED, MOST_TURNS = 1_000, 30


@dataclass(frozen=True, slots=True)
class Turn:
    """Two statements on the same measure that people found to differ, the earlier first, the differing words of both marked."""

    earlier: Claim
    later: Claim
    before: Sequence[Piece]
    after: Sequence[Piece]
    relation: str
    relation_label: str


@dataclass(frozen=True, slots=True)
class VerdictMix:
    """`bars` are empty below LEAST_CHECKED, where `checks` are to be read one by one."""

    n: int
    bars: Sequence[Bar]
    checks: Sequence[FactCheck]

    @property
    def least(self) -> int:
        return LEAST_CHECKED


def statements_of(speaker: Speaker, user: User, first: date | None = None, last: date | None = None) -> QuerySet[Claim]:
    """What they said and some article still says of them, by the day of the first article, the newest first."""
    claims = Claim.objects.visible_to(user).live().filter(speaker_root=speaker)
    if first is not None:
        claims = claims.filter(published__startswith__gte=first)
    if last is not None:
        claims = claims.filter(published__startswith__lte=last)
    return claims.order_by("-published", "-pk")


def speaker_view(speaker: Speaker, user: User) -> dict[str, Any]:
    """The context of the page beside its list, of the newest MOST_COUNTED statements. A constant number of queries."""
    identities = Q(speaker=speaker) | Q(speaker__merged_into=speaker)
    found = statements_of(speaker, user).annotate(day=Lower("published", output_field=DateField()))
    newest = list(found.values_list("pk", "day")[: MOST_COUNTED + 1])
    cut, newest = len(newest) > MOST_COUNTED, newest[:MOST_COUNTED]
    ids = [pk for pk, _ in newest]
    return {
        "speaker": speaker,
        "spellings": list(SpeakerName.objects.filter(identities).order_by("name").values_list("name", flat=True).distinct()),
        "roles": roles_in(ids[:MOST_MENTIONS]),
        "days": _days([day for _, day in newest if day is not None]),
        "turns": _turns(ids, user),
        "mix": _mix(ids, user),
        "counted": MOST_COUNTED if cut else 0,
    }


def _days(published: Sequence[date]) -> list[Column]:
    """How much was published over time; none where one column would be all."""
    counted = Counter(published)
    drawn = columns([Row(day.isoformat(), day.isoformat(), n) for day, n in sorted(counted.items())])
    return drawn if len(drawn) > 1 else []


def _turns(claims: Sequence[int], user: User) -> list[Turn]:
    pairs = Match.objects.visible_to(user).filter(
        state=Match.State.CONFIRMED,
        relation__in=(Match.MatchRelation.CONTRADICTS, Match.MatchRelation.UPDATES),
        claim_low__in=claims,
        claim_high__in=claims,
    )
    rows = pairs.select_related("claim_low", "claim_high").order_by("-pk")[:MOST_TURNS]
    return sorted((_turn(match) for match in rows), key=lambda turn: (_day(turn.later), turn.later.pk), reverse=True)


def _turn(match: Match) -> Turn:
    earlier, later = sorted((match.claim_low, match.claim_high), key=lambda claim: (_day(claim), claim.pk))
    before, after = differences(earlier.text, later.text, across_languages=earlier.language != later.language)
    return Turn(earlier, later, before, after, match.relation, str(Match.MatchRelation(match.relation).label))


def _day(claim: Claim) -> date:
    """When it was said, else published."""
    for span in (claim.said, claim.published):
        if span is not None and span.lower is not None:
            found: date = span.lower
            return found
    return date.min


def _mix(claims: Sequence[int], user: User) -> VerdictMix:
    checks = FactCheck.objects.visible_to(user).live().filter(claim__in=claims, state=FactCheck.State.APPROVED)
    counted = dict(checks.order_by().values_list("verdict").annotate(n=Count("pk")))
    n = sum(counted.values())
    if n < LEAST_CHECKED:
        return VerdictMix(n, [], list(checks.select_related("claim").order_by(F("claim__published").desc(nulls_last=True), "-pk")))
    known = [verdict for verdict in FactCheck.Verdict if verdict.value in counted]
    return VerdictMix(n, bars([Row(verdict.value, str(verdict.label), counted[verdict.value]) for verdict in known]), [])
