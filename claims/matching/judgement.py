"""How two claims relate, in the order of a fact checker's questions: same thing? negated? which amounts? as of when? which words?"""

from __future__ import annotations

from datetime import date

from claims.matching.amounts import comparable, compatible, equal
from claims.matching.similarity import word_similarity
from claims.records import Direction, FoundClaim, FoundQuantity, Judgement, Reason, Relation

# Words alone, one language: below, the two texts speak of different things; above, of the same one in the same words.
# First values, chosen on the sample articles; to be fixed on annotated pairs.
RELATED_WORDS, SAME_WORDS = 0.45, 0.80
# Cosines of the default sentence vectors, which also cross languages.
RELATED_VECTORS, SAME_VECTORS = 0.62, 0.85


def judge(a: FoundClaim, b: FoundClaim, *, cosine: float | None = None) -> Judgement:
    """Relate `a` to `b`. `cosine` is the nearness of their sentence vectors where it is known.

    Swapping the claims gives the same relation and score and the mirrored direction. Numbers come before words: a changed
    amount or a negation is never `same`, however near the texts.
    """
    words = word_similarity(a.text, b.text)
    near = max(words / RELATED_WORDS, (cosine or 0.0) / RELATED_VECTORS)
    score = round(min(1.0, max(words, cosine or 0.0)), 4)
    if near < 1:
        return Judgement(Relation.NONE, None, round(1 - min(1.0, max(words, cosine or 0.0)), 4), (Reason("other_matter", {}),))
    pairs = [(one, other) for one in a.quantities for other in b.quantities if comparable(one, other)]
    if a.polarity != b.polarity:
        return Judgement(Relation.CONTRADICTS, None, score, (Reason("polarity_differs", {}),))
    if pairs:
        return _by_amounts(a, b, pairs, score)
    if a.quantities or b.quantities:
        return Judgement(Relation.NONE, None, score, (Reason("other_measure", {}),))
    if words >= SAME_WORDS or (cosine is not None and cosine >= SAME_VECTORS):
        return Judgement(Relation.SAME, None, score, (Reason("same_words", {}),))
    return Judgement(Relation.AGREES, None, score, (Reason("near_words", {}),))


def _by_amounts(a: FoundClaim, b: FoundClaim, pairs: list[tuple[FoundQuantity, FoundQuantity]], score: float) -> Judgement:
    if any(equal(one, other) for one, other in pairs):
        one, other = next(pair for pair in pairs if equal(*pair))
        return Judgement(Relation.SAME, None, score, (Reason("amount_equal", _params(one, other)),))
    one, other = pairs[0]
    if any(compatible(*pair) for pair in pairs):
        return Judgement(Relation.AGREES, None, score, (Reason("amounts_fit", _params(one, other)),))
    day_a, day_b = _moment(a), _moment(b)
    differs = Reason("amount_differs", _params(one, other))
    if day_a is None or day_b is None or day_a == day_b:
        return Judgement(Relation.CONTRADICTS, None, score, (differs,))
    direction = Direction.A_UPDATES_B if day_a > day_b else Direction.B_UPDATES_A
    later = Reason("later_count", {"a": day_a.isoformat(), "b": day_b.isoformat()})
    return Judgement(Relation.UPDATES, direction, score, (differs, later))


def _moment(claim: FoundClaim) -> date | None:
    """The day that an amount is about: as of, else said, else published."""
    days = claim.as_of or claim.said
    return days.last if days is not None else claim.published


def _params(a: FoundQuantity, b: FoundQuantity) -> dict[str, str]:
    return {"a": a.text, "b": b.text, "unit": a.unit or ""}
