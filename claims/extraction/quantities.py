"""Amounts in a text: qualifier, number and counted noun, with the interval that the words allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.lexemes import lex
from claims.extraction.numerals import read_number
from claims.languages.folding import Folded
from claims.languages.pack import LanguagePack
from claims.records import Change, FoundQuantity, Qualifier

_LONGEST_QUALIFIER = 4
# How far before an amount the word of change stands: "increase in the number of troops from".
_LOOKED_BACK = 8
# A counted noun is at most this many words behind its number where adjectives come first ("four senior army officers").
_LONGEST_NOUN = 3
# A noun of the table, a noun outside it, and a number whose noun is only understood.
_KNOWN, _UNKNOWN, _BARE = 0.95, 0.85, 0.6


class _Counted(NamedTuple):
    """The counted noun: index behind it, its unit, its first word's index; `after` alone where there is none."""

    after: int
    unit: str | None
    first: int
    confidence: float


class _Amount(NamedTuple):
    first: int  # lexemes
    after: int
    cut: int  # proclitic characters before the first lexeme's own word
    low: float | None
    high: float | None
    qualifier: Qualifier
    counted: _Counted
    change: Change
    rule: str


def find_quantities(folded: Folded, source: str, pack: LanguagePack, taken: Sequence[tuple[int, int]]) -> tuple[FoundQuantity, ...]:
    """Every amount of `source`, by start; `folded` is `fold(source)`, `taken` are the spans of its dates, by start.

    Left out: years and other dates, clock times, ordinals, scores, numbers inside names, numbers beyond fifteen digits, counts
    without a number, and a bare number that nothing marks as an amount. A span that says how long ago counts as both. Linear in the length.
    """
    finder = _Finder(folded, pack, taken)
    found = []
    for amount in finder.all():
        start, end = folded.original_span(*finder.offsets(amount))
        counted = amount.counted
        thing = source[slice(*finder.original(counted.first, counted.after))] if counted.first < counted.after else ""
        found.append(
            FoundQuantity(
                start,
                end,
                source[start:end],
                low=amount.low,
                high=amount.high,
                qualifier=amount.qualifier,
                unit=counted.unit,
                thing=thing,
                change=amount.change,
                confidence=counted.confidence,
                rule=amount.rule,
            )
        )
    return tuple(found)


