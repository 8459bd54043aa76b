"""A claim is put beside the others: candidates by words and vectors, a judgement each, the telling ones kept as suggestions."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q

from claims.clients.embeddings import embedder
from claims.matching import judge, read_profile, suggestion
from claims.matching.ranking import rank
from claims.models import Appearance, Claim, ClaimWords, Embedding
from claims.pipeline.candidates import Asked, Found, find_candidates
from claims.pipeline.stored import as_found
from claims.pipeline.suggest import Judged, keep_candidates, keep_judgements
from claims.pipeline.words import keep_words, rarity
from claims.records import Relation

# Of the ranked candidates so many are judged, and so many suggestions kept: a claim's cost is bounded whatever the base holds.
MOST_JUDGED, MOST_SUGGESTIONS = 100, 20
# A pair without a relation is kept from this nearness on, at most so many a search: a better engine may see one.
KEEP_FLOOR, MOST_KEPT = 0.3, 20


def match_claim(claim_id: int) -> None:
    """Compare a claim with the nearest others and keep the telling pairs as suggestions. Safe to run twice, in any order and at once.

    A claim whose vector is not there yet is compared by its words, and waits again when the vector comes.
    """
    claim = Claim.objects.for_comparing().get(pk=claim_id)
    vector = _vector(claim)
    judged = _judged(claim, vector)
    telling = [one for one in judged if one.judgement.relation != Relation.NONE]
    telling.sort(key=lambda one: (-one.judgement.score, one.other.pk))
    silent = [one for one in judged if one.judgement.relation == Relation.NONE]
    with transaction.atomic():
        rest = keep_judgements([*telling[:MOST_SUGGESTIONS], *silent])
        near = sorted((one for one in rest if one.nearness >= KEEP_FLOOR), key=lambda one: (-one.nearness, one.other.pk))
        keep_candidates(near[:MOST_KEPT])
        # Locked first: a vector that came while we compared without it is seen here, or lets the claim wait again after us.
        Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
        if vector is not None or _vector(claim) is None:
            Claim.objects.filter(pk=claim_id).update(match_state=Claim.MatchState.DONE)


def ranked_candidates(asked: Asked, *, model: str, width: int, using: str = DEFAULT_DB_ALIAS) -> list[tuple[Found, float]]:
    """The stored claims that may speak of the same thing, nearest first, each with its nearness in [0, 1]."""
    found = find_candidates(asked, model=model, width=width, using=using)
    scores = rank(asked.plain, [one.plain for one in found], [one.cosine for one in found], rarity(using))
    return sorted(zip(found, scores.tolist(), strict=True), key=lambda item: (-item[1], item[0].claim))


def _vector(claim: Claim) -> list[float] | None:
    vector = Embedding.objects.filter(text_key=claim.text_key, model=embedder().model).values_list("vector", flat=True).first()
    return None if vector is None else list(vector)


def _judged(claim: Claim, vector: list[float] | None) -> list[Judged]:
    by = embedder()
    asked = Asked(
        plain=_words(claim).text,
        vector=vector,
        desk=claim.confidential_to_id,
        besides=_in_same_articles(claim),
    )
    nearest = ranked_candidates(asked, model=by.model, width=by.width)[:MOST_JUDGED]
    ids = [found.claim for found, _ in nearest]
    others = Claim.objects.for_comparing().in_bulk(ids)
    read = read_profile(as_found(claim))
    return [
        Judged(claim, others[found.claim], suggestion(judge(read, as_found(others[found.claim]), cosine=found.cosine)), nearness)
        for found, nearness in nearest
        if found.claim in others
    ]


def _words(claim: Claim) -> ClaimWords:
    words = ClaimWords.objects.filter(pk=claim.pk).first()
    if words is None:
        keep_words([claim.pk])
        words = ClaimWords.objects.get(pk=claim.pk)
    return words


def _in_same_articles(claim: Claim) -> Sequence[int]:
    """The claim itself and whatever else its own articles say, and those of their origins: copies are no second voice."""
    places = Appearance.objects.filter(claim=claim, retired_by="")
    own = Q(version__article__in=places.values("version__article"))
    copies = Q(version__article__origin__in=places.exclude(version__article__origin=None).values("version__article__origin"))
    others = Appearance.objects.filter(own | copies, retired_by="").exclude(claim=claim)
    return [claim.pk, *others.values_list("claim", flat=True).distinct()]
