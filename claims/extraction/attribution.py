"""Which cue reports which content: proposed sentence by sentence, and kept where the article as a whole speaks for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claims.extraction.choice import ChoiceModel
from claims.extraction.content_starts import BACKWARD, RESUMED, is_sure
from claims.extraction.keep_features import keep_features
from claims.extraction.kinds import kind_of
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.proposals import Proposal, cues_of, propose
from claims.extraction.reporting import CueKind
from claims.languages.pack import CueForm
from claims.records import Kind

# Proposals of a sentence, before and behind, that are weighed beside one; a bound, so that time stays linear.
COMPANIONS = 12
# Words and marks between a content and a quotation that goes on with it.
FARTHEST_PART = 12
# How much surer than a quotation by itself one is that goes on with the words of the sentence before: of the surety of that one.
SPOKEN_ON = 0.8
# How sure a content is at least where the order of words tells it.
SHOWN = 0.6
# What such a quotation does not go on with: contents before their cue, and the rest of one behind it.
WITHOUT_PARTS = BACKWARD | {RESUMED}


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
    found: list[Statement] = []
    for some, every in zip(proposals, keep_choices(layout, proposals), strict=True):
        for proposal, features in zip(some, every, strict=True):
            chosen, probability = models["keep"].choose([[], features])
            confidence = probability if chosen else 1.0 - probability
            if found and _speaks_on(layout, proposal, found[-1]):
                confidence = max(confidence, found[-1].confidence * SPOKEN_ON)
            if is_sure(layout, proposal.cue, *proposal.sentence):
                confidence = max(confidence, SHOWN)
            if confidence >= layout.lexicon.pack.cues.keep:
                found.append(_statement(layout, proposal, confidence, models["kind"]))
    return sorted(_carried(layout, _completed(layout, _parted(layout, _single(found)))), key=lambda one: (one.start, -one.end, one.cue))


def _speaks_on(layout: Layout, proposal: Proposal, before: Statement) -> bool:
    """Whether a quotation is a whole sentence right behind one that quotes somebody: `"X," she said. "Y."`"""
    first, last = proposal.sentence
    if proposal.cue.kind is not CueKind.QUOTATION or proposal.cue.first != first or before.kind is Kind.INDIRECT:
        return False
    between = layout.text[before.sentence[1] : layout.tokens[first].start]
    return (
        before.proposal.sentence[1] <= first
        and between.isspace()
        and "\n" not in between
        and proposal.end.inner
        and (layout.quoted[layout.opening[first]].after >= last - 1)
    )


def _single(found: Sequence[Statement]) -> list[Statement]:
    """Of several verbs that share a content ("went on, saying that …") the surest; a phrase may share it ("…, according to")."""
    best: dict[tuple[int, bool], Statement] = {}
    for statement in found:
        place = (statement.start, statement.proposal.cue.kind is CueKind.PHRASE)
        if place not in best or best[place].confidence < statement.confidence:
            best[place] = statement
    return list(best.values())


def _parted(layout: Layout, found: Sequence[Statement]) -> list[Statement]:
    """The statements, each up to the next verb that reports for the same speaker: "said that … | and warned of …"."""
    going_on = [one.proposal for one in found if _goes_on(layout, one.proposal)]
    parted = []
    for statement in found:
        proposal = statement.proposal
        if proposal.cue.verb is not None and not proposal.start.backward and not proposal.end.inner:
            inside = [
                one.cue.first
                for one in going_on
                if one.cue.verb is not None
                and one.cue.verb.form in {proposal.cue.verb.form, CueForm.PARTICIPLE}
                and statement.start < layout.tokens[one.cue.first].start < statement.end
            ]
            last = min(inside) - 1 if inside else 0
            if last > layout.token_at(statement.start):
                end = layout.tokens[last - 1].end
                quotes = any(statement.start <= quoted.span.outer_start < end for quoted in layout.quoted)
                statement = statement._replace(end=end, kind=statement.kind if quotes else Kind.INDIRECT)
        parted.append(statement)
    return parted


def _goes_on(layout: Layout, proposal: Proposal) -> bool:
    """Whether a verb before its content stands right behind a comma or, a finite one, a conjunction, outside all quotations."""
    cue, before = proposal.cue, proposal.cue.first - 1
    if cue.verb is None or cue.verb.form is CueForm.NOUN or proposal.start.backward or layout.inside[cue.first] != NOWHERE or before < 0:
        return False
    return layout.forms[before].text in layout.lexicon.pack.propositions.conjunctions or layout.parts_clauses(before)


def _completed(layout: Layout, found: Sequence[Statement]) -> list[Statement]:
    """The contents with the quotations that go on with them (`called it "late" and "a pity"` is one statement), without what only looks
    like a quotation: titles of works, headings, and marked words of a narrated clause.
    """
    companions: dict[tuple[int, int], list[Statement]] = {}
    for statement in sorted(found, key=lambda one: one.start):
        companions.setdefault(statement.proposal.sentence, []).append(statement)
    completed = []
    for some in companions.values():
        kept = [one for one in some if not _is_fragment(layout, one, some)]
        completed += [_with_parts(layout, one, kept) for one in kept]
    return completed


def _is_fragment(layout: Layout, statement: Statement, companions: Sequence[Statement]) -> bool:
    """Whether a quotation without a cue of its own is a title, or begins amid a clause that nothing before it leads to.

    `companions` are the statements of its sentence, by start.
    """
    cue = statement.proposal.cue
    if cue.kind is not CueKind.QUOTATION:
        return False
    index = layout.opening[cue.first]
    opens = cue.first == statement.proposal.sentence[0]
    if index in layout.titles:
        return not opens or layout.text[statement.cue[0] - 1 : statement.cue[0]] in ("", "\n")
    if index not in layout.going_on or opens:
        return False
    before = [one for one in companions if one.start < statement.start and one.proposal.cue.kind is not CueKind.QUOTATION]
    if before:
        return not before[-1].proposal.start.backward
    return layout.forms[cue.first - 1].text not in layout.edges


def _with_parts(layout: Layout, statement: Statement, companions: Sequence[Statement]) -> Statement:
    """The statement of a verb before its content, which reaches over the quotations behind it that go on with it."""
    cue, start = statement.proposal.cue, statement.proposal.start
    if cue.kind is not CueKind.VERB or start.rule in WITHOUT_PARTS:
        return statement
    for index in range(bisect_left(layout.quoted, layout.token_at(statement.end), key=lambda one: one.opening), len(layout.quoted)):
        quoted = layout.quoted[index]
        is_near = quoted.opening - layout.token_at(statement.end) <= FARTHEST_PART and quoted.opening < statement.proposal.sentence[1]
        if index not in layout.going_on or not is_near or any(_meets(one, statement.end, quoted.span.end) for one in companions):
            break
        statement = statement._replace(end=quoted.span.outer_end, kind=Kind.MIXED)
    return statement


def _meets(statement: Statement, start: int, end: int) -> bool:
    """Whether the statement's cue or content has letters of `[start, end)`."""
    return (statement.start < end and start < statement.end) or (statement.cue[0] < end and start < statement.cue[1])


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
