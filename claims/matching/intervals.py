"""Amounts as intervals: do two amounts count the same thing, and can both be true?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

from claims.matching.amounts import UNKNOWN, Amount
from claims.matching.units import DIMENSIONS, MONEY, of_one_system
from claims.records import Change, Qualifier

# What is measured, whatever happens near by.
FATELESS = DIMENSIONS - {"percent", "times"}
# "About 97" and 96.9 are one figure rounded; "about 90" and "about 100" are two.
ROUNDED = 0.015
# Who turns miles into kilometres leaves two digits at the least, which moves a figure by a twentieth at the most: 6 miles are 10 km.
# Arabic calls an acre by the name of the feddan, which is less than that larger.
CONVERTED = 0.05
# "More than 300" is written of 320 or 500, not of 2,800: an open end reaches so many times its bound.
REACH = 2.5
# "Up to 200" is said of nearly so much.
REACH_DOWN = 1.5
# Spans of time are in every story: how much of their surroundings two that differ share, to be of one thing.
SPAN_NEAR = 0.4
# An unknown noun may be one for people where so much around the two counts is alike.
UNKNOWN_NEAR = 0.3
# What is never counted as people are: "14 dead" and "14 schools" are two counts.
_THINGS = """
school hospital house home building apartment car truck ship boat vessel plane aircraft helicopter flight train metro
tank vehicle dose vaccine tent meal tree share seat book film match goal game point medal title cup company bank
factory shop store restaurant mosque church university airport port station bridge road city town village province
state country district island base camp contract project agreement law treaty resolution visit meeting round season
award drone strike attack rocket missile shell bomb explosion fire well mine report document page warning degree room
bed phone call message tweet download view picture price
"""
THINGS = frozenset(_THINGS.split()) | {"fighter jet", "housing unit", "degree celsius", "degree fahrenheit"}
# Nouns under which one count may go; of other two things the same count is two counts.
_ALIKE = """
house home apartment building room
car truck vehicle tank
ship boat vessel
plane aircraft helicopter flight drone
rocket missile shell bomb
explosion attack strike fire bomb
city town village province state district base camp
contract project agreement law treaty resolution
meeting round visit
match game film
goal point
company bank factory shop store restaurant
hospital school university church mosque
report document page
phone call message tweet
"""
ALIKE = [frozenset(row.split()) for row in _ALIKE.strip().splitlines()] + [
    frozenset({"degree", scale}) for scale in ("degree celsius", "degree fahrenheit")
]
# What is measured in per cent, money, or by a number alone: two of these are two measures, though the figures be equal.
_MEASURES = """
inflation unemployment interest turnout price budget debt profit tax wage export import oil gas gold euro dollar
share fine population poverty gdp reserve deficit vote
"""
MEASURES = frozenset(_MEASURES.split())
MEASURED = MONEY | {"percent"}


class Fit(StrEnum):
    EQUAL = "equal"
    ROUNDED = "rounded"
    OVERLAP = "overlap"
    LOOSE = "loose"  # an open end allows both, and says nothing about the other: "more than 300", "2,800"
    APART = "apart"


def comparable(a: Amount, b: Amount) -> bool:
    """Whether both may count one thing: the same dimension or noun, the same fate where both tell it."""
    if a.fate and b.fate and a.fate != b.fate and not {a.kind, b.kind} & FATELESS:
        return False
    equal = fit(a, b) in (Fit.EQUAL, Fit.ROUNDED)
    if not equal and (_is_share(a) != _is_share(b)):
        return False  # "a third of it"
    if a.kind in FATELESS and not equal and (not a.context & b.context or (a.kind == "time" and nearness(a, b) < SPAN_NEAR)):
        return False  # three days of rain, two days of warning
    if a.kind == b.kind == "people" and bool(a.fate) != bool(b.fate) and fit(a, b) is Fit.APART and not a.context & b.context:
        return False  # the wounded, the soldiers on their way
    if a.country and b.country and a.country != b.country and a.kind == b.kind:
        return False  # "23 Russian diplomats", "23 British diplomats"
    if not equal and a.group != b.group and fit(a, b) is Fit.APART and (a if a.value < b.value else b).group:
        return False  # "two policemen were killed", "28 were killed"
    if not equal and _is_step(a) != _is_step(b):
        return False  # "3,500 more", "4,000"
    near = equal or bool(a.context & b.context) or bool(a.fate and a.fate == b.fate)
    if a.part != b.part and not equal:
        return False  # a part and a whole
    if {a.kind, b.kind} & MEASURED and _other_measure(a, b):
        return False
    if a.kind == b.kind:
        return bool(a.kind) or near
    if not a.kind or not b.kind:
        return not {a.kind, b.kind} & DIMENSIONS and near
    if "people" in (a.kind, b.kind) and {a.kind, b.kind} & THINGS:
        return False
    if {a.kind, b.kind} <= THINGS and not any({a.kind, b.kind} <= alike for alike in ALIKE):
        return False  # "20 tanks", "20 schools"
    if not {a.kind, b.kind} & (DIMENSIONS | MONEY) and a.kind.isascii() and b.kind.isascii() and fit(a, b) is Fit.EQUAL:
        return True  # one count under two nouns: "eighteen states", "eighteen provinces"
    unknown_a, unknown_b = a.kind.startswith(UNKNOWN), b.kind.startswith(UNKNOWN)
    if unknown_a and unknown_b:
        return a.kind.isascii() != b.kind.isascii() or fit(a, b) is Fit.EQUAL
    return (unknown_a or unknown_b) and "people" in (a.kind, b.kind) and (equal or nearness(a, b) >= UNKNOWN_NEAR)


def nearness(a: Amount, b: Amount) -> float:
    """The share of the surroundings of two amounts that is common, against the shorter of them."""
    shorter = min(len(a.context), len(b.context))
    return len(a.context & b.context) / shorter if shorter else 0.0


def _is_step(amount: Amount) -> bool:
    return amount.step or amount.change is Change.BY


def _is_share(amount: Amount) -> bool:
    return not amount.kind and 0 < amount.value < 1


def _other_measure(a: Amount, b: Amount) -> bool:
    """Whether the words near both amounts name what is measured, and nothing in common."""
    one, other = (amount.context & MEASURES for amount in (a, b))
    return bool(one and other and not one & other)


def fit(a: Amount, b: Amount) -> Fit:
    """How two amounts of one kind stand to each other as intervals."""
    if _close(a.low, b.low, 1e-6) and _close(a.high, b.high, 1e-6):
        return Fit.EQUAL if a.about == b.about else Fit.ROUNDED
    converted = a.kind == b.kind and not of_one_system(a.unit, b.unit)
    if _close(a.low, a.high, 1e-6) and _close(b.low, b.high, 1e-6):
        rounded = _close(a.low, b.low, CONVERTED) if converted else _rounds(a, b) or _rounds(b, a)
        return Fit.ROUNDED if rounded else Fit.APART
    strict = {a.qualifier, b.qualifier} == {Qualifier.MORE_THAN, Qualifier.LESS_THAN}
    slack_a, slack_b = (CONVERTED if converted else ROUNDED if one.about else 0.0 for one in (a, b))
    low = max(_less(a.low, slack_a), _less(b.low, slack_b))
    high = min(_more(a.high, slack_a), _more(b.high, slack_b))
    if low > high or (low == high and strict):
        return Fit.APART
    return Fit.LOOSE if _beyond(a, b) or _beyond(b, a) else Fit.OVERLAP


def _beyond(open_one: Amount, other: Amount) -> bool:
    """Whether `other` lies so far beyond the named end of an open interval that the two say nothing of each other."""
    if math.isfinite(open_one.low) and math.isfinite(open_one.high):
        return False
    bound, value = open_one.value, other.value
    return value > bound * REACH if math.isfinite(open_one.low) else value * REACH_DOWN < bound


def _rounds(rough: Amount, exact: Amount) -> bool:
    """Whether `exact` written with the digits of `rough` is `rough`."""
    if not rough.value or not exact.value or abs(rough.value - exact.value) > (4 if rough.about else 1) * ROUNDED * abs(exact.value):
        return False
    step = 10.0 ** math.floor(math.log10(abs(rough.value)))
    for _ in range(6):
        if _close(round(rough.value / step) * step, rough.value, 1e-9):
            break
        step /= 10
    fewer = not _close(round(exact.value / step) * step, exact.value, 1e-9)
    return fewer and _close(round(exact.value / step) * step, rough.value, 1e-9)


def _close(a: float, b: float, tolerance: float) -> bool:
    return a == b or (math.isfinite(a) and math.isfinite(b) and math.isclose(a, b, rel_tol=tolerance, abs_tol=1e-9))


def _less(bound: float, slack: float) -> float:
    return bound - abs(bound) * slack if math.isfinite(bound) else bound


def _more(bound: float, slack: float) -> float:
    return bound + abs(bound) * slack if math.isfinite(bound) else bound


def derived(a: Sequence[Amount], b: Sequence[Amount]) -> tuple[Amount, Amount, Amount] | None:
    """Two amounts of one claim whose difference or ratio is an amount of the other ("from 500 to 4,000", "3,500 more", "eightfold")."""
    for many, few in ((a, b), (b, a)):
        if {Change.FROM, Change.TO} <= {amount.change for amount in few}:
            continue  # a change of its own is compared amount by amount
        news = [amount for amount in many if amount.change is Change.TO and amount.value > 0]
        for new in news:
            for old in many:
                if old.change is not Change.FROM or old.value <= 0:
                    continue
                for other in few:
                    step = new.value / old.value if other.kind == "times" else abs(new.value - old.value)
                    if _close(step, other.value, 0.01) and other.value not in (old.value, new.value):
                        return old, new, other
    return None
