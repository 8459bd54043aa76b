"""Quotation marks, paired."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

# Two typewriter marks beside a letter are one, doubled. Every branch begins with a character, not with a look behind, so that the search
# passes over all others at once: a tenth of the time.
_MARK = re.compile(r"""\"(?:(?<=[\w.،؟!]")"|"(?=\w))?|“|”|„|«|»|\n|<<|>>|''|’’|‘‘|``""")
# Single marks, as British print sets them: what follows a space opens, and what no letter follows closes, but for the apostrophe of a
# plural ("the workers' union") where another mark may close.
_OPEN_SINGLE = r"(?<![\w'’‘])['‘](?=\w)"
_INSIDE = rf"(?:(?!{_OPEN_SINGLE})[^\n\"“”„«»])*?"
_SINGLE = re.compile(rf"{_OPEN_SINGLE}(?:{_INSIDE}(?<=[^\Ws]|[.,،؟!…])|{_INSIDE}s)['’](?![\w'’])")
# The same around another quotation: behind a colon, a comma or nothing, and up to the end of a sentence or clause.
_NESTING = re.compile(
    rf"(?:^|(?<=[:,]\s)){_OPEN_SINGLE}(?:[^\n\"“”„«»'‘’]|['’](?=\w)|\"[^\"\n]{{1,200}}\"|“[^“”\n]{{1,200}}”){{1,400}}?(?<=[.,!?…])['’](?!\w)",
    re.MULTILINE,
)
# Of fewer words single marks enclose a title or a nickname.
SHORTEST_SINGLE = 3
_OPENERS = frozenset("“„«") | {"<<", "‘‘", "``"}
_CLOSERS = frozenset("”»") | {">>", "’’"}
# Typewriter marks inside typewriter marks: behind a space one that opens, and two that close before another opens.
_NESTED = re.compile(r"""(?<=\s)"(?=\w)[^"\n]*(?<=[\w.,!?])"(?!\w)[^"\n]*(?<=[\w.,،؟!?])"(?!\w)""")
# Curly marks inside typewriter marks that close behind them; the bounds keep time linear.
_CURLY = re.compile(r"""(?<=\s)“(?=\w)[^“”"\n]{1,600}”[^"\n]{0,600}(?<=[\w.,،؟!?])"(?!\w)""")

_SENTENCE_ENDS = frozenset(".!?؟…")


class Quotation(NamedTuple):
    """What stands between two marks: `[start, end)` without them, `outer_start` and `outer_end` with them, in folded offsets."""

    outer_start: int
    start: int
    end: int
    outer_end: int


def find_quotations(text: str) -> list[Quotation]:
    """Outermost quotations of folded `text`, ordered and disjoint; linear in its length.

    A mark left open ends with its paragraph; nested and doubled marks belong to the quotation that they stand in; a
    paragraph's lone closing mark is skipped.
    """
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None
    mark = ""
    depth = 0
    for match in _MARK.finditer(text):
        sign = '"' if match.group()[0] == '"' else match.group()
        if sign == "\n":
            if opened is not None:
                _append(found, text, opened, match.start(), match.start())
            opened, depth = None, 0
        elif opened is None:
            lone = sign in _CLOSERS or _ends_words(text, match.start(), match.end())
            if not lone or _looks_open(text, match.start(), match.end()):
                opened, mark, depth = match.span(), sign, 1
        elif sign == mark and _goes_on(text, match.start(), match.end()):
            continue
        elif _nests(mark, sign, text, match.span()):
            depth += 1
        elif _closes(mark, sign):
            depth -= 1
            if depth == 0:
                _append(found, text, opened, match.start(), match.end())
                opened = None
    if opened is not None:
        _append(found, text, opened, len(text), len(text))
    return _with_singles(found, text)


def _with_singles(found: list[Quotation], text: str) -> list[Quotation]:
    """The quotations in single marks as well, where no other one stands but inside them."""
    if "'" not in text and "‘" not in text:
        return found
    singles: list[Quotation] = []
    for match in _NESTING.finditer(text):
        start, end = match.span()
        inside = [one for one in found if start < one.outer_start and one.outer_end < end]
        if inside:
            found = [one for one in found if one not in inside]
            _append(found, text, (start, start + 1), end - 1, end)
    found.sort()
    starts = [quotation.outer_start for quotation in found]
    for match in _SINGLE.finditer(text):
        start, end = match.span()
        near = bisect_right(starts, start) - 1
        taken = (near >= 0 and found[near].outer_end > start) or (near + 1 < len(found) and found[near + 1].outer_start < end)
        if not taken and len(match.group().split()) >= SHORTEST_SINGLE:
            _append(singles, text, (start, start + 1), end - 1, end)
    return sorted([*found, *singles]) if singles else found


def _nests(mark: str, sign: str, text: str, at: tuple[int, int]) -> bool:
    """Whether a mark opens a quotation inside the one that `mark` has opened."""
    if mark == sign == '"':
        return _NESTED.match(text, at[0]) is not None
    if mark == '"':
        return _CURLY.match(text, at[0]) is not None
    return _same_pair(mark, sign) and sign in _OPENERS and _looks_open(text, *at)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the mark that opened a quotation, behind a sentence, opens its next paragraph, whose line was joined to the last."""
    before = text[max(0, start - 3) : start]
    opens = text[start:end] in _OPENERS and _looks_open(text, start, end)
    return opens and before.rstrip() != before and before.rstrip()[-1:] in _SENTENCE_ENDS


def _looks_open(text: str, start: int, end: int) -> bool:
    return (start == 0 or not text[start - 1].isalnum()) and end < len(text) and not text[end].isspace()


def _ends_words(text: str, start: int, end: int) -> bool:
    """A mark that can only close: a word or the end of a sentence before it, and a space or another mark behind."""
    before = start > 0 and (text[start - 1].isalnum() or text[start - 1] in _SENTENCE_ENDS)
    return before and (end == len(text) or not text[end].isalnum())


def _same_pair(mark: str, sign: str) -> bool:
    return (mark in "«»" or mark == "<<") == (sign in "«»" or sign == "<<")


def _closes(mark: str, sign: str) -> bool:
    """Guillemets close guillemets; typewriter and curly marks are mixed in print, so any of them closes any other."""
    guillemets = {"«", "»", "<<", ">>"}
    return (mark in guillemets) == (sign in guillemets)


def _append(found: list[Quotation], text: str, opened: tuple[int, int], end: int, outer_end: int) -> None:
    start = opened[1]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and text[end - 1] in ".،,":
        end -= 1
    if start < end:
        found.append(Quotation(opened[0], start, end, outer_end))
