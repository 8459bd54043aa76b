"""Digits, words and marks of a folded text, digits apart from the letters that touch them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LEXEME = re.compile(r"\d+(?:[.,\u060c\u066b\u066c]\d+)*|[^\W\d_]+|[^\w\s]|_")


class Lexeme(NamedTuple):
    """`text[start:end]` of the folded text."""

    start: int
    end: int
    text: str


# The dates and then the amounts of one text are read one after the other.
@lru_cache(maxsize=1)
def lex(text: str) -> tuple[Lexeme, ...]:
    """All lexemes of folded `text`, in order; white space is skipped."""
    return tuple(Lexeme(*m.span(), m.group()) for m in _LEXEME.finditer(text))
