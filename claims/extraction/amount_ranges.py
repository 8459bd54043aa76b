"""Two numbers that bound one amount: "between 3 and 5", "4,000 or 5,000", "30-35"."""

from __future__ import annotations

from claims.extraction.amount_words import AmountWords, Draft
from claims.extraction.counted_nouns import BARE, KNOWN, Counted
from claims.extraction.numerals import Numeral, Written, scaled_alike
from claims.records import Qualifier

# Between two numbers; the longer one also sets off a remark, and so must touch both.
_DASH, _LONG_DASH = "-", "\u2013"
# Two numbers up to here with a dash between them are the score of a game.
_HIGHEST_SCORE = 20
# How far before the old amount of a change its "from" stands: "from the current 500".
_SOURCE_BEFORE = 3


class AmountRanges:
    def __init__(self, words: AmountWords) -> None:
        self._w = words
        self._t = words.t

    def of_numbers(self, numeral: Numeral) -> Draft | None:
        """Two numbers that bound one amount: "between 3 and 5", "4,000 or 5,000", "30-35"."""
        opened = self._between(numeral.first)
        free = self._is_free(numeral.first)
        lower = self._w.numerals.whole(numeral.first) if opened is not None and not numeral.cut else None
        if lower is not None and lower.after < numeral.after:
            numeral = numeral._replace(after=lower.after, value=lower.value, scale=lower.scale)
        middle = Counted(numeral.after, numeral.after, None, BARE)
        link = self._link(numeral.after, opened is not None, free)
        if link is None and opened is not None:
            middle = self._w.nouns.behind(numeral.after)
            link = None if middle.bare else self._link(middle.after, True, free)
        if link is None:
            return None
        upper = self._w.numerals.at(link) if link < len(self._w.words) else None
        if upper is None or upper.written is Written.FRACTION:
            return None
        low, high = scaled_alike(numeral.value, upper), upper.value
        counted = self._w.nouns.behind(upper.after)
        if counted.bare and not middle.bare:
            counted = middle
        if counted.bare and self._w.word((numeral.first if opened is None else opened) - 1) in self._t.ages:
            counted = Counted(upper.after, upper.after, "year", KNOWN)
        dashed = self._is_dash(numeral.after)
        if low > high or (dashed and self._is_no_range(numeral, upper, counted)):
            return None
        if not middle.bare and counted.unit != middle.unit:
            return None
        first = opened if opened is not None else numeral.first
        return Draft(first, 0 if opened is not None else numeral.cut, max(upper.after, counted.after), low, high, counted, "range")

    def of_dual(self, index: int, lower: Counted) -> Draft | None:
        """ "Between two hours and three", where the lower end is a dual."""
        opened = self._between(index)
        link = self._link(lower.after, True, True) if opened is not None else None
        upper = self._w.numerals.at(link) if link is not None and link < len(self._w.words) else None
        if opened is None or upper is None or upper.value < 2:
            return None
        counted = self._w.nouns.behind(upper.after)
        if counted.unit != lower.unit:
            return None
        return Draft(opened, 0, counted.after, 2.0, upper.value, counted, "range")

    def _is_no_range(self, numeral: Numeral, upper: Numeral, counted: Counted) -> bool:
        if self._w.symbol(numeral.first) is not None or counted.known:
            return False
        return counted.bare or max(numeral.value, upper.value) <= _HIGHEST_SCORE

    def _between(self, index: int) -> int | None:
        """Where "between" opens a range that begins at `index`."""
        for first in (index - 1, index - 2):
            word = self._w.word(first)
            if word in self._t.between or (word[:1] in self._t.proclitics and word[1:] in self._t.between):
                return first
            if word != self._t.article and word not in self._t.between_fillers and self._t.before.get(word) is not Qualifier.ABOUT:
                return None
        return None

    def _is_free(self, index: int) -> bool:
        """Whether no "from" opens the number: "from 500 to 4,000" are two amounts."""
        for before in reversed(self._w.words[max(0, index - _SOURCE_BEFORE) : index]):
            if not before.isalpha():
                return True
            if before in self._t.sources or (before[:1] in self._t.proclitics and before[1:] in self._t.sources):
                return False
        return True

    def _is_dash(self, index: int) -> bool:
        word, lexemes = self._w.word(index), self._w.lexemes
        return word == _DASH or (word == _LONG_DASH and lexemes.touch(index) and lexemes.touch(index + 1))

    def _link(self, index: int, between: bool, free: bool) -> int | None:
        """Where the upper end begins, if the lower one ended before `index`."""
        word = self._w.word(index)
        if self._is_dash(index) or word in self._t.alternatives or ((between or free) and word in self._t.to):
            return index + 1
        if not between:
            return None
        if word == self._t.conjunction:
            return index + 1
        return index if self._t.proclitics and word.startswith(self._t.conjunction) else None
