"""What speaks for and against a place as the start of a cue's content, as features of the choice `start`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from claims.extraction.choice import ChoiceModel
from claims.extraction.content_starts import BACKWARD, Start
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.reporting import Cue, CueKind
from claims.extraction.stretches import Stretches
from claims.extraction.words import Form

EDGE = Form("", "edge", False, "", "", None, "", "", "edge")
# Words before a cue among which the connective of its clause is looked for.
FARTHEST_GOVERNOR = 12
_CONNECTIVES = ("that", "remark", "clause", "question")
# Strategies whose content nothing announces: where it begins is told by what stands there.
_CLAUSES = frozenset({"object", "comma", "preposition", "clause-before"})
_OPENERS = frozenset(':"')
# Words behind a cue among which its complementizer usually stands.
NEAR_THAT = 12
_STEPS = (0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 24, 40)
_LARGEST = _STEPS[-1]
_BUCKETS = [max(step for step in _STEPS if step <= count) for count in range(_LARGEST)]


def bucket(count: int) -> int:
    """`count` made coarser the larger it is."""
    return _BUCKETS[count] if 0 <= count < _LARGEST else _LARGEST if count > 0 else -1


class SentenceCounts:
    """What is counted in one sentence, so that what lies between two tokens is known without looking."""

    def __init__(self, layout: Layout, cues: Sequence[Cue], first: int, last: int) -> None:
        marks = layout.lexicon.pack.script.clause_marks
        forms = layout.forms[first:last]
        self.first = first
        self.last = last
        self.marks = _running([form.text in marks for form in forms])
        self.thats = _running([form.tag.endswith("that") for form in forms])
        self.definite = _running([form.tag.startswith("the") for form in forms])
        # Of these there are few: where they stand, in order.
        self.cues = [cue.first for cue in cues if cue.kind in (CueKind.VERB, CueKind.PHRASE)]
        self.stretches = Stretches(layout, first, last)
        self.openings = layout.openings[bisect_left(layout.openings, first) : bisect_left(layout.openings, last)]

    def between(self, counts: Sequence[int], first: int, last: int) -> int:
        """How many of `counts` (this object's `marks`, `thats` or `definite`) lie in tokens `[first, last)`."""
        return counts[last - self.first] - counts[first - self.first]

    def among(self, places: Sequence[int], first: int, last: int) -> int:
        """How many of `places` (this object's `cues` or `openings`) lie in tokens `[first, last)`."""
        return bisect_left(places, last) - bisect_left(places, first)


def _running(marked: Sequence[bool]) -> list[int]:
    """How many of `marked` stand before each of them, and how many there are."""
    return list(accumulate(marked, initial=0))


def none_features(layout: Layout, cue: Cue, counts: SentenceCounts) -> list[str]:
    """What the cue and its surroundings say against reporting at all."""
    return [*own_features(cue), *around_features(layout, cue, counts)]


def start_features(layout: Layout, cue: Cue, start: Start, counts: SentenceCounts) -> list[str]:
    """What speaks for `start`."""
    forms = layout.forms
    rule = rule_of(start)
    before = forms[start.at - 1] if start.at > counts.first else EDGE
    clause = _clause(cue, start, counts)
    return [
        *cue_features(rule, cue),
        *at_features(rule, forms[start.at]),
        *before_features(rule, before),
        *pair_features(layout, cue, start, counts),
        *(clause_features(clause) if clause is not None else ()),
    ]


def none_score(model: ChoiceModel, layout: Layout, cue: Cue, counts: SentenceCounts) -> float:
    """The score of `none_features`; what depends on the cue's own form is remembered."""
    own = model.remembered((cue.lemma, cue.sense, cue.form.text, cue.form.conjoined), own_features, cue)
    return own + model.score(around_features(layout, cue, counts))


def start_score(model: ChoiceModel, layout: Layout, cue: Cue, start: Start, counts: SentenceCounts) -> float:
    """The score of `start_features`; what depends on single words is remembered."""
    forms = layout.forms
    rule = rule_of(start)
    at = forms[start.at]
    before = forms[start.at - 1] if start.at > counts.first else EDGE
    clause = _clause(cue, start, counts)
    return (
        (model.remembered(clause, clause_features, clause) if clause is not None else 0.0)
        + model.remembered((rule, cue.lemma, cue.sense, cue.form.conjoined), cue_features, rule, cue)
        + model.remembered((rule, at.tag, at.text), at_features, rule, at)
        + model.remembered((rule, before.tag, before.text), before_features, rule, before)
        + model.score(pair_features(layout, cue, start, counts))
    )


def rule_of(start: Start) -> str:
    """The strategy's name, told apart where the content begins within a word."""
    return f"{start.rule}+" if start.skip else start.rule


def own_features(cue: Cue) -> list[str]:
    """What the cue's form says by itself."""
    form = cue.form
    lemma, shape = cue.lemma, cue.shape
    return [
        "0",
        f"0lemma {lemma}",
        f"0lemma {lemma} {shape}",
        f"0sense {cue.sense}",
        f"0word {form.text}",
        f"0shape {shape} {form.conjoined} {form.lead}",
        f"0tail {shape} {form.tail != ''}",
        f"0own {form.family} {shape}",
    ]


def around_features(layout: Layout, cue: Cue, counts: SentenceCounts) -> list[str]:
    """What the words around the cue say."""
    forms = layout.forms
    first, last = counts.first, counts.last
    lemma, shape, sense = cue.lemma, cue.shape, cue.sense
    before = forms[cue.first - 1] if cue.first > first else EDGE
    further = forms[cue.first - 2] if cue.first - 1 > first else EDGE
    after = forms[cue.last] if cue.last < last else EDGE
    later = forms[cue.last + 1] if cue.last + 1 < last else EDGE
    inside = layout.inside[cue.first] != NOWHERE
    thats = counts.between(counts.thats, cue.last, min(last, cue.last + NEAR_THAT)) > 0
    governor, distance = _governor(layout, cue, first)
    opens = "first" if cue.first == first else "conjoined" if cue.form.conjoined else "inner"
    features = [
        f"0sense {sense} {opens}",
        f"0sense {sense} {after.tag}",
        f"0sense {sense} {before.tag}",
        f"0sense {sense} {thats}",
        f"0before {before.tag}",
        f"0before {before.text}",
        f"0before {shape} {before.tag}",
        f"0before {lemma} {before.text}",
        f"0further {further.tag} {before.tag}",
        f"0after {shape} {after.tag}",
        f"0after {after.text}",
        f"0after {lemma} {after.text}",
        f"0later {after.tag} {later.tag}",
        f"0family {shape} {before.family}",
        f"0behind {shape} {after.family}",
        f"0behind {sense} {after.family}",
        f"0inside {shape} {inside}",
        f"0place {shape} {bucket(cue.first - first)}",
        f"0opens {shape} {opens} {first == 0}",
        f"0thats {shape} {thats} {inside}",
        f"0thats {lemma} {thats}",
        f"0governor {shape} {governor}",
        f"0governor {sense} {governor}",
        f"0governor {shape} {governor} {min(distance, 4)}",
    ]
    if cue.kind is CueKind.COLON or (first == 0 and cue.first > 0):
        named = before.text in layout.subjects
        source = forms[first]
        features += [
            f"0named {shape} {named} {first == 0}",
            f"0source {shape} {source.tag} {min(cue.first - first, 6)}",
            f"0source {shape} {source.family}",
            f"0source {shape} {source.text}",
            f"0title {shape} {named} {after.family}",
            f"0earlier {shape} {min(counts.among(counts.cues, first, cue.first), 2)}",
        ]
    if cue.kind is CueKind.QUOTATION:
        features += quotation_features("0", layout, layout.opening[cue.first], counts)
    return features


def _governor(layout: Layout, cue: Cue, first: int) -> tuple[str, int]:
    """What the cue's clause hangs on: the nearest mark, connective or reporting verb before it; and how many words lie between."""
    forms = layout.forms
    lowest = max(first, cue.first - FARTHEST_GOVERNOR)
    for index in range(cue.first - 1, lowest - 1, -1):
        form = forms[index]
        distance = cue.first - 1 - index
        if form.text in layout.lexicon.pack.script.clause_marks:
            return "mark", distance
        if form.tag.endswith(_CONNECTIVES) or form.text in _OPENERS:
            return form.text, distance
        if form.verb is not None and form.verb.finite:
            return f"verb {form.verb.sense}", distance
    return "edge" if lowest == first else "far", cue.first - lowest


def cue_features(rule: str, cue: Cue) -> list[str]:
    """How the cue goes with the strategy."""
    lemma, shape = cue.lemma, cue.shape
    return [
        rule,
        f"{rule} {shape}",
        f"{rule} {lemma}",
        f"{rule} {lemma} {shape}",
        f"{rule} {shape} {cue.frame} {cue.form.conjoined}",
        f"{rule} sense {cue.sense}",
    ]


def at_features(rule: str, form: Form) -> list[str]:
    """The word with which the content would begin."""
    return [
        f"{rule} at {form.tag}",
        f"{rule} at {form.text}",
        f"{rule} family {form.family}",
        f"{rule} head {form.head}",
        f"{rule} close {form.close}",
    ]


def before_features(rule: str, form: Form) -> list[str]:
    """The word behind which it would begin."""
    return [f"{rule} before {form.tag}", f"{rule} before {form.text}", f"{rule} behind {form.family}"]


def pair_features(layout: Layout, cue: Cue, start: Start, counts: SentenceCounts) -> list[str]:
    """What lies between cue and content, and the words on both sides of the start together."""
    forms = layout.forms
    index = start.at
    rule = rule_of(start)
    lemma, shape, sense = cue.lemma, cue.shape, cue.sense
    opening = forms[index]
    follow = forms[index + 1] if index + 1 < counts.last else EDGE
    before = forms[index - 1] if index > counts.first else EDGE
    further = forms[index - 2] if index - 1 > counts.first else EDGE
    first, last = (index, cue.first) if start.rule in BACKWARD else (cue.last, index)
    words = last - first
    marks = min(counts.between(counts.marks, first, last), 3)
    cues = min(counts.among(counts.cues, first, last), 3)
    thats = min(counts.between(counts.thats, first, max(first, last - 1)), 2)
    features = [
        f"{rule} sense {sense} {min(words, 3)}",
        f"{rule} sense {sense} {opening.tag}",
        f"{rule} words {bucket(words)}",
        f"{rule} words {shape} {min(words, 3)}",
        f"{rule} cues {cues} {marks}",
        f"{rule} cues {shape} {cues} {marks}",
        f"{rule} thats {thats} {cues}",
        f"{rule} openings {min(counts.among(counts.openings, first, last), 2)}",
        f"{rule} inside {layout.inside[cue.first] != NOWHERE} {layout.inside[index] != NOWHERE}",
        f"{rule} families {before.family} {opening.family}",
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
            f"object {sense} {opening.family}",
            f"object follow {opening.family} {follow.family}",
            f"object {shape} {cue.form.tail != ''} {min(words, 4)}",
        ]
    if start.quotation != NOWHERE:
        features += quotation_features(rule, layout, start.quotation, counts)
    return features


class _Clause(NamedTuple):
    """What a content would be as a clause."""

    rule: str
    sense: str  # of the cue
    shape: str
    verbs: str  # of all of it
    opens: str  # its first stretch
    goes_on: bool  # behind that one
    passed: str = ""  # the stretch before a comma behind which it would begin
    passes_all: bool = False  # that is all between cue and comma
    behind: str = ""  # the stretch behind the first


def _clause(cue: Cue, start: Start, counts: SentenceCounts) -> _Clause | None:
    """`None` where something announces the content, or nothing is known of the language's verbs."""
    stretches = counts.stretches
    if not stretches.known or start.rule not in _CLAUSES:
        return None
    limit = cue.first if start.rule in BACKWARD else counts.last
    end = min(limit, stretches.end(start.at))
    opens, goes_on = stretches.describe(start.at, end), end < limit
    clause = _Clause(rule_of(start), cue.sense, cue.shape, stretches.verbs(start.at, limit), opens, goes_on)
    if start.rule != "comma":
        return clause
    passed = stretches.begin(start.at - 1, cue.last)
    behind = stretches.describe(end + 1, min(limit, stretches.end(end + 1))) if goes_on else "empty"
    return clause._replace(passed=stretches.describe(passed, start.at - 1), passes_all=passed == cue.last, behind=behind)


def clause_features(clause: _Clause) -> list[str]:
    """The stretch that would open the content, those beside it, and whether the content has a verb at all."""
    rule, opens = clause.rule, clause.opens
    features = [
        f"{rule} verbs {clause.verbs}",
        f"{rule} verbs {clause.sense} {clause.verbs}",
        f"{rule} opens {opens} {clause.goes_on}",
        f"{rule} opens {clause.shape} {opens}",
    ]
    if clause.passed:
        features += [
            f"comma passed {clause.passed} {clause.passes_all}",
            f"comma passed {clause.passed} {opens} {clause.passes_all}",
            f"comma next {opens} {clause.behind}",
        ]
    return features


def quotation_features(rule: str, layout: Layout, index: int, counts: SentenceCounts) -> list[str]:
    """The quotation with which the content would begin."""
    quoted = layout.quoted[index]
    words = bucket(quoted.last - quoted.first)
    after = layout.forms[quoted.after].tag if quoted.after < counts.last else "edge"
    before = layout.forms[quoted.opening - 1].tag if quoted.opening > counts.first else "edge"
    first = layout.forms[quoted.first]
    features = [
        f"{rule} quoted {words}",
        f"{rule} quoted {words} {after}",
        f"{rule} quoted after {after}",
        f"{rule} quoted before {before} {words}",
        f"{rule} quoted first {first.tag}",
        f"{rule} quoted whole {quoted.opening == counts.first} {quoted.after >= counts.last - 1}",
    ]
    if index in layout.going_on:
        features += [f"{rule} quoted small", f"{rule} quoted small {before}", f"{rule} quoted small {words}"]
    return features
