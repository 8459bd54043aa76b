"""Whether two names are spellings of one: their parts are put side by side, and what differs is weighed."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.names.lexicon import Lexicon
from claims.names.reading import ARTICLE, DIN, LAH, MOST_PARTS, Name, Part
from claims.names.spelling import WEAK, Costs, Spelling, Units

# The more consonants two names agree in, the less likely they are two that differ in nothing that is written; counted from and up to here.
FEW, MANY = 3, 8
# What a whole name costs beyond its letters, before learning: a word left out costs less the more words stay (1, 2, 3 or more).
FIRST_SHAPE = {
    **{
        f"allowed {size} {letters} {scripts}": 4.0
        for size in (1, 2, 3)
        for letters in range(FEW, MANY + 1)
        for scripts in ("aa", "al", "ll")
    },
    "merge": 0.5, "turn": 2.0, "initial": 1.5, "known": 1.0, "apart": 0.8, "skip particle": 0.3, "skip honorific": 0.3,
    **{f"skip {where} {size}": 8.0 - 1.5 * size for where in ("first", "middle", "last") for size in (1, 2, 3)},
}  # fmt: skip
# Of what two words are used for, the share in common from which they are known as spellings of one, and below which as two words.
KNOWN_TOGETHER, KNOWN_APART = 0.1, 0.02
# Odds beyond which nothing is looked at closer: 1 in 400.
HOPELESS = 6.0
# An Arabic word of so few consonants is another word with another vowel (سليم, سالم); a longer one is foreign, and its vowels are free.
ROOT, ANOTHER_VOWEL = 3, 2.0
# Two words written as one differ in length by no more consonants than this; others are not tried together.
MERGED_SLACK = 2
# So many bear this name beside another that having it in common says nothing of who is meant.
_EVERYBODYS = re.compile(r"m[aeiou]*h[aeiou]*m+[aeiou]*d|محمو?د")
_ENDINGS = frozenset({DIN, LAH})
# Before ح or ه, in Latin letters an h, these are no part of th, dh, sh, kh and gh.
_FIRST_OF_TWO = frozenset(
    {("ت", "t"), ("ط", "t"), ("د", "d"), ("ض", "d"), ("س", "s"), ("ص", "s"), ("ك", "k"), ("ق", "k"), ("ج", "g"), ("ز", "z")}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the alignment: the sounds `a` against the sounds `b`, either may be none."""

    kind: str  # "spell", "known", "apart", "merge", "initial", "turn" or "skip …"
    a: Units
    b: Units
    times: float = 1.0  # how often its cost is counted: a known spelling the less, the more uses it shares


