"""What the rules of amounts look at: the lexemes of one text, its numbers and nouns, and the tables of its language."""

from __future__ import annotations

from typing import NamedTuple

from claims.extraction.counted_nouns import Counted, CountedNouns
from claims.extraction.lexemes import is_digits, lex
from claims.extraction.numerals import NumeralReader
from claims.languages.folding import Folded
from claims.languages.pack import LanguagePack


class Draft(NamedTuple):
    """A number with its noun, before anything is known of what bounds it: the lexemes `first` to before `after`."""

    first: int
    cut: int  # proclitic characters before the first lexeme's own word
    after: int
    low: float
    high: float
    counted: Counted
    rule: str
    scale: float = 1.0  # the last thousand, million, … that multiplied it


class AmountWords:
    """The lexemes of one text with the tables of its language. `words` is a copy that a reader cuts proclitics from."""

    def __init__(self, folded: Folded, source: str, pack: LanguagePack) -> None:
        self.t = pack.numbers
        self.dates = pack.dates
        self.lexemes = lex(folded.text)
        self.numerals = NumeralReader(self.lexemes, self.t)
        self.words = self.numerals.words
        self.nouns = CountedNouns(self.lexemes, self.words, self.t)
        self._folded = folded
        self._source = source

    def word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def original(self, first: int, after: int) -> tuple[int, int]:
        """The span of the source that the lexemes `first` to before `after` take."""
        return self._folded.original_span(self.lexemes.starts[first], self.lexemes.ends[after - 1])

    def is_capital(self, index: int) -> bool:
        start, end = self.original(index, index + 1) if index >= 0 else (0, 0)
        return self._source[start:end][:1].isupper()

    def symbol(self, index: int) -> str | None:
        """The unit of the sign before `index`; one that may also stand behind belongs to a number before it."""
        sign = self.word(index - 1)
        return None if sign in self.t.units and is_digits(self.word(index - 2)) else self.t.symbols.get(sign)
