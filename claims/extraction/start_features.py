"""What speaks for and against a place as the start of a cue's content, as features of the choice `start`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from claims.extraction.content_starts import Start
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.reporting import Cue, CueKind
from claims.extraction.words import Form

_EDGE = Form("", "edge", False, "", "", None, "", "", "edge")
_STEPS = (0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 24, 40)
_BUCKETS = [max(step for step in _STEPS if step <= count) for count in range(_STEPS[-1] + 1)]


def bucket(count: int) -> int:
    """`count` made coarser the larger it is."""
    return _BUCKETS[count] if 0 <= count < len(_BUCKETS) else _STEPS[-1] if count > 0 else -1


class SentenceCounts:
    """Running counts over one sentence, so that what lies between two tokens is known without looking."""

    def __init__(self, layout: Layout, cues: Sequence[Cue], first: int, last: int) -> None:
        marks = layout.lexicon.pack.script.clause_marks
        forms = layout.forms[first:last]
        cue_at = {cue.first for cue in cues if cue.kind in (CueKind.VERB, CueKind.PHRASE)}
        self.first = first
        self.last = last
        self.cues = [0, *accumulate(index in cue_at for index in range(first, last))]
        self.marks = [0, *accumulate(form.text in marks for form in forms)]
        self.thats = [0, *accumulate(form.tag.endswith("that") for form in forms)]
        self.openings = [0, *accumulate(index in layout.opening for index in range(first, last))]
        self.definite = [0, *accumulate(form.tag.startswith("the") for form in forms)]

    def between(self, counts: Sequence[int], first: int, last: int) -> int:
        """How many of `counts` (one of this object's lists) lie in tokens `[first, last)`."""
        return counts[last - self.first] - counts[first - self.first]


_ANNOUNCED = frozenset({"complementizer", "quotation", "colon", "preposition", "question"})
# A quotation of fewer words between a verb and its content is a name.
SHORTEST_CONTENT = 3


def expected_start(layout: Layout, cue: Cue, starts: Sequence[Start], counts: SentenceCounts) -> Start | None:
    """The start that grammar expects: the first announced one before any other cue, a marked name not counted."""
    expected: Start | None = None
    for start in starts:
        if start.rule in _ANNOUNCED and not (expected is not None and expected.index <= start.index):
            if start.rule == "quotation" and start.index > cue.last:
                quoted = layout.quoted[start.quotation]
                if quoted.last - quoted.first < SHORTEST_CONTENT:
                    continue
            expected = start
    if expected is None or counts.between(counts.cues, cue.last, max(cue.last, expected.index - 1)):
        return None
    return expected


def none_features(layout: Layout, cue: Cue, expected: Start | None, counts: SentenceCounts) -> list[str]:
    """What the cue and its surroundings say about reporting at all."""
    forms = layout.forms
    form = cue.form
    lemma, shape = describe(cue)
    before = forms[cue.first - 1] if cue.first > counts.first else _EDGE
    further = forms[cue.first - 2] if cue.first - 1 > counts.first else _EDGE
    after = forms[cue.last] if cue.last < counts.last else _EDGE
    later = forms[cue.last + 1] if cue.last + 1 < counts.last else _EDGE
    inside = layout.inside[cue.first] != NOWHERE
    sense = f"{cue.verb.sense} {cue.verb.frame} {shape}" if cue.verb is not None else shape
    frame = cue.verb.frame if cue.verb is not None else ""
    expects = f"{expected.rule} {min(expected.index - cue.last, 4)}" if expected is not None else "nothing"
    opens = "first" if cue.first == counts.first else "conjoined" if form.conjoined else "inner"
    thats = counts.between(counts.thats, cue.last, min(counts.last, cue.last + 12)) > 0
    features = [
        "0",
        f"0lemma {lemma}",
        f"0lemma {lemma} {shape}",
        f"0sense {sense}",
        f"0sense {sense} {opens}",
        f"0sense {sense} {after.tag}",
        f"0sense {sense} {before.tag}",
        f"0sense {sense} {thats}",
        f"0expects {expects} {frame} {shape}",
        f"0expects {expects} {sense}",
        f"0expects {expects} {lemma}",
        f"0expects {expects} {frame} {shape} {opens} {form.tail != ''}",
        f"0expects {expects} {shape} {before.tag}",
        f"0expects {expects} {shape} {after.tag}",
        f"0word {form.text}",
        f"0shape {shape} {form.conjoined} {form.lead}",
        f"0tail {shape} {form.tail != ''}",
        f"0before {before.tag}",
        f"0before {before.text}",
        f"0before {shape} {before.tag}",
        f"0before {lemma} {before.text}",
        f"0further {further.tag} {before.tag}",
        f"0after {after.tag}",
        f"0after {shape} {after.tag}",
        f"0after {after.text}",
        f"0after {lemma} {after.text}",
        f"0later {after.tag} {later.tag}",
        f"0family {shape} {before.family}",
        f"0behind {shape} {after.family}",
        f"0behind {sense} {after.family}",
        f"0own {form.family} {shape}",
        f"0inside {shape} {inside}",
        f"0place {shape} {bucket(cue.first - counts.first)}",
        f"0opens {shape} {form.conjoined} {cue.first == counts.first} {counts.first == 0}",
        f"0thats {shape} {thats}",
        f"0thats {lemma} {thats}",
    ]
    if cue.kind is CueKind.COLON or (counts.first == 0 and cue.first > 0):
        named = before.text in layout.subjects
        source = forms[counts.first]
        features += [
            f"0named {shape} {named} {counts.first == 0}",
            f"0source {shape} {source.tag} {min(cue.first - counts.first, 6)}",
            f"0source {shape} {source.family}",
            f"0source {shape} {source.text}",
            f"0title {shape} {named} {after.family}",
            f"0earlier {shape} {min(counts.between(counts.cues, counts.first, cue.first), 2)}",
        ]
    if cue.kind is CueKind.QUOTATION:
        features += _quotation_features("0", layout, layout.opening[cue.first], counts)
    return features


def start_features(layout: Layout, cue: Cue, start: Start, expected: Start | None, counts: SentenceCounts) -> list[str]:
    """What speaks for `start`."""
    forms = layout.forms
    index = start.index
    rule = start.rule if not start.skip else f"{start.rule}+"
    lemma, shape = describe(cue)
    opening = forms[index]
    follow = forms[index + 1] if index + 1 < counts.last else _EDGE
    before = forms[index - 1] if index > counts.first else _EDGE
    further = forms[index - 2] if index - 1 > counts.first else _EDGE
    first, last = (index, cue.first) if start.backward else (cue.last, index)
    passed_marks = counts.between(counts.marks, first, last)
    passed_cues = counts.between(counts.cues, first, last)
    words = last - first
    frame = cue.verb.frame if cue.verb is not None else "none"
    sense = f"{cue.verb.sense} {shape}" if cue.verb is not None else shape
    features = [
        rule,
        f"{rule} {shape}",
        f"{rule} {lemma}",
        f"{rule} {lemma} {shape}",
        f"{rule} {shape} {frame} {cue.form.conjoined}",
        f"expected {start is expected} {rule}",
        f"expected {start is expected} {rule} {frame} {shape}",
        f"expected {expected.rule if expected is not None else 'nothing'} {rule} {frame} {shape}",
        f"{rule} sense {sense}",
        f"{rule} sense {sense} {min(words, 3)}",
        f"{rule} sense {sense} {opening.tag}",
        f"{rule} words {bucket(words)}",
        f"{rule} words {shape} {min(words, 3)}",
        f"{rule} marks {min(passed_marks, 3)}",
        f"{rule} cues {min(passed_cues, 3)}",
        f"{rule} cues {shape} {min(passed_cues, 3)} {min(passed_marks, 3)}",
        f"{rule} thats {min(counts.between(counts.thats, first, max(first, last - 1)), 2)}",
        f"{rule} openings {min(counts.between(counts.openings, first, last), 2)}",
        f"{rule} inside {layout.inside[cue.first] != NOWHERE} {layout.inside[index] != NOWHERE}",
        f"{rule} at {opening.tag}",
        f"{rule} at {opening.text}",
        f"{rule} family {opening.family}",
        f"{rule} behind {before.family}",
        f"{rule} families {before.family} {opening.family}",
        f"{rule} head {opening.head}",
        f"{rule} close {opening.close}",
        f"{rule} before {before.tag}",
        f"{rule} before {before.text}",
        f"{rule} edge {before.tag} {opening.tag}",
        f"{rule} follow {opening.tag} {follow.tag}",
        f"{rule} further {further.tag} {before.tag}",
    ]
    if start.rule == "object":
        definite = counts.between(counts.definite, first, last)
        features += [
            f"object definite {min(definite, 4)} {min(words - definite, 4)} {opening.tag}",
            f"object zone {forms[cue.last].tag} {min(words, 4)} {opening.tag}",
            f"object edges {before.close} {opening.head}",
            f"object {lemma} {opening.tag}",
            f"object {lemma} {opening.family}",
            f"object {sense} {opening.family}",
            f"object follow {opening.family} {follow.family}",
            f"object {shape} {cue.form.tail != ''} {min(words, 4)}",
            f"object further {further.tag} {before.tag} {opening.tag}",
        ]
    if start.quotation != NOWHERE:
        features += _quotation_features(rule, layout, start.quotation, counts)
    return features


def _quotation_features(rule: str, layout: Layout, index: int, counts: SentenceCounts) -> list[str]:
    quoted = layout.quoted[index]
    words = bucket(quoted.last - quoted.first)
    after = layout.forms[quoted.after].tag if quoted.after < counts.last else "edge"
    before = layout.forms[quoted.opening - 1].tag if quoted.opening > counts.first else "edge"
    first = layout.forms[quoted.first]
    return [
        f"{rule} quoted {words}",
        f"{rule} quoted {words} {after}",
        f"{rule} quoted after {after}",
        f"{rule} quoted before {before} {words}",
        f"{rule} quoted first {first.tag}",
        f"{rule} quoted whole {quoted.opening == counts.first} {quoted.after >= counts.last - 1}",
    ]


def describe(cue: Cue) -> tuple[str, str]:
    """The cue's dictionary form, and its part of speech."""
    if cue.verb is not None:
        return cue.verb.lemma, cue.verb.form
    return cue.form.text, cue.kind
