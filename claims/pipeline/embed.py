"""Every text of a version gets its vector and its words, all in one batch, each distinct text once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from claims.clients.embeddings import Embedder, embedder
from claims.clients.measures import observed
from claims.models import ArticleVersion, Claim, Embedding
from claims.pipeline.words import keep_words


def embed_version(version_id: int) -> list[int]:
    """Store the words of the version's claims and the vectors that they lack; gives the ids of those that have to be compared.

    Words come last, so that nobody compares a claim before its vector is there; where the embedder does not answer they come all the
    same, and claims are found by words. A claim that was compared without its vector waits again. Safe to run twice. Raises
    TransientError where the embedder does not answer.
    """
    claims = Claim.objects.filter(appearances__version=version_id, appearances__retired_by="").distinct().order_by("pk")
    try:
        embed_claims(claims)
    finally:
        keep_words(claim.pk for claim in claims)
    pending = Claim.objects.filter(pk__in=[claim.pk for claim in claims], match_state=Claim.MatchState.PENDING)
    return list(pending.order_by("pk").values_list("pk", flat=True))


def embed_claims(claims: Iterable[Claim]) -> int:
    """Store the vectors that these claims' texts lack and let all claims of those texts wait to be compared; gives how many were made.

    The vectors are committed before anybody compares: two claims that are compared at once see each other.
    """
    by = embedder()
    texts = {claim.text_key: claim.text for claim in claims}
    known = set(Embedding.objects.filter(model=by.model, text_key__in=texts).values_list("text_key", flat=True))
    missing = {key: text for key, text in texts.items() if key not in known}
    vectors = made(missing, by)
    waiting = Claim.objects.filter(text_key__in=missing)
    with transaction.atomic():
        Embedding.objects.bulk_create(vectors, ignore_conflicts=True)
        # In the order of their ids, so that two versions that share claims cannot wait for each other in a circle.
        locked = list(waiting.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        Claim.objects.filter(pk__in=locked).update(match_state=Claim.MatchState.PENDING)
    return len(vectors)


def made(texts: Mapping[str, str], by: Embedder) -> list[Embedding]:
    """A new, unstored vector for each of `texts` (text key to text), in the order of the keys."""
    keys = sorted(texts)
    with observed("embed", by.model):
        vectors = by.embed([texts[key] for key in keys])
    return [Embedding(text_key=key, model=by.model, vector=vector.tolist()) for key, vector in zip(keys, vectors, strict=True)]


def close_version(version_id: int) -> None:
    """Mark a read version done. Its claims' own states say what is left to compare."""
    with transaction.atomic():
        ArticleVersion.objects.filter(pk=version_id, state=ArticleVersion.State.READ).update(
            state=ArticleVersion.State.DONE, state_at=timezone.now()
        )
