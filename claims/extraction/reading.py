"""One text read from end to end: statements, amounts, dates and the claims in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from datetime import date

from claims.extraction.attribution import Attributed, find_statements
from claims.extraction.beside_cue import attribute
from claims.extraction.checkworthiness import NARRATION_FLOOR, weigh
from claims.extraction.choice import models_for
from claims.extraction.dates import find_dates
from claims.extraction.layout import Layout
from claims.extraction.propositions import cut_around, cut_propositions, modality_of, polarity_of
from claims.extraction.quantities import find_quantities
from claims.extraction.signatures import find_signed, with_signed
from claims.extraction.speakers import Spoken, find_speakers
from claims.extraction.turns import find_turns, speakers_of, with_turns
from claims.extraction.words import lexicon_for
from claims.languages.folding import behind_marks, fold
from claims.languages.negation import spelled_out
from claims.languages.pack import LanguagePack
from claims.records import DaySpan, FoundClaim, FoundDate, FoundQuantity, FoundQuote, Span

# What a quote's confidence is worth where two days stand beside its cue.
_TWO_DAYS = 0.8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class Reading:
    """What one text holds. Spans that are reported are of the original; `folded` leads there."""

    def __init__(self, text: str, pack: LanguagePack, published: date | None) -> None:
        self._text = text
        self._pack = pack
        self._published = published
        self._folded = fold(text)
        self._clause_marks = f"[{re.escape(''.join(sorted(pack.script.clause_marks)))}]"
        self._layout = Layout(self._folded.text, lexicon_for(pack.code), self._folded.capital_test(text))
        self.dates, self.warnings = find_dates(self._folded, text, pack, published)
        self.quantities = find_quantities(self._folded, text, pack, [(day.start, day.end) for day in self.dates])
        self._date_starts = [day.start for day in self.dates]
        self._quantity_starts = [quantity.start for quantity in self.quantities]

    def quotes(self) -> tuple[FoundQuote, ...]:
        """Every statement, by start."""
        statements = attribute(self._layout, find_statements(self._layout, models_for(self._pack.code, "statements")))
        turns = find_turns(self._layout, self._folded, self._text)
        signed = find_signed(self._layout, self._folded, self._text)
        statements = with_turns(with_signed(statements, signed), turns)
        labelled = [one for one in statements if one in {*turns, *signed}]
        speakers = find_speakers(self._folded, self._text, self._layout.tokens, statements, self._pack)
        spoken = dict(zip(statements, speakers, strict=True))
        for one, name in zip(labelled, speakers_of(labelled, self._layout.text, self._pack.names.turn_labels), strict=True):
            named = one.zone if name is not None else None
            spoken[one] = spoken[one]._replace(mention=named, name=name, kind=spoken[one].kind if name is not None else None)
        found: list[FoundQuote] = []
        near = self._near(statements)
        dated = self._dated(near, spoken)
        companions = _by_sentence(statements)
        indices = {statement: index for index, statement in enumerate(statements)}
        for statement in statements:
            holder = _holder(statement, companions[statement.sentence])
            outer = indices[holder] if holder is not None else None
            said = dated.get(statement)
            doubt = _TWO_DAYS if said is None and near[statement] else 1.0
            found.append(self._quote(statement, spoken[statement], said, outer, doubt))
        return tuple(found)

    def _near(self, statements: Sequence[Attributed]) -> dict[Attributed, set[DaySpan]]:
        """The days beside each cue, which may be when it was said, in the order of the cues."""
        zones = [self._folded.original_span(*statement.zone) for statement in statements]
        taken = {found.start for zone in zones for found in self._dates_within(*zone)}
        told = _by_sentence(statements)
        return {one: self._days_of(one, taken, told[one.sentence]) for one in sorted(statements, key=lambda one: one.cue)}

    def _dated(self, near: Mapping[Attributed, set[DaySpan]], spoken: Mapping[Attributed, Spoken]) -> dict[Attributed, DaySpan]:
        """When each was said, where the text tells; a day holds for the same speaker's later cues of its sentence."""
        dated: dict[Attributed, DaySpan] = {}
        before: Attributed | None = None
        for statement, days in near.items():
            if len(days) == 1:
                dated[statement] = next(iter(days))
            elif before in dated and before.sentence == statement.sentence and self._goes_on(spoken[before], spoken[statement]):
                dated[statement] = dated[before]
            before = statement
        return dated

    def _goes_on(self, before: Spoken, spoken: Spoken) -> bool:
        """Whether the same one still speaks: no other is mentioned, or the mention ("he") is of the one before."""
        if spoken.mention is None:
            return True
        names = [self._folded.text[slice(*one.name)] for one in (before, spoken) if one.name is not None]
        return len(names) == 2 and names[0] == names[1]

    def claims(self, quotes: Sequence[FoundQuote]) -> tuple[FoundClaim, ...]:
        """The propositions of every statement, each once: where one holds another, those of the inner; and the narrated ones that are
        worth checking.
        """
        found: list[FoundClaim] = []
        held = self._held(quotes)
        for index, quote in enumerate(quotes):
            start, end = self._folded.folded_offset(quote.start), self._folded.folded_offset(quote.end)
            sense = self._sense(quote)
            for first, last in cut_around(self._layout, start, end, held[index]):
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
        words = self._words(self._folded.text[start:end])
        amounts = tuple([amount for amount in self._quantities_within(span.start, span.end) if amount.end <= span.end])
        dates = [found for found in self._dates_within(span.start, span.end) if found.end <= span.end]
        days = {found.days for found in dates if not self._is_bound(found)}
        modality = modality_of(words, self._pack, sense)
        attributed = statement is not None or speaker is not None
        score, reasons = weigh(words, amounts=len(amounts), dated=bool(dates), attributed=attributed, modality=modality, pack=self._pack)
        return FoundClaim(
            span.start,
            span.end,
            span.text,
            statement=statement,
            quantities=amounts,
            said=said,
            # Two times in one proposition: neither is chosen.
            as_of=days.pop() if len(days) == 1 else None,
            polarity=polarity_of(self._words(self._beside(amounts, start, end)) if amounts else words, self._pack, sense),
            modality=modality,
            checkworthiness=score,
            reasons=reasons,
            language=self._pack.code,
            speaker=speaker,
            published=self._published,
            title=title,
        )

    def _is_bound(self, found: FoundDate) -> bool:
        """Whether a date only bounds the time that is meant: "before 2032"."""
        index = self._layout.token_at(self._folded.folded_offset(found.start)) - 1
        return index >= 0 and self._layout.forms[index].text in self._pack.dates.sides

    def _beside(self, amounts: Sequence[FoundQuantity], start: int, end: int) -> str:
        """The folded text of `[start, end)` without its amounts."""
        parts = []
        for amount in amounts:
            parts.append(self._folded.text[start : self._folded.folded_offset(amount.start)])
            start = self._folded.folded_offset(amount.end)
        return " ".join([*parts, self._folded.text[start:end]])

    def whole(self, *, said: DaySpan | None, speaker: str | None, title: str | None) -> FoundClaim:
        """The whole text as one proposition."""
        return self.claim(0, len(self._folded.text), statement=None, said=said, speaker=speaker, title=title)

    def _narrated(self, quotes: Sequence[FoundQuote]) -> list[FoundClaim]:
        claims: list[FoundClaim] = []
        taken = sorted((quote.start, quote.end) for quote in quotes)
        position = 0
        for start, end in self._layout.sentence_spans:
            opens, ends = self._folded.original_span(start, end)
            while position < len(taken) and taken[position][1] <= opens:
                position += 1
            if position == len(taken) or taken[position][0] >= behind_marks(self._text, ends):
                for first, last in cut_propositions(self._layout, start, end):
                    claims.append(self.claim(first, last, statement=None, said=None, speaker=None))
        return claims

    def _held(self, quotes: Sequence[FoundQuote]) -> list[list[tuple[int, int]]]:
        """Of each quote the folded spans, by start, of cue, mention and content of those that stand in it."""
        held: list[list[tuple[int, int]]] = [[] for _ in quotes]
        for quote in quotes:
            if quote.outer is None:
                continue
            spans = [one for one in (quote, quote.cue, quote.mention) if one is not None]
            first, last = min(one.start for one in spans), max(one.end for one in spans)
            held[quote.outer].append((self._folded.folded_offset(first), self._folded.folded_offset(last)))
        return [sorted(spans) for spans in held]

    def _words(self, text: str) -> list[str]:
        words = _WORD.findall(text)
        if "'" not in text and "’" not in text and self._pack.propositions.contracted.keys().isdisjoint(words):
            return words
        return [part for word in words for part in spelled_out(word, self._pack)]

    def _sense(self, quote: FoundQuote) -> str:
        """What the quote's reporting verb does with the content, "" where no verb reports it."""
        words = self._words(fold(quote.cue.text).text)
        verbs = map(lexicon_for(self._pack.code).verb, words)
        return next((verb.sense for verb in verbs if verb is not None), "")

    def _quote(self, statement: Attributed, spoken: Spoken, said: DaySpan | None, outer: int | None, doubt: float) -> FoundQuote:
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
            confidence=round(statement.confidence * spoken.probability * doubt, 2),
            rule=statement.rule,
        )

    def _days_of(self, statement: Attributed, taken: Set[int], companions: Sequence[Attributed]) -> set[DaySpan]:
        """The dates between cue and content outside the content, else those before the cue in the same sentence.

        `taken` are the starts of dates beside any cue: those of another one tell nothing of this. Nor do those that are told by one of
        its `companions`, the statements of its sentence, that does not tell of this one.
        """
        text = self._folded
        first, last = text.original_span(*statement.zone)
        inside, outside = text.original_span(statement.start, statement.end)
        sentence, _ = text.original_span(*statement.sentence)
        # A sentence that opens with its date ("On 18 February, X announced that …") dates the cue.
        zone = [found for found in self._dates_within(first, last) if not inside <= found.start < outside]
        near = [found for found in zone if not self._is_told_of_source(statement.zone[0], found)]
        before = self._dates_within(sentence, min(first, inside))
        near = near or [
            found
            for found in before
            if found.end <= first
            and found.start not in taken
            and not self._is_told_of_source(statement.sentence[0], found)
            and not self._is_told(found, statement, companions)
        ]
        return {found.days for found in near}

    def _is_told(self, found: FoundDate, statement: Attributed, companions: Sequence[Attributed]) -> bool:
        """Whether another statement that does not hold the cue of this one tells of the date: "He will come on Friday, X said, adding …".

        A day that is over and stands last may be when it was said: "X announced a raid in Sahl, on Friday, adding …".
        """
        start, end, cue = self._folded.folded_offset(found.start), self._folded.folded_offset(found.end), statement.cue[0]
        is_over = self._published is not None and found.days.last <= self._published
        return any(
            one.start <= start < one.end and not one.start <= cue < one.end and not (is_over and end == one.end) for one in companions
        )

    def _is_told_of_source(self, start: int, found: FoundDate) -> bool:
        """Whether a date stands in a relative clause that opens behind folded `start`: "X, who took office in March, said"."""
        clause = re.split(self._clause_marks, self._folded.text[start : self._folded.folded_offset(found.start)])[-1]
        return not self._pack.names.relatives.isdisjoint(_WORD.findall(clause))

    def _dates_within(self, first: int, last: int) -> Sequence[FoundDate]:
        """The dates that start in `[first, last)`."""
        return self.dates[bisect_left(self._date_starts, first) : bisect_left(self._date_starts, last)]

    def _quantities_within(self, first: int, last: int) -> Sequence[FoundQuantity]:
        """The amounts that start in `[first, last)`."""
        return self.quantities[bisect_left(self._quantity_starts, first) : bisect_left(self._quantity_starts, last)]

    def _original(self, start: int, end: int) -> Span:
        first, last = self._folded.original_span(start, end)
        if first < last:
            last = behind_marks(self._text, last)
        return Span(first, last, self._text[first:last])


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
