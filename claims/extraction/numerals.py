"""Numbers in digits and in words: where they stand and what they are worth."""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from claims.extraction.cardinals import Cardinals, Part
from claims.extraction.digits import GROUP, MOST_DIGITS
from claims.extraction.lexemes import Lexemes, is_digits, triggered, with_proclitics
from claims.languages.pack import NumberTables

_TEN, _HUNDRED, _THOUSAND = 10, 100, 1_000.0
_MINUS_SIGNS = frozenset("-\u2212")


class Written(StrEnum):
    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"  # a fraction in words without a whole number before it
    RATIO = "ratio"  # two numbers and a stroke


class Numeral(NamedTuple):
    """A number at the lexemes `first` to before `after`, the first `cut` characters of which are proclitics of another word."""

    first: int
    cut: int
    after: int
    value: float
    written: Written
    scale: float  # the last thousand, million, … that multiplied it; 1 where none did
    definite: bool = False


def find_numerals(lexemes: Lexemes, tables: NumberTables) -> Iterator[Numeral]:
    """Every number of a text in order, without overlap: years, ranks and parts of names included. Linear in the length.

    A run of digits that fits no convention (an address of four numbers, more than fifteen digits) is left out.
    """
    reader = NumeralReader(lexemes, tables)
    done = 0
    for index in triggered(lexemes, number_triggers(tables)):
        if index >= done and (numeral := reader.at(index)) is not None:
            yield numeral
            done = numeral.after


class NumeralReader:
    """Reads the number at a lexeme. `words` is a copy that a reader may cut proclitics from."""

    def __init__(self, lexemes: Lexemes, tables: NumberTables) -> None:
        self._lexemes = lexemes
        self._t = tables
        self.words = list(lexemes.words)
        self._cardinals = Cardinals(lexemes, self.words, tables)
        self._openers = _words(tables).openers

    def at(self, index: int) -> Numeral | None:
        word = self.words[index]
        if word in self._t.ones and self._word(index - 1) in self._t.pronoun_before:
            return None
        if is_digits(word) or word in self._openers:
            return self._read(index, 0)
        if not self._t.proclitics:
            return self._signed(index)
        for cut in (1, 2):
            # Of two proclitics the first is the conjunction.
            if word[cut - 1 : cut] in self._t.proclitics and word[cut:] in self._openers and (cut == 1 or word[0] == self._t.conjunction):
                return self._cut(index, cut)
        return self._signed(index) or self._definite(index)

    def _cut(self, index: int, cut: int) -> Numeral | None:
        word = self.words[index]
        if word in self._t.no_numbers or word[1:] in self._t.no_numbers:
            return None
        self.words[index] = word[cut:]
        numeral = self._read(index, cut)
        if numeral is None:
            self.words[index] = word
        return numeral

    def _read(self, index: int, cut: int, *, definite: bool = False) -> Numeral | None:
        if (ratio := self._ratio(index)) is not None:
            return ratio._replace(cut=cut)
        part = None if definite else self._cardinals.fraction(index)
        written = Written.FRACTION
        if part is None:
            part = self._cardinals.number(index)
            written = Written.DIGITS if is_digits(self.words[index]) else Written.WORDS
        return None if part is None else Numeral(index, cut, part.after, part.value, written, part.scale, definite)

    def _signed(self, index: int) -> Numeral | None:
        """A number behind a minus, in words or as a dash that nothing stands before."""
        word = self.words[index]
        dash = word in _MINUS_SIGNS and self._lexemes.touch(index + 1) and not self._lexemes.touch(index)
        if not (dash and is_digits(self._word(index + 1))) and word not in self._t.minus:
            return None
        numeral = self._read(index + 1, 0) if index + 1 < len(self.words) else None
        return None if numeral is None else numeral._replace(first=index, value=-numeral.value)

    def _definite(self, index: int) -> Numeral | None:
        """A number that carries the article; the article may stand apart from its digits."""
        word, article = self.words[index], self._t.article
        cut = 0
        if not word.startswith(article):
            if word[:1] not in self._t.proclitics or not word.startswith(article, 1):
                return None
            cut = 1
        rest = word[cut + len(article) :]
        if rest:
            if rest not in self._openers or word in self._t.no_numbers:
                return None
            self.words[index] = rest
            numeral = self._read(index, cut, definite=True)
            self.words[index] = word
            return None if numeral is None else self._with_definite_tens(numeral)
        if not is_digits(self._word(index + 1)):
            return None
        numeral = self._read(index + 1, 0, definite=True)
        return None if numeral is None else numeral._replace(first=index, cut=cut)

    def _with_definite_tens(self, numeral: Numeral) -> Numeral:
        """ "The six | and the twenty": both parts carry the article."""
        front = self._t.conjunction + self._t.article
        word = self._word(numeral.after)
        tens = self._t.words.get(word[len(front) :], 0.0) if word.startswith(front) else 0.0
        if numeral.value >= _TEN or not 2 * _TEN <= tens < _HUNDRED:
            return numeral
        return numeral._replace(after=numeral.after + 1, value=numeral.value + tens)

    def _word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def _ratio(self, index: int) -> Numeral | None:
        """ "3/4" and "2 1/4"."""
        whole, over = 0.0, index
        if self._word(index + 2) == "/" and self._word(index + 1).isdecimal() and self.words[index].isdecimal():
            whole, over = float(self.words[index][:MOST_DIGITS]), index + 1
        above, below = self._word(over), self._word(over + 2)
        if self._word(over + 1) != "/" or not above.isdecimal() or not below.isdecimal() or self._word(over + 3) == "/":
            return None
        if not (self._lexemes.touch(over + 1) and self._lexemes.touch(over + 2)) or max(len(above), len(below)) > GROUP or not int(below):
            return None
        if whole and int(above) >= int(below):
            return None
        return Numeral(index, 0, over + 3, whole + int(above) / int(below), Written.RATIO, 1.0)

    def whole(self, index: int) -> Part | None:
        """The number at `index` without digits that may be another one: "between a thousand | and 500"."""
        return self._cardinals.number(index, whole=True)


class _Words(NamedTuple):
    openers: frozenset[str]  # words that a number may begin with
    triggers: frozenset[str]  # the same with all that may be written together with them


_WORDS: dict[int, _Words] = {}


def _words(tables: NumberTables) -> _Words:
    """One a pack; packs are constants."""
    if id(tables) not in _WORDS:
        scales = [word for word in tables.scales if word not in tables.behind_only]
        groups = (tables.words, scales, tables.hundred, tables.fractions, tables.fractions_of_definite, tables.one)
        openers = frozenset(word for group in groups for word in group)
        definite = {tables.article + word for word in openers} | {tables.article} if tables.article else set()
        _WORDS[id(tables)] = _Words(
            openers, with_proclitics(openers | definite, tables.proclitics, tables.conjunction) | tables.minus | _MINUS_SIGNS
        )
    return _WORDS[id(tables)]


def number_triggers(tables: NumberTables) -> frozenset[str]:
    """Every word at which a number may begin, but for digits."""
    return _words(tables).triggers


def scaled_alike(low: float, high: Numeral) -> float:
    """`low` of "30 to 40 thousand": in the scale of the upper end where only that names it."""
    return low * high.scale if low < _THOUSAND and high.scale > 1 and low * high.scale <= high.value and math.isfinite(high.scale) else low
