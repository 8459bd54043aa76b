"""What bounds an amount ("more than", "at least"), and the part it plays in a change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.languages.pack import NumberTables
from claims.records import Change, Qualifier

_LONGEST_QUALIFIER = 4
# Words between the two parts of a qualifier: "يزيد ارتفاع الجبل عن".
_LONGEST_GAP = 3
# How far before an amount the word of change stands: "increase in the number of troops from".
_LOOKED_BACK = 8


class Bound(NamedTuple):
    """A qualifier and the lexeme at which it begins or behind which it ends; `cut` proclitic characters stand before its own word."""

    at: int
    cut: int
    qualifier: Qualifier


def bounds(low: float, high: float, qualifier: Qualifier) -> tuple[float | None, float | None]:
    """The interval that the words allow; `None` where it is open."""
    if qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        return low, None
    if qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST):
        return None, high
    return low, high


class Qualifiers:
    def __init__(self, words: Sequence[str], tables: NumberTables) -> None:
        self._words = words
        self._t = tables

    def before(self, index: int, floor: int) -> Bound | None:
        """The qualifier that ends before `index` and begins at `floor` or later; of two in a row the outer one."""
        inner = self._next_to(index, floor) or self._apart(index, floor)
        if inner is None or inner.qualifier is not Qualifier.ABOUT:
            return None if inner is None or inner.qualifier is Qualifier.EXACT else inner
        outer = None if inner.cut else self._next_to(inner.at, floor) or self._apart(inner.at, floor)
        return inner if outer is None or outer.qualifier in (Qualifier.EXACT, Qualifier.ABOUT) else outer

    def _next_to(self, index: int, floor: int) -> Bound | None:
        for length in range(min(_LONGEST_QUALIFIER, index - floor), 0, -1):
            first = index - length
            phrase = " ".join(self._words[first:index])
            if (qualifier := self._t.before.get(phrase)) is not None:
                return Bound(first, 0, qualifier)
            if phrase[:1] in self._t.proclitics and (qualifier := self._t.before.get(phrase[1:])) is not None:
                return Bound(first, 1, qualifier)
        return None

    def _apart(self, index: int, floor: int) -> Bound | None:
        """A qualifier with its subject inside: "exceeds the height of … by"."""
        closer = self._words[index - 1] if index > floor else ""
        if closer not in self._closers:
            return None
        for first in range(index - 2, max(floor, index - 2 - _LONGEST_GAP) - 1, -1):
            word = self._words[first]
            if not word.isalpha():
                return None
            for cut in (0, 1):
                if cut and word[:1] not in self._t.proclitics:
                    continue
                pair = f"{self._words[first - 1]} {word[cut:]}" if first > floor and not cut else ""
                for opener, start in ((pair, first - 1), (word[cut:], first)):
                    entry = self._t.apart.get(opener)
                    if entry is not None and closer in entry[0]:
                        return Bound(start, cut if start == first else 0, entry[1])
        return None

    @property
    def _closers(self) -> frozenset[str]:
        return _closers(self._t)

    def behind(self, index: int) -> Bound | None:
        """The qualifier that begins at `index`, with the index behind it."""
        for length in (3, 2, 1):
            if (qualifier := self._t.after.get(" ".join(self._words[index : index + length]))) is not None:
                return Bound(min(index + length, len(self._words)), 0, qualifier)
        return None

    def change(self, index: int, proclitic: str) -> Change:
        """The part that the amount at `index` plays in a change; `proclitic` is written together with its first word."""
        before = self._words[max(0, index - _LOOKED_BACK) : index]
        if not any(word in self._t.changes or word[1:] in self._t.changes for word in before):
            return Change.NONE
        for word in reversed(before[-3:]):
            if word in self._t.to:
                return Change.TO
            if word in self._t.by:
                return Change.BY
            if word in self._t.sources and before[-1] == word:
                return Change.FROM
        return Change.BY if proclitic in self._t.by else Change.NONE


_CLOSERS: dict[int, frozenset[str]] = {}


def _closers(tables: NumberTables) -> frozenset[str]:
    """Words that end a qualifier in two parts. One set a pack; packs are constants."""
    if id(tables) not in _CLOSERS:
        _CLOSERS[id(tables)] = frozenset(closer for closers, _ in tables.apart.values() for closer in closers)
    return _CLOSERS[id(tables)]
