"""Runs of the other direction within a text: where numbers and foreign words begin and end, with all that belongs to them.

By the bidirectional algorithm alone (Unicode UAX 9) a mark between two of them takes the side of the sentence, and a number that of the
word before it: "F-16 (2018)" and "300-320" fall apart. Set apart as a whole they stand as they were written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_OPENING, _CLOSING = '([{“«‘"', ')]}”»’"'
_RIGHTWARDS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_MARKS = "،؛؟"
# Within a word or a number no white space, no bracket and no mark of the other script.
_WITHIN = rf"[^\w\s\[\](){{}}“”«»‘\"{_MARKS}]|_"
_LEFT = rf"[^\W_{_RIGHTWARDS}]"
_RIGHT = rf"(?:(?=[{_RIGHTWARDS}])[^\W_])"
# A sign stands behind no word but the Arabic "and", which is written together with what follows.
_SIGN = r"(?:(?<![^\s(\[{“«\"وـ])(?:[+\-−±]?[$€£¥]?(?=[0-9])|[#@$€£¥]))?"
_BEHIND = r"(?:(?<=[0-9])[ \u00a0\u202f]?[%‰°€£$¥]|\+{1,2})?"
# Letters and digits with what stands between them; of a text in the other direction with its numbers.
_FOREIGN_LEFT = re.compile(rf"{_SIGN}{_LEFT}+(?:(?:{_WITHIN})+{_LEFT}+)*{_BEHIND}")
_FOREIGN_RIGHT = re.compile(rf"{_RIGHT}+(?:(?:{_WITHIN}|[0-9])+{_RIGHT}+)*(?:[\u064b-\u0652]+)?(?:-?[0-9]+)?[؟٪]?")
# Between two of them: what closes, a mark, a dash with air on both sides or a number, what opens.
_GAP = re.compile(
    r"(?P<close>[)\]}”»’\"]*)(?P<mark>[.,:;!?…،؛]*)(?:(?P<dash>\s+[-–—−]\s+)|\s+[0-9][0-9.,\-–]*%?\s+|\s*)(?P<open>[(\[{“«‘\"]*)"
)
_LETTER = re.compile(r"[^\W\d_]")
# Letters of a unit behind a number; of more, a name that begins with a capital stands for itself: "300 km", "2018 Reuters".
_LONGEST_UNIT = 3


class Stretch(NamedTuple):
    """`begins` and `ends` say whether a run does so with it."""

    start: int
    end: int
    begins: bool
    ends: bool


def foreign_runs(text: str, *, leftwards: bool) -> list[tuple[int, int]]:
    """The spans of a line, which runs `leftwards` or not, that run the other way, in order and disjoint. Linear in its length."""
    pattern = _FOREIGN_LEFT if leftwards else _FOREIGN_RIGHT
    found: list[tuple[int, int]] = []
    words: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        if words and not _belong(text, words[-1], match.span()):
            found += _balanced(text, words)
            words = []
        words.append(match.span())
    return found + _balanced(text, words)


def _belong(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a word or number and the next are read in their own order: not two numbers in a row, nor a number beside a mark."""
    gap = _GAP.fullmatch(text, one[1], other[0])
    if gap is None:
        return False
    word, next_word = (_LETTER.search(text, *span) is not None for span in (one, other))
    if gap["dash"]:
        return word == next_word
    if gap["mark"]:
        return word and next_word
    unit = next_word and not gap["open"] and (not text[other[0]].isupper() or other[1] - other[0] <= _LONGEST_UNIT)
    return word or unit


def _balanced(text: str, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words as one span, brackets around its last one included; several where a bracket is closed or opened in one of them alone."""
    ends = [end for _start, end in words]
    opened: list[int] = []
    breaks: set[int] = set()
    for at, (_start, end) in enumerate(words):
        while end < len(text) and text[end] in _CLOSING and opened:
            opened.pop()
            end += 1
        ends[at] = end
        following = words[at + 1][0] if at + 1 < len(words) else end
        if end < following and text[end] in _CLOSING:
            breaks.add(at + 1)
        opens = following
        while opens > end and text[opens - 1] in _OPENING:
            opens -= 1
            opened.append(at + 1)
    starts = sorted({0, *opened, *breaks}) if words else []
    return [(words[first][0], ends[last - 1]) for first, last in pairwise([*starts, len(words)])]


def crossing(edges: Sequence[int], runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of `runs` those within which an edge lies; `edges` are in order."""
    return [run for run in runs if bisect_right(edges, run[0]) < bisect_left(edges, run[1])]


def stretches(edges: Sequence[int], runs: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """What stands between `edges` and the ends of `runs`, in order."""
    starts, ends = {start for start, _end in runs}, {end for _start, end in runs}
    for start, end in pairwise(sorted({*edges, *starts, *ends})):
        yield Stretch(start, end, start in starts, end in ends)
