"""Where a content may end, given where it begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from claims.extraction.content_starts import LONGEST_SUBJECT_BEFORE, Start, is_name, told_until
from claims.extraction.layout import NOWHERE, Layout
from claims.extraction.reporting import Cue, CueKind
from claims.extraction.wording import DASHES
from claims.languages.pack import Script
from claims.languages.sentences import is_abbreviated

# How many places are weighed, nearest first; the end of the sentence always is.
MOST_ENDS = 14
# Letters of a word that may begin with a conjunction.
SHORTEST_CONJOINED = 4
_BRACKETS = frozenset("()[]")
# Classes of words that open what belongs to no content.
_OPENING = ("remark", "clause")
# Ends that a word tells, and no mark.
_OPENED_BY = frozenset({"cue", "and", "remark"})
# Starts behind which a single word may be a whole content: "he said he was innocent". Behind a preposition it is rather "in a letter, …".
ANNOUNCED = frozenset({"complementizer", "colon", "object", "comma", "question"})


class End(NamedTuple):
    """The content ends before token `at`. `inner`: it is the words of the quotation and nothing else."""

    at: int
    rule: str
    inner: bool


@cache
def _signs(script: Script) -> dict[str, str]:
    """What each mark ends a content as; a mark of several kinds as the one that is written last."""
    signs = {"dash": DASHES | {":"}, "bracket": _BRACKETS, "stop": script.sentence_ends, "mark": script.clause_marks}
    return {sign: rule for rule, some in signs.items() for sign in some}


class Boundaries:
    """The places of one sentence where any content may end, found once."""

    def __init__(self, layout: Layout, cues: Sequence[Cue], first: int, last: int) -> None:
        marks = layout.lexicon.pack.script.clause_marks
        signs = _signs(layout.lexicon.pack.script)
        cue_at = {cue.first for cue in cues if cue.kind in (CueKind.VERB, CueKind.PHRASE)}
        proclitics = layout.lexicon.pack.cues.proclitics[:1]
        # "The report …", "which announced …": what a cue stands behind here goes on with it.
        leading = layout.lexicon.pack.names.determiners | layout.lexicon.pack.names.relatives
        self._layout = layout
        self._first, self._last = first, last
        self._ends: list[End] = []
        for index, (before, form) in enumerate(pairwise(layout.forms[first:last]), first + 1):
            text = form.text
            rule = signs.get(text, "")
            if rule == "mark" and not layout.parts_clauses(index):
                rule = ""
            if rule != "mark" and index in layout.closing:
                rule = "closing"
            elif not rule and before.text not in marks:
                if index in cue_at and before.text not in leading:
                    rule = "cue"
                elif form.tag.endswith(_OPENING):
                    rule = "remark"
                elif text[0] in proclitics and len(text) > SHORTEST_CONJOINED and layout.inside[index] == NOWHERE:
                    rule = "and"
            # The stop of an abbreviation ends nothing; that of the sentence is none.
            inner = rule == "stop" and index < last - 1
            if rule and not (inner and is_abbreviated(layout.text, *layout.tokens[index][:2], layout.lexicon.pack.script)):
                self._ends.append(End(index, rule, False))
        self._indices = [end.at for end in self._ends]

    def propose(self, cue: Cue, start: Start) -> list[End]:
        """Every end for a content of `cue` that begins at `start`; never none."""
        found: list[End] = []
        if start.quotation != NOWHERE:
            found.append(End(self._layout.quoted[start.quotation].last, "quotation", True))
        limit = self._described_subject(cue, start) if start.backward else self._last
        within = self._layout.inside[start.at]
        if self._layout.lexicon.pack.script.latin and within != NOWHERE and within == self._layout.inside[cue.first]:
            # What is told inside a quotation ends with it; Arabic print loses too many closing marks to tell.
            limit = min(limit, self._layout.quoted[within].last)
        nearest = max(start.at + 1, limit - LONGEST_SUBJECT_BEFORE) if start.backward else start.at
        at = bisect_right(self._indices, nearest)
        for end in self._ends[at : at + MOST_ENDS]:
            if end.at >= limit:
                break
            if (end.at == start.at + 1 and not self._is_whole(start, end)) or self._is_fragment(cue, start, end):
                continue
            found.append(end)
        if within != NOWHERE:
            found.append(End(min(self._layout.quoted[within].last, limit), "within", False))
        if not found or not start.backward or limit == cue.first:
            found.append(End(limit, "end", False))
        return found

    def _is_whole(self, start: Start, end: End) -> bool:
        """Whether a single word may be the whole content: before a mark, and where it is a clause no definite one, which is its subject."""
        article = self._layout.lexicon.pack.names.article
        if start.rule not in ANNOUNCED or end.rule in _OPENED_BY:
            return False
        return start.rule != "complementizer" or not article or not self._layout.forms[start.at].text.startswith(article)

    def _is_fragment(self, cue: Cue, start: Start, end: End) -> bool:
        """Whether the verb of a clause follows behind this comma: "He said that the mayor, who fell, / is safe"."""
        layout = self._layout
        is_clause = start.rule == "complementizer" or cue.kind is CueKind.PHRASE
        if end.rule != "mark" or not is_clause or start.backward or layout.lexicon.pack.names.verb_first or end.at + 1 >= self._last:
            return False
        following = layout.forms[end.at + 1]
        if following.predicate != "verb" and (following.verb is None or not following.verb.finite):
            return False
        first = next((at for at in range(start.at, end.at) if layout.parts_clauses(at)), end.at)
        return not any(form.predicate or form.verb is not None for form in layout.forms[start.at : first])

    def _described_subject(self, cue: Cue, start: Start) -> int:
        """What the content ends before: who alone tells it, who is named with an apposition, the clause that describes who says it ("…, the
        mayor, who had called them, said"); the verb itself for others.
        """
        names, layout = self._layout.lexicon.pack.names, self._layout
        told = told_until(layout, cue, self._first, self._last)
        if told != NOWHERE:
            return told + 1
        if names.verb_first or not layout.parts_clauses(cue.first - 1):
            return cue.first
        opened = next((at for at in range(cue.first - 2, start.at + 1, -1) if layout.parts_clauses(at)), None)
        if opened is None:
            return cue.first
        return opened if layout.forms[opened + 1].text in names.relatives else self._named_before(cue, start, opened)

    def _named_before(self, cue: Cue, start: Start, apposition: int) -> int:
        """Where a name begins that an apposition between commas follows: "…, Dr Salma Idris, the agency's head, said"; else the verb."""
        layout, names = self._layout, self._layout.lexicon.pack.names
        opened = next((at for at in range(apposition - 2, start.at + 1, -1) if layout.parts_clauses(at)), None)
        if opened is None or any(form.predicate for form in layout.forms[opened + 1 : cue.first]):
            return cue.first
        if is_name(layout, opened, apposition) and layout.forms[apposition + 1].text in names.determiners:
            return opened + 1
        # The office goes before: "…, the head of the agency, Salma Idris, said".
        described = layout.forms[opened + 1]
        is_office = described.text in names.determiners and any(form.tag == "title" for form in layout.forms[opened + 1 : apposition])
        return opened + 1 if is_office and is_name(layout, apposition, cue.first - 1) else cue.first
