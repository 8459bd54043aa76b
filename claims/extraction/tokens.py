"""Words and marks of a folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from operator import add
from typing import NamedTuple

from claims.languages.sentences import GLUED

_TOKEN = re.compile(rf"[^\W_]+(?:(?!{GLUED})['’.\-][^\W_]+)*|[^\w\s]|_")


class Token(NamedTuple):
    """`text[start:end]` of the folded text; `word` is false for marks."""

    start: int
    end: int
    text: str
    word: bool


_token = partial(tuple.__new__, Token)


def tokenize(text: str) -> list[Token]:
    """All words and marks of folded `text`, in order; white space is skipped."""
    words = _TOKEN.findall(text)
    starts = offsets_of(words, text)
    return list(map(_token, zip(starts, map(add, starts, map(len, words)), words, [word[0].isalnum() for word in words], strict=True)))


def offsets_of(words: Sequence[str], text: str) -> list[int]:
    """Where each of `words` starts, which are all that stands in `text` but for white space, in order."""
    starts = []
    end = 0
    for word in words:
        start = text.find(word, end)
        starts.append(start)
        end = start + len(word)
    return starts
