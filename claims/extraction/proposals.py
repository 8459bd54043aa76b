"""Statements as they are proposed, cue by cue: the likeliest start and end of each content, and how sure each step is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from claims.extraction.choice import ChoiceModel
from claims.extraction.content_ends import Boundaries, End
from claims.extraction.content_starts import Start, before_subject, is_sure, propose_starts, resumed_start
from claims.extraction.end_features import end_features
from claims.extraction.layout import Layout
from claims.extraction.reporting import Cue, CueKind, find_cues
from claims.extraction.start_features import SentenceCounts, none_score, start_score
from claims.languages.pack import CueForm

# A cue that is less likely to report than this is not followed further; of the statements of the annotated articles it loses 0.5 %.
LEAST_LIKELY = 0.1
# Words between two starts that leave most of the content the same, and the share of a span that does.
NEAR = 3
ALIKE = 0.5
# Words between a clause and the content of a verb before it: "…, the government to …".
LONGEST_LEADING = 4
# How much less speaks against what reports by the order of words alone: "…, a poll showed", "…: police".
CLOSING = 4.0
# How much more the very place counts than one near it.
EXACT = 1.0


class Proposal(NamedTuple):
    """One statement that is proposed. `reports` and `ends` are the probabilities of its start and, given that, of its end."""

    cue: Cue
    start: Start
    end: End
    reports: float
    ends: float
    span: tuple[int, int]  # folded offsets of the content
    sentence: tuple[int, int]  # token indices
    verbs: str  # `Stretches.verbs` of the content; "" where they are not known


class CueChoice(NamedTuple):
    """One cue with its possible starts."""

    cue: Cue
    starts: Sequence[Start]


@dataclass(frozen=True, slots=True)
class SentenceCues:
    """One sentence with its possible cues, and what is counted in it once for all of them."""

    first: int
    last: int
    cues: Sequence[Cue]
    counts: SentenceCounts
    boundaries: Boundaries


def cues_of(layout: Layout, first: int, last: int) -> SentenceCues | None:
    """The possible cues of one sentence; `None` where nothing in it could report."""
    cues = find_cues(layout, first, last)
    if not cues:
        return None
    counts = SentenceCounts(layout, cues, first, last)
    return SentenceCues(first, last, cues, counts, Boundaries(layout, cues, first, last))


def starts_of(layout: Layout, sentence: SentenceCues, cue: Cue) -> CueChoice:
    """The possible starts of one of the sentence's cues."""
    return CueChoice(cue, propose_starts(layout, cue, sentence.first, sentence.last))


def propose(layout: Layout, sentence: SentenceCues, start_model: ChoiceModel, end_model: ChoiceModel) -> list[Proposal]:
    """The proposals of one sentence, in the order of its cues: at most one a cue, or the two parts of a content that it interrupts."""
    likely, reporting = _likely_cues(layout, sentence, start_model)
    found = []
    for choice, best, shares in likely:
        cue, start = choice.cue, choice.starts[best - 1]
        end, probability = _likeliest_end(layout, sentence, cue, start, end_model, reporting)
        start, worth = _best_start(layout, choice, best - 1, end, shares)
        parts = [(start, end, probability)]
        resumed = resumed_start(layout, cue, start, end.at, sentence.last)
        if resumed is not None:
            parts.append((resumed, *_likeliest_end(layout, sentence, cue, resumed, end_model, reporting)))
        for opening, closing, sure in parts:
            span = content_span(layout, opening, closing)
            if span[0] < span[1] and any(token.word for token in layout.tokens[opening.at : closing.at]):
                verbs = sentence.counts.stretches.verbs(opening.at, closing.at)
                found.append(Proposal(cue, opening, closing, worth, sure, span, (sentence.first, sentence.last), verbs))
    return [_uncrossed(layout, sentence, proposal, found) for proposal in found]


def _uncrossed(layout: Layout, sentence: SentenceCues, proposal: Proposal, found: Sequence[Proposal]) -> Proposal:
    """A proposal up to what leads on to the content of a verb before its own: "said X, who denied that …, | that …"."""
    cue, start, end = proposal.cue, proposal.start, proposal.end
    if start.backward or end.inner:
        return proposal
    outer = [one.start for one in found if one.cue.first < cue.first and not one.start.backward and start.at < one.start.at < end.at]
    if not outer:
        return proposal
    first = min(outer).at
    # Where no mark stands before it, what leads on is the one word before it, or letters of its own.
    last = next((at for at in range(first - 1, first - 1 - LONGEST_LEADING, -1) if layout.parts_clauses(at)), first - (not min(outer).skip))
    if last <= start.at:
        return proposal
    closing = end._replace(at=last)
    verbs = sentence.counts.stretches.verbs(start.at, last)
    return proposal._replace(end=closing, span=content_span(layout, start, closing), verbs=verbs)


def _likeliest_end(
    layout: Layout, sentence: SentenceCues, cue: Cue, start: Start, model: ChoiceModel, reporting: Mapping[int, float]
) -> tuple[End, float]:
    """The end of a content that begins at `start`, and its probability."""
    ends = sentence.boundaries.propose(cue, start)
    scores = [model.score(features) for features in end_features(layout, cue, start, ends, sentence.counts, reporting)]
    index, probability = _best_end(layout, start, ends, softmax(scores))
    return ends[index], probability


