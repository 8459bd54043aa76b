"""The sentences of a text: what a statement may not reach beyond."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from claims.languages.pack import Script

# Marks after which a sentence may end; which of them do is the script's to say.
_MARK_OR_LINE = re.compile(r"[\n\r.!?؟…]+")
_CLOSING_MARKS = "\"'”“»)]’"


def sentence_spans(text: str, script: Script, closed: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of folded `text`, in order, without surrounding space.

    A line break always ends one, quotations included; a mark does where space follows and no span of `closed` (quotations,
    ordered, disjoint) is open there. Linear in the length of the text.
    """
    spans: list[tuple[int, int]] = []
    starts = [start for start, _ in closed]
    start = 0
    for match in _MARK_OR_LINE.finditer(text):
        end = match.end()
        if not _breaks_line(match.group()):
            # Two dots are a pause in Arabic print, not an end.
            if match.group() == ".." or match.group()[0] not in script.sentence_ends or _inside(starts, closed, match.start()):
                continue
            while end < len(text) and text[end] in _CLOSING_MARKS:
                end += 1
            if end < len(text) and not text[end].isspace():
                continue
        _append(spans, text, start, end)
        start = end
    _append(spans, text, start, len(text))
    return spans


def _breaks_line(marks: str) -> bool:
    return "\n" in marks or "\r" in marks


def _inside(starts: Sequence[int], closed: Sequence[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < closed[index][1] - 1


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
