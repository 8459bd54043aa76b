"""Numbers that are no amounts: names, clock times, scores, ranks, parts of codes."""

from __future__ import annotations

from claims.extraction.amount_words import AmountWords
from claims.extraction.lexemes import QUOTES, is_digits
from claims.extraction.numerals import Numeral, Written


class NumberLabels:
    def __init__(self, words: AmountWords) -> None:
        self._w = words
        self._t = words.t
        self._dates = words.dates

    def is_label(self, numeral: Numeral) -> bool:
        """Whether what stands around makes the number a name, a clock time, a score, a rank or a part of a longer code."""
        first, after = numeral.first, numeral.after
        before, behind = self._w.word(first - 1), self._w.word(after)
        if numeral.written is Written.RATIO or (numeral.value == 0 and numeral.written is Written.DIGITS and behind not in self._t.units):
            return True
        if numeral.cut:
            return False
        if before in self._t.labels or before in ("#", "_", "/", "@") or behind in ("+", "_", "@"):
            return True
        if before == "+" and behind not in self._t.units:
            return True
        if before[:1] in self._t.proclitics and before[1:] in self._t.labels and len(before) > 2:
            return True
        if before == self._t.conjunction and self._w.word(first - 2) in self._t.age_ordinals and self._w.word(first - 3) in self._t.labels:
            return True  # "nine o'clock and 15 minutes"
        if before in self._t.ages and self._w.word(first - 2) in self._t.labels:
            return True  # "under 23": a class of players
        if self._is_title(first, after):
            return True
        if before == "-" and self._w.lexemes.touch(first) and self._w.lexemes.touch(first - 1):
            return True
        if numeral.written is Written.WORDS:
            return (before in self._dates.ordinals and not numeral.definite) or self._is_name(numeral)
        if (behind in self._t.of and is_digits(self._w.word(after + 1))) or (before in self._t.of and is_digits(self._w.word(first - 2))):
            # Where "of" is "from" as well, the two may be what a change goes between.
            return not self._t.of <= self._t.sources
        return self._is_clock_or_score(first, after) or self._is_code(first, after)

    def _is_title(self, first: int, after: int) -> bool:
        """Whether the number begins a quoted title behind the word for what bears one: the programme "60 Minutes"."""
        quoted = self._w.word(first - 1) in QUOTES and (self._w.word(after) in QUOTES or self._w.word(after + 1) in QUOTES)
        return quoted and self._w.word(first - 2) in self._t.titled

    def _is_clock_or_score(self, first: int, after: int) -> bool:
        before, behind = self._w.word(first - 1), self._w.word(after)
        if before == ":" and is_digits(self._w.word(first - 2)):
            return True
        if behind in (":", "/") and is_digits(self._w.word(after + 1)):
            return True
        if behind == "-" and self._w.word(after + 1) in self._t.not_after:
            return True
        return behind in self._t.not_after or (behind == "." and f"{self._w.word(after + 1)}." in self._t.not_after)

    def _is_code(self, first: int, after: int) -> bool:
        """Whether letters that are no unit touch the digits: an ordinal or an identifier."""
        touched = self._w.lexemes.touch(first)
        before, behind = self._w.word(first - 1), self._w.word(after)
        # An address of the net: %20%.
        if behind == "%" and self._w.lexemes.touch(after + 1) and self._w.word(after + 1).isalnum():
            return True
        if touched and before == "%":
            # Where the sign stands before its number, nothing touches it but what is written together with any word.
            alone = not self._w.lexemes.touch(first - 1) or self._w.word(first - 2) in self._t.proclitics
            return self._w.symbol(first) is None or not alone
        if self._w.lexemes.touch(after) and behind.isascii() and behind.isalpha():
            if behind in self._t.decimal_units:
                return "." not in self._w.word(first)
            return behind not in self._t.units and behind not in self._t.scales
        return touched and before.isascii() and before.isalpha() and before not in self._t.symbols

    def _is_name(self, numeral: Numeral) -> bool:
        """Whether a number word has a capital inside a sentence: "the Group of Seven"."""
        before = self._w.word(numeral.first - 1)
        return (
            self._dates.capitalized and before.isalpha() and self._w.is_capital(numeral.first) and not self._w.is_capital(numeral.first - 1)
        )