def _likely_cues(
    layout: Layout, sentence: SentenceCues, start_model: ChoiceModel
) -> tuple[list[tuple[CueChoice, int, list[float]]], dict[int, float]]:
    """The cues that may report, with their best start and the probabilities of all; how likely each verb and phrase is to report."""
    likely: list[tuple[CueChoice, int, list[float]]] = []
    reporting: dict[int, float] = {}
    for cue in sentence.cues:
        none = none_score(start_model, layout, cue, sentence.counts)
        if is_sure(layout, cue, sentence.first, sentence.last):
            none -= CLOSING
        if none > layout.lexicon.pack.cues.hopeless and not _is_beside_content(layout, cue):
            continue
        choice = starts_of(layout, sentence, cue)
        scores = [none, *[start_score(start_model, layout, cue, start, sentence.counts) for start in choice.starts]]
        shares = softmax(scores)
        if cue.kind in (CueKind.VERB, CueKind.PHRASE):
            reporting[cue.first] = 1.0 - shares[0]
        if choice.starts and 1.0 - shares[0] >= LEAST_LIKELY:
            likely.append((choice, _near_start(choice.starts, shares), shares))
    return likely, reporting


def _is_beside_content(layout: Layout, cue: Cue) -> bool:
    """Whether "that" stands right behind a participle, a quotation right behind a verb, with or without a colon ("saying: …"), or one
    closes before it and its subject.
    """
    if cue.kind is not CueKind.VERB:
        return False
    is_participle = cue.verb is not None and cue.verb.form is CueForm.PARTICIPLE
    if is_participle and cue.last < len(layout.forms) and layout.forms[cue.last].tag.endswith("that"):
        return True
    after = cue.last + (cue.last < len(layout.forms) and layout.forms[cue.last].text == ":")
    if after in layout.opening or layout.lexicon.pack.names.verb_first or not layout.closing:
        return after in layout.opening
    return any(index in layout.closing for index in range(before_subject(layout, cue.first), cue.first + 1))


def reporting_of(layout: Layout, sentence: SentenceCues, start_model: ChoiceModel) -> Mapping[int, float]:
    """How likely each verb and phrase of the sentence is to report, by its first token; the hopeless are left out."""
    return _likely_cues(layout, sentence, start_model)[1]


def content_span(layout: Layout, start: Start, end: End) -> tuple[int, int]:
    """Folded offsets of the content, without the marks at its edges and a conjunction that leads on."""
    if end.inner:
        span = layout.quoted[start.quotation].span
        return span.start, span.end
    first = start.at
    last = end.at
    edges = layout.edges
    while last > first + 1 and layout.forms[last - 1].text in layout.trailing:
        last -= 1
    while first < last - 1 and layout.forms[first].text in edges:
        first += 1
    # "Denied any link", "confirmed what was published": the first word is no noun and yet the content's.
    if start.rule == "object" and first and layout.forms[first - 1].text in layout.lexicon.pack.cues.object_openers:
        first -= 1
    # A closing mark whose opening one stands before the content.
    if last > first + 1 and last in layout.closing and layout.quoted[layout.closing[last]].opening < first:
        last = layout.quoted[layout.closing[last]].last
    opening = layout.tokens[first].start + (start.skip if first == start.at else 0)
    return opening, layout.tokens[last - 1].end


def _near_start(starts: Sequence[Start], shares: Sequence[float]) -> int:
    """The choice that is most probably right or within a few words of it, "reports nothing" left aside."""
    places = [(start.at, start.backward, share) for start, share in zip(starts, shares[1:], strict=True)]
    best, most = 0, -1.0
    for index, (place, backward, own) in enumerate(places, 1):
        near = [share for at, side, share in places if side is backward and -NEAR <= at - place <= NEAR]
        worth = sum(near) + EXACT * own
        if worth > most:
            best, most = index, worth
    return best


def _best_start(layout: Layout, choice: CueChoice, likely: int, end: End, shares: Sequence[float]) -> tuple[Start, float]:
    """Of the starts before `end` the one that most probably leaves half of the right span the same, and that probability."""
    chosen = choice.starts[likely]
    if end.inner:
        return chosen, sum(share for start, share in zip(choice.starts, shares[1:], strict=True) if start.at == chosen.at)
    starts = [
        (index, layout.tokens[start.at].start)
        for index, start in enumerate(choice.starts)
        if start.backward == chosen.backward and start.at < end.at
    ]
    stop = layout.tokens[end.at - 1].end
    best, most, weight = likely, 0.0, -1.0
    for index, place in starts:
        size = stop - place
        worth = sum([shares[other + 1] for other, at in starts if ALIKE * (stop - at) <= size and ALIKE * size <= stop - at])
        if worth + EXACT * shares[index + 1] > weight:
            best, most, weight = index, worth, worth + EXACT * shares[index + 1]
    return choice.starts[best], most


def _best_end(layout: Layout, start: Start, ends: Sequence[End], shares: Sequence[float]) -> tuple[int, float]:
    """The end that most probably shares half of its span with the right one, and that probability."""
    spans = [content_span(layout, start, end) for end in ends]
    sizes = [max(1, last - first) for first, last in spans]
    worth = [
        sum([share for other, share in zip(sizes, shares, strict=True) if ALIKE * other <= size and ALIKE * size <= other])
        for size in sizes
    ]
    best = max(range(len(ends)), key=lambda index: worth[index] + EXACT * shares[index])
    return best, worth[best]


def softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
