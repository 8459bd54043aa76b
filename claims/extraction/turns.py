"""Interviews: who asks and who answers stands before a colon, turn by turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container
from statistics import median

from claims.extraction.attribution import Attributed
from claims.extraction.layout import Layout
from claims.languages.folding import Folded
from claims.records import Kind

# A name or a role of at most four words, at the beginning of a line or behind the end of a sentence, and a colon.
_LABEL = re.compile(r"""(?:^|(?<=[\n.?!؟…:"”»’)\]]))[^\S\n]*([^\W\d_][\w'’-]*(?:[ ][^\W\d_][\w'’-]*){0,3})[^\S\n]*:(?=\s)""")
# The last turn ends with its line; a wide gap stands for one.
_LINE_END = re.compile(r"\n|\s{4,}")
# What a table of facts has too; in an interview two take turns, and what they say are sentences.
LEAST_TURNS, LEAST_SPEAKERS, LEAST_WORDS = 6, 2, 5
CONFIDENCE = 0.9


def find_turns(layout: Layout, folded: Folded, text: str) -> list[Attributed]:
    """The turns of an interview as statements, in order; none where `text`, which was folded, is no interview. Linear in its length.

    Two speakers at least must be named twice each before a colon, by the last word of their name. A turn ends where the next begins, over
    paragraphs; the last with its paragraph. Inside marks or not, it is the speaker's own words put down by the other: indirect.
    """
    if layout.text.count(":") < LEAST_TURNS:
        return []
    labels = [found.span(1) for found in _LABEL.finditer(layout.text)]
    labels = [label for label in labels if not _reports(layout, *label, folded, text)]
    times = Counter(_last_word(layout.text, *label) for label in labels)
    labels = [label for label in labels if times[_last_word(layout.text, *label)] > 1]
    if len(labels) < LEAST_TURNS or len({_last_word(layout.text, *label) for label in labels}) < LEAST_SPEAKERS:
        return []
    turns = [_turn(layout.text, label, following) for label, following in zip(labels, [*labels[1:], None], strict=True)]
    if median(len(layout.text[turn.start : turn.end].split()) for turn in turns) < LEAST_WORDS:
        return []
    return [turn for turn in turns if turn.start < turn.end]


def speakers_of(turns: list[Attributed], text: str, nameless: Container[str]) -> list[tuple[int, int] | None]:
    """Of each turn the fullest name of who speaks: the longest label that ends with the same word, the first of these.

    `None` where the label is one of `nameless`: "Q:" and "A:" name nobody.
    """
    last = [_last_word(text, *turn.zone) for turn in turns]
    fullest: dict[str, tuple[int, int]] = {}
    for word, turn in zip(last, turns, strict=True):
        name = fullest.setdefault(word, turn.zone)
        if turn.zone[1] - turn.zone[0] > name[1] - name[0]:
            fullest[word] = turn.zone
    return [fullest[word] if word not in nameless else None for word in last]


def with_turns(statements: list[Attributed], turns: list[Attributed]) -> list[Attributed]:
    """The statements that do not reach into a turn, and the turns, by start."""
    ends = [turn.end for turn in turns]
    outside = [one for one in statements if (at := bisect_right(ends, one.start)) == len(turns) or one.end <= turns[at].zone[0]]
    return sorted(outside + turns, key=lambda one: (one.start, -one.end, one.cue))


def _reports(layout: Layout, start: int, end: int, folded: Folded, text: str) -> bool:
    """Whether a verb of speech stands in the label, which is a sentence about somebody then; with a capital it is a name ("Post")."""
    words = range(layout.token_at(start), layout.token_at(end))
    verbs = [layout.tokens[index].start for index in words if layout.forms[index].verb is not None]
    return any(not text[folded.original_span(at, at + 1)[0]].isupper() for at in verbs)


def _last_word(text: str, start: int, end: int) -> str:
    return text[start:end].rsplit(" ", 1)[-1]


def _turn(text: str, label: tuple[int, int], following: tuple[int, int] | None) -> Attributed:
    colon = text.index(":", label[1])
    if following is not None:
        behind = following[0]
    else:
        line = _LINE_END.search(text, colon + 2)
        behind = line.start() if line else len(text)
    said = text[colon + 1 : behind]
    start = colon + 1 + len(said) - len(said.lstrip())
    end = max(start, colon + 1 + len(said.rstrip().rstrip(".")))
    cue = (colon, colon + 1)
    return Attributed(start, end, Kind.INDIRECT, cue, zone=label, sentence=(label[0], end), rule="turn", confidence=CONFIDENCE)
