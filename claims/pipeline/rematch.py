"""After a change of the engine, the model or a threshold: what stands in the rows is thought over again, batch by batch.

What is left to do is on the rows themselves, so that whoever is interrupted, or runs beside another, goes on where the rows say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from django.db import models
from django.db.models import Exists, OuterRef
from numpy.typing import NDArray

from claims.clients.embeddings import embedder
from claims.matching import JUDGEMENT, read_profile, suggest
from claims.models import Candidate, Claim, ClaimWords, Embedding, Match
from claims.pipeline.embed import embed_claims
from claims.pipeline.match import match_claim
from claims.pipeline.setbacks import PASSING, Step, forget_setbacks, note_setback
from claims.pipeline.stored import as_found
from claims.pipeline.suggest import Judged, expire_displaced, keep_candidates, keep_judgements
from claims.pipeline.words import keep_words

PAIRS_A_BATCH, CLAIMS_A_BATCH = 200, 500


def unread_claims() -> int:
    """How many claims lack their words, or a vector of the model in the settings."""
    return _unread().count()


def read_claims() -> Iterator[int]:
    """Give claims their words and vectors and let them wait to be compared; yields how many, a batch each.

    Raises TransientError where the embedder does not answer; what was yielded stays.
    """
    while batch := list(_unread().order_by("pk")[:CLAIMS_A_BATCH]):
        keep_words(claim.pk for claim in batch)
        embed_claims(batch)
        yield len(batch)


def outdated_pairs() -> int:
    """How many stored pairs another engine judged."""
    return sum(rows.exclude(judgement_version=JUDGEMENT).count() for rows in (Match.objects.all(), Candidate.objects.all()))


def judge_pairs() -> Iterator[int]:
    """Judge outdated pairs anew without searching; yields how many, a batch each."""
    while matches := list(Match.objects.exclude(judgement_version=JUDGEMENT).order_by("judgement_version", "pk")[:PAIRS_A_BATCH]):
        _judge_again(matches)
        yield len(matches)
    while pairs := list(Candidate.objects.exclude(judgement_version=JUDGEMENT).order_by("judgement_version", "pk")[:PAIRS_A_BATCH]):
        _judge_again(pairs)
        yield len(pairs)


def pend_all() -> int:
    """Let every claim that was compared wait to be searched anew; gives how many wait so.

    Where some still wait since an earlier call, they are the rest of what it began, and no others are added.
    """
    again = Claim.objects.filter(match_state=Claim.MatchState.AGAIN)
    if not again.exists():
        Claim.objects.filter(match_state=Claim.MatchState.DONE).update(match_state=Claim.MatchState.AGAIN)
    return again.count()


def pending_claims() -> int:
    return _waiting().count()


def compare_pending() -> Iterator[bool]:
    """Compare the claims that wait, lowest id first; yields after each whether it could be compared.

    One that could not is a setback, and is left to the workers, which set it aside in the end. Raises what passes by itself (PASSING).
    """
    last = 0
    while claim := _waiting().filter(pk__gt=last).order_by("pk").first():
        last = claim.pk
        yield _compare(claim.pk)


def _waiting() -> models.QuerySet[Claim]:
    return Claim.objects.exclude(match_state=Claim.MatchState.DONE)


def _compare(claim: int) -> bool:
    try:
        match_claim(claim)
    except PASSING:
        raise
    except Exception as error:
        note_setback(Step.MATCH, claim, error)
        # No longer of the search, which would not end while it fails.
        Claim.objects.filter(pk=claim, match_state=Claim.MatchState.AGAIN).update(match_state=Claim.MatchState.PENDING)
        return False
    forget_setbacks(Step.MATCH, [claim])
    return True


def _unread() -> models.QuerySet[Claim]:
    vectors = Embedding.objects.filter(text_key=OuterRef("text_key"), model=embedder().model)
    words = ClaimWords.objects.filter(claim=OuterRef("pk"))
    return Claim.objects.filter(~Exists(vectors) | ~Exists(words))


def _judge_again(pairs: Sequence[Match | Candidate]) -> None:
    ids = {claim for pair in pairs for claim in (pair.claim_low_id, pair.claim_high_id)}
    claims = Claim.objects.for_comparing().in_bulk(ids)
    vectors = _vectors(claims.values())
    judged = []
    for pair in pairs:
        low, high = claims[pair.claim_low_id], claims[pair.claim_high_id]
        cosine = _cosine(vectors.get(low.text_key), vectors.get(high.text_key))
        nearness = pair.nearness if isinstance(pair, Candidate) else pair.score
        judged.append(Judged(low.pk, high.pk, suggest(read_profile(as_found(low)), read_profile(as_found(high)), cosine=cosine), nearness))
    keep_candidates(keep_judgements(judged))
    expire_displaced(ids)


def _vectors(claims: Iterable[Claim]) -> dict[str, NDArray[np.float32]]:
    rows = Embedding.objects.filter(model=embedder().model, text_key__in={claim.text_key for claim in claims})
    return {key: np.asarray(vector, np.float32) for key, vector in rows.values_list("text_key", "vector")}


def _cosine(a: NDArray[np.float32] | None, b: NDArray[np.float32] | None) -> float | None:
    return None if a is None or b is None else float(a @ b)
