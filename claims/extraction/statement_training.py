"""The models of statements, learned from annotated articles: which start, which end, which kind, and whether to keep it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from claims.extraction.attribution import keep_choices
from claims.extraction.choice import ChoiceModel
from claims.extraction.content_starts import Start
from claims.extraction.end_features import end_features
from claims.extraction.keep_features import overlap
from claims.extraction.kinds import KINDS, certain_kind, kind_features
from claims.extraction.layout import Layout
from claims.extraction.proposals import CueChoice, Proposal, SentenceCues, content_span, cues_of, propose, reporting_of, starts_of
from claims.extraction.reporting import CueKind
from claims.extraction.start_features import none_features, start_features
from claims.extraction.training import Instance, fit
from claims.extraction.words import lexicon_for
from claims.languages.folding import fold

FOLDS = 5
# Chosen by five-fold cross-validation over the articles.
PENALTIES = {"start": 3.0, "end": 3.0, "kind": 1.0, "keep": 2.0}
# A feature of fewer candidates is left out, likewise; of few articles every repeated one is needed.
RAREST = 3
RAREST_OF_FEW = 2
FEW = 50
# Articles of other languages that are learned from before: of 26 English ones, statements had F1 .787 with so many and .779 with all 2,300.
MOST_ELSEWHERE = 1_342
# A start that is off by no more is right: attached conjunctions and prepositions, and marks.
NEAR_START = 4
# Of a content's length: how far the nearest start may be off where none is near.
ALMOST_START = 0.25
ALMOST_END = 0.6
AS_GOOD_END = 0.03
# A cue that is only part of what the annotator wrote is as good as one so many characters farther off.
WRITTEN_OTHERWISE = 30
PAIRED = 0.5
# A word in a script of its own, or a family of words.
_OWN = re.compile(r"[^\W\d_a-zA-Z]|\b[a-z]{2}\d+\b")

Models = Mapping[str, Mapping[str, float]]


class Taken(NamedTuple):
    """One annotated statement with the cue that was found for it."""

    sentence: SentenceCues
    choice: CueChoice
    starts: frozenset[int]  # indices into the choice's starts
    span: tuple[int, int]
    kind: str | None  # None: nobody judged it


@dataclass(slots=True)
class Lesson:
    """One article prepared for training: its choices, and what the annotators chose."""

    layout: Layout
    sentences: list[SentenceCues]
    choices: list[list[CueChoice]]  # of each sentence
    gold: list[tuple[int, int, Mapping[str, Any]]]
    taken: list[Taken] = field(default_factory=list)


def train(articles: Sequence[Mapping[str, Any]], elsewhere: Sequence[Mapping[str, Any]] = ()) -> dict[str, dict[str, float]]:
    """Weights of the choices `start`, `end`, `kind` and `keep`, from annotated articles of one language.

    Of an article `language`, `text` and `statements` are read, of these `start`, `end`, `kind` and `cue`. Where there are more articles
    `elsewhere`, in other languages, the first of these are learned before and departed from as far as the language's own demand it.
    Deterministic for the same articles in the same order.
    """
    prior: dict[str, dict[str, float]] = {}
    if len(elsewhere) > len(articles):
        prior = shared_weights(fit_statements([prepare(article) for article in elsewhere[:MOST_ELSEWHERE]]))
    return fit_statements([prepare(article) for article in articles], prior)


def shared_weights(models: Models) -> dict[str, dict[str, float]]:
    """The weights of what languages have in common: senses, shapes, classes, strategies and lengths, but no word and no family."""
    return {name: {feature: weight for feature, weight in rows.items() if not _OWN.search(feature)} for name, rows in models.items()}


def fit_statements(lessons: Sequence[Lesson], prior: Models = MappingProxyType({})) -> dict[str, dict[str, float]]:
    """The four models. What a later choice sees of an earlier one is predicted by models that have not seen the article."""

    def fit_all(name: str, instances: Sequence[Sequence[Instance]]) -> dict[str, float]:
        return _fit_all(name, instances, prior.get(name, {}))

    starts = [_start_instances(lesson) for lesson in lessons]
    folds = [list(range(number, len(lessons), FOLDS)) for number in range(min(FOLDS, len(lessons)))]
    held_out = {}
    for held in folds:
        model = ChoiceModel(fit_all("start", [starts[index] for index in range(len(lessons)) if index not in held]))
        held_out.update(dict.fromkeys(held, model))
    ends = [_end_instances(lesson, held_out[index]) for index, lesson in enumerate(lessons)]
    keeps: list[list[Instance]] = [[] for _ in lessons]
    for held in folds:
        end_model = ChoiceModel(fit_all("end", [ends[index] for index in range(len(lessons)) if index not in held]))
        for index in held:
            keeps[index] = _keep_instances(lessons[index], held_out[index], end_model)
    return {
        "start": fit_all("start", starts),
        "end": fit_all("end", ends),
        "kind": fit_all("kind", [_kind_instances(lesson) for lesson in lessons]),
        "keep": fit_all("keep", keeps),
    }


def prepare(article: Mapping[str, Any]) -> Lesson:
    """The article's choices, with each annotated statement put beside the cue that it names."""
    folded = fold(article["text"])
    layout = Layout(folded.text, lexicon_for(article["language"]), folded.capital_test(article["text"]))
    sentences = [found for first, last in layout.sentences if (found := cues_of(layout, first, last)) is not None]
    gold = [(folded.folded_offset(one["start"]), folded.folded_offset(one["end"]), one) for one in article["statements"]]
    choices = [[starts_of(layout, sentence, cue) for cue in sentence.cues] for sentence in sentences]
    lesson = Lesson(layout, sentences, choices, gold)
    used: set[int] = set()
    for start, end, record in gold:
        taken = _take(lesson, start, end, record, used)
        if taken is not None:
            used.add(id(taken.choice))
            lesson.taken.append(taken)
    return lesson


