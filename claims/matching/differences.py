"""Where two texts differ: the words and numbers that stand in one and not in the other, for the eye."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.languages.folding import fold_key

_PIECE = re.compile(r"\S+|\s+")
_HAS_DIGIT = re.compile(r"\d")
# difflib's time grows with the square of the length.
MOST_WORDS = 300
# Of two texts that share less than this of the shorter one's words, marking the rest would mark everything.
LEAST_SHARED = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    differs: bool


def differences(one: str, other: str, *, across_languages: bool = False) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut into pieces, in order and whole; those that the other does not have in that place are marked.

    Spelling variants are no difference. Across languages, in very long texts, and where hardly a word is shared, only words with digits
    are compared.
    """
    ours, theirs = _PIECE.findall(one), _PIECE.findall(other)
    if across_languages or max(len(ours), len(theirs)) > 2 * MOST_WORDS:
        return _numbers(ours, theirs), _numbers(theirs, ours)
    a, b = [fold_key(word) for word in ours], [fold_key(word) for word in theirs]
    known_a, known_b = {*filter(None, a)}, {*filter(None, b)}
    if len(known_a & known_b) < LEAST_SHARED * min(len(known_a), len(known_b)):
        return _numbers(ours, theirs), _numbers(theirs, ours)
    same_a, same_b = _same(a, b)
    return _pieces(ours, a, same_a), _pieces(theirs, b, same_b)


def _same(a: Sequence[str], b: Sequence[str]) -> tuple[set[int], set[int]]:
    """The places of what stands in both, in the same order."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return {at for one in blocks for at in range(one.a, one.a + one.size)}, {at for one in blocks for at in range(one.b, one.b + one.size)}


def _pieces(words: Sequence[str], keys: Sequence[str], same: set[int]) -> list[Piece]:
    return [Piece(word, bool(keys[at]) and at not in same) for at, word in enumerate(words)]


def _numbers(words: Sequence[str], others: Sequence[str]) -> list[Piece]:
    known = {fold_key(word) for word in others}
    return [Piece(word, bool(_HAS_DIGIT.search(fold_key(word))) and fold_key(word) not in known) for word in words]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it was and as it is; one that is new or gone has nothing on the other side, one that stayed `is_same`."""

    before: list[Piece]
    after: list[Piece]
    is_same: bool = False


def compare_texts(before: str, after: str) -> list[Line]:
    """Both texts paragraph beside paragraph, in order and whole; within one that was rewritten the words that differ are marked.

    Spelling counts here: two versions of an article differ by what was typed. The time grows with the number of paragraphs that
    differ, not with the square of the words.
    """
    old, new = before.split("\n"), after.split("\n")
    found: list[Line] = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            found += [Line([Piece(text, False)], [Piece(text, False)], is_same=True) for text in old[a:b]]
            continue
        rewritten = min(b - a, d - c)
        found += [Line(*_typed(one, other)) for one, other in zip(old[a : a + rewritten], new[c : c + rewritten], strict=True)]
        found += [Line([Piece(text, True)], []) for text in old[a + rewritten : b]]
        found += [Line([], [Piece(text, True)]) for text in new[c + rewritten : d]]
    return found


def _typed(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    ours, theirs = _PIECE.findall(one), _PIECE.findall(other)
    if max(len(ours), len(theirs)) > 2 * MOST_WORDS:
        return [Piece(one, True)], [Piece(other, True)]
    same_a, same_b = _same(ours, theirs)
    return _pieces(ours, ours, same_a), _pieces(theirs, theirs, same_b)
