"""Amounts as intervals: do two claims count the same thing, and can both counts be true?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.languages import LANGUAGES, pack_for
from claims.matching.words import Words, sense
from claims.records import Change, FoundClaim, FoundQuantity, Qualifier

# Canonical units that measure one dimension, in its base unit.
_SCALED = {
    "km": ("length", 1000.0),
    "meter": ("length", 1.0),
    "cm": ("length", 0.01),
    "mile": ("length", 1609.344),
    "foot": ("length", 0.3048),
    "kg": ("mass", 1.0),
    "ton": ("mass", 1000.0),
    "second": ("time", 1 / 86_400),
    "minute": ("time", 1 / 1440),
    "hour": ("time", 1 / 24),
    "day": ("time", 1.0),
    "week": ("time", 7.0),
    "month": ("time", 30.4375),
    "year": ("time", 365.25),
    "decade": ("time", 3652.5),
}
# Units that count people without saying which: two of them may be one count. Any other noun for people is a count of its own.
_PEOPLE = frozenset(
    [
        "person",
        "personnel",
        "soldier",
        "troops",
        "citizen",
        "civilian",
        "member",
        "death",
        "injury",
        "victim",
        "militant",
        "fighter",
        "displaced",
        "refugee",
        "migrant",
        "worker",
        "employee",
    ]
)
_MONEY = frozenset(["usd", "eur", "gbp", "sar", "iqd", "aed", "egp", "ils", "lira", "ruble", "yen", "yuan", "cent"])
# A number without a noun does not count these.
DIMENSIONS = frozenset({"percent", "time", "length", "mass", "times"})
# What is measured, whatever happens near by.
FATELESS = frozenset({"time", "length", "mass"})
_PEOPLE_MEANINGS = frozenset(["kill", "wound", "arrest", "missing", "rescue", "displace", "force", "crew", "protester", "trainer"])
# What a count of people is a count of: the nearest of these words decides.
FATES = frozenset(
    [
        "kill",
        "wound",
        "arrest",
        "release",
        "missing",
        "rescue",
        "displace",
        "hostage",
        "protester",
        "vote",
        "audience",
        "population",
        "infection",
        "child",
        "woman",
    ]
)
# Every canonical unit that a language names; another unit is a noun as it was written.
KNOWN_UNITS = frozenset(unit for code in LANGUAGES for unit in pack_for(code).numbers.units.values())
# Before a kind that only one language's noun names: it cannot be told from a noun of the other script.
UNKNOWN = "?"
# How many words from an amount its fate may stand.
_REACH = 7
_BARE_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w%])")
# "About 97" and 96.9 are one figure rounded; "about 90" and "about 100" are two.
ROUNDED = 0.015


class Fit(StrEnum):
    EQUAL = "equal"
    ROUNDED = "rounded"
    OVERLAP = "overlap"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in its base unit. `kind` names the dimension or the counted thing, "" where nothing says it."""

    low: float
    high: float
    kind: str
    fate: str
    qualifier: Qualifier
    change: Change
    text: str
    start: int
    context: frozenset[str]

    @property
    def about(self) -> bool:
        return self.qualifier is Qualifier.ABOUT

    @property
    def value(self) -> float:
        return self.low if math.isfinite(self.low) else self.high


def read_amounts(claim: FoundClaim, words: Words) -> tuple[Amount, ...]:
    """The claim's quantities and the bare numbers between them (scores, rates), by start; years are left to the dates."""
    starts = [quantity.start - claim.start for quantity in claim.quantities]
    ends = [quantity.end - claim.start for quantity in claim.quantities]
    marks = sorted(starts)
    found = [_amount(quantity, start, end, words, marks) for quantity, start, end in zip(claim.quantities, starts, ends, strict=True)]
    for match in _BARE_NUMBER.finditer(claim.text):
        if not any(start <= match.start() < end for start, end in zip(starts, ends, strict=True)):
            value = None if _is_dated(match.start(), words, claim.language) else _plain(match.group())
            if value is not None and not (1900 <= value <= 2100 and len(match.group()) == 4):
                near, fate = _surroundings(match.start(), match.end(), words, marks)
                found.append(Amount(value, value, "", fate, Qualifier.EXACT, Change.NONE, match.group(), match.start(), near))
    return _changes(_lone(sorted(found, key=lambda amount: amount.start)), claim, words)


def _lone(amounts: list[Amount]) -> list[Amount]:
    """The amounts; "from" without a "to" is no change: "13 of its 29 members"."""
    if any(amount.change is Change.TO for amount in amounts):
        return amounts
    return [replace(amount, change=Change.NONE) if amount.change is Change.FROM else amount for amount in amounts]


def _changes(amounts: list[Amount], claim: FoundClaim, words: Words) -> tuple[Amount, ...]:
    """The amounts, the old and the new one of "from 500 to 4,000" marked as such."""
    table = pack_for(claim.language).numbers
    for index in range(len(amounts) - 1):
        old, new = amounts[index], amounts[index + 1]
        between = [word.text for word in words.all if old.start < word.start < new.start]
        if _word_before(old.start, words) in table.sources and any(word in table.to or word in ("حتي", "until") for word in between):
            amounts[index], amounts[index + 1] = (
                replace(old, change=Change.FROM, kind=old.kind or new.kind),
                replace(new, change=Change.TO, kind=new.kind or old.kind),
            )
    return tuple(amounts)


