"""A claim is put beside the others: candidates by words and vectors, a judgement each, the telling ones kept as suggestions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from pgvector.django import CosineDistance

from claims.clients.embeddings import embedder
from claims.matching import JUDGEMENT, judge
from claims.models import Appearance, Claim, Embedding, Match, Quantity
from claims.records import (
    Change,
    DaySpan,
    Direction,
    FoundClaim,
    FoundQuantity,
    Judgement,
    Modality,
    Polarity,
    Precision,
    Qualifier,
    Relation,
)

# Nearest texts asked for, claims looked at, and suggestions kept for one claim: its cost is bounded whatever the base holds.
NEAREST_TEXTS, MOST_CANDIDATES, MOST_SUGGESTIONS = 50, 200, 20


def match_claim(claim_id: int) -> None:
    """Compare a claim with the nearest others and keep the telling pairs as suggestions. Safe to run twice and in any order.

    A pair that is there already, whatever was decided of it, stays as it is.
    """
    claim = Claim.objects.prefetch_related("quantities").select_related("speaker_root").get(pk=claim_id)
    found = [(other, judgement) for other, judgement in _judged(claim) if judgement.relation != Relation.NONE]
    found.sort(key=lambda item: (-item[1].score, item[0].pk))
    matches = [_match(claim, other, judgement) for other, judgement in found[:MOST_SUGGESTIONS]]
    # In the order of the unique key, so that two tasks that share pairs cannot wait for each other in a circle.
    matches.sort(key=lambda match: (match.claim_low_id, match.claim_high_id))
    with transaction.atomic():
        Match.objects.bulk_create(matches, ignore_conflicts=True)
        Claim.objects.filter(pk=claim_id).update(match_state=Claim.MatchState.DONE)


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


def _judged(claim: Claim) -> list[tuple[Claim, Judgement]]:
    near = _nearest_texts(claim)
    articles = Appearance.objects.filter(claim=claim).values_list("version__article", flat=True)
    same_article = Appearance.objects.filter(claim=OuterRef("pk"), version__article__in=list(articles))
    others = (
        Claim.objects.filter(text_key__in=[claim.text_key, *near], confidential_to=claim.confidential_to)
        .exclude(pk=claim.pk)
        .exclude(Exists(same_article))
        .select_related("speaker_root")
        .prefetch_related("quantities")
        .order_by("-pk")[:MOST_CANDIDATES]
    )
    read = as_found(claim)
    return [
        (other, judge(read, as_found(other), cosine=1.0 if other.text_key == claim.text_key else near.get(other.text_key)))
        for other in others
    ]


def _nearest_texts(claim: Claim) -> dict[str, float]:
    """Text keys near the claim's vector, with their cosine; empty where it has no vector yet."""
    model = embedder().model
    own = Embedding.objects.filter(text_key=claim.text_key, model=model).first()
    if own is None:
        return {}
    rows = (
        Embedding.objects.filter(model=model)
        .exclude(text_key=claim.text_key)
        .annotate(distance=CosineDistance("vector", own.vector))
        .order_by("distance")
        .values_list("text_key", "distance")[:NEAREST_TEXTS]
    )
    return {key: 1.0 - float(distance) for key, distance in rows}


def _match(claim: Claim, other: Claim, judgement: Judgement) -> Match:
    low, high = sorted((claim, other), key=lambda one: one.pk)
    direction = ""
    if judgement.direction is not None:
        newer = claim if judgement.direction == Direction.A_UPDATES_B else other
        direction = Match.MatchDirection.LOW if newer is low else Match.MatchDirection.HIGH
    return Match(
        claim_low=low,
        claim_high=high,
        machine_relation=judgement.relation.value,
        machine_direction=direction,
        score=judgement.score,
        reasons=[{"code": reason.code, "params": dict(reason.params)} for reason in judgement.reasons],
        judgement_version=JUDGEMENT,
    )


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
