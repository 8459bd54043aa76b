"""Where a statement's source stands: the words beside its cue, and the mention among them."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attribution import Attributed, Statement
from claims.extraction.content_starts import BACKWARD, LONGEST_SUBJECT_BEFORE
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.mentions import Mention, find_mention, opens_mention
from claims.extraction.reporting import CueKind
from claims.extraction.tokens import Token

# Words behind a phrase that may name its source.
LONGEST_SOURCE = 40
# Before the verb of a headline a name stands alone; a longer run of words is a clause of its own.
SHORT_SUBJECT = 3
_TRAILING = frozenset({"quotation-before"})


def attribute(layout: Layout, statements: Sequence[Statement]) -> list[Attributed]:
    """Each statement with its mention and the zone that names source and time, in the same order."""
    opened: set[tuple[int, int]] = set()
    found = []
    for statement in sorted(statements, key=lambda one: one.cue):
        zone = _zone(layout, statement)
        mention = _mention(layout, statement, zone, statement.sentence in opened)
        opened.add(statement.sentence)
        cue = statement.proposal.cue
        first = min(layout.tokens[cue.first].start, layout.tokens[zone[0]].start if zone[0] < zone[1] else layout.tokens[cue.first].start)
        last = max(layout.tokens[cue.last - 1].end, layout.tokens[max(zone[1] - 1, 0)].end)
        found.append(
            Attributed(
                statement.start,
                statement.end,
                statement.kind,
                statement.cue,
                mention,
                (first, last),
                statement.sentence,
                statement.rule,
                statement.confidence,
            )
        )
    return sorted(found, key=lambda one: (one.start, -one.end, one.cue))


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
        if any(layout.tokens[index].word for index in range(behind, cue.first)):
            return behind, cue.first
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
    mention = find_mention(layout.tokens[first:end], layout.lexicon.pack.names, open_ended=False)
    if mention is not None and mention.role and end + 1 < last:
        return _clause_end(layout, end + 1, last)
    return end


def _clause_end(layout: Layout, first: int, last: int) -> int:
    ends = layout.lexicon.pack.script.clause_marks | layout.lexicon.pack.cues.complementizers | {":", "."}
    limit = min(last, first + LONGEST_SOURCE)
    index = first
    while index < limit and layout.forms[index].text not in ends:
        index += 1
    return index


def _mention(layout: Layout, statement: Statement, zone: tuple[int, int], opened: bool) -> Mention | None:
    cue = statement.proposal.cue
    names = layout.lexicon.pack.names
    if cue.kind is CueKind.QUOTATION:
        return None
    if cue.kind is CueKind.COLON:
        return find_mention(layout.tokens[zone[0] : zone[1]], names, open_ended=False)
    if cue.verb is None or cue.verb.finite:
        open_ended = statement.rule in _TRAILING
        mention = find_mention(_undative(layout, statement, layout.tokens[zone[0] : zone[1]]), names, open_ended=open_ended)
        if mention is not None:
            return mention
    if cue.verb is not None and not cue.conjoined and not opened and not statement.proposal.start.backward:
        return _subject_before(layout, statement)
    return None


def _undative(layout: Layout, statement: Statement, zone: Sequence[Token]) -> Sequence[Token]:
    """The zone with the preposition taken off its first word, where a phrase is written together with the name."""
    pack = layout.lexicon.pack
    dative = pack.cues.dative
    cue = statement.proposal.cue
    if cue.verb is not None or not dative or not zone or cue.last - cue.first > 1:
        return zone
    first = zone[0]
    # The preposition alone, cut off from its name by a mark or a space, is a word that nothing can be taken off.
    if first.text == dative or not first.text.startswith(dative):
        return zone
    word = pack.names.article + first.text[2:] if first.text.startswith(dative * 2) else first.text[1:]
    return [first._replace(start=first.start + 1, text=word), *zone[1:]]


def _subject_before(layout: Layout, statement: Statement) -> Mention | None:
    """The subject that stands before its verb, at the beginning of the sentence."""
    cue = statement.proposal.cue
    names = layout.lexicon.pack.names
    first = max(statement.proposal.sentence[0], cue.first - LONGEST_SUBJECT_BEFORE)
    while first < cue.first and layout.forms[first].text in layout.lexicon.pack.cues.auxiliaries:
        first += 1
    if first >= cue.first or (cue.first - first > SHORT_SUBJECT and not opens_mention(layout.tokens[first].text, names)):
        return None
    return find_mention(layout.tokens[first : cue.first], names, open_ended=False)
