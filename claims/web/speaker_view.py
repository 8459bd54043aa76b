"""What is known of a speaker: spellings and roles, statements over time, where two of them differ, and what became of those checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, Max, Min, Q, QuerySet
from django.db.models.functions import Lower

from claims.languages.folding import fold_key
from claims.matching.differences import Piece, differences
from claims.models import Claim, FactCheck, Match, Quote, Speaker, SpeakerName, User
from claims.statistics import Row
from claims.web.charts import Bar, Column, bars, columns

# Fewer checked statements say nothing in sum: one more or less would turn the picture.
LEAST_CHECKED = 10
# So many of the newest statements are looked through, for roles so many of them: the page costs the same whoever speaks.
MOST_COUNTED, MOST_MENTIONS, MOST_ROLES, MOST_TURNS = 1_000, 500, 20, 30


@dataclass(frozen=True, slots=True)
class Role:
    """What the speaker is called before or after the name, as printed, and in articles of which days."""

    words: str
    first: date | None
    last: date | None
    n: int


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
    """What they said, by the day of the first article, the newest first."""
    claims = Claim.objects.visible_to(user).filter(speaker_root=speaker)
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
        "roles": _roles(speaker, ids[:MOST_MENTIONS]),
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


def _roles(speaker: Speaker, claims: Sequence[int]) -> list[Role]:
    """The words around the name where the claims are quoted, most frequent first; spellings of one role are one."""
    quotes = Quote.objects.filter(appearances__claim__in=claims, retired_by="").exclude(mention="")
    rows = quotes.order_by().values("mention", "spelling__name")
    found: dict[str, Role] = {}
    for row in rows.annotate(n=Count("pk", distinct=True), first=Min("version__published"), last=Max("version__published")).order_by(
        "-n", "mention"
    ):
        words = _without_name(row["mention"], row["spelling__name"] or speaker.name)
        if words:
            key = fold_key(words)
            known = found.get(key, Role(words, row["first"], row["last"], 0))
            days = [one for one in (known.first, row["first"]) if one], [one for one in (known.last, row["last"]) if one]
            found[key] = Role(known.words, min(days[0], default=None), max(days[1], default=None), known.n + row["n"])
    return sorted(found.values(), key=lambda role: -role.n)[:MOST_ROLES]


def _without_name(mention: str, name: str) -> str:
    """What stands around the name; "" where the mention is the name alone, or does not hold it."""
    if name not in mention:
        return ""
    return " ".join(mention.replace(name, " ", 1).split()).strip("،,:- ")


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