class Comparison:
    """Compares names under one set of costs."""

    def __init__(self, costs: Costs, lexicon: Lexicon) -> None:
        self._shape = costs.shape
        self._lexicon = lexicon
        self.spelling = Spelling(costs.edits)
        self._pair = lru_cache(maxsize=32_768)(self._compare)
        self._plain = {
            (length, size): [(kind, self._shape[kind]) for kind in _places(length, size)]
            for length in range(1, MOST_PARTS + 1)
            for size in (1, 2, 3)
        }

    def probability(self, a: Name, b: Name) -> float:
        """How likely `a` and `b` are spellings of one name, in [0, 1]; 0 where one has no letters. Symmetric."""
        if not a.parts or not b.parts:
            return 0.0
        allowed = self._shape[allowance(a, b)]
        return 1.0 / (1.0 + math.exp(min(700.0, self.distance(a, b, allowed + HOPELESS) - allowed)))

    def distance(self, a: Name, b: Name, most: float = math.inf) -> float:
        """The cost of the cheapest alignment: parts may be left out, written together, or the last may stand first.

        Ways that cost more than `most` are not followed to their end; what is answered beyond it is only known to be no less than it.
        """
        scripts = scripts_of(a, b)
        straight = self._align(a.parts, b.parts, scripts, most)[-1][-1][0]
        turn = self._shape["turn"]
        if straight <= turn or len(a.parts) < 2 or len(b.parts) < 2:
            return straight
        if min(self._pair(a.parts[-1], b.parts[0], scripts)[0], self._pair(a.parts[0], b.parts[-1], scripts)[0]) + turn >= min(
            straight, most
        ):
            return straight
        return min(straight, turn + self._align(_turned(a.parts), b.parts, scripts, most - turn)[-1][-1][0])

    def steps(self, a: Name, b: Name) -> list[Step]:
        """The moves of the cheapest alignment, last first; a turn is a step of its own."""
        scripts = scripts_of(a, b)
        straight = self._align(a.parts, b.parts, scripts)
        if len(a.parts) > 1 and len(b.parts) > 1:
            turned = self._align(_turned(a.parts), b.parts, scripts)
            if turned[-1][-1][0] + self._shape["turn"] < straight[-1][-1][0]:
                return [*self._walk(turned, _turned(a.parts), b.parts, scripts), Step("turn", (), ())]
        return self._walk(straight, a.parts, b.parts, scripts)

    def leaves_out(self, a: Name, b: Name) -> bool:
        """Whether one of the names has a word, no title and no bin, that the other has not, or has only an initial of."""
        return any(
            step.kind.startswith(("skip first", "skip middle", "skip last")) or (step.kind == "initial" and step.a != step.b)
            for step in self.steps(a, b)
        )

    def _align(self, a: Sequence[Part], b: Sequence[Part], scripts: str, most: float = math.inf) -> list[list[_Cell]]:
        size = min(3, len(a), len(b))
        skips_a, skips_b = self._skips(a, size), self._skips(b, size)
        cheapest = min(cost for _, cost in (*skips_a, *skips_b))
        table: list[list[_Cell]] = [[(0.0, 0, 0, "")]]
        for j, (kind, cost) in enumerate(skips_b):
            table[0].append((table[0][j][0] + cost, 0, 1, kind))
        for i, part in enumerate(a, 1):
            kind, cost = skips_a[i - 1]
            above = table[i - 1]
            row: list[_Cell] = [(above[0][0] + cost, 1, 0, kind)]
            table.append(row)
            for j, other in enumerate(b, 1):
                best = (above[j][0] + cost, 1, 0, kind)
                skipped = row[j - 1][0] + skips_b[j - 1][1]
                if skipped < best[0]:
                    best = (skipped, 0, 1, skips_b[j - 1][0])
                before = above[j - 1][0]
                # Who is off the diagonal has left out a part and must leave out another.
                if before + abs(len(a) - i - len(b) + j) * cheapest < most:
                    spelled, how = self._pair(part, other, scripts)
                    if before + spelled < best[0]:
                        best = (before + spelled, 1, 1, how)
                    if spelled > 0.0:
                        best = self._merge(table, a, b, i, j, scripts, best)
                row.append(best)
        return table

    def _skips(self, parts: Sequence[Part], size: int) -> Sequence[tuple[str, float]]:
        plain = self._plain[len(parts), size]
        if not any(part.slight for part in parts):
            return plain
        return [
            (f"skip {part.slight}", self._shape[f"skip {part.slight}"]) if slight(part, at) else plain[at] for at, part in enumerate(parts)
        ]

    def _compare(self, a: Part, b: Part, scripts: str) -> tuple[float, str]:
        """The cost of one part against another, and how it was found."""
        if (a.initial or b.initial) and a.word[0] == b.word[0]:
            return (0.0 if a.initial and b.initial else self._shape["initial"]), "initial"
        cost = min(self.spelling.distance(left, right, scripts) for left, right in readings(a, b))
        if cost > 0.0 and scripts == "aa" and min(_consonants(a), _consonants(b)) <= ROOT:
            cost += ANOTHER_VOWEL
        overlap = self._lexicon.overlap(a.word, b.word) if cost > 0.0 and a.word != b.word else None
        if overlap is None:
            return cost, "spell"
        if overlap >= KNOWN_TOGETHER:
            known = self._shape["known"] * (1.0 - overlap)
            known += self.spelling.dropped(ARTICLE, scripts) if _one_has_article(a, b) else 0.0
            return (known, "known") if known < cost else (cost, "spell")
        return (cost + self._shape["apart"], "apart") if overlap < KNOWN_APART else (cost, "spell")

    def _merge(self, table: list[list[_Cell]], a: Sequence[Part], b: Sequence[Part], i: int, j: int, scripts: str, best: _Cell) -> _Cell:
        """`best`, or two words of one name against one of the other where that is cheaper."""
        merge = self._shape["merge"]
        if i > 1 and (before := table[i - 2][j - 1][0] + merge) < best[0]:
            merged = before + self._merged(a[i - 2], a[i - 1], b[j - 1], scripts)
            best = (merged, 2, 1, "merge") if merged < best[0] else best
        if j > 1 and (before := table[i - 1][j - 2][0] + merge) < best[0]:
            merged = before + self._merged(b[j - 2], b[j - 1], a[i - 1], scripts)
            best = (merged, 1, 2, "merge") if merged < best[0] else best
        return best

    def _merged(self, first: Part, second: Part, one: Part, scripts: str) -> float:
        """Two words against one that is both; infinite where the lengths already say no."""
        if abs(_consonants(first) + _consonants(second) - _consonants(one)) > MERGED_SLACK:
            return math.inf
        both = together(first, second)
        return min(self.spelling.distance(both, way, scripts) for way in (one.units, one.spelled) if way)

    def _walk(self, table: list[list[_Cell]], a: Sequence[Part], b: Sequence[Part], scripts: str) -> list[Step]:
        steps: list[Step] = []
        i, j = len(a), len(b)
        while i or j:
            _, of_a, of_b, kind = table[i][j]
            left, right = a[i - of_a : i], b[j - of_b : j]
            if of_a == of_b == 1:
                units = min(readings(left[0], right[0]), key=lambda reading: self.spelling.distance(*reading, scripts))
                overlap = self._lexicon.overlap(left[0].word, right[0].word) if kind == "known" else None
                steps.append(Step(kind, *units, 1.0 if overlap is None else 1.0 - overlap))
                if kind == "known" and _one_has_article(left[0], right[0]):
                    steps.append(Step("spell", (ARTICLE,), ()))
            elif kind == "merge":
                one, both = (right[0], together(*left)) if of_a == 2 else (left[0], together(*right))
                ways = [way for way in (one.units, one.spelled) if way]
                steps.append(Step(kind, both, min(ways, key=lambda way: self.spelling.distance(both, way, scripts))))
            else:
                steps.append(Step(kind, (), ()))
            i, j = i - of_a, j - of_b
        return steps


