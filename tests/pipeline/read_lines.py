"""Texts and what is read in them, written by hand: what is stored depends on no engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.models import ArticleVersion, Outlet, User
from claims.pipeline.ingest import Submission, ingest
from claims.records import (
    Change,
    DaySpan,
    Extraction,
    FoundClaim,
    FoundQuantity,
    FoundQuote,
    Kind,
    Modality,
    Polarity,
    Precision,
    Qualifier,
    Span,
    SpeakerKind,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article: `speaker`, a colon, `words`; without a speaker the outlet says it. The words are a claim.

    `within` is the number of the line whose quote this one stands in. `amounts` are the least that the claim allows, each.
    """

    words: str
    speaker: str = ""
    kind: SpeakerKind = SpeakerKind.PERSON
    within: int | None = None
    amounts: Sequence[float] = ()
    said: date | None = None

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words}" if self.speaker else self.words


def submitted(lines: Sequence[Line], *, outlet: str, language: str, published: date | None) -> ArticleVersion:
    """An article of these lines, waiting to be read."""
    source, _ = Outlet.objects.get_or_create(name=outlet)
    text = "\n".join(map(str, lines))
    return ingest(Submission(text=text, outlet=source, published=published, language=language), by=User.objects.system())[0]


def read(lines: Sequence[Line], language: str) -> Extraction:
    """What is read in the text of these lines."""
    quotes: list[FoundQuote] = []
    claims: list[FoundClaim] = []
    number_of_quote: dict[int, int] = {}
    start = 0
    for number, line in enumerate(lines):
        end = start + len(str(line))
        begin = end - len(line.words)
        if line.speaker:
            number_of_quote[number] = len(quotes)
            outer = None if line.within is None else number_of_quote[line.within]
            cue, mention = Span(begin - 2, begin - 1, ":"), Span(start, begin - 2, line.speaker)
            quotes.append(FoundQuote(begin, end, line.words, Kind.DIRECT, cue, mention, line.speaker, line.kind, None, outer, 1.0, "test"))
        claims.append(_claim(line, begin, number_of_quote.get(number), language))
        start = end + 1
    return Extraction(language, tuple(quotes), (), (), tuple(claims), ())


def _claim(line: Line, start: int, quote: int | None, language: str) -> FoundClaim:
    said = DaySpan(line.said, line.said, Precision.DAY) if line.said else None
    amounts = tuple(
        FoundQuantity(start, start + 3, f"{low:g}", low, None, Qualifier.AT_LEAST, "person", "", Change.NONE, 1.0, "")
        for low in line.amounts
    )
    end, speaker = start + len(line.words), line.speaker or None
    return FoundClaim(
        start, end, line.words, quote, amounts, said, None, Polarity.POSITIVE, Modality.FACT, 0.5, (), language, speaker, None, None
    )
