"""The sentences of a text: what a statement may not reach beyond."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from claims.languages.pack import Script

# Marks after which a sentence may end; which of them do is the script's to say.
_MARK_OR_LINE = re.compile(r"[\n\r.!?؟…]+")
_CLOSING_MARKS = "\"'”“»)]’"
_OPENING_MARKS = ('"', "'", "“", "”", "«", "‘")
# A full stop between two Arabic words without a space is one all the same; addresses are in Latin script, initials single letters, and a
# name that is spelled by its letters has several ("بي.بي.سي").
_LETTER = "[\u0621-\u064a]"
_SPELLED = "".join(rf"(?<!\.{_LETTER}{{{letters}}})" for letters in (2, 3, 4))
GLUED = rf"(?<={_LETTER}{{2}}){_SPELLED}\.(?={_LETTER}{{3}})(?!{_LETTER}{{3,4}}\.{_LETTER})"
_GLUED = re.compile(GLUED)
# The word before a full stop with the stops inside it, and the one behind: "u.s", "sen".
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_WORD_BEHIND = re.compile(r"\s+([^\W_]+)")
# The same with the marks of the quotation that it opens.
_QUOTED_BEHIND = re.compile(r"\s+[\"'“‘«]*([^\W_]+)")
LONGEST_ABBREVIATION = 12


def sentence_spans(
    text: str, script: Script, closed: Sequence[tuple[int, int]], is_capital: Callable[[int], bool] = lambda _: False
) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of folded `text`, in order, without surrounding space.

    A line break always ends one, quotations included; a mark does where space follows and no span of `closed` (quotations,
    ordered, disjoint) is open there, and the stop is none of an abbreviation or of initials. `is_capital` tells of an offset whether the
    original has a capital there: before one the full stop that ends a quotation ends a sentence, since what attributes the quotation goes
    on in small letters or behind a comma. Linear in the length of the text.
    """
    spans: list[tuple[int, int]] = []
    starts = [start for start, _ in closed]
    start = 0
    headline = text.find("\n")
    for match in _MARK_OR_LINE.finditer(text):
        end = match.end()
        if not _breaks_line(match.group()):
            # Two dots are a pause in Arabic print, not an end.
            is_pause = match.group() == ".." and not (end < headline and _parts_headline(text[start : match.start()], text[end:headline]))
            if is_pause or match.group()[0] not in script.sentence_ends:
                continue
            while end < len(text) and text[end] in _CLOSING_MARKS:
                end += 1
            quoted = _quoted_until(starts, closed, match.start())
            if quoted > end or (quoted and not (match.group() == "." and _is_before_capital(text, end, is_capital))):
                continue
            if end < len(text) and not text[end].isspace() and _GLUED.match(text, match.start()) is None:
                continue
            if match.group() == "." and is_abbreviated(text, match.start(), end, script):
                continue
            if match.group() == "." and _is_in_brackets(text, end, is_capital):
                continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def is_abbreviated(text: str, stop: int, end: int, script: Script) -> bool:
    """Whether the full stop belongs to the word before it, and no word that opens a sentence follows: "Sen. Cruz", "George W. Bush"."""
    found = _WORD_BEFORE.search(text[max(0, stop - LONGEST_ABBREVIATION) : stop])
    if found is None:
        return False
    word = found.group()
    last = word.rpartition(".")[2]
    if word not in script.abbreviations and not (last.isascii() and len(last) == 1):
        return False
    behind = _WORD_BEHIND.match(text, end)
    return behind is not None and behind.group(1) not in script.openers


def _parts_headline(before: str, behind: str) -> bool:
    """Whether two dots part what a headline tells: not what one says, nor a quotation from what leads to it."""
    return (":" not in before or ":" in behind) and not behind.lstrip().startswith(_OPENING_MARKS)


def _is_in_brackets(text: str, end: int, is_capital: Callable[[int], bool]) -> bool:
    """Whether a bracket behind the full stop closes and a small letter follows: "Samir Haddad (D-Mo.) said". Arabic letters are none."""
    behind = _WORD_BEHIND.match(text, end)
    return text[end - 1] in ")]" and behind is not None and behind.group(1)[0].islower() and not is_capital(behind.start(1))


def _breaks_line(marks: str) -> bool:
    return "\n" in marks or "\r" in marks


def _quoted_until(starts: Sequence[int], closed: Sequence[tuple[int, int]], offset: int) -> int:
    """The end of the span that is open at `offset`; 0 where none is."""
    index = bisect_right(starts, offset) - 1
    return closed[index][1] if index >= 0 and offset < closed[index][1] - 1 else 0


def _is_before_capital(text: str, end: int, is_capital: Callable[[int], bool]) -> bool:
    behind = _QUOTED_BEHIND.match(text, end)
    return behind is not None and is_capital(behind.start(1))


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
