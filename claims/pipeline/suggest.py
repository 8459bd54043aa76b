"""What the machine says of pairs becomes rows: suggestions for people, and near pairs that are none, kept for a later engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, transaction

from claims.errors import AlreadyDecided, MoveRefused
from claims.matching import JUDGEMENT
from claims.models import Appearance, Candidate, Claim, Match
from claims.pipeline.figures import keep_figures
from claims.pipeline.relate import ONE_ORIGIN, SAYS_NOTHING, SURER_ONES, expire_match, suggest_again
from claims.records import Direction, Judgement, Relation

State = Match.State
Pair = tuple[int, int]  # ids of claims, the lower first
# Each claim chooses so many of the pairs that were judged: contradictions and updates before what says the same, of each the surest. A
# pair stands while one of its two claims chooses it. That depends on the pairs and not on their order: a pair that neither chooses has so
# many before it at both ends, each of which stands, and no later pair gives it a place. The place of one that people decided on stays
# taken, so that a decision lets none come or go.
MOST_SUGGESTIONS = 20
# A pair that is no suggestion is kept from this nearness on: a better engine may see one.
KEEP_FLOOR = 0.3
# So many pairs of a claim are looked at behind those: no more come to it between two looks.
MOST_DISPLACED = 100


class Place(NamedTuple):
    """Where a pair stands among those of one of its claims; the first is the least. Nothing of it tells when the claims came, but for the
    number of the other one, which only decides between two of the same words."""

    only_supports: bool
    doubt: float
    words: str  # the text key of the other claim
    other: int


class Standing(NamedTuple):
    place: Place
    pair: Pair
    state: str


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
    """Store what was judged: new pairs, and what changed of known ones; gives those that became no matches and are near enough to be
    kept for later.

    Safe to run twice, in any order and at once. What people confirmed stays as it is. A rejected pair comes back only with another
    relation. A suggestion that tells nothing any more, or whose claims are of one origin, expires. A new pair that neither of its claims
    chooses is no suggestion; those that others displace expire by `expire_displaced`. Where a suggestion has ended for another reason,
    what it had displaced comes back when one of its claims is compared again.
    """
    # In the order of the unique key, so that two tasks that share pairs cannot wait for each other in a circle.
    pairs = {one.pair: one for one in sorted(judged, key=lambda one: one.pair)}
    with transaction.atomic(savepoint=False):
        known = _known(pairs)
        # Most of what a search finds is told nothing of, and too far to be kept: nobody needs to know where it stands.
        pairs = {
            pair: one
            for pair, one in pairs.items()
            if one.judgement.relation != Relation.NONE or one.nearness >= KEEP_FLOOR or pair in known
        }
        inside = _inside_one_origin(pairs)
        telling = {pair: one for pair, one in pairs.items() if pair not in inside and one.judgement.relation != Relation.NONE}
        for pair in _crowded_out(telling, known):
            del telling[pair]
        fresh = [
            Match(claim_low_id=low, claim_high_id=high, **telling[low, high].said) for low, high in telling if (low, high) not in known
        ]
        Match.objects.bulk_create(fresh, ignore_conflicts=True)
        for pair, match in known.items():
            _judge_again(match, pairs[pair], tells=pair in telling, inside=pair in inside)
        # A pair is kept in one place, and one inside an origin in none.
        _forget_candidates({*telling, *known, *inside})
        # The amounts of a confirmed one change by decisions alone.
        keep_figures(match for match in _known(telling).values() if match.state == State.SUGGESTED)
        silent = [one for pair, one in pairs.items() if pair not in telling and pair not in known and pair not in inside]
        return [one for one in silent if one.nearness >= KEEP_FLOOR]


def expire_displaced(claims: Collection[int]) -> None:
    """Let those suggestions of the claims expire that neither of their two claims chooses any more; a transaction each. Safe to run twice.

    Call it when what was judged is committed: who keeps judgements at once has committed them before this looks, or looks after this.
    """
    standing = _standing(claims)
    behind = {one.pair for row in standing.values() for one in row[MOST_SUGGESTIONS:] if one.state == State.SUGGESTED}
    if not behind:
        return
    standing |= _standing({claim for pair in behind for claim in pair} - standing.keys())
    for match in _known(behind - _chosen(standing.values())).values():
        # A person, or another task, may have been first, before the row was read or after.
        if match.state == State.SUGGESTED:
            with suppress(AlreadyDecided, MoveRefused):
                expire_match(match, reason=SURER_ONES)


def _crowded_out(telling: Mapping[Pair, Judged], known: Mapping[Pair, Match]) -> list[Pair]:
    """Those that do not stand yet and that neither claim chooses from what stands and what was judged now."""
    coming = [pair for pair in telling if pair not in known or known[pair].state == State.EXPIRED]
    if not coming:
        return []
    again = {pair for pair, match in known.items() if match.state == State.SUGGESTED}
    now = _placed([telling[pair] for pair in (*coming, *(again & telling.keys()))])
    standing = _standing(now)
    chosen = _chosen(sorted([*row, *(one for one in standing.get(claim, ()) if one.pair not in again)]) for claim, row in now.items())
    return [pair for pair in coming if pair not in chosen]


def _placed(judged: Sequence[Judged]) -> dict[int, list[Standing]]:
    """Each of the pairs at both of its claims, in no order."""
    found: dict[int, list[Standing]] = {claim: [] for one in judged for claim in one.pair}
    keys = dict(Claim.objects.filter(pk__in=found).values_list("pk", "text_key"))
    for one in judged:
        for claim, other in (one.pair, one.pair[::-1]):
            place = _place(one.judgement.relation.value, one.judgement.score, keys[other], other)
            found[claim].append(Standing(place, one.pair, State.SUGGESTED))
    return found


def _chosen(rows: Iterable[Sequence[Standing]]) -> set[Pair]:
    return {one.pair for row in rows for one in row[:MOST_SUGGESTIONS]}


def _place(relation: str, score: float, words: str, other: int) -> Place:
    return Place(relation not in (Relation.CONTRADICTS, Relation.UPDATES), -score, words, other)


def _standing(claims: Iterable[int]) -> dict[int, list[Standing]]:
    """For each of the claims that has some the pairs that have a place with it, the first first, and no more than are looked at."""
    found: dict[int, list[Standing]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(claims), MOST_SUGGESTIONS + MOST_DISPLACED])
        for claim, other, relation, score, state, words in cursor.fetchall():
            pair = min(claim, other), max(claim, other)
            found.setdefault(claim, []).append(Standing(_place(relation, score, words, other), pair, state))
    return {claim: sorted(row) for claim, row in found.items()}


# In the order of Place.
_STANDING = """
SELECT asked.claim, near.other, near.machine_relation, near.score, near.state, near.text_key
FROM unnest(%s::bigint[]) asked(claim) CROSS JOIN LATERAL (
    SELECT m.other, m.machine_relation, m.score, m.state, c.text_key FROM (
        SELECT claim_high_id AS other, machine_relation, score, state FROM claims_match WHERE claim_low_id = asked.claim
        UNION ALL SELECT claim_low_id, machine_relation, score, state FROM claims_match WHERE claim_high_id = asked.claim
    ) m JOIN claims_claim c ON c.id = m.other WHERE m.state <> 'expired'
    ORDER BY m.machine_relation NOT IN ('contradicts', 'updates'), m.score DESC, c.text_key COLLATE "C", c.id LIMIT %s
) near
"""


def _forget_candidates(pairs: Collection[Pair]) -> None:
    rows = Candidate.objects.filter(pk__in=_numbers(Candidate, pairs)).order_by("claim_low", "claim_high")
    # Locked in the order of the unique key, before any goes.
    locked = list(rows.select_for_update().values_list("pk", flat=True))
    Candidate.objects.filter(pk__in=locked).delete()


def _inside_one_origin(pairs: Collection[Pair]) -> set[Pair]:
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


def _known(pairs: Collection[Pair]) -> dict[Pair, Match]:
    rows = Match.objects.filter(pk__in=_numbers(Match, pairs)).order_by("claim_low_id", "claim_high_id")
    return {(row.claim_low_id, row.claim_high_id): row for row in rows}


def _numbers(model: type[Match | Candidate], pairs: Collection[Pair]) -> list[int]:
    """The rows of these pairs, looked up pair by pair."""
    if not pairs:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS.format(table=model._meta.db_table), [[low for low, _ in pairs], [high for _, high in pairs]])
        return [number for (number,) in cursor.fetchall()]


_NUMBERS = """
SELECT held.id FROM unnest(%s::bigint[], %s::bigint[]) asked(low, high)
JOIN {table} held ON held.claim_low_id = asked.low AND held.claim_high_id = asked.high
"""


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
