"""What a claim counts: its amounts as intervals in base units, each with its kind, its fate and the words around it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter

from claims.languages import pack_for, packs
from claims.matching.units import measured, size_of
from claims.matching.words import Words, sense
from claims.records import Change, FoundClaim, FoundQuantity, Qualifier

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
# People whom a count may be of among others: "two of the dead are policemen". Against a count of all it is a part, and no other figure.
GROUPS = frozenset(
    ["police", "civilian", "militant", "child", "woman", "crew", "journalist", "student", "passenger", "doctor", "official", "family"]
)
# "Seven people", "15 protesters" of whom both say that they were killed: what befell them decides, not what they did.
_HARMED = frozenset(["kill", "wound", "arrest", "release", "missing", "rescue"])
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
KNOWN_UNITS = frozenset(unit for pack in packs() for unit in pack.numbers.units.values())
# Before a kind that only one language's noun names: it cannot be told from a noun of the other script.
UNKNOWN = "?"
# How many words from an amount its fate may stand.
_REACH = 7
# No claim has more amounts; more of them would be compared each with each.
MOST_AMOUNTS = 24
_start = attrgetter("start")
_BARE_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w%])")


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
    step: bool = False  # "3,500 additional"
    denied: bool = False  # "81 per cent, not 62"
    group: frozenset[str] = frozenset()  # the people among others that are counted
    country: str = ""  # of which the counted are: "23 Russian diplomats"
    part: bool = False  # of a larger count that the claim names as well: "14 dead, five of them children"
    unit: str = ""  # in which it is said, "" where nothing says it

    @property
    def about(self) -> bool:
        return self.qualifier is Qualifier.ABOUT

    @property
    def value(self) -> float:
        return self.low if math.isfinite(self.low) else self.high

    @property
    def said(self) -> float:
        """The value in the unit in which it is said."""
        return self.value / size_of(self.unit)


def read_amounts(claim: FoundClaim, words: Words) -> tuple[Amount, ...]:
    """The claim's quantities and the bare numbers between them (scores, rates), by start, at most MOST_AMOUNTS; years are left out."""
    spans = amount_spans(claim)
    marks = sorted(start for start, _ in spans)
    found = [_amount(quantity, start, end, words, marks) for quantity, (start, end) in zip(claim.quantities, spans, strict=False)]
    free = (match for match in _BARE_NUMBER.finditer(claim.text) if not within(match.start(), spans))
    for match in islice(free, MOST_AMOUNTS):
        value = None if _is_dated(match.start(), words, claim.language) else _plain(match.group())
        if value is not None and not (1900 <= value <= 2100 and len(match.group()) == 4):
            near, fate = _surroundings(match.start(), match.end(), words, marks)
            found.append(Amount(value, value, "", fate, Qualifier.EXACT, Change.NONE, match.group(), match.start(), near))
    found.sort(key=_start)
    return _changes(_lone(found[:MOST_AMOUNTS]), claim, words)


def amount_spans(claim: FoundClaim) -> list[tuple[int, int]]:
    """Where the first MOST_AMOUNTS quantities stand in the claim's own text.

    A stored claim has lost the offsets of its article: each quantity is then looked for behind the one before it.
    """
    spans: list[tuple[int, int]] = []
    for quantity in claim.quantities[:MOST_AMOUNTS]:
        start, end = quantity.start - claim.start, quantity.end - claim.start
        if claim.text[start:end] != quantity.text:
            start = claim.text.find(quantity.text, spans[-1][1] if spans else 0)
            end = start + len(quantity.text)
        spans.append((start, end) if start >= 0 else (0, 0))
    return spans