def _word_before(start: int, words: Words) -> str:
    return next((word.text for word in reversed(words.all) if word.start < start), "")


def _is_dated(start: int, words: Words, language: str) -> bool:
    """Whether a bare number stands beside the name of a month."""
    months = pack_for(language).dates.months
    at = next((index for index, word in enumerate(words.all) if word.start >= start), 0)
    beside = words.all[max(0, at - 1) : at + 2]
    return any(word.text in months or word.text.lstrip("و") in months for word in beside)


def _plain(written: str) -> float | None:
    try:
        return float(re.sub(r",(?=\d{3}(?:\D|$))", "", written).replace(",", "."))
    except ValueError:
        return None


def _amount(quantity: FoundQuantity, start: int, end: int, words: Words, marks: Sequence[int]) -> Amount:
    kind, factor = _kind(quantity, words, start, end, quantity.unit in KNOWN_UNITS)
    low = -math.inf if quantity.low is None else quantity.low * factor
    high = math.inf if quantity.high is None else quantity.high * factor
    near, fate = _surroundings(start, end, words, marks)
    own = next((word.meaning for word in words.all if start <= word.start < end and word.meaning in FATES), "")
    if quantity.unit in ("death", "injury"):
        own = own or {"death": "kill", "injury": "wound"}[quantity.unit]
    return Amount(low, high, kind, own or fate, quantity.qualifier, quantity.change, quantity.text, start, near)


def _kind(quantity: FoundQuantity, words: Words, start: int, end: int, known: bool) -> tuple[str, float]:
    unit = quantity.unit
    if unit in _SCALED:
        return _SCALED[unit]
    if unit is None:
        return "", 1.0
    inside = [word for word in words.all if start <= word.start < end]
    if unit in _PEOPLE or any(word.country or word.meaning in _PEOPLE_MEANINGS for word in inside):
        return "people", 1.0
    if known:
        return unit, 1.0
    if any(word.stop and word.text == unit for word in inside):
        return "", 1.0  # no noun: "6.08 against the dollar"
    meaning = next((word.meaning for word in inside if word.meaning), "")
    return meaning or UNKNOWN + unit, 1.0


def _surroundings(start: int, end: int, words: Words, marks: Sequence[int]) -> tuple[frozenset[str], str]:
    """What the words near an amount are about, and the nearest fate; words beyond the next amount belong to that one."""
    at = [index for index, word in enumerate(words.all) if start <= word.start < end]
    if not at:
        return frozenset(), ""
    before = max((mark for mark in marks if mark < start), default=-1)
    after = min((mark for mark in marks if mark > start), default=1 << 30)
    near = [
        (min(abs(index - at[0]), abs(index - at[-1])), word)
        for index, word in enumerate(words.all[: at[-1] + _REACH + 1])
        if index >= at[0] - _REACH and not word.stop and not word.text[0].isdigit()
    ]
    owned = [(distance, word) for distance, word in near if before < word.start < after]
    fates = [(distance, word.start > start, word.meaning) for distance, word in owned if word.meaning in FATES]
    return frozenset(sense(word) for _, word in owned), min(fates)[2] if fates else ""


def comparable(a: Amount, b: Amount) -> bool:
    """Whether both may count one thing: the same dimension or noun, the same fate where both tell it."""
    if a.fate and b.fate and a.fate != b.fate and not {a.kind, b.kind} & FATELESS:
        return False
    if a.kind == b.kind:
        return True
    if not a.kind or not b.kind:
        return not {a.kind, b.kind} & DIMENSIONS
    unknown_a, unknown_b = a.kind.startswith(UNKNOWN), b.kind.startswith(UNKNOWN)
    if unknown_a and unknown_b:
        return a.kind.isascii() != b.kind.isascii() or fit(a, b) is Fit.EQUAL
    return (unknown_a or unknown_b) and "people" in (a.kind, b.kind)


def fit(a: Amount, b: Amount) -> Fit:
    """How two amounts of one kind stand to each other as intervals."""
    if _close(a.low, b.low, 1e-6) and _close(a.high, b.high, 1e-6):
        return Fit.EQUAL if a.about == b.about else Fit.ROUNDED
    if _close(a.low, a.high, 1e-6) and _close(b.low, b.high, 1e-6):
        return Fit.ROUNDED if _rounds(a, b) or _rounds(b, a) else Fit.APART
    strict = {a.qualifier, b.qualifier} == {Qualifier.MORE_THAN, Qualifier.LESS_THAN}
    slack_a, slack_b = (ROUNDED if one.about else 0.0 for one in (a, b))
    low = max(_less(a.low, slack_a), _less(b.low, slack_b))
    high = min(_more(a.high, slack_a), _more(b.high, slack_b))
    return Fit.OVERLAP if low < high or (low == high and not strict) else Fit.APART


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
        if any(amount.change is Change.TO for amount in few):
            continue
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
