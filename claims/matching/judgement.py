"""How two claims relate, in the order of a fact checker's questions: same thing? which amounts? negated? as of when? which words?"""

from __future__ import annotations

from dataclasses import replace

from claims.matching.evidence import Evidence, actors_swapped, bloc_against_state, compare, named_elsewhere, other_goods, places_swapped
from claims.matching.profile import Profile, read_profile
from claims.matching.relatedness import Weights, shipped
from claims.matching.relation import relate
from claims.records import Direction, FoundClaim, Judgement, Reason, Relation

# From this probability on two claims are linked. With each event of the annotated pairs left out linked F1 is .89 here, and the same
# within .005 from .3 on.
LINKED = 0.45

# What these reasons rest on is alike in many claims of one topic: they need as much before they link.
# Of some 40 pairs of one topic and two articles that were linked by alike words alone about 26 were of two things, none of them above .88.
NEEDED = {"same_words": 0.65, "near_words": 0.5, "negation_in_one": 0.5, "reversed": 0.5, "words_opposed": 0.5, "amount_later": 0.5}

# From this probability on a relation is suggested to people. Higher ones lose suggestions faster than wrong ones: from .5 to .75 the share
# of right ones rose from .67 to .78 while that of the related pairs that are shown fell from .33 to .19.
SUGGESTED = 0.6


def judge(a: FoundClaim | Profile, b: FoundClaim | Profile, *, cosine: float | None = None) -> Judgement:
    """Relate `a` to `b`. `cosine` is the nearness of their sentence vectors, None where it is not known.

    Swapping the claims gives the same relation and score and the mirrored direction. `score` is how sure the relation is, in
    [0, 1], by which suggestions may be sorted. A claim that is compared with many is read once with `read_profile` and handed in
    so. The titles of the claims count where they are known.
    """
    one = a if isinstance(a, Profile) else read_profile(a)
    other = b if isinstance(b, Profile) else read_profile(b)
    return decide(compare(one, other, cosine), shipped())


def suggest(a: Profile, b: Profile, *, cosine: float | None = None) -> Judgement:
    """The judgement of `judge` as it is suggested to people: no relation where it is not sure enough.

    `judge` takes it that somebody put the two claims beside each other; what a search brings together is mostly of two things, though
    near in words. `score` is the probability that the relation is right there.
    """
    return suggested_as(compare(a, b, cosine), shipped())


def suggested_as(e: Evidence, weights: Weights) -> Judgement:
    """What is suggested of compared claims by given weights."""
    judgement = decide(e, weights)
    if judgement.relation is Relation.NONE:
        return judgement
    sure = weights.sure(e, judgement.reasons[0].code)
    if sure < SUGGESTED:
        return Judgement(Relation.NONE, None, round(1 - sure, 4), (Reason("too_unsure", {}), *judgement.reasons))
    return replace(judgement, score=round(sure, 4))


def decide(e: Evidence, weights: Weights) -> Judgement:
    """The judgement of compared claims by given weights."""
    linked = weights.related(e)
    if linked < LINKED:
        return Judgement(Relation.NONE, None, round(1 - linked, 4), (Reason("other_matter", {}),))
    if actors_swapped(e):
        return _scored(linked, weights, Relation.CONTRADICTS, Reason("other_actor", {}))
    if places_swapped(e.a, e.b) or named_elsewhere(e.a, e.b) or bloc_against_state(e):
        return Judgement(Relation.NONE, None, round(1 - linked / 2, 4), (Reason("other_place", {}),))
    related = relate(e)
    if other_goods(e) or linked < NEEDED.get(related.reason.code, LINKED):
        return Judgement(Relation.NONE, None, round(1 - linked / 2, 4), (Reason("other_matter", {}),))
    if related.relation is Relation.NONE:
        return Judgement(Relation.NONE, None, round(1 - linked / 2, 4), (related.reason,))
    return _scored(linked, weights, related.relation, related.reason, related.direction)


def _scored(linked: float, weights: Weights, relation: Relation, reason: Reason, direction: Direction | None = None) -> Judgement:
    return Judgement(relation, direction, round(linked * weights.reasons.get(reason.code, 0.5), 4), (reason,))
