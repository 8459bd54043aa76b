"""How far two spellings lie apart: an edit distance over sounds with learned costs, across Arabic and Latin letters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from claims.names.reading import ABD, ABU, ARTICLE, DIN, LAH

# Letters that carry vowels in either script; they come and go between spellings.
WEAK = frozenset("a e i o u y h w oo ou ee aa ei ai ay ey au aw ا و ي ه ع".split())
# Costs before anything is learned, by the kind of the sounds that stand against each other; what training has not met keeps them.
WEAK_WEAK, STRONG_STRONG, WEAK_STRONG, DROP_WEAK, DROP_STRONG, DROP_ARTICLE = 0.6, 3.0, 3.0, 0.5, 3.0, 0.4
# Arabic against Arabic, where nothing could be learned: a vowel more inside a foreign name is common (ستولتنبرغ, ستولتنبيرغ); at the end
# it makes another name (محمود, محمودي), and so does the article.
ARABIC_DROP_WEAK, ARABIC_DROP_EDGE, ARABIC_DROP_ARTICLE, ARABIC_WEAK_WEAK, ARABIC_ALTERNATE = 1.0, 3.0, 2.0, 1.5, 0.8
# Letters that writers choose between for one foreign sound.
ALTERNATES = ("غجقكگ", "تط", "سص", "بپ", "ثت", "ثس", "دض", "ذز", "ذد", "جچ", "جژ", "فو", "هحخ")
# The usual romanizations of an Arabic letter: they cost nothing before learning.
ROMANIZED: Mapping[str, str] = {
    "ا": "a aa e i u o", "ب": "b p", "ت": "t", "ث": "th t s", "ج": "j g dj", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh z d",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh ch sch", "ص": "s", "ض": "d dh z", "ط": "t", "ظ": "z dh", "ع": "a e i o u", "غ": "gh g",
    "ف": "f v ph", "ق": "q k g", "ك": "k c ck g", "ل": "l", "م": "m", "ن": "n", "ه": "h a e", "و": "w ou oo u o v au aw",
    "ي": "y i ee ei ai ay ey e", "پ": "p", "چ": "ch tch", "ژ": "zh j", "گ": "g",
}  # fmt: skip
_COMPOUNDS = frozenset({ABD, ABU, DIN, LAH, ARTICLE})

Units = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """`edits`: "a b" (sorted) for one sound against another, "a|al" for one that is left out between scripts `al`, which are two of
    "a" (Arabic) and "l" (Latin); `shape`: see `comparison.FIRST_SHAPE`."""

    edits: Mapping[str, float]
    shape: Mapping[str, float]


def substitution(a: str, b: str) -> str:
    """The name in `Costs.edits` of `a` against `b`."""
    return f"{a} {b}" if a < b else f"{b} {a}"


def omission(a: str, scripts: str) -> str:
    """The name in `Costs.edits` of leaving `a` out."""
    return f"{a}|{scripts}"


def first_cost(edit: str) -> float:
    """What an edit costs before learning."""
    left, _, right = edit.partition(" ")
    if not right:
        unit, _, scripts = edit.partition("|")
        if scripts == "aa" and (unit == ARTICLE or unit.strip("^$") in WEAK):
            return ARABIC_DROP_ARTICLE if unit == ARTICLE else ARABIC_DROP_WEAK if unit in WEAK else ARABIC_DROP_EDGE
        return DROP_ARTICLE if unit == ARTICLE else DROP_WEAK if unit.strip("^$") in WEAK else DROP_STRONG
    if left in _COMPOUNDS or right in _COMPOUNDS:
        return 2 * STRONG_STRONG
    a, b = left.strip("^$"), right.strip("^$")
    if a == b or b in ROMANIZED.get(a, "").split() or a in ROMANIZED.get(b, "").split():
        return 0.0
    if a in ROMANIZED and b in ROMANIZED and any(a in letters and b in letters for letters in ALTERNATES):
        return ARABIC_ALTERNATE
    if (a in WEAK) != (b in WEAK):
        return WEAK_STRONG
    if a in ROMANIZED and b in ROMANIZED and a in WEAK:
        return ARABIC_WEAK_WEAK
    return WEAK_WEAK if a in WEAK else STRONG_STRONG


class Spelling:
    """Distances under one set of costs; what was compared before is remembered."""

    def __init__(self, edits: Mapping[str, float]) -> None:
        self._edits = edits
        self._known: dict[tuple[str, str], float] = {}
        # Apart from the others: "aa" is a vowel as well as two scripts.
        self._dropped: dict[tuple[str, str], float] = {}
        self.distance = lru_cache(maxsize=32_768)(self._distance)

    def _distance(self, a: Units, b: Units, scripts: str) -> float:
        """The cheapest way from the sounds `a` to the sounds `b`; 0 for equal ones. Symmetric. Some 10 µs, then remembered."""
        return 0.0 if a == b else self.table(a, b, scripts)[-1][-1]

    def table(self, a: Units, b: Units, scripts: str) -> list[list[float]]:
        """Row i, column j: the cost from the first i sounds of `a` to the first j of `b`."""
        known = self._known
        drops = [self.dropped(unit, scripts) for unit in b]
        row = [0.0]
        for drop in drops:
            row.append(row[-1] + drop)
        rows = [row]
        for unit in a:
            drop, above = self.dropped(unit, scripts), row
            left = above[0] + drop
            row = [left]
            for j, other in enumerate(b):
                swap = known.get((unit, other))
                best = above[j] + (self.swapped(unit, other) if swap is None else swap)
                if above[j + 1] + drop < best:
                    best = above[j + 1] + drop
                if left + drops[j] < best:
                    best = left + drops[j]
                row.append(best)
                left = best
            rows.append(row)
        return rows

    def swapped(self, a: str, b: str) -> float:
        """The cost of `a` against `b`."""
        if a == b:
            return 0.0
        known = self._known.get((a, b))
        if known is None:
            known = self._known[a, b] = self._cost(substitution(a, b))
        return known

    def dropped(self, a: str, scripts: str) -> float:
        """The cost of leaving `a` out."""
        known = self._dropped.get((a, scripts))
        if known is None:
            known = self._dropped[a, scripts] = self._cost(omission(a, scripts))
        return known

    def _cost(self, edit: str) -> float:
        learned = self._edits.get(edit)
        return first_cost(edit) if learned is None else learned


@lru_cache(maxsize=1)
def shipped_costs() -> Costs:
    """The learned costs that are shipped. Read once a process."""
    stored = json.loads((files("claims.names") / "costs.json").read_text("utf-8"))
    return Costs(stored["edits"], stored["shape"])
