"""One text read from end to end: statements, amounts, dates and the claims in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import TypeVar

from claims.extraction.attribution import Attributed, find_statements
from claims.extraction.beside_cue import attribute
from claims.extraction.checkworthiness import NARRATION_FLOOR, weigh
from claims.extraction.choice import models_for
from claims.extraction.dates import find_dates
from claims.extraction.layout import Layout
from claims.extraction.propositions import cut_propositions, modality_of, polarity_of
from claims.extraction.quantities import find_quantities
from claims.extraction.speakers import Spoken, find_speakers
from claims.extraction.turns import find_turns, speakers_of, with_turns
from claims.extraction.words import lexicon_for
from claims.languages.folding import behind_marks, fold
from claims.languages.pack import LanguagePack
from claims.records import DaySpan, FoundClaim, FoundQuote, Span

_Found = TypeVar("_Found", bound=Span)
_start = attrgetter("start")
_WORD = re.compile(r"[^\W_]+")


class Reading:
    """What one text holds. Spans that are reported are of the original; `folded` leads there."""

    def __init__(self, text: str, pack: LanguagePack, published: date | None) -> None:
        self._text = text
        self._pack = pack
        self._published = published
        self._folded = fold(text)
        self._layout = Layout(self._folded.text, lexicon_for(pack.code))
        self.dates, self.warnings = find_dates(self._folded, text, pack, published)
        self.quantities = find_quantities(self._folded, text, pack, [(day.start, day.end) for day in self.dates])

    def quotes(self) -> tuple[FoundQuote, ...]:
        """Every statement, by start."""
        statements = attribute(self._layout, find_statements(self._layout, models_for(self._pack.code, "statements")))
        turns = find_turns(self._layout, self._folded, self._text)
        statements = with_turns(statements, turns)
        speakers = find_speakers(self._folded, self._text, self._layout.tokens, statements, self._pack)
        spoken = dict(zip(statements, speakers, strict=True))
        for turn, name in zip(turns, speakers_of(turns, self._layout.text), strict=True):
            spoken[turn] = spoken[turn]._replace(mention=turn.zone, name=name)
        found: list[FoundQuote] = []
        days: tuple[tuple[int, int], DaySpan | None] = ((-1, -1), None)
        dated = {}
        companions = _by_sentence(statements)
        for statement in sorted(statements, key=lambda one: one.cue):
            said = self._said(statement)
            if said is None and days[0] == statement.sentence and spoken[statement].mention is None:
                said = days[1]
            days = (statement.sentence, said)
            dated[statement] = said
        indices = {statement: index for index, statement in enumerate(statements)}
        for statement in statements:
            holder = _holder(statement, companions[statement.sentence])
            found.append(self._quote(statement, spoken[statement], dated[statement], indices[holder] if holder is not None else None))
        return tuple(found)

    def claims(self, quotes: Sequence[FoundQuote]) -> tuple[FoundClaim, ...]:
        """The propositions of every statement that no other one holds whole, and the narrated ones that are worth checking."""
        found: list[FoundClaim] = []
        outer = {quote.outer for quote in quotes}
        for index, quote in enumerate(quotes):
            if index in outer:
                continue
            start, end = self._folded.folded_offset(quote.start), self._folded.folded_offset(quote.end)
            sense = self._sense(quote)
            for first, last in cut_propositions(self._folded.text, start, end, self._pack):
                found.append(self.claim(first, last, statement=index, said=quote.stated_on, speaker=quote.speaker_name, sense=sense))
        found.extend(claim for claim in self._narrated(quotes) if claim.checkworthiness >= NARRATION_FLOOR and _is_dated_or_counted(claim))
        return tuple(sorted(found, key=lambda claim: claim.start))

    def claim(
        self,
        start: int,
        end: int,
        *,
        statement: int | None,
        said: DaySpan | None,
        speaker: str | None,
        title: str | None = None,
        sense: str = "",
    ) -> FoundClaim:
        """The proposition at folded `[start, end)`; `sense` is that of the verb that reports it, "" where none does."""
        span = self._original(start, end)
        words = _WORD.findall(self._folded.text[start:end])
        amounts = tuple(amount for amount in _within(self.quantities, span.start, span.end) if amount.end <= span.end)
        days = [found.days for found in _within(self.dates, span.start, span.end) if found.end <= span.end]
        modality = modality_of(words, self._pack, sense)
        attributed = statement is not None or speaker is not None
        score, reasons = weigh(words, amounts=len(amounts), dated=bool(days), attributed=attributed, modality=modality, pack=self._pack)
        return FoundClaim(
            span.start,
            span.end,
            span.text,
            statement=statement,
            quantities=amounts,
            said=said,
            # Two times in one proposition: neither is chosen.
            as_of=days[0] if len(days) == 1 else None,
            polarity=polarity_of(words, self._pack, sense),
            modality=modality,
            checkworthiness=score,
            reasons=reasons,
            language=self._pack.code,
            speaker=speaker,
            published=self._published,
            title=title,
        )

    def whole(self, *, said: DaySpan | None, speaker: str | None, title: str | None) -> FoundClaim:
        """The whole text as one proposition."""
        return self.claim(0, len(self._folded.text), statement=None, said=said, speaker=speaker, title=title)

    def _narrated(self, quotes: Sequence[FoundQuote]) -> list[FoundClaim]:
        claims: list[FoundClaim] = []
        taken = sorted((quote.start, quote.end) for quote in quotes)
        position = 0
        for start, end in self._layout.sentence_spans:
            span = self._original(start, end)
            while position < len(taken) and taken[position][1] <= span.start:
                position += 1
            if position == len(taken) or taken[position][0] >= span.end:
                for first, last in cut_propositions(self._folded.text, start, end, self._pack):
                    claims.append(self.claim(first, last, statement=None, said=None, speaker=None))
        return claims

    def _sense(self, quote: FoundQuote) -> str:
        """What the quote's reporting verb does with the content, "" where no verb reports it."""
        words = _WORD.findall(fold(quote.cue.text).text)
        verbs = (lexicon_for(self._pack.code).form(word).verb for word in words)
        return next((verb.sense for verb in verbs if verb is not None), "")

    def _quote(self, statement: Attributed, spoken: Spoken, said: DaySpan | None, outer: int | None) -> FoundQuote:
        span = self._original(statement.start, statement.end)
        return FoundQuote(
            span.start,
            span.end,
            span.text,
            kind=statement.kind,
            cue=self._original(*statement.cue),
            mention=self._original(*spoken.mention) if spoken.mention is not None else None,
            speaker_name=self._original(*spoken.name).text if spoken.name is not None else None,
            speaker_kind=spoken.kind,
            stated_on=said,
            outer=outer,
            confidence=round(statement.confidence * spoken.probability, 2),
            rule=statement.rule,
        )

    def _said(self, statement: Attributed) -> DaySpan | None:
        """The one date between cue and content, or before the cue in the same sentence and outside the content."""
        text = self._folded
        first, last = text.original_span(*statement.zone)
        inside, outside = text.original_span(statement.start, statement.end)
        sentence, _ = text.original_span(*statement.sentence)
        # A sentence that opens with its date ("On 18 February, X announced that …") dates the cue.
        near = [found for found in _within(self.dates, first, last) if not inside <= found.start < outside]
        near = near or [found for found in _within(self.dates, sentence, min(first, inside)) if found.end <= first]
        return near[0].days if len(near) == 1 else None

    def _original(self, start: int, end: int) -> Span:
        first, last = self._folded.original_span(start, end)
        if first < last:
            last = behind_marks(self._text, last)
        return Span(first, last, self._text[first:last])


def _within(found: Sequence[_Found], first: int, last: int) -> Sequence[_Found]:
    """Those of `found`, ordered by start, that start in `[first, last)`."""
    return found[bisect_left(found, first, key=_start) : bisect_left(found, last, key=_start)]


def _by_sentence(statements: Sequence[Attributed]) -> dict[tuple[int, int], list[Attributed]]:
    companions: dict[tuple[int, int], list[Attributed]] = {}
    for statement in statements:
        companions.setdefault(statement.sentence, []).append(statement)
    return companions


def _holder(statement: Attributed, companions: Sequence[Attributed]) -> Attributed | None:
    """The smallest other statement of the sentence that holds both cue and content of this one."""
    holding = [
        other for other in companions if other.start <= statement.cue[0] and other.start < statement.start and statement.end <= other.end
    ]
    return min(holding, key=lambda other: other.end - other.start, default=None)


def _is_dated_or_counted(claim: FoundClaim) -> bool:
    return bool(claim.quantities) or claim.as_of is not None
