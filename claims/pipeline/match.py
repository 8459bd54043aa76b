"""A claim is put beside the others: candidates, a judgement each, the telling ones kept as suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import Q

from claims.clients.embeddings import embedder
from claims.matching import Profile, read_profile, suggest
from claims.matching.ranking import Ranking
from claims.models import Appearance, Claim, ClaimWords, Embedding
from claims.pipeline.candidates import Asked, Found, find_candidates
from claims.pipeline.stored import read_stored
from claims.pipeline.suggest import Judged, expire_displaced, keep_candidates, keep_judgements
from claims.pipeline.words import keep_words, rarity
from claims.records import Relation

# Of the ranked candidates so many are judged: a claim's cost is bounded whatever the base holds.
MOST_JUDGED = 100
# Nothing less near is judged, which is five of six that the search names: of 375 suggestions among 746 claims of real articles four were
# less near, and none of the four was right.
JUDGED_FLOOR = 0.2
# A claim that was changed while it was compared is compared so many times more at once.
MORE_TRIES = 2
# A pair that is no suggestion is kept from this nearness on, at most so many a search: a better engine may see one.
KEEP_FLOOR, MOST_KEPT = 0.3, 20


def match_claim(claim_id: int) -> None:
    """Compare one claim as `match_claims` does. Raises Claim.DoesNotExist."""
    if match_claims([claim_id]) == 0:
        raise Claim.DoesNotExist


def match_claims(claim_ids: Sequence[int]) -> int:
    """Compare each of these claims with the nearest others and keep the telling pairs as suggestions; gives how many were compared.

    Safe to run twice, in any order and at once: each claim is compared in a transaction of its own, and who is interrupted leaves
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
        ranking = Ranking(rarity())
        nearest = {claim: _nearest(asked, ranking) for claim, asked in together.asked.items()}
    together.read({found.claim for ranked in nearest.values() for found, _ in ranked})
    return {claim: _keep(claim, _judged(claim, ranked, together), together) for claim, ranked in nearest.items()}


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
        self.profiles.update((claim, read_profile(found)) for claim, found in read_stored(missing).items())


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


def _keep(claim: int, judged: Sequence[Judged], together: _Together) -> bool:
    """False where the claim was changed since it was read: then it waits still."""
    ends = {end for one in judged if one.judgement.relation != Relation.NONE for end in one.pair}
    with transaction.atomic():
        if not _is_as_read(claim, together):
            return False
        rest = keep_judgements(judged)
        near = sorted((one for one in rest if one.nearness >= KEEP_FLOOR), key=lambda one: (-one.nearness, one.other))
        keep_candidates(near[:MOST_KEPT])
        if not ends:
            _end(claim, together)
    if not ends:
        return True
    # Whoever is interrupted between these leaves the claim waiting, and what it has displaced is found again.
    expire_displaced(ends)
    with transaction.atomic():
        if not _is_as_read(claim, together):
            return False
        _end(claim, together)
    return True


def _end(claim: int, together: _Together) -> None:
    # A vector that came while we compared without it is seen here, or lets the claim wait again after us.
    if together.asked[claim].vector is not None or not _vectors([together.keys[claim]]):
        Claim.objects.filter(pk=claim).update(match_state=Claim.MatchState.DONE)


def _is_as_read(claim: int, together: _Together) -> bool:
    """Whether nobody has changed the claim since; until the transaction ends nobody does."""
    # The claim before its rank, which a match may change: in this order whoever decides on the claim locks both.
    row = Claim.objects.filter(pk=claim).select_for_update(no_key=True)
    return bool(row.values_list(_Writer(), flat=True).get() == together.writers[claim])


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
    columns = "claim", "version__article", "version__article__origin"
    places = list(Appearance.objects.filter(claim__in=besides, retired_by="").order_by().values_list(*columns))
    articles, origins = {article for _, article, _ in places}, {origin for _, _, origin in places if origin is not None}
    said: dict[tuple[str, int], set[int]] = {}
    around = Appearance.objects.filter(Q(version__article__in=articles) | Q(version__article__origin__in=origins), retired_by="")
    for claim, article, origin in around.order_by().values_list(*columns).distinct():
        said.setdefault(("article", article), set()).add(claim)
        said.setdefault(("origin", origin), set()).add(claim)
    for claim, article, origin in places:
        besides[claim] |= said.get(("article", article), set()) | (said.get(("origin", origin), set()) if origin is not None else set())
    return besides
