"""A claim is put beside the others: candidates, a judgement each, the telling ones kept as suggestions."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from django.db import DEFAULT_DB_ALIAS, models, transaction

from claims.clients.embeddings import embedder
from claims.matching import Profile, read_profile, suggest
from claims.matching.ranking import Ranking, Rarity
from claims.models import Appearance, Claim, ClaimWords, Embedding
from claims.pipeline.candidates import Asked, Found, find_candidates
from claims.pipeline.stored import read_stored
from claims.pipeline.suggest import Judged, expire_displaced, keep_candidates, keep_judgements
from claims.pipeline.words import keep_words, rarity
from claims.records import FoundClaim, Relation

# Of the ranked candidates so many are judged: a claim's cost is bounded whatever the base holds.
MOST_JUDGED = 100
# Nothing less near is judged, which is five of six that the search names: of 375 suggestions among 746 claims of real articles four were
# less near, and none of the four was right.
JUDGED_FLOOR = 0.2
# A claim that was changed while it was compared is compared so many times more at once.
MORE_TRIES = 2
# Of the pairs that are no suggestions so many a search are kept for a better engine, the nearest.
MOST_KEPT = 20
# What is found of so many claims is kept in one transaction: statements are shared, and nobody who decides on one of them waits long.
KEPT_TOGETHER = 10


def match_claim(claim_id: int) -> None:
    """Compare one claim as `match_claims` does. Raises Claim.DoesNotExist."""
    if match_claims([claim_id]) == 0:
        raise Claim.DoesNotExist


def match_claims(claim_ids: Sequence[int]) -> int:
    """Compare each of these claims with the nearest others and keep the telling pairs as suggestions; gives how many were compared.

    Safe to run twice, in any order and at once: what is found of a few claims is kept in one transaction, and who is interrupted leaves
    the rest waiting. Claims of one article cost less together, since what they are compared with is mostly the same. A claim whose
    vector is not there yet is compared by its words, and waits again when the vector comes. One that was changed meanwhile is compared
    anew; where that happens time and again it waits as whoever changed it left it.

    What stands in the end depends on the pairs that were judged, and not on their order (`MOST_SUGGESTIONS`). Which are judged depends on
    it in so far as a search finds what is stored by then: of two claims the later one finds the earlier, unless so many others are nearer
    to it that a bound of the search leaves it out, or it is as near as the floor and the words have been counted anew.
    """
    is_kept = _compare(claim_ids)
    changed = [claim for claim in is_kept if not is_kept[claim]]
    for _ in range(MORE_TRIES):
        changed = [claim for claim, kept in _compare(changed).items() if not kept]
    return len(is_kept)


def _compare(claim_ids: Sequence[int]) -> dict[int, bool]:
    """For each of the claims that there are whether what was found is kept, or the claim was changed meanwhile."""
    if not claim_ids:
        return {}
    together = _read(claim_ids)
    with transaction.atomic():
        ranking = _ranking(rarity())
        nearest = {claim: _nearest(asked, ranking) for claim, asked in together.asked.items()}
    together.read({found.claim for ranked in nearest.values() for found, _ in ranked})
    judged = {claim: _judged(claim, ranked, together) for claim, ranked in nearest.items()}
    done: set[int] = set()
    for first in range(0, len(judged), KEPT_TOGETHER):
        done |= _keep(dict(islice(judged.items(), first, first + KEPT_TOGETHER)), together)
    return {claim: claim in done for claim in judged}


@lru_cache(maxsize=1)
def _ranking(counted: Rarity | None) -> Ranking:
    """One for all articles between two counts: what they are compared with is much the same."""
    return Ranking(counted)


def ranked_candidates(
    asked: Asked, ranking: Ranking, *, model: str, width: int, using: str = DEFAULT_DB_ALIAS
) -> list[tuple[Found, float]]:
    """The stored claims that may speak of the same thing, nearest first, each with its nearness in [0, 1]."""
    found = find_candidates(asked, model=model, width=width, using=using)
    scores = ranking.scores(asked.plain, [one.plain for one in found], [one.cosine for one in found])
    return sorted(zip(found, scores.tolist(), strict=True), key=lambda item: (-item[1], item[0].claim))


@dataclass(frozen=True, slots=True)
class _Together:
    """Claims that are compared one after the other: what is looked for by each, its text key, by whom its row was last written when it
    was read, and every claim that was read so far."""

    asked: dict[int, Asked]
    keys: dict[int, str]
    writers: dict[int, int]
    profiles: dict[int, Profile] = field(default_factory=dict)

    def read(self, claims: Iterable[int]) -> None:
        missing = [claim for claim in claims if claim not in self.profiles]
        self.profiles.update((claim, _profile(found)) for claim, found in read_stored(missing).items())


@lru_cache(maxsize=4096)
def _profile(found: FoundClaim) -> Profile:
    """What one article is compared with is half of what the next one is, within one delivery; some 10 kB are kept of each."""
    return read_profile(found)


def _read(claim_ids: Sequence[int]) -> _Together:
    rows = Claim.objects.filter(pk__in=claim_ids).order_by("pk").values_list("pk", "text_key", "confidential_to", _Writer())
    # Before all else that is read of them: what is changed after this is seen in the end.
    claims, writers = {}, {}
    for claim, key, desk, writer in rows:
        claims[claim], writers[claim] = (key, desk), writer
    words, besides = _words(claims), _in_same_articles(claims)
    vectors = _vectors({key for key, _ in claims.values()})
    together = _Together(
        {claim: Asked(words[claim], vectors.get(key), desk, sorted(besides[claim]), claim) for claim, (key, desk) in claims.items()},
        {claim: key for claim, (key, _) in claims.items()},
        writers,
    )
    together.read(claims)
    return together


class _Writer(models.Func):
    """The transaction that last wrote a claim's row."""

    template = "claims_claim.xmin::text::bigint"
    output_field = models.BigIntegerField()


