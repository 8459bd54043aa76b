"""What the machine says of pairs becomes rows: suggestions for people, and near pairs that are none, kept for a later engine."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from claims.errors import AlreadyDecided
from claims.matching import JUDGEMENT
from claims.models import Appearance, Candidate, Match
from claims.pipeline.figures import keep_figures
from claims.pipeline.relate import ONE_ORIGIN, SAYS_NOTHING, expire_match, suggest_again
from claims.records import Direction, Judgement, Relation

State = Match.State
Pair = tuple[int, int]  # ids of claims, the lower first


@dataclass(frozen=True, slots=True)
class Judged:
    """`judgement` is of `claim` as a and `other` as b, both ids; `nearness` is the rank's score in [0, 1]."""

    claim: int
    other: int
    judgement: Judgement
    nearness: float

    @property
    def pair(self) -> Pair:
        return min(self.claim, self.other), max(self.claim, self.other)

    @property
    def direction(self) -> str:
        if self.judgement.direction is None:
            return ""
        newer = self.claim if self.judgement.direction == Direction.A_UPDATES_B else self.other
        return Match.MatchDirection.LOW if newer == self.pair[0] else Match.MatchDirection.HIGH

    @property
    def said(self) -> dict[str, Any]:
        """The columns of a match that hold the judgement."""
        return {
            "machine_relation": self.judgement.relation.value,
            "machine_direction": self.direction,
            "score": self.judgement.score,
            "reasons": [reason.record() for reason in self.judgement.reasons],
            "judgement_version": JUDGEMENT,
        }


def keep_judgements(judged: Sequence[Judged]) -> list[Judged]:
    """Store what was judged: new pairs, and what changed of known ones; gives those that became no matches, to be kept for later.

    Safe to run twice, in any order and at once. What people confirmed stays as it is. A rejected pair comes back only with another
    relation. A suggestion that tells nothing any more, or whose claims are of one origin, expires.
    """
    # In the order of the unique key, so that two tasks that share pairs cannot wait for each other in a circle.
    pairs = {one.pair: one for one in sorted(judged, key=lambda one: one.pair)}
    with transaction.atomic():
        inside = _inside_one_origin(list(pairs))
        telling = {pair: one for pair, one in pairs.items() if pair not in inside and one.judgement.relation != Relation.NONE}
        known = _known(list(pairs))
        fresh = [
            Match(claim_low_id=low, claim_high_id=high, **telling[low, high].said) for low, high in telling if (low, high) not in known
        ]
        Match.objects.bulk_create(fresh, ignore_conflicts=True)
        for pair, match in known.items():
            _judge_again(match, pairs[pair], tells=pair in telling, inside=pair in inside)
        # A pair is kept in one place, and one inside an origin in none.
        _forget_candidates({*telling, *known, *inside})
        # The amounts of a confirmed one change by decisions alone.
        keep_figures(match for match in _known(list(telling)).values() if match.state == State.SUGGESTED)
        return [one for pair, one in pairs.items() if pair not in telling and pair not in known and pair not in inside]


def _forget_candidates(pairs: Collection[Pair]) -> None:
    lows, highs = {low for low, _ in pairs}, {high for _, high in pairs}
    rows = Candidate.objects.filter(claim_low__in=lows, claim_high__in=highs).order_by("claim_low", "claim_high")
    locked = rows.select_for_update().values_list("pk", "claim_low", "claim_high")
    Candidate.objects.filter(pk__in=[pk for pk, low, high in locked if (low, high) in pairs]).delete()


def _inside_one_origin(pairs: Sequence[Pair]) -> set[Pair]:
    """The pairs whose claims both stand in articles of one origin: a text and its copy are no two voices."""
    standing = Appearance.objects.filter(claim__in={claim for pair in pairs for claim in pair}, retired_by="")
    origins: dict[int, set[int]] = {}
    for claim, origin in standing.exclude(version__article__origin=None).order_by().values_list("claim", "version__article__origin"):
        origins.setdefault(claim, set()).add(origin)
    return {(low, high) for low, high in pairs if origins.get(low, set()) & origins.get(high, set())}


def keep_candidates(silent: Sequence[Judged]) -> None:
    """Keep pairs that are no matches for a later engine, or note that this one has seen them."""
    Candidate.objects.bulk_create(
        [
            Candidate(claim_low_id=one.pair[0], claim_high_id=one.pair[1], nearness=one.nearness, judgement_version=JUDGEMENT)
            for one in sorted(silent, key=lambda one: one.pair)
        ],
        update_conflicts=True,
        unique_fields=["claim_low", "claim_high"],
        update_fields=["nearness", "judgement_version"],
    )


def _known(pairs: Sequence[Pair]) -> dict[Pair, Match]:
    lows, highs = {low for low, _ in pairs}, {high for _, high in pairs}
    rows = Match.objects.filter(claim_low__in=lows, claim_high__in=highs).order_by("claim_low_id", "claim_high_id")
    asked = set(pairs)
    return {pair: row for row in rows if (pair := (row.claim_low_id, row.claim_high_id)) in asked}


def _judge_again(match: Match, one: Judged, *, tells: bool, inside: bool) -> None:
    try:
        if not tells:
            if match.state == State.SUGGESTED:
                expire_match(match, reason=ONE_ORIGIN if inside else SAYS_NOTHING)
        elif match.state == State.SUGGESTED:
            Match.objects.filter(pk=match.pk, state=State.SUGGESTED).update(**one.said)
        elif match.state in {State.REJECTED, State.EXPIRED}:
            suggest_again(match, one.said)
    except AlreadyDecided:
        return  # a person, or another task, was first
    # Seen by this engine, whatever came of it.
    Match.objects.filter(pk=match.pk).exclude(judgement_version=JUDGEMENT).update(judgement_version=JUDGEMENT)
