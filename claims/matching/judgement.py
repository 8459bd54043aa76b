"""How two claims relate, in the order of a fact checker's questions: same thing? which amounts? negated? as of when? which words?"""

from __future__ import annotations

from claims.matching.evidence import Evidence, actors_swapped, bloc_against_state, compare, places_swapped
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

# Below this score a relation is not suggested to people: in a base that holds a whole story most of what is near in words is
# about another thing of that story.
# Of what is suggested .88 have the right relation where each event is left out, .86 of other pairs, on which it was chosen as well.
SUGGESTED = 0.65

# What these reasons rest on is in both of many claims of one story that are of different things: they need more to be suggested.
UNSURE = frozenset({"negation_in_one", "day_differs", "amount_in_one", "near_words"})
UNSURE_SHARE = 0.75


def judge(a: FoundClaim | Profile, b: FoundClaim | Profile, *, cosine: float | None = None) -> Judgement:
    """Relate `a` to `b`. `cosine` is the nearness of their sentence vectors, None where it is not known.

    Swapping the claims gives the same relation and score and the mirrored direction. `score` is how sure the relation is, in
    [0, 1], by which suggestions may be sorted. A claim that is compared with many is read once with `read_profile` and handed in
    so. The titles of the claims count where they are known.
    """
    one = a if isinstance(a, Profile) else read_profile(a)
    other = b if isinstance(b, Profile) else read_profile(b)
    return decide(compare(one, other, cosine), shipped())


def suggestion(judgement: Judgement) -> Judgement:
    """The judgement as it is suggested to people: no relation where it is not sure enough."""
    if judgement.relation is Relation.NONE or judgement.score >= SUGGESTED:
        return judgement
    return Judgement(Relation.NONE, None, round(1 - judgement.score, 4), (Reason("too_unsure", {}), *judgement.reasons))


def decide(e: Evidence, weights: Weights) -> Judgement:
    """The judgement of compared claims by given weights."""
    linked = weights.related(e)
    if linked < LINKED:
        return Judgement(Relation.NONE, None, round(1 - linked, 4), (Reason("other_matter", {}),))
    if actors_swapped(e):
        return _scored(linked, weights, Relation.CONTRADICTS, Reason("other_actor", {}))
    if places_swapped(e.a, e.b) or bloc_against_state(e):
        return Judgement(Relation.NONE, None, round(1 - linked / 2, 4), (Reason("other_place", {}),))
    related = relate(e)
    if linked < NEEDED.get(related.reason.code, LINKED):
        return Judgement(Relation.NONE, None, round(1 - linked / 2, 4), (Reason("other_matter", {}),))
    if related.relation is Relation.NONE:
        return Judgement(Relation.NONE, None, round(1 - linked / 2, 4), (related.reason,))
    return _scored(linked, weights, related.relation, related.reason, related.direction)


def _scored(linked: float, weights: Weights, relation: Relation, reason: Reason, direction: Direction | None = None) -> Judgement:
    sure = weights.reasons.get(reason.code, 0.5) * (UNSURE_SHARE if reason.code in UNSURE else 1.0)
    return Judgement(relation, direction, round(linked * sure, 4), (reason,))
