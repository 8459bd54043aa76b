"""Amounts in a text: qualifier, number and counted noun, with the interval that the words allow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from claims.extraction.amount_words import AmountWords, Draft
from claims.extraction.counted_amounts import CountedAmounts
from claims.extraction.counted_nouns import KNOWN, Counted
from claims.extraction.lexemes import is_digits, triggered, with_proclitics
from claims.extraction.number_labels import NumberLabels
from claims.extraction.numerals import number_triggers
from claims.extraction.qualifiers import Qualifiers, bounds
from claims.languages.folding import Folded, behind_marks
from claims.languages.pack import LanguagePack, NumberTables
from claims.records import Change, FoundQuantity, Qualifier


class _Amount(NamedTuple):
    first: int  # lexemes
    after: int
    cut: int  # proclitic characters before the first lexeme's own word
    low: float | None
    high: float | None
    qualifier: Qualifier
    counted: Counted
    change: Change
    rule: str


def find_quantities(folded: Folded, source: str, pack: LanguagePack, taken: Sequence[tuple[int, int]]) -> tuple[FoundQuantity, ...]:
    """Every amount of `source`, by start; `folded` is `fold(source)`, `taken` are the spans of its dates, by start.

    Left out: years and other dates, clock times, ordinals, scores, numbers inside names, numbers beyond fifteen digits, counts
    without a number, and a number without a noun where nothing around it says that it counts. A span that says how long ago counts
    as both. Linear in the length.
    """
    finder = _Finder(folded, AmountWords(folded, source, pack), taken)
    found = []
    for amount in finder.all():
        start, end = folded.original_span(*finder.offsets(amount))
        end = behind_marks(source, end)
        counted = amount.counted
        thing = source[slice(*finder.words.original(counted.first, counted.after))] if counted.first < counted.after else ""
        found.append(
            FoundQuantity(
                start,
                end,
                source[start:end],
                low=amount.low,
                high=amount.high,
                qualifier=amount.qualifier,
                unit=_unit(amount, pack.numbers.beyond),
                thing=thing,
                change=amount.change,
                confidence=counted.confidence,
                rule=amount.rule,
            )
        )
    return tuple(found)


def _unit(amount: _Amount, beyond: Mapping[str, tuple[int, str]]) -> str | None:
    unit = amount.counted.unit
    number, other = beyond.get(unit or "", (0, unit))
    return other if max(amount.low or 0, amount.high or 0) >= number else unit


class _Finder:
    def __init__(self, folded: Folded, words: AmountWords, taken: Sequence[tuple[int, int]]) -> None:
        self.words = words
        self._folded = folded
        self._labels = NumberLabels(words)
        self._counted = CountedAmounts(words)
        self._qualifiers = Qualifiers(words.words, words.t)
        self._taken = self._dated(taken)

    def _dated(self, taken: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Lexemes inside dates, but for those that count how long ago: they are amounts too."""
        dated: set[int] = set()
        for start, end in taken:
            first = bisect_right(self.words.lexemes.ends, self._folded.folded_offset(start))
            last = bisect_left(self.words.lexemes.starts, self._folded.folded_offset(end))
            if first < last and not self._counts_back(first) and self.words.words[last - 1] not in self.words.dates.ago_after:
                dated.update(range(first, last))
        return frozenset(dated)

    def _counts_back(self, index: int) -> bool:
        """Whether the date at `index` opens with the word for "ago", a proclitic before it or not."""
        word = self.words.words[index]
        return word in self.words.dates.ago_before or (word[:1] in self.words.t.proclitics and word[1:] in self.words.dates.ago_before)

    def offsets(self, amount: _Amount) -> tuple[int, int]:
        return self.words.lexemes.starts[amount.first] + amount.cut, self.words.lexemes.ends[amount.after - 1]

    def all(self) -> list[_Amount]:
        found: list[_Amount] = []
        done = behind = 0
        for index in triggered(self.words.lexemes, _triggers(self.words.t)):
            if index < behind or index in self._taken:
                continue
            draft = self._counted.of_dual(index) or self._counted.of_ordinal_age(index)
            numeral = None if draft is not None else self.words.numerals.at(index)
            if numeral is not None and not self._labels.is_label(numeral):
                draft = self._counted.of_number(numeral, done)
            amount = None if draft is None else self._finish(draft, done)
            if amount is not None:
                found.append(amount)
                behind = done = max(amount.after, amount.counted.after)
            elif numeral is not None:
                behind = numeral.after
        return [*(self._with_shared_unit(*pair) for pair in pairwise(found)), *found[-1:]]

    def _with_shared_unit(self, amount: _Amount, following: _Amount) -> _Amount:
        """ "From 500 to 4,000 soldiers": the first amount counts what the second does."""
        if amount.counted.unit is not None or following.counted.unit is None:
            return amount
        linked = following.first == amount.after + 1 and self.words.word(amount.after) in self.words.t.to
        return amount._replace(counted=amount.counted._replace(unit=following.counted.unit)) if linked else amount

    def _finish(self, draft: Draft, done: int) -> _Amount | None:
        first, cut, counted = draft.first, draft.cut, draft.counted
        after = max(draft.after, counted.after)
        # A sign of the amount before is not this one's.
        if (symbol := self.words.symbol(first)) is not None and first > done:
            first, cut, after = first - 1, 0, draft.after
            counted = Counted(after, after, symbol, KNOWN)
        change = self._qualifiers.change(first, self.words.lexemes.words[first][:1] if cut else "")
        qualifier = Qualifier.RANGE if draft.rule == "range" and draft.low < draft.high else Qualifier.EXACT
        bound = None if cut else self._qualifiers.before(first, done)
        if bound is None and not cut and self.words.word(first - 1) == "(":
            bound = self._qualifiers.before(first - 1, done)
        if bound is not None and qualifier is not Qualifier.RANGE:
            first, cut, qualifier = bound.at, bound.cut, bound.qualifier
        elif bound is not None and bound.qualifier is Qualifier.ABOUT:
            first, cut = bound.at, bound.cut
        elif (behind := self._qualifiers.behind(after)) is not None:
            after, qualifier = behind.at, behind.qualifier
        alone = counted.bare and draft.scale == 1 and qualifier is Qualifier.EXACT and change is Change.NONE
        if alone and not self._counted.is_bare_amount(draft.first, after, cut):
            joined = self._counted.shared(after) if is_digits(self.words.word(draft.first)) else None
            if joined is None:
                return None
            counted = joined
        if draft.low == draft.high == 1.0 and not counted.known and qualifier is Qualifier.EXACT:
            return None
        return _Amount(first, after, cut, *bounds(draft.low, draft.high, qualifier), qualifier, counted, change, draft.rule)


_TRIGGERS: dict[int, frozenset[str]] = {}


def _triggers(tables: NumberTables) -> frozenset[str]:
    """Every word at which an amount may begin, but for digits. One set a pack; packs are constants."""
    if id(tables) not in _TRIGGERS:
        duals = with_proclitics([*tables.duals, *tables.construct_duals], tables.proclitics, tables.conjunction)
        _TRIGGERS[id(tables)] = number_triggers(tables) | duals | {phrase.split()[0] for phrase in tables.age_ordinals}
    return _TRIGGERS[id(tables)]
