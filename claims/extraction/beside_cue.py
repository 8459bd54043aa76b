"""Where a statement's source stands: the words beside its cue."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attribution import Attributed, Statement
from claims.extraction.content_starts import BACKWARD
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.mentions import names_only_office
from claims.extraction.reporting import CueKind

# Words behind a phrase that may name its source.
LONGEST_SOURCE = 40
_TRAILING = frozenset({"quotation-before"})


def attribute(layout: Layout, statements: Sequence[Statement]) -> list[Attributed]:
    """Each statement with the zone that names source and time, in the same order; a quotation that goes on has that of its cue."""
    announced = {one.cue: _zone_span(layout, one) for one in statements if one.proposal.cue.kind is not CueKind.QUOTATION}
    return [
        Attributed(
            statement.start,
            statement.end,
            statement.kind,
            statement.cue,
            announced.get(statement.cue) or _zone_span(layout, statement),
            statement.sentence,
            statement.rule,
            statement.confidence,
        )
        for statement in statements
    ]


def _zone_span(layout: Layout, statement: Statement) -> tuple[int, int]:
    """Folded offsets of the zone, the cue included."""
    begin, end = _zone(layout, statement)
    cue = statement.proposal.cue
    first = min(layout.tokens[cue.first].start, layout.tokens[begin if begin < end else cue.first].start)
    return first, max(layout.tokens[cue.last - 1].end, layout.tokens[max(end - 1, 0)].end)


def _zone(layout: Layout, statement: Statement) -> tuple[int, int]:
    """Token indices between cue and content, or those beside a cue that stands behind its content."""
    cue, start = statement.proposal.cue, statement.proposal.start
    first, last = statement.proposal.sentence
    if cue.kind is CueKind.COLON:
        return first, cue.first
    if cue.kind is CueKind.QUOTATION:
        return cue.first, cue.first
    if start.rule not in BACKWARD:
        return cue.last, _before_content(layout, cue.last, start.at)
    if start.rule in _TRAILING and cue.kind is CueKind.VERB:
        behind = layout.quoted[start.quotation].after if start.quotation != NOWHERE else cue.first
        if any(layout.tokens[index].word and layout.forms[index].tag != "aux" for index in range(behind, cue.first)):
            return behind, _clause_end(layout, cue.last, last)
    return cue.last, _source_end(layout, cue.last, last)


def _before_content(layout: Layout, first: int, last: int) -> int:
    """The end of the words between cue and content, without what only leads to the content."""
    leads = layout.lexicon.pack.cues.complementizers | {":"}
    for index in range(first, last):
        if layout.forms[index].text in leads:
            return index
    return max(first, last)


def _source_end(layout: Layout, first: int, last: int) -> int:
    """The end of a source that nothing but a mark ends; an office set off by a comma is followed by its holder's name."""
    end = _clause_end(layout, first, last)
    if end + 1 < last and names_only_office(layout.tokens[first:end], layout.lexicon.pack.names):
        return _clause_end(layout, end + 1, last)
    return end


def _clause_end(layout: Layout, first: int, last: int) -> int:
    ends = layout.lexicon.pack.script.clause_marks | layout.lexicon.pack.cues.complementizers | {":", "."}
    limit = min(last, first + LONGEST_SOURCE)
    index = first
    while index < limit and layout.forms[index].text not in ends:
        index += 1
    return index
