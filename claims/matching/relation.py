"""Which relation two claims about one thing have: amounts first, then negation, then times, then words. Each answer with its reason."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from claims.matching.amounts import Amount
from claims.matching.evidence import Evidence, Pairing, denied, years_apart
from claims.matching.intervals import Fit
from claims.matching.oppositions import REVERSERS, opposed
from claims.matching.wording import FRAME, only_substitution
from claims.records import Change, DaySpan, Direction, FoundClaim, Qualifier, Reason, Relation

# Counts that only rise while people count: a later lower one is a correction, which contradicts.
CUMULATIVE = frozenset(["kill", "wound", "arrest", "missing", "rescue", "displace", "vote", "infection"])
# What does not change between two days: another figure is another measurement.
CONSTANT = frozenset({"length", "mass"})
# What only one can have, win or be: another name there is a contradiction, elsewhere it is another claim.
UNIQUE = frozenset(["win", "lose", "appoint", "election", "president", "candidate", "cup"])
# Two open intervals of one event a day apart are an update where their named ends differ by more than this share.
RISE = 0.02
# "More than 3,000" may round 3,200 down, and no 4,200.
ROUNDED_DOWN = 0.2
# Of what lasted so long the opposite may have lasted as long: "highest in four months", "lowest in four months".
SPANS = frozenset({"time"})
# From this share of common words on, "fails to" or "without" in one of the claims turns it against the other.
REVERSED_WORDS = 0.4
# So many common words make two texts one statement, of which a negation anywhere in one denies the other. Words of two languages
# meet less often. In articles of one topic whose words meet less, nine of nine such negations denied nothing of the other text.
NEGATED_WORDS, NEGATED_ACROSS = 0.38, 0.3
# With less in common the opposites are of two things.
OPPOSED_WORDS = 0.3
# Without amounts: above these the two texts say the same, below they go together.
# Of 35 annotated pairs without amounts 28 come out right with these, 27 to 29 with .4 and .5 up to .6 and .7.
SAME_COSINE, SAME_WORDS = 0.5, 0.6
# From this share of common words on, another weekday is another date of the same thing, and not another thing.
SAME_THING_WORDS = 0.5


class Related(NamedTuple):
    relation: Relation
    direction: Direction | None
    reason: Reason


def relate(e: Evidence) -> Related:
    """The relation of two claims that are about one thing."""
    return _by_amounts(e) or _by_polarity(e) or _by_times(e) or _by_substitution(e) or _by_words(e)


def _by_amounts(e: Evidence) -> Related | None:
    pairings = [pairing for pairing in e.pairings if not _old(pairing)]
    if e.derived is not None and not any(pairing.fit is Fit.EQUAL for pairing in pairings):
        old, new, other = e.derived
        return _related(Relation.AGREES, "amount_derived", old=old.text, new=new.text, other=other.text)
    for pairing in pairings:
        if pairing.a.denied != pairing.b.denied and pairing.fit is Fit.EQUAL:
            return _related(Relation.CONTRADICTS, "negation_differs")
    apart = [pairing for pairing in pairings if pairing.fit is Fit.APART]
    fitting = [pairing for pairing in pairings if pairing.fit is not Fit.APART]
    if apart and _decides(apart, fitting):
        return _differing(e, max(apart, key=lambda pairing: pairing.near))
    if fitting and years_apart(e.a, e.b):
        return _related(Relation.NONE, "other_year")
    if fitting:
        return _by_polarity(e) or _by_times(e) or _by_substitution(e) or _fitting(e, fitting, apart)
    if e.pairings:
        return _over_time(e, e.pairings[0]) or _related(Relation.AGREES, "amount_before", **_params(e.pairings[0]))
    if e.a.amounts and e.b.amounts:
        return _related(Relation.NONE, "other_measure", a=_written(e.a.amounts[0]), b=_written(e.b.amounts[0]))
    return None


def _old(pairing: Pairing) -> bool:
    """Whether an amount that has passed ("from 500") stands against one that holds."""
    return (pairing.a.change is Change.FROM) != (pairing.b.change is Change.FROM)


def _decides(apart: list[Pairing], fitting: list[Pairing]) -> bool:
    if any(pairing.a.change is Change.TO and pairing.b.change is Change.TO for pairing in apart):
        return True
    return max(pairing.near for pairing in apart) >= max((pairing.near for pairing in fitting), default=0.0)


def _differing(e: Evidence, pairing: Pairing) -> Related:
    if pairing.a.kind in CONSTANT:
        return _related(Relation.CONTRADICTS, "amount_differs", **_params(pairing))
    return _over_time(e, pairing) or _related(Relation.CONTRADICTS, "amount_differs", **_params(pairing))


def _over_time(e: Evidence, pairing: Pairing) -> Related | None:
    """An update, where one amount is of a later day and may have become the other."""
    fate = pairing.a.fate or pairing.b.fate
    day_a, day_b = counted_on(e.a.claim, fate), counted_on(e.b.claim, fate)
    if day_a == day_b and e.a.claim.as_of is not None and e.b.claim.as_of is not None:
        day_a, day_b = e.a.claim.as_of.last, e.b.claim.as_of.last  # one report that names both moments
    if day_a is None or day_b is None or day_a == day_b:
        return None
    risen = pairing.a.value > pairing.b.value if day_a > day_b else pairing.b.value > pairing.a.value
    if fate in CUMULATIVE and pairing.a.kind != "percent" and not risen:
        return None
    direction = Direction.A_UPDATES_B if day_a > day_b else Direction.B_UPDATES_A
    days = {"day_a": day_a.isoformat(), "day_b": day_b.isoformat()}
    return Related(Relation.UPDATES, direction, Reason("amount_later", _params(pairing) | days))


def counted_on(claim: FoundClaim, fate: str) -> date | None:
    """The day that an amount holds for: as of, else said, else published; of a toll the day in the text is the event's, not the count's."""
    days = claim.said if fate in CUMULATIVE else claim.as_of or claim.said
    return days.last if days is not None else claim.published


def _fitting(e: Evidence, pairings: list[Pairing], apart: list[Pairing]) -> Related:
    loose = next((pairing for pairing in pairings if pairing.fit is not Fit.EQUAL), None)
    if loose is None and (part := _part(e, pairings)) is not None:
        return _related(Relation.AGREES, "amount_part", **_params(part))
    if loose is None:
        # With another amount that differs they are not the same claim.
        relation = Relation.AGREES if apart else Relation.SAME
        return _related(relation, "amount_equal", **_params(pairings[0]))
    if loose.fit is Fit.LOOSE and (updated := _over_time(e, loose)) is not None:
        return updated
    if loose.fit is Fit.ROUNDED:
        return _related(Relation.AGREES, "amount_rounded", **_params(loose))
    fate = loose.a.fate or loose.b.fate
    # "More than a million and a half" stays true of what it rounds down; "at least 53" is a count that goes on.
    rounded_down = Qualifier.MORE_THAN in (loose.a.qualifier, loose.b.qualifier)
    rise = ROUNDED_DOWN if rounded_down else RISE
    if fate in CUMULATIVE and abs(loose.a.value - loose.b.value) > rise * max(loose.a.value, loose.b.value):
        updated = _over_time(e, loose)
        if updated is not None:
            return updated
    return _related(Relation.AGREES, "amounts_fit", **_params(loose))


def _part(e: Evidence, pairings: list[Pairing]) -> Pairing | None:
    """A count that is part of a larger one, which the other claim does not name: "14 dead, five of them children", "five children"."""
    for pairing in pairings:
        for part, one, other in ((pairing.a, e.a, e.b), (pairing.b, e.b, e.a)):
            if part.part and len(one.amounts) > len(other.amounts):
                return pairing
    return None


def _by_polarity(e: Evidence) -> Related | None:
    if denied(e.a, e.b):
        return _related(Relation.CONTRADICTS, "negation_differs")
    one_language = e.a.claim.language == e.b.claim.language
    negated_words = NEGATED_WORDS if one_language else NEGATED_ACROSS
    if bool(e.a.negated) != bool(e.b.negated) and not e.pairings and e.text.dice >= negated_words:
        return _related(Relation.CONTRADICTS, "negation_in_one")
    spans_alone = all(pairing.a.kind in SPANS for pairing in e.pairings)
    enough = e.text.dice >= (OPPOSED_WORDS if spans_alone else SAME_THING_WORDS) if one_language else spans_alone
    if enough and (found := opposed(e.a.words, e.b.words)) is not None:
        return _related(Relation.CONTRADICTS, "words_opposed", a=found[0], b=found[1])
    one, other = e.a.words.meanings & REVERSERS, e.b.words.meanings & REVERSERS
    if bool(one) != bool(other) and not e.pairings and e.text.dice >= REVERSED_WORDS:
        return _related(Relation.CONTRADICTS, "reversed", word=min(one | other))
    return None


def _by_times(e: Evidence) -> Related | None:
    a, b = e.a, e.b
    weekdays = a.weekdays and b.weekdays and not a.weekdays & b.weekdays
    if e.text.dice >= SAME_THING_WORDS and (weekdays or (_disjoint(a.claim.as_of, b.claim.as_of) and not years_apart(a, b))):
        return _related(Relation.CONTRADICTS, "day_differs")
    if not e.pairings and a.years and b.years and not a.years & b.years:
        return _related(Relation.CONTRADICTS, "year_differs", a=_years(a.years), b=_years(b.years))
    return None


def _disjoint(a: DaySpan | None, b: DaySpan | None) -> bool:
    return a is not None and b is not None and (a.last < b.first or b.last < a.first)


def _by_substitution(e: Evidence) -> Related | None:
    """What it means that one thing stands in the place of another in one and the same frame."""
    if e.a.claim.language != e.b.claim.language or e.text.dice < FRAME / 2:
        return None
    found = only_substitution(e.a.words, e.b.words)
    if found is None or (e.pairings and not found.named):
        return None
    one_holder = (e.a.words.meanings | e.b.words.meanings) & UNIQUE
    relation = Relation.NONE if found.named and not one_holder else Relation.CONTRADICTS
    return _related(relation, "other_subject" if relation is Relation.NONE else "word_differs", a=found.a, b=found.b)


def _by_words(e: Evidence) -> Related:
    a, b = e.a, e.b
    if bool(a.amounts) != bool(b.amounts):
        return _related(Relation.AGREES, "amount_in_one")
    if _within(a.claim.as_of, b.claim.as_of) and e.text.dice >= SAME_THING_WORDS:
        return _related(Relation.AGREES, "time_more_exact")
    if (e.cosine or 0.0) >= SAME_COSINE or e.text.contained >= SAME_WORDS:
        return _related(Relation.SAME, "same_words")
    return _related(Relation.AGREES, "near_words")


def _within(a: DaySpan | None, b: DaySpan | None) -> bool:
    """Whether one span of days holds the other and is longer."""
    if a is None or b is None or (a.first, a.last) == (b.first, b.last):
        return False
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)


def _related(relation: Relation, code: str, **params: str) -> Related:
    return Related(relation, None, Reason(code, params))


def _params(pairing: Pairing) -> dict[str, str]:
    return {"a": _written(pairing.a), "b": _written(pairing.b)}


def _written(amount: Amount) -> str:
    return amount.text


def _years(years: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(years)))
