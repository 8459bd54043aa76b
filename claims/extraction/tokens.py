"""Words and marks of a folded text."""

from __future__ import annotations

import re
from typing import NamedTuple

from claims.languages.sentences import GLUED

_TOKEN = re.compile(rf"[^\W_]+(?:(?!{GLUED})['’.\-][^\W_]+)*|[^\w\s]|_")


class Token(NamedTuple):
    """`text[start:end]` of the folded text; `word` is false for marks."""

    start: int
    end: int
    text: str
    word: bool


def tokenize(text: str) -> list[Token]:
    """All words and marks of folded `text`, in order; white space is skipped."""
    return [Token(*found.span(), (word := found.group()), word[0].isalnum()) for found in _TOKEN.finditer(text)]