class _Finder:
    def __init__(self, folded: Folded, pack: LanguagePack, taken: Sequence[tuple[int, int]]) -> None:
        self._folded = folded
        self._t = pack.numbers
        self._dates = pack.dates
        self._lexemes = lex(folded.text)
        self._words = [lexeme.text for lexeme in self._lexemes]
        self._taken = self._dated(taken)

    def _dated(self, taken: Sequence[tuple[int, int]]) -> frozenset[int]:
        """Starts of lexemes inside dates, but for those that count how long ago: they are amounts too."""
        spans = [(self._folded.folded_offset(start), self._folded.folded_offset(end)) for start, end in taken]
        dated: set[int] = set()
        index = 0
        for start, end in spans:
            while index < len(self._lexemes) and self._lexemes[index].end <= start:
                index += 1
            inside = []
            while index < len(self._lexemes) and self._lexemes[index].start < end:
                inside.append(index)
                index += 1
            words = [self._words[one] for one in inside]
            if not words or (words[0] not in self._dates.ago_before and words[-1] not in self._dates.ago_after):
                dated.update(inside)
        return frozenset(dated)

    def offsets(self, amount: _Amount) -> tuple[int, int]:
        return self._lexemes[amount.first].start + amount.cut, self._lexemes[amount.after - 1].end

    def original(self, first: int, after: int) -> tuple[int, int]:
        return self._folded.original_span(self._lexemes[first].start, self._lexemes[after - 1].end)

    def all(self) -> list[_Amount]:
        found: list[_Amount] = []
        index = done = 0
        while index < len(self._words):
            cut = None if index in self._taken else self._opening(index)
            amount = None if cut is None else self._read(index, cut, done)
            if amount is not None:
                found.append(amount)
                index = done = amount.after
            else:
                index = index + 1 if cut is None else self._skip(index)
        return found

    def _skip(self, index: int) -> int:
        """Behind a number that was refused as a whole, so that its parts are not read again."""
        number = read_number(self._words, index, self._t)
        return index + 1 if number is None else number[0]

    def _word(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else ""

    def _opening(self, index: int) -> int | None:
        """How many proclitic characters stand before an amount that may begin at `index`; None where none can."""
        word = self._words[index]
        if self._opens(word):
            return 0
        return 1 if word[:1] in self._t.proclitics and self._opens(word[1:]) else None

    def _read(self, index: int, cut: int, done: int) -> _Amount | None:
        word = self._words[index] = self._words[index][cut:]
        if self._is_label(index):
            return None
        if word in self._t.duals:
            return self._finish(index, cut, index + 1, 2.0, 2.0, _Counted(index + 1, self._t.duals[word], index, _KNOWN), "dual", done)
        if self._fraction_at(index) is not None:
            return self._fraction(index, cut, done)
        if self._is_definite(word):
            return self._definite(index, done)
        number = read_number(self._words, index, self._t)
        return None if number is None else self._counted_number(index, cut, *number, done=done)

    def _opens(self, word: str) -> bool:
        t = self._t
        return (
            word[:1].isdigit()
            or word in t.words
            or (word in t.scales and word not in t.behind_only)
            or word in t.duals
            or word in t.fractions
            or self._is_definite(word)
            or (bool(t.article) and word == t.article)
        )

    def _is_definite(self, word: str) -> bool:
        article = self._t.article
        return bool(article) and word.startswith(article) and (word == article or word[len(article) :] in self._t.words)

    def _is_label(self, index: int) -> bool:
        """Whether what stands before makes the number a name, a clock time, a score or a part of a longer code."""
        before = self._word(index - 1)
        if before in self._t.labels or before in ("#", "_", "/"):
            return True
        if before in self._dates.ordinals and self._word(index) in self._t.words:
            return True
        if before == ":" and self._word(index - 2)[:1].isdigit():
            return True
        if self._word(index + 1) in (":", "/") and self._word(index)[0].isdigit() and self._word(index + 2)[:1].isdigit():
            return True
        if self._is_code(index):
            return True
        glued = index >= 2 and before == "-" and self._lexemes[index - 1].end == self._lexemes[index].start
        return glued and self._lexemes[index - 2].end == self._lexemes[index - 1].start

    def _is_code(self, index: int) -> bool:
        """Whether Latin letters that are no unit touch the digits: an ordinal or an identifier."""
        if not self._word(index)[0].isdigit():
            return False
        behind, before = self._word(index + 1), self._word(index - 1)
        known = behind in self._t.units or behind in self._t.scales
        if behind.isascii() and behind.isalpha() and not known and self._lexemes[index + 1].start == self._lexemes[index].end:
            return True
        return before.isascii() and before.isalpha() and self._lexemes[index - 1].end == self._lexemes[index].start

    def _fraction_at(self, index: int) -> float | None:
        word = self._word(index)
        value = self._t.fractions.get(word)
        if value is None and self._t.article and word.endswith(("هم", "ها")):
            value = self._t.fractions.get(word[:-2])
        return value

    def _fraction(self, index: int, cut: int, done: int) -> _Amount | None:
        value = self._fraction_at(index)
        if value is None or self._word(index + 1) in self._dates.ordinals:
            return None
        if not self._t.article and self._word(index) != "half" and self._word(index - 1) not in ("a", "one"):
            return None
        if (scale := self._t.scales.get(self._word(index + 1))) is not None:
            return self._finish(index, cut, index + 2, value * scale, value * scale, self._counted(index + 2), "fraction", done)
        counted = self._counted(index + 1)
        if counted.after == index + 1 and self._word(index) in self._t.fractions:
            return None
        return self._finish(index, cut, index + 1, value, value, counted, "fraction", done)

    def _definite(self, index: int, done: int) -> _Amount | None:
        """ "The five men" where the number follows its noun and both carry the article."""
        article = self._t.article
        word = self._words[index]
        start = index + 1 if word == article else index
        rest = [word[len(article) :], *self._words[index + 1 : index + 5]] if start == index else self._words[start : start + 5]
        number = read_number(rest, 0, self._t) if rest else None
        noun = self._word(index - 1)
        if number is None or index - 1 < done or not noun.startswith(article) or noun in self._dates.weekdays:
            return None
        after = start + number[0]
        counted = _Counted(index, self._t.units.get(noun) or self._t.units.get(noun[len(article) :]), index - 1, _KNOWN)
        return _Amount(index - 1, after, 0, number[1], number[1], Qualifier.EXACT, counted, Change.NONE, "definite")

    def _counted_number(self, index: int, cut: int, after: int, value: float, *, done: int) -> _Amount | None:
        part = after + (self._word(after) == "-")
        if (fraction := self._t.fractions.get(self._word(part))) is not None and 1 < value < 10:
            value *= fraction
            after = part + 1
        second = self._second(index, after)
        rule = "number" if self._words[index][0].isdigit() else "number-words"
        if second is not None:
            end, high = second
            factor = next((f for word, f in self._t.scales.items() if word in self._words[end - 1 : end] and value < high / f * 10), 1.0)
            counted = self._counted(end)
            low = value if value >= 1_000 else value * factor
            if low > high or (self._word(after) == "-" and counted.confidence != _KNOWN and not self._symbol(index)):
                return None
            return self._finish(index, cut, end, low, high, counted, "range", done)
        counted = self._counted(after)
        noun = self._word(index - 1)
        if self._t.article and value <= 2 and rule == "number-words" and noun in self._t.units and index - 1 >= done and not cut:
            counted = _Counted(index, self._t.units[noun], index - 1, _KNOWN)
            return _Amount(index - 1, after, 0, value, value, Qualifier.EXACT, counted, Change.NONE, "noun-number")
        return self._finish(index, cut, after, value, value, counted, rule, done)

    def _second(self, index: int, after: int) -> tuple[int, float] | None:
        """The upper end of a range, where one follows the number that ends at `after`."""
        link = self._word(after)
        between = any(word in self._t.between for word in self._words[max(0, index - 2) : index])
        between = between or self._t.before.get(self._word(index - 1)) is Qualifier.ABOUT
        if link in self._t.alternatives or link == "-" or (between and (link in self._t.to or link == self._t.conjunction)):
            return read_number(self._words, after + 1, self._t) if after + 1 < len(self._words) else None
        return None

    def _symbol(self, index: int) -> str | None:
        return self._t.symbols.get(self._word(index - 1))

    def _counted(self, index: int) -> _Counted:
        """The counted noun behind a number that ends before `index`."""
        none = _Counted(index, None, index, _BARE)
        if (unit := self._t.units.get(" ".join(self._words[index : index + 2]))) is not None:
            return _Counted(min(index + 2, len(self._words)), unit, index, _KNOWN)
        first = index + 1 if self._word(index) in ("-", '"', "”") and self._word(index + 1).isalpha() else index
        word = self._word(first)
        if (unit := self._t.units.get(word)) is not None:
            old = 2 if self._word(first + 1) == "-" and self._word(first + 2) == "old" else 0
            return _Counted(first + 1 + old, unit, first, _KNOWN)
        if word in self._t.sources or word == "of":
            noun = self._word(first + 1)
            if self._t.article and noun.isalpha() and noun not in self._t.stops:
                return _Counted(first + 2, self._unit_of(noun), first + 1, _UNKNOWN)
            return none
        if first != index and self._t.article:
            return none
        return self._open_noun(first) if word.isalpha() and word not in self._t.stops else none

    def _open_noun(self, first: int) -> _Counted:
        """A noun that is in no table: the next word, or where adjectives come first, the first plural or known one near by."""
        last = first
        if not self._t.article:
            for index in range(first, min(first + _LONGEST_NOUN, len(self._words))):
                if not self._words[index].isalpha() or self._words[index] in self._t.stops:
                    break
                if self._words[index] in self._t.units or self._words[index].endswith("s"):
                    last = index
                    break
        return _Counted(last + 1, self._unit_of(self._words[last]), first, _UNKNOWN)

    def _unit_of(self, noun: str) -> str:
        article = self._t.article
        bare = noun[len(article) :] if article and noun.startswith(article) else noun
        return self._t.units.get(noun) or self._t.units.get(bare) or bare

    def _finish(self, index: int, cut: int, after: int, low: float, high: float, counted: _Counted, rule: str, done: int) -> _Amount | None:
        first, start_cut = index, cut
        if (symbol := self._symbol(index)) is not None:
            first, start_cut = index - 1, 0
            counted = _Counted(after, symbol, after, _KNOWN)
        change = self._change(first, cut)
        qualified = self._qualifier_before(first, done)
        qualifier = Qualifier.RANGE if rule == "range" and low < high else Qualifier.EXACT
        end = max(after, counted.after)
        if qualified is not None:
            first, start_cut, qualifier = qualified
        elif (behind := self._qualifier_behind(end)) is not None:
            end, qualifier = behind
        bare = counted.confidence == _BARE
        if bare and qualifier is Qualifier.EXACT and change is Change.NONE:
            return None
        if low == high == 1.0 and counted.confidence != _KNOWN and qualifier is Qualifier.EXACT:
            return None
        bounds = _bounds(low, high, qualifier)
        return _Amount(first, end, start_cut, *bounds, qualifier, counted, change, rule)

    def _qualifier_before(self, index: int, done: int) -> tuple[int, int, Qualifier] | None:
        for length in range(min(_LONGEST_QUALIFIER, index - done), 0, -1):
            first = index - length
            phrase = " ".join(self._words[first:index])
            if (qualifier := self._t.before.get(phrase)) is not None:
                return first, 0, qualifier
            if phrase[:1] in self._t.proclitics and (qualifier := self._t.before.get(phrase[1:])) is not None:
                return first, 1, qualifier
        return None

    def _qualifier_behind(self, index: int) -> tuple[int, Qualifier] | None:
        for length in (2, 1):
            if (qualifier := self._t.after.get(" ".join(self._words[index : index + length]))) is not None:
                return index + length, qualifier
        return None

    def _change(self, index: int, cut: int) -> Change:
        before = self._words[max(0, index - _LOOKED_BACK) : index]
        if not any(word in self._t.changes for word in before):
            return Change.NONE
        for word in reversed(before[-3:]):
            if word in self._t.to:
                return Change.TO
            if word in self._t.by:
                return Change.BY
            if word in self._t.sources and before[-1] == word:
                return Change.FROM
        return Change.BY if cut and self._lexemes[index].text[:1] in self._t.by else Change.NONE


def _bounds(low: float, high: float, qualifier: Qualifier) -> tuple[float | None, float | None]:
    if qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        return low, None
    if qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST):
        return None, high
    return low, high
