"""Which cue reports which content: proposed sentence by sentence, and kept where the article as a whole speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claims.extraction.choice import ChoiceModel
from claims.extraction.keep_features import keep_features
from claims.extraction.kinds import kind_of
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.proposals import Proposal, cues_of, propose
from claims.extraction.reporting import CueKind
from claims.records import Kind

# Proposals of a sentence, before and behind, that are weighed beside one; a bound, so that time stays linear.
COMPANIONS = 12


class Statement(NamedTuple):
    """One statement in folded offsets; `sentence` is the stretch of text that it was read in."""

    start: int
    end: int
    kind: Kind
    cue: tuple[int, int]
    sentence: tuple[int, int]
    rule: str
    confidence: float
    proposal: Proposal


def find_statements(layout: Layout, models: Mapping[str, ChoiceModel]) -> list[Statement]:
    """Every statement of a folded text, ordered by start. Linear in its length."""
    proposals = []
    for first, last in layout.sentences:
        sentence = cues_of(layout, first, last)
        if sentence is not None:
            proposals.append(propose(layout, sentence, models["start"], models["end"]))
    found = []
    for some, every in zip(proposals, keep_choices(layout, proposals), strict=True):
        for proposal, features in zip(some, every, strict=True):
            chosen, probability = models["keep"].choose([[], features])
            confidence = probability if chosen else 1.0 - probability
            if confidence >= layout.lexicon.pack.cues.keep:
                found.append(_statement(layout, proposal, confidence, models["kind"]))
    return sorted(_carried(layout, _single(found)), key=lambda one: (one.start, -one.end, one.cue))


def _single(found: Sequence[Statement]) -> list[Statement]:
    """Of several verbs that share a content ("went on, saying that …") the surest; a phrase may share it ("…, according to")."""
    best: dict[tuple[int, bool], Statement] = {}
    for statement in found:
        place = (statement.start, statement.proposal.cue.kind is CueKind.PHRASE)
        if place not in best or best[place].confidence < statement.confidence:
            best[place] = statement
    return list(best.values())


def _carried(layout: Layout, found: Sequence[Statement]) -> list[Statement]:
    """Quotations without a cue of their own take the one before them in their paragraph: `"X," she said. "Y."` One that a phrase reports
    already ("as the minister said, “X”") is not told twice."""
    earlier: Statement | None = None
    carried = []
    for statement in sorted(found, key=lambda one: (one.start, one.proposal.cue.kind is CueKind.QUOTATION)):
        if statement.proposal.cue.kind is not CueKind.QUOTATION:
            # A verb inside a quotation reports nothing outside it.
            if layout.inside[statement.proposal.cue.first] == NOWHERE:
                earlier = statement
        elif earlier is not None and "\n" not in layout.text[earlier.start : statement.start]:
            if (statement.start, statement.end) == (earlier.start, earlier.end):
                continue
            statement = statement._replace(cue=earlier.cue)
        carried.append(statement)
    return carried


def keep_choices(layout: Layout, proposals: Sequence[Sequence[Proposal]]) -> list[list[list[str]]]:
    """The features of keeping each proposal, sentence by sentence."""
    found = []
    earlier: Sequence[Proposal] = ()
    for some in proposals:
        found.append(
            [
                keep_features(layout, proposal, some[max(0, index - COMPANIONS) : index + COMPANIONS + 1], earlier[-COMPANIONS:])
                for index, proposal in enumerate(some)
            ]
        )
        earlier = some
    return found


def _statement(layout: Layout, proposal: Proposal, confidence: float, kinds: ChoiceModel) -> Statement:
    cue = proposal.cue
    first, last = proposal.sentence
    return Statement(
        *proposal.span,
        kind_of(layout, cue, proposal.start, proposal.end, kinds),
        (layout.tokens[cue.first].start, layout.tokens[cue.last - 1].end),
        (layout.tokens[first].start, layout.tokens[last - 1].end),
        proposal.start.rule,
        confidence,
        proposal,
    )


class Attributed(NamedTuple):
    """One statement with its `zone`, the stretch of text that names its source and time."""

    start: int
    end: int
    kind: Kind
    cue: tuple[int, int]
    zone: tuple[int, int]
    sentence: tuple[int, int]
    rule: str
    confidence: float