def _keep(found: Mapping[int, Sequence[Judged]], together: _Together) -> set[int]:
    """Those of the claims that are done; one that was changed since it was read waits still."""
    with transaction.atomic():
        kept = _as_read(found, together)
        telling = {claim for claim in kept if any(one.judgement.relation != Relation.NONE for one in found[claim])}
        rest = keep_judgements([one for claim in kept for one in found[claim]])
        keep_candidates(_nearest_of_each(rest))
        _end(kept - telling, together)
    if not telling:
        return kept
    # Whoever is interrupted between these leaves the claims waiting, and what they have displaced is found again.
    expire_displaced({end for claim in telling for one in found[claim] if one.judgement.relation != Relation.NONE for end in one.pair})
    with transaction.atomic():
        still = _as_read(telling, together)
        _end(still, together)
    return (kept - telling) | still


def _nearest_of_each(rest: Iterable[Judged]) -> list[Judged]:
    of: dict[int, list[Judged]] = {}
    for one in rest:
        of.setdefault(one.claim, []).append(one)
    return [one for row in of.values() for one in heapq.nsmallest(MOST_KEPT, row, key=lambda one: (-one.nearness, one.other))]


def _end(claims: Iterable[int], together: _Together) -> None:
    bare = {claim: together.keys[claim] for claim in claims if together.asked[claim].vector is None}
    # A vector that came while we compared without it is seen here, or lets the claim wait again after us.
    come = _vectors(bare.values()) if bare else {}
    done = [claim for claim in claims if bare.get(claim) not in come]
    if done:
        Claim.objects.filter(pk__in=done).update(match_state=Claim.MatchState.DONE)


def _as_read(claims: Iterable[int], together: _Together) -> set[int]:
    """Those that nobody has changed since; until the transaction ends nobody does."""
    # The claim before its rank, which a match may change: in this order whoever decides on the claim locks both.
    rows = Claim.objects.filter(pk__in=list(claims)).order_by("pk").select_for_update(no_key=True)
    return {claim for claim, writer in rows.values_list("pk", _Writer()) if writer == together.writers[claim]}


def _vectors(keys: Iterable[str]) -> dict[str, list[float]]:
    rows = Embedding.objects.filter(text_key__in=list(keys), model=embedder().model)
    return {key: list(vector) for key, vector in rows.values_list("text_key", "vector")}


def _nearest(asked: Asked, ranking: Ranking) -> list[tuple[Found, float]]:
    by = embedder()
    ranked = ranked_candidates(asked, ranking, model=by.model, width=by.width)
    return [(found, nearness) for found, nearness in ranked if nearness >= JUDGED_FLOOR][:MOST_JUDGED]


def _judged(claim: int, nearest: Sequence[tuple[Found, float]], together: _Together) -> list[Judged]:
    read = together.profiles
    return [
        Judged(claim, found.claim, suggest(read[claim], read[found.claim], cosine=found.cosine), nearness)
        for found, nearness in nearest
        if found.claim in read
    ]


def _words(claims: Iterable[int]) -> dict[int, str]:
    """Of each claim its words; of those that have none yet they are kept now."""
    ids = list(claims)
    known = dict(ClaimWords.objects.filter(pk__in=ids).values_list("pk", "text"))
    if missing := [claim for claim in ids if claim not in known]:
        keep_words(missing)
        known |= dict(ClaimWords.objects.filter(pk__in=missing).values_list("pk", "text"))
    return known


def _in_same_articles(claims: Iterable[int]) -> dict[int, set[int]]:
    """For each claim itself and whatever else its own articles say, and those of their origins: copies are no second voice."""
    besides = {claim: {claim} for claim in claims}
    # Asked apart: by one or the other, the planner would read all appearances.
    for column in ("version__article", "version__article__origin"):
        places = Appearance.objects.filter(retired_by="").order_by().values_list(column, "claim")
        ours: dict[int, set[int]] = {}
        for number, claim in places.filter(claim__in=besides).exclude(**{column: None}):
            ours.setdefault(number, set()).add(claim)
        for number, claim in places.filter(**{f"{column}__in": ours}):
            for one in ours[number]:
                besides[one].add(claim)
    return besides
