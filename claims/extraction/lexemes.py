"""Digits, words, marks and line breaks of a folded text, digits apart from the letters that touch them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

from claims.extraction.tokens import offsets_of

# A point or an Arabic decimal mark opens a number only where nothing stands before it. What is commonest is tried first.
_LEXEME = re.compile(r"[^\W\d_]+|(?:(?<![\w.])[.\u066b](?=\d))?\d+(?:[.,\u060c\u066b\u066c]\d+)*|[^\w\s]|_|\n")


QUOTES = frozenset("\"«»“”'")


class Lexemes(NamedTuple):
    """The lexemes of a text in order, white space within a line skipped: lexeme `i` is `words[i]`, at `starts[i]` to `ends[i]`.

    `numbers` are the different ones in digits.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    numbers: frozenset[str]

    def touch(self, index: int) -> bool:
        """Whether nothing stands between lexeme `index - 1` and lexeme `index`."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]


# The dates and then the amounts of one text are read one after the other.
@lru_cache(maxsize=1)
def lex(text: str) -> Lexemes:
    words = tuple(_LEXEME.findall(text))
    starts = tuple(offsets_of(words, text))
    numbers = frozenset([word for word in set(words) if word[-1].isdecimal()])
    return Lexemes(words, starts, tuple(map(add, starts, map(len, words))), numbers)


def triggered(lexemes: Lexemes, triggers: frozenset[str]) -> list[int]:
    """Where a lexeme is one of `triggers` or a number in digits: the only places at which anything need be tried."""
    found = triggers.intersection(lexemes.words) | lexemes.numbers
    return [index for index, word in enumerate(lexemes.words) if word in found]


def with_proclitics(words: Iterable[str], proclitics: Sequence[str], conjunction: str) -> frozenset[str]:
    """`words` as they stand and behind one proclitic, or behind the conjunction and another one."""
    fronts = ["", *proclitics, *(conjunction + proclitic for proclitic in proclitics)] if proclitics else [""]
    return frozenset(front + word for word in words for front in fronts)


def is_digits(word: str) -> bool:
    """Whether a lexeme is a number in digits."""
    return word[:1].isdecimal() or (len(word) > 1 and word[1].isdecimal())
