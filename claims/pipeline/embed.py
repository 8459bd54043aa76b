"""Every text of a version gets its vector, all in one batch, each distinct text once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.clients.embeddings import Embedder, embedder
from claims.models import ArticleVersion, Claim, Embedding


def embed_version(version_id: int) -> list[int]:
    """Store the vectors that the version's claims lack, and give the ids of its claims that still have to be compared.

    Safe to run twice. Raises TransientError where the embedder does not answer.
    """
    claims = Claim.objects.filter(appearances__version=version_id, appearances__retired_by="").distinct().order_by("pk")
    embed_texts({claim.text_key: claim.text for claim in claims}, embedder())
    return [claim.pk for claim in claims if claim.match_state == Claim.MatchState.PENDING]


def embed_texts(texts: dict[str, str], by: Embedder) -> int:
    """Store a vector for each of `texts` (text key to text) that has none of this model yet; gives how many were made."""
    known = set(Embedding.objects.filter(model=by.model, text_key__in=texts).values_list("text_key", flat=True))
    missing = sorted(key for key in texts if key not in known)
    vectors = by.embed([texts[key] for key in missing])
    Embedding.objects.bulk_create(
        [Embedding(text_key=key, model=by.model, vector=vector.tolist()) for key, vector in zip(missing, vectors, strict=True)],
        ignore_conflicts=True,
    )
    return len(missing)


def close_version(version_id: int) -> None:
    """Mark a read version done. Its claims' own states say what is left to compare."""
    with transaction.atomic():
        ArticleVersion.objects.filter(pk=version_id, state=ArticleVersion.State.READ).update(
            state=ArticleVersion.State.DONE, state_at=timezone.now()
        )
