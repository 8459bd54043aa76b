"""Cue, content and source put together, sentence by sentence.

The strategies are tried in a fixed order; each is named, and the name is the `rule` of what it found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.mentions import LONGEST_NAME, Mention, find_mention, opens_mention
from claims.extraction.quotes import Quotation, find_quotations
from claims.extraction.reporting import Cue, find_cues
from claims.extraction.tokens import Token, tokenize
from claims.languages.pack import Frame, LanguagePack
from claims.languages.sentences import sentence_spans
from claims.records import Kind

# Words between a verb and its content: titles, appositions, places. Beyond this the two no longer belong together.
LONGEST_ZONE = 40
# A quotation of fewer words is a name or a scare quote unless it ends its clause.
SHORTEST_QUOTED = 3
# Words of a sentence that are read together; a text without any full stop is read in stretches, so that time stays linear.
LONGEST_SENTENCE = 600
# A headline's source before its colon.
LONGEST_HEADLINE_SOURCE = 8
SHORTEST_CONTENT = 2
# A trailing "according to" needs a clause before it; shorter runs are its verb and subject.
SHORTEST_BEFORE_PHRASE = 4
# Place, country and agency before the dash that opens a report.
LONGEST_DATELINE = 14
_DASHES = frozenset("-–—")
# Before the verb of a headline a name stands alone; a longer run of words is a clause of its own.
SHORT_SUBJECT = 3
# "and pointed out that": verb, preposition, complementizer, with a short subject between.
NEAR_COMPLEMENTIZER = 3
# How sure each strategy is: its precision on 182 annotated Arabic articles, rounded down. The two that look backwards for a
# quotation were seen 9 and 10 times in Arabic; `quotation-before` is the common order of English, trusted little until measured there.
CONFIDENCE = {
    "complementizer": 0.9,
    "quotation": 0.85,
    "colon": 0.8,
    "phrase": 0.75,
    "preposition": 0.7,
    "object": 0.6,
    "quotation-phrase": 0.6,
    "quotation-before": 0.2,
}


class Attributed(NamedTuple):
    """One statement in folded offsets. `zone` is the stretch of text that names its source and time."""

    start: int
    end: int
    kind: Kind
    cue: tuple[int, int]
    mention: Mention | None
    zone: tuple[int, int]
    sentence: tuple[int, int]
    rule: str


class _Content(NamedTuple):
    start: int
    end: int
    zone: tuple[int, int]  # token indices that may name the source
    rule: str


def find_statements(text: str, pack: LanguagePack) -> list[Attributed]:
    """Every statement of folded `text`, ordered by start. Linear in its length."""
    quotations = find_quotations(text)
    starts = [quotation.outer_start for quotation in quotations]
    found: list[Attributed] = []
    tokens = tokenize(text)
    offsets = [token.start for token in tokens]
    for start, end in sentence_spans(text, pack.script, [(q.outer_start, q.outer_end) for q in quotations]):
        inside = quotations[bisect_left(starts, start) : bisect_left(starts, end)]
        last = bisect_left(offsets, end)
        for first in range(bisect_left(offsets, start), last, LONGEST_SENTENCE):
            found.extend(_Sentence(tokens[first : min(last, first + LONGEST_SENTENCE)], inside, pack).statements())
    return sorted(set(found), key=lambda one: (one.start, -one.end))


class _Sentence:
    """The tokens of one sentence and what was found in them."""

    def __init__(self, tokens: Sequence[Token], quotations: Sequence[Quotation], pack: LanguagePack) -> None:
        self.tokens = tokens
        self.quotations = quotations
        self.pack = pack
        self._opens = [quotation.outer_start for quotation in quotations]
        self._offsets = [token.start for token in tokens]
        self.cues = find_cues(tokens, pack.cues, self._is_quoted)
        self._cue_starts = {cue.first: cue for cue in self.cues}
        self._first = self._past_dateline()

    def statements(self) -> list[Attributed]:
        found: list[Attributed] = []
        for cue in self.cues:
            content = self._phrase_content(cue) if cue.verb is None else self._verb_content(cue)
            if content is not None and content.end > content.start and not self._is_loose(cue, content, found):
                found.append(self._attributed(cue, content, found))
        if not found:
            found.extend(self._headline())
        return found

    def _past_dateline(self) -> int:
        """The first token behind `Beirut, Lebanon (Agency) --`."""
        head = self.tokens[: min(LONGEST_DATELINE, self.cues[0].first if self.cues else 0)]
        dashes = [index for index, token in enumerate(head) if token.text in _DASHES]
        return dashes[-1] + 1 if dashes else 0

    def _is_loose(self, cue: Cue, content: _Content, found: Sequence[Attributed]) -> bool:
        """A bare noun phrase inside what somebody else said is rarely a report of its own."""
        start = self.tokens[cue.first].start
        return content.rule in {"object", "preposition"} and any(one.start <= start < one.end for one in found)

    def _verb_content(self, cue: Cue) -> _Content | None:
        return self._content_after(cue) or self._quotation_before(cue) or self._object(cue)

    def _content_after(self, cue: Cue) -> _Content | None:
        """Content behind a complementizer, a colon, a quotation mark or the verb's own preposition."""
        assert cue.verb is not None
        limit = min(len(self.tokens), cue.last + LONGEST_ZONE)
        index = cue.last
        while index < limit:
            token = self.tokens[index]
            quotation = self._quotation_at(token.start)
            if quotation is not None:
                after = self._token_at(quotation.outer_end)
                if self._is_content(quotation, cue, index):
                    return self._clause(index, (cue.last, index), "quotation")
                index = after
                continue
            if token.text in self.pack.cues.complementizers and self.tokens[index - 1].text not in self.pack.cues.unreported:
                return self._clause(index + 1, (cue.last, index), "complementizer")
            if token.text == ":":
                return self._clause(index + 1, (cue.last, index), "colon")
            if cue.verb.frame is Frame.GOVERNED and self._leads(index, cue) and not self._is_negated(cue):
                return self._governed(index, cue)
            if index in self._cue_starts:
                return None
            index += 1
        return None

    def _leads(self, index: int, cue: Cue) -> bool:
        """The verb's own preposition, alone or written together with the word that it governs."""
        assert cue.verb is not None
        word = self.tokens[index].text
        names = self.pack.names
        if word in names.capitals | names.titles or (len(word) > 1 and word in names.stops and word not in cue.verb.prepositions):
            return False
        if index + 1 < len(self.tokens) and self.tokens[index + 1].text in self.pack.cues.complementizers:
            return False
        return any(word == lead or (len(lead) == 1 and word.startswith(lead) and len(word) > 3) for lead in cue.verb.prepositions)

    def _governed(self, index: int, cue: Cue) -> _Content:
        assert cue.verb is not None
        token = self.tokens[index]
        whole = token.text in cue.verb.prepositions
        content = self._clause(index + 1 if whole else index, (cue.last, index), "preposition")
        return content if whole else content._replace(start=token.start + 1)

    def _is_negated(self, cue: Cue) -> bool:
        return cue.first > 0 and self.tokens[cue.first - 1].text in self.pack.propositions.negations

    def _is_content(self, quotation: Quotation, cue: Cue, index: int) -> bool:
        words = self._token_at(quotation.end) - self._token_at(quotation.start)
        if words < SHORTEST_QUOTED:
            return index == cue.last
        after = self._token_at(quotation.outer_end)
        return after >= len(self.tokens) or words > SHORTEST_QUOTED + 2 or not self.tokens[after].word

    def _quotation_before(self, cue: Cue) -> _Content | None:
        """A quotation that ends before the cue, or before the short subject of it: `"…," Wells said`."""
        subject = cue.first
        while cue.first - subject < LONGEST_NAME and subject > 0 and self.tokens[subject - 1].word:
            subject -= 1
        before = subject - 1
        while before >= 0 and not self.tokens[before].word:
            quotation = self._quotation_closing(self.tokens[before].end)
            if quotation is not None:
                if self._token_at(quotation.end) - self._token_at(quotation.start) < SHORTEST_QUOTED:
                    return None
                named = find_mention(self.tokens[subject : cue.first], self.pack.names, open_ended=False) is not None
                zone = (subject, cue.first) if named else (cue.last, self._clause_end(cue.last))
                return _Content(quotation.start, quotation.end, zone, "quotation-before")
            before -= 1
        return None

    def _object(self, cue: Cue) -> _Content | None:
        """A bare noun phrase: behind the verb where its subject stands first, else behind the mention."""
        assert cue.verb is not None
        if cue.verb.frame is not Frame.OBJECT or self._is_negated(cue) or self._is_noun(cue):
            return None
        if not cue.conjoined and cue.verb.finite and 0 < cue.first <= LONGEST_HEADLINE_SOURCE and self._subject_before(cue) is not None:
            return self._clause(self._past_lead(cue.last, cue), (cue.last, cue.last), "object")
        if not cue.verb.finite:
            return self._clause(self._past_lead(cue.last, cue), (cue.last, cue.last), "object")
        mention = find_mention(self.tokens[cue.last : cue.last + LONGEST_ZONE], self.pack.names, open_ended=True)
        if mention is None or mention.role:
            return None
        after = self._past_asides(cue.last + mention.after)
        return self._clause(self._past_lead(after, cue), (cue.last, after), "object")

    def _is_noun(self, cue: Cue) -> bool:
        """A form that may be a noun, inside its clause: "a state of refusal"."""
        if cue.first == 0 or self.tokens[cue.first].text not in self.pack.cues.nouns:
            return False
        before = self.tokens[cue.first - 1]
        return before.word and before.text not in self.pack.cues.auxiliaries

    def _past_lead(self, index: int, cue: Cue) -> int:
        assert cue.verb is not None
        return index + 1 if index < len(self.tokens) and self.tokens[index].text in cue.verb.prepositions else index

    def _past_asides(self, index: int) -> int:
        """Behind the time and place set off by marks after a mention: "Baghdad, in late 2017, announced …"."""
        marks = self.pack.script.clause_marks
        while index < len(self.tokens) and (self.tokens[index].text in marks or self.tokens[index].text in self.pack.names.time_words):
            opens_aside = index + 1 < len(self.tokens) and self.tokens[index + 1].text in (
                self.pack.names.time_words | self.pack.names.stops
            )
            index += 1
            if opens_aside:
                while index < len(self.tokens) and self.tokens[index].text not in marks:
                    index += 1
        return index

    def _phrase_content(self, cue: Cue) -> _Content | None:
        zone_end = self._source_end(cue.last)
        if cue.first <= 1:
            start = zone_end + 1 if zone_end < len(self.tokens) and not self._opens_quotation(zone_end) else zone_end
            return self._clause(start, (cue.last, zone_end), "phrase") if start < len(self.tokens) else None
        before = self._quotation_before(cue)
        if before is not None:
            return before._replace(zone=(cue.last, zone_end), rule="quotation-phrase")
        first = self._clause_start(cue.first)
        if cue.first - first < SHORTEST_BEFORE_PHRASE:
            return None
        end = self._trimmed(self.tokens[cue.first - 1].end, first)
        return _Content(self.tokens[first].start, end, (cue.last, zone_end), "phrase")

    def _clause_start(self, index: int) -> int:
        """The first token of the clause before a trailing phrase: behind the previous phrase, or the sentence's first."""
        earlier = max((cue.last for cue in self.cues if cue.verb is None and cue.last < index), default=None)
        behind = self._zone_end(earlier) + 1 if earlier is not None else 0
        return max(self._first, behind) if behind < index else self._first

    def _zone_end(self, index: int) -> int:
        ends = self.pack.script.clause_marks | self.pack.cues.complementizers | {":", "."}
        limit = min(len(self.tokens), index + LONGEST_ZONE)
        while index < limit and self.tokens[index].text not in ends:
            quotation = self._quotation_at(self.tokens[index].start)
            if quotation is not None and self._token_at(quotation.end) - self._token_at(quotation.start) > SHORTEST_QUOTED:
                break
            index += 1
        return index

    def _source_end(self, first: int) -> int:
        """The end of a phrase's source; an office set off by a comma is followed by its holder's name."""
        end = self._zone_end(first)
        mention = find_mention(self.tokens[first:end], self.pack.names, open_ended=False)
        if mention is not None and mention.role and end + 1 < len(self.tokens) and self.tokens[end].text in self.pack.script.clause_marks:
            return self._zone_end(end + 1)
        return end

    def _clause(self, first: int, zone: tuple[int, int], rule: str) -> _Content:
        """The content that begins at token `first`: a quotation that fills its clause, else the clause."""
        if first >= len(self.tokens):
            return _Content(0, 0, zone, rule)
        while first + 1 < len(self.tokens) and self.tokens[first].text in self.pack.script.clause_marks | {":"}:
            first += 1
        quotation = self._quotation_at(self.tokens[first].start)
        end = self._trimmed(self.tokens[self._clause_end(first) - 1].end, first)
        if quotation is not None:
            after = self._token_at(quotation.outer_end)
            words = self._token_at(quotation.end) - self._token_at(quotation.start)
            closed = after >= len(self.tokens) or not self.tokens[after].word or after in self._cue_starts
            if end <= quotation.outer_end or (closed and words >= SHORTEST_QUOTED):
                return self._without_complementizer(_Content(quotation.start, quotation.end, zone, rule))
        return _Content(self.tokens[first].start, end, zone, rule)

    def _without_complementizer(self, content: _Content) -> _Content:
        """A complementizer inside the opening mark is the reporter's."""
        index = self._token_at(content.start)
        if index + 1 < len(self.tokens) and self.tokens[index].text in self.pack.cues.complementizers:
            return content._replace(start=self.tokens[index + 1].start)
        return content

    def _clause_end(self, first: int) -> int:
        """One past the last token of the clause from `first`: the writer's remark, another cue, or the sentence's end."""
        marks = self.pack.script.clause_marks
        for index in range(first + 1, len(self.tokens)):
            if self._is_quoted(self.tokens[index].start):
                continue
            cue = self._cue_starts.get(index)
            if cue is not None and (cue.verb is None or self._continues(cue)):
                return index
            if self.tokens[index - 1].text in marks and self._turns(index, cue):
                return index
        return len(self.tokens)

    def _continues(self, cue: Cue) -> bool:
        """The speaker goes on: "adding that", "and said that"."""
        assert cue.verb is not None
        following = self.tokens[cue.last : cue.last + NEAR_COMPLEMENTIZER]
        return (cue.conjoined or not cue.verb.finite) and any(token.text in self.pack.cues.complementizers for token in following)

    def _turns(self, index: int, cue: Cue | None) -> bool:
        if cue is not None and cue.verb is not None and (not cue.verb.finite or cue.conjoined):
            return True
        word = self.tokens[index].text
        pair = f"{word} {self.tokens[index + 1].text}" if index + 1 < len(self.tokens) else word
        return word in self.pack.cues.remarks or pair in self.pack.cues.remarks

    def _trimmed(self, end: int, first: int) -> int:
        """`end` moved back over closing marks that do not belong to the content."""
        index = self._token_at(end) - 1
        strip = self.pack.script.clause_marks | {".", ":", "-", "–", "…"}
        while index > first and self.tokens[index].text in strip:
            index -= 1
        return self.tokens[index].end

    def _headline(self) -> list[Attributed]:
        """`Source: what it said`, the source being short and first."""
        colon = next((i for i, token in enumerate(self.tokens[: LONGEST_HEADLINE_SOURCE + 1]) if token.text == ":"), None)
        if not colon or len(self.tokens) - colon <= SHORTEST_CONTENT:
            return []
        mention = find_mention(self.tokens[:colon], self.pack.names, open_ended=False)
        content = self._clause(colon + 1, (0, colon), "colon")
        if mention is None or mention.role or content.end <= content.start:
            return []
        return [self._statement(Cue(colon, colon + 1, None, False), content, mention)]

    def _subject_before(self, cue: Cue) -> Mention | None:
        """The subject that stands before its verb, or behind an earlier verb that this one completes ("went on to say")."""
        first = max((earlier.last for earlier in self.cues if earlier.first < cue.first and earlier.verb is not None), default=self._first)
        while first < cue.first and self.tokens[first].text in self.pack.cues.auxiliaries:
            first += 1
        if not any(opens_mention(token.text, self.pack.names) for token in self.tokens[first : first + 1]):
            if first > self._first or cue.first - first > SHORT_SUBJECT:
                first += 1
            if (
                first > self._first + 1
                or first >= cue.first
                or (cue.first - first > SHORT_SUBJECT and not opens_mention(self.tokens[first].text, self.pack.names))
            ):
                return None
        return find_mention(self.tokens[first : cue.first], self.pack.names, open_ended=False)

    def _attributed(self, cue: Cue, content: _Content, earlier: Sequence[Attributed]) -> Attributed:
        mention = None
        if cue.verb is None or cue.verb.finite:
            first, last = content.zone
            mention = find_mention(
                self._undative(self.tokens[first:last], cue), self.pack.names, open_ended=content.rule in {"object", "quotation-before"}
            )
        if mention is None and cue.verb is not None and not cue.conjoined and not earlier:
            mention = self._subject_before(cue)
        return self._statement(cue, content, mention)

    def _undative(self, zone: Sequence[Token], cue: Cue) -> Sequence[Token]:
        """The zone with the preposition taken off its first word, where a phrase is written together with the name."""
        dative = self.pack.cues.dative
        if cue.verb is not None or not dative or not zone or not zone[0].text.startswith(dative) or cue.last - cue.first > 1:
            return zone
        first = zone[0]
        word = self.pack.names.article + first.text[2:] if first.text.startswith(dative * 2) else first.text[1:]
        return [first._replace(start=first.start + 1, text=word), *zone[1:]]

    def _statement(self, cue: Cue, content: _Content, mention: Mention | None) -> Attributed:
        zone = (self.tokens[cue.first].start, max(self.tokens[cue.last - 1].end, self.tokens[max(content.zone[1] - 1, 0)].end))
        sentence = (self.tokens[0].start, self.tokens[-1].end)
        cue_span = (self.tokens[cue.first].start, self.tokens[cue.last - 1].end)
        return Attributed(content.start, content.end, self._kind(content), cue_span, mention, zone, sentence, content.rule)

    def _kind(self, content: _Content) -> Kind:
        for quotation in self.quotations:
            if quotation.start <= content.end and content.start <= quotation.end:
                if quotation.start <= content.start and content.end <= quotation.outer_end:
                    return Kind.DIRECT
                if self._token_at(quotation.end) - self._token_at(quotation.start) >= SHORTEST_QUOTED:
                    return Kind.MIXED
        return Kind.INDIRECT

    def _is_quoted(self, offset: int) -> bool:
        index = bisect_right(self._opens, offset) - 1
        return index >= 0 and offset < self.quotations[index].outer_end

    def _quotation_at(self, offset: int) -> Quotation | None:
        index = bisect_left(self._opens, offset)
        return self.quotations[index] if index < len(self._opens) and self._opens[index] == offset else None

    def _quotation_closing(self, offset: int) -> Quotation | None:
        index = bisect_right(self._opens, offset) - 1
        return self.quotations[index] if index >= 0 and self.quotations[index].outer_end == offset else None

    def _opens_quotation(self, index: int) -> bool:
        return self._quotation_at(self.tokens[index].start) is not None

    def _token_at(self, offset: int) -> int:
        return bisect_left(self._offsets, offset)