def within(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _lone(amounts: list[Amount]) -> list[Amount]:
    """The amounts; "from" without a "to" is no change: "13 of its 29 members"."""
    if any(amount.change is Change.TO for amount in amounts):
        return amounts
    return [replace(amount, change=Change.NONE) if amount.change is Change.FROM else amount for amount in amounts]


def _changes(amounts: list[Amount], claim: FoundClaim, words: Words) -> tuple[Amount, ...]:
    """The amounts, the old and the new one of "from 500 to 4,000" marked as such."""
    pack = pack_for(claim.language)
    to = pack.numbers.to | pack.meanings.until
    for index in range(len(amounts) - 1):
        old, new = amounts[index], amounts[index + 1]
        between = [word.text for word in words.all if old.start < word.start < new.start]
        if _word_before(old.start, words) in pack.numbers.sources and any(word in to for word in between):
            amounts[index], amounts[index + 1] = (
                replace(_in_unit_of(new, old), change=Change.FROM),
                replace(_in_unit_of(old, new), change=Change.TO),
            )
    return tuple(amounts)


def _in_unit_of(other: Amount, amount: Amount) -> Amount:
    """The amount, counted in what the other is counted in where nothing says its own: "from 5 to 10 km"."""
    if amount.kind:
        return amount
    size = size_of(other.unit)
    return replace(amount, kind=other.kind, unit=other.unit, low=amount.low * size, high=amount.high * size)


def _word_before(start: int, words: Words) -> str:
    return next((word.text for word in reversed(words.all) if word.start < start), "")


def _is_dated(start: int, words: Words, language: str) -> bool:
    """Whether a bare number stands beside the name of a month."""
    pack = pack_for(language)
    months, conjunction = pack.dates.months, pack.numbers.conjunction
    at = next((index for index, word in enumerate(words.all) if word.start >= start), 0)
    beside = words.all[max(0, at - 1) : at + 2]
    return any(word.text in months or word.text.removeprefix(conjunction) in months for word in beside)


def _plain(written: str) -> float | None:
    try:
        return float(re.sub(r",(?=\d{3}(?:\D|$))", "", written).replace(",", "."))
    except ValueError:
        return None


def _amount(quantity: FoundQuantity, start: int, end: int, words: Words, marks: Sequence[int]) -> Amount:
    size = size_of(quantity.unit or "")
    low = -math.inf if quantity.low is None else quantity.low * size
    high = math.inf if quantity.high is None else quantity.high * size
    near, fate = _surroundings(start, end, words, marks)
    own = next((word.meaning for word in words.all if start <= word.start < end and word.meaning in FATES), "")
    if own == "protester" and fate in _HARMED:
        own = fate
    if quantity.unit in ("death", "injury"):
        own = own or {"death": "kill", "injury": "wound"}[quantity.unit]
    part = _is_part(start, end, words)
    step = any(word.text in words.additional for word in words.all if start < word.start and word.start <= end + 1)
    return Amount(
        low,
        high,
        _kind(quantity.unit, words, start, end),
        own or fate,
        quantity.qualifier,
        quantity.change,
        quantity.text,
        start,
        near,
        step,
        _word_before(start, words) in words.negations,
        *_counted(start, end, words),
        part,
        quantity.unit or "",
    )


def _counted(start: int, end: int, words: Words) -> tuple[frozenset[str], str]:
    """Who is counted: the groups that the amount or the word behind it names, and the country that it gives them."""
    first, after = (bisect_left(words.all, offset, key=_start) for offset in (start, end))
    named = words.all[first : after + 1]
    return frozenset(word.meaning for word in named if word.meaning in GROUPS), next((word.country for word in named if word.country), "")


def _is_part(start: int, end: int, words: Words) -> bool:
    """Whether words say so: "among them five", "five of them"; what stands behind in "39 people, among them five" is another count's."""
    first, after = (bisect_left(words.all, offset, key=_start) for offset in (start, end))
    before, behind = words.all[max(0, first - 1) : after], words.all[after : after + 2]
    return any(word.text in words.parts for word in before) or any(word.text in words.of_them for word in behind)


def _kind(unit: str | None, words: Words, start: int, end: int) -> str:
    if unit is None:
        return ""
    if unit == "time":
        return "occasion"  # "three times" are no span
    if kind := measured(unit):
        return kind
    inside = [word for word in words.all if start <= word.start < end]
    if unit in _PEOPLE or any(word.country or word.meaning in _PEOPLE_MEANINGS for word in inside):
        return "people"
    if unit not in KNOWN_UNITS and any(word.stop and word.text == unit for word in inside):
        return ""  # no noun: "6.08 against the dollar"
    # One noun may be two units ("games", "matches"): what the noun means goes first. In a language with capitals, that is in
    # English, the noun comes last ("new cases").
    meanings = [word.meaning for word in inside if word.meaning]
    meaning = (meanings[-1] if words.latin else meanings[0]) if meanings else ""
    return meaning or (unit if unit in KNOWN_UNITS else UNKNOWN + unit)


def _surroundings(start: int, end: int, words: Words, marks: Sequence[int]) -> tuple[frozenset[str], str]:
    """What the words near an amount are about, and the nearest fate; words beyond the next amount belong to that one."""
    first, after = (bisect_left(words.all, offset, key=_start) for offset in (start, end))
    if first == after:
        return frozenset(), ""
    behind, ahead = bisect_left(marks, start) - 1, bisect_right(marks, start)
    before = marks[behind] if behind >= 0 else -1
    following = marks[ahead] if ahead < len(marks) else words.all[-1].end
    last = after - 1
    owned = [
        (min(abs(index - first), abs(index - last)), word)
        for index, word in enumerate(words.all[max(0, first - _REACH) : after + _REACH], max(0, first - _REACH))
        if before < word.start < following and not word.stop and not word.text[0].isdigit()
    ]
    # What befell protesters goes before their being such.
    fates = [(word.meaning == "protester", distance, word.start > start, word.meaning) for distance, word in owned if word.meaning in FATES]
    return frozenset(sense(word) for _, word in owned), min(fates)[3] if fates else ""
