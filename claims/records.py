"""The vocabulary of the engine: what is read in a text and how two claims relate.

Every span is half-open, `[start, end)`, in Unicode code points of the very string that was read; `text` repeats
`source[start:end]` on purpose, so that a test can assert it. Days are calendar days in the outlet's time zone.
Nothing here knows a framework.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How the content of a statement is quoted."""

    DIRECT = "direct"  # all of it stands inside quotation marks
    MIXED = "mixed"  # part of it does
    INDIRECT = "indirect"  # none of it does


class SpeakerKind(StrEnum):
    PERSON = "person"
    GROUP = "group"  # an organization, a government, a capital that stands for its government
    UNNAMED = "unnamed"  # "a security source"


class Qualifier(StrEnum):
    """How a number bounds the amount that it names."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    RANGE = "range"


class Change(StrEnum):
    """The part that an amount plays in a change: "from 500 to 4,000", "by 10 percent"."""

    NONE = ""
    FROM = "from"
    TO = "to"
    BY = "by"


class Precision(StrEnum):
    """The grain in which a day span was named; the span itself says which days it allows."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """In which mood a proposition is put forward."""

    FACT = "fact"
    PLAN = "plan"
    DEMAND = "demand"
    CONDITION = "condition"
    PREDICTION = "prediction"


class Relation(StrEnum):
    SAME = "same"
    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UPDATES = "updates"
    NONE = "none"


class Direction(StrEnum):
    """Which of two claims is the newer, where the relation is `updates`."""

    A_UPDATES_B = "a_updates_b"
    B_UPDATES_A = "b_updates_a"


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DaySpan:
    """First and last day, inclusive, and the grain in which they were named."""

    first: date
    last: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the machine decided so: a code and its parameters. The words for people live at the doors."""

    code: str
    params: Mapping[str, str]

    def record(self) -> dict[str, Any]:
        """As it is kept in JSON."""
        return {"code": self.code, "params": dict(self.params)}


@dataclass(frozen=True, slots=True)
class FoundQuantity(Span):
    """An amount with its qualifier and counted noun.

    `low` and `high` are the interval that the words allow, `None` where it is open. `unit` is a short English noun
    in the singular (`person`, `percent`, `usd`), `None` where there is none; `thing` is the counted noun as written.
    """

    low: float | None
    high: float | None
    qualifier: Qualifier
    unit: str | None
    thing: str
    change: Change
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class FoundDate(Span):
    days: DaySpan
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class FoundQuote(Span):
    """One reporting cue and its content: somebody is reported to have said `text`.

    `cue` is the reporting verb or phrase as written. `mention` is the speaker as written at the cue, `None` where the
    verb stands alone and the speaker carries over. `speaker_name` is the fullest name of the same speaker anywhere in
    the text, `None` where it stays open. `outer` is the index of the quote that this one stands in (A said that B said).
    """

    kind: Kind
    cue: Span
    mention: Span | None
    speaker_name: str | None
    speaker_kind: SpeakerKind | None
    stated_on: DaySpan | None
    outer: int | None
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class FoundClaim(Span):
    """One checkable proposition.

    `statement` is the index of the quote that holds it, `None` for the outlet's own voice. `quantities` are the amounts
    inside it, in text order. `said` is when it was said, `as_of` the time that it is about; both `None` where the text does not
    tell. `checkworthiness` is in [0, 1], higher is worth more of a fact checker's time; `reasons` say why.
    """

    statement: int | None
    quantities: tuple[FoundQuantity, ...]
    said: DaySpan | None
    as_of: DaySpan | None
    polarity: Polarity
    modality: Modality
    checkworthiness: float
    reasons: tuple[Reason, ...]
    language: str
    speaker: str | None
    published: date | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read in one text, each tuple ordered by `start`. `warnings` say what had to be left out."""

    language: str
    quotes: tuple[FoundQuote, ...]
    quantities: tuple[FoundQuantity, ...]
    dates: tuple[FoundDate, ...]
    claims: tuple[FoundClaim, ...]
    warnings: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How claim `a` relates to claim `b`; `score` is in [0, 1], higher is surer. `direction` only where it `updates`."""

    relation: Relation
    direction: Direction | None
    score: float
    reasons: tuple[Reason, ...]