def _take(lesson: Lesson, start: int, end: int, record: Mapping[str, Any], used: set[int]) -> Taken | None:
    """The cue nearest to the content that is written as the annotator wrote it, else a quotation that is the content."""
    layout = lesson.layout
    written = fold(record["cue"] or "").text
    best: tuple[float, Taken] | None = None
    for sentence, choices in zip(lesson.sentences, lesson.choices, strict=True):
        for choice in choices:
            if id(choice) in used:
                continue
            right = _right_starts(layout, choice, start, end)
            if not right:
                continue
            cue = choice.cue
            first, last = layout.tokens[cue.first].start, layout.tokens[cue.last - 1].end
            text = layout.text[first:last]
            distance = float(start - last if last <= start else first - end if first >= end else 0)
            if cue.kind is CueKind.QUOTATION:
                distance += 10_000
            elif not (text == written or text in written or written in text):
                continue
            else:
                distance += 3 * (first >= end) + (0 if text == written else WRITTEN_OTHERWISE)
            if best is None or distance < best[0]:
                best = (distance, Taken(sentence, choice, right, (start, end), record["kind"]))
    return best[1] if best is not None else None


def _right_starts(layout: Layout, choice: CueChoice, start: int, end: int) -> frozenset[int]:
    offsets = [_offsets(layout, one) for one in choice.starts]
    distances = [min(abs(offset - start) for offset in each) for each in offsets]
    if not distances:
        return frozenset()
    nearest = min(distances)
    if nearest > max(NEAR_START, ALMOST_START * (end - start)):
        return frozenset()
    return frozenset(index for index, distance in enumerate(distances) if distance == nearest)


def _offsets(layout: Layout, start: Start) -> tuple[int, ...]:
    plain = layout.tokens[start.at].start + start.skip
    return (plain, layout.quoted[start.quotation].span.start) if start.quotation >= 0 else (plain,)


def _start_instances(lesson: Lesson) -> list[Instance]:
    right = {id(taken.choice): taken for taken in lesson.taken}
    found = []
    for sentence, choices in zip(lesson.sentences, lesson.choices, strict=True):
        for choice in choices:
            taken = right.get(id(choice))
            features = [none_features(lesson.layout, choice.cue, sentence.counts)]
            features += [start_features(lesson.layout, choice.cue, start, sentence.counts) for start in choice.starts]
            found.append(Instance(features, {index + 1 for index in taken.starts} if taken is not None else {0}))
    return found


def _end_instances(lesson: Lesson, start_model: ChoiceModel) -> list[Instance]:
    found = []
    for taken in lesson.taken:
        reporting = reporting_of(lesson.layout, taken.sentence, start_model)
        for index in sorted(taken.starts):
            start = taken.choice.starts[index]
            ends = taken.sentence.boundaries.propose(taken.choice.cue, start)
            shared = [overlap(content_span(lesson.layout, start, end), taken.span) for end in ends]
            right = {at for at, share in enumerate(shared) if share >= max(shared) - AS_GOOD_END and share >= ALMOST_END}
            found.append(Instance(end_features(lesson.layout, taken.choice.cue, start, ends, taken.sentence.counts, reporting), right))
    return found


def _kind_instances(lesson: Lesson) -> list[Instance]:
    found = []
    for taken in lesson.taken:
        if taken.kind is None:
            continue
        start = taken.choice.starts[min(taken.starts)]
        ends = taken.sentence.boundaries.propose(taken.choice.cue, start)
        end = max(ends, key=lambda one: overlap(content_span(lesson.layout, start, one), taken.span))
        if certain_kind(lesson.layout, taken.choice.cue, start, end) is None:
            found.append(
                Instance(kind_features(lesson.layout, taken.choice.cue, start, end), {[kind.value for kind in KINDS].index(taken.kind)})
            )
    return found


def _keep_instances(lesson: Lesson, start_model: ChoiceModel, end_model: ChoiceModel) -> list[Instance]:
    proposals = [propose(lesson.layout, sentence, start_model, end_model) for sentence in lesson.sentences]
    paired = _paired([one for some in proposals for one in some], lesson.gold)
    return [
        Instance([[], features], {int(id(proposal) in paired)})
        for some, every in zip(proposals, keep_choices(lesson.layout, proposals), strict=True)
        for proposal, features in zip(some, every, strict=True)
    ]


def _paired(proposals: Sequence[Proposal], gold: Sequence[tuple[int, int, Mapping[str, Any]]]) -> set[int]:
    """The proposals that are right: the best overlap first, each annotated statement once."""
    pairs = sorted(
        (
            (overlap(proposal.span, (start, end)), proposal.reports, -index, at)
            for index, (start, end, _) in enumerate(gold)
            for at, proposal in enumerate(proposals)
            if overlap(proposal.span, (start, end)) >= PAIRED
        ),
        reverse=True,
    )
    used: set[int] = set()
    found: set[int] = set()
    for _, _, index, at in pairs:
        if index not in used and at not in found:
            used.add(index)
            found.add(at)
    return {id(proposals[at]) for at in found}


def _fit_all(name: str, instances: Sequence[Sequence[Instance]], prior: Mapping[str, float] = MappingProxyType({})) -> dict[str, float]:
    return fit(
        [instance for some in instances for instance in some],
        penalty=PENALTIES[name],
        rarest=RAREST if len(instances) >= FEW else RAREST_OF_FEW,
        prior=prior,
    )