# Cost so far, how many parts of either side the last move took, and what it was.
_Cell = tuple[float, int, int, str]


def _places(length: int, size: int) -> list[str]:
    """What it is called to leave each of so many parts out, against a name of `size` parts."""
    if length == 1:
        return [f"skip first {size}"]
    return [f"skip {place} {size}" for place in ("first", *["middle"] * (length - 2), "last")]


def slight(part: Part, at: int) -> bool:
    """Whether a name may go without its part number `at`: bin, ould anywhere; sayyid, haji where they open it."""
    return part.slight == "particle" or (part.slight == "honorific" and at == 0)


@lru_cache(maxsize=32_768)
def together(first: Part, second: Part) -> tuple[str, ...]:
    """The sounds of two parts written as one word: a letter that both have at the seam once, an article between them as its l."""
    before = tuple(unit.removesuffix("$") for unit in first.units)
    after = tuple(unit.removeprefix("^") for unit in second.units)
    if after[0] == ARTICLE:
        after = ("l" if second.word[0].isascii() else "ل", *after[1:])
    return before + after[before[-1] == after[0] :]


def readings(a: Part, b: Part) -> list[tuple[Units, Units]]:
    """The ways to put two parts side by side: where only one has an article, al-Din or Allah, its letters may be none at all; and two Latin
    letters that are one sound elsewhere may be two Arabic ones (Fathi, Ishaq)."""
    ways = [(a.units, b.units)]
    ways += [(apart, b.units)] if (apart := _two_sounds(a.units, b.units)) else []
    ways += [(a.units, apart)] if (apart := _two_sounds(b.units, a.units)) else []
    if a.units[:1] != b.units[:1] or (a.units[-1] != b.units[-1] and not _ENDINGS.isdisjoint((a.units[-1], b.units[-1]))):
        ways += [(a.spelled, b.units)] if a.spelled else []
        ways += [(a.units, b.spelled)] if b.spelled else []
    return ways


def _two_sounds(latin: Units, arabic: Units) -> Units:
    """`latin` with its th, sh … as two sounds where `arabic` has the two letters side by side; () where there is none."""
    pairs = {pair for pair in itertools.pairwise(arabic) if pair[1].strip("$") in "حه"}
    if not pairs:
        return ()
    apart: list[str] = []
    for unit in latin:
        split = len(unit) == 2 and unit[1] == "h" and any((first, unit[0]) in _FIRST_OF_TWO for first, _ in pairs)
        apart += unit if split else [unit]
    return tuple(apart) if len(apart) > len(latin) else ()


def _one_has_article(a: Part, b: Part) -> bool:
    return (a.units[0] == ARTICLE) != (b.units[0] == ARTICLE)


@lru_cache(maxsize=32_768)
def _consonants(part: Part) -> int:
    return sum(unit.strip("^$") not in WEAK for unit in part.units)


def _telling(parts: Sequence[Part]) -> int:
    """How many consonants of a name say who is meant: none of what may be left out, nor of Mohamed and Mahmoud."""
    return sum(_consonants(part) for at, part in enumerate(parts) if not (slight(part, at) or _EVERYBODYS.fullmatch(part.word)))


def scripts_of(a: Name, b: Name) -> str:
    """ "aa", "al" or "ll": which scripts stand against each other."""
    return "al" if a.arabic != b.arabic else "aa" if a.arabic else "ll"


def allowance(a: Name, b: Name) -> str:
    """The name in `Costs.shape` of the distance at which the two are as likely one name as two."""
    letters = min(_telling(a.parts), _telling(b.parts))
    return f"allowed {min(3, len(a.parts), len(b.parts))} {min(MANY, max(FEW, letters))} {scripts_of(a, b)}"


def _turned(parts: Sequence[Part]) -> tuple[Part, ...]:
    return (parts[-1], *parts[:-1])
