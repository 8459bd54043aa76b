"""A claim is put beside the others: candidates by words and vectors, a judgement each, the telling ones kept as suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction

from claims.clients.embeddings import embedder
from claims.matching import judge, suggestion
from claims.matching.ranking import rank
from claims.models import Appearance, Claim, ClaimWords, Embedding, Quantity
from claims.pipeline.candidates import Asked, Found, find_candidates
from claims.pipeline.suggest import Judged, keep_candidates, keep_judgements
from claims.pipeline.words import keep_words, rarity
from claims.records import Change, DaySpan, FoundClaim, FoundQuantity, Modality, Polarity, Precision, Qualifier, Relation

# Of the ranked candidates so many are judged, and so many suggestions kept: a claim's cost is bounded whatever the base holds.
MOST_JUDGED, MOST_SUGGESTIONS = 100, 20
# A pair without a relation is kept from this nearness on, at most so many a search: a better engine may see one.
KEEP_FLOOR, MOST_KEPT = 0.3, 20


def match_claim(claim_id: int) -> None:
    """Compare a claim with the nearest others and keep the telling pairs as suggestions. Safe to run twice, in any order and at once.

    A claim whose vector is not there yet is compared by its words, and waits again when the vector comes.
    """
    claim = Claim.objects.prefetch_related("quantities").select_related("speaker_root").get(pk=claim_id)
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


def as_found(claim: Claim) -> FoundClaim:
    """The stored claim in the engine's vocabulary; reads its prefetched amounts."""
    return FoundClaim(
        start=0,
        end=len(claim.text),
        text=claim.text,
        statement=None,
        quantities=tuple(_amount(quantity) for quantity in claim.quantities.all()),
        said=_days(claim.said, claim.said_precision),
        as_of=_days(claim.as_of, claim.as_of_precision),
        polarity=Polarity(claim.polarity),
        modality=Modality(claim.modality),
        checkworthiness=claim.checkworthiness,
        reasons=(),
        language=claim.language,
        speaker=claim.speaker_root.name,
        published=claim.published.lower if claim.published else None,
        title=None,
    )


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
    others = Claim.objects.select_related("speaker_root").prefetch_related("quantities").in_bulk(ids)
    read = as_found(claim)
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
    """The claim itself and whatever else its own articles say."""
    articles = Appearance.objects.filter(claim=claim).values("version__article")
    return [
        claim.pk,
        *Appearance.objects.filter(version__article__in=articles).exclude(claim=claim).values_list("claim", flat=True).distinct(),
    ]


def _amount(quantity: Quantity) -> FoundQuantity:
    return FoundQuantity(
        start=0,
        end=len(quantity.text),
        text=quantity.text,
        low=None if quantity.low is None else float(quantity.low),
        high=None if quantity.high is None else float(quantity.high),
        qualifier=Qualifier(quantity.qualifier),
        unit=quantity.unit or None,
        thing=quantity.thing,
        change=Change(quantity.change),
        confidence=1.0,
        rule="",
    )


def _days(days: Any, precision: str) -> DaySpan | None:
    if days is None or days.lower is None or days.upper is None:
        return None
    return DaySpan(days.lower, days.upper - timedelta(days=1), Precision(precision or Precision.RANGE))
