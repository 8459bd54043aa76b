"""Digits, words and marks of a folded text, digits apart from the letters that touch them."""

from __future__ import annotations

import re
from typing import NamedTuple

_LEXEME = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*|[^\W\d_]+|[^\w\s]|_")


class Lexeme(NamedTuple):
    """`text[start:end]` of the folded text."""

    start: int
    end: int
    text: str


def lex(text: str) -> list[Lexeme]:
    """All lexemes of folded `text`, in order; white space is skipped."""
    return [Lexeme(*m.span(), m.group()) for m in _LEXEME.finditer(text)]
