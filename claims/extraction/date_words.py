"""What the rules of dates look up at a lexeme: phrases, numbers, names of months, years, and the day of publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from claims.extraction.calendar_spans import period_around
from claims.extraction.futures import is_future_verb
from claims.extraction.lexemes import Lexemes, is_digits
from claims.extraction.numerals import NumeralReader, Written
from claims.languages.folding import Folded
from claims.languages.pack import DateTables, NumberTables
from claims.records import DaySpan, Precision

# A bare number is a year within these, where nothing around it says otherwise.
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1900, 2099
FIRST_YEAR = 1000
# Words before a weekday or a month that are searched for what looks ahead or back.
_LOOKED_BACK = 40
# Of these, the ones next to it that also count where such a word is not a sign in itself.
_NEAR = 2
# A shorter word with the ending of a past verb is another word.
_SHORTEST_PAST = 5
# "52م": a year of two digits.
_SHORT_YEAR = 2
# What names its day fully, what hangs on publication, and what leaves a choice of years or directions.
FULL, RELATIVE, CHOSEN = 0.97, 0.93, 0.85

# How long before publication a quotation was spoken, at most; and how many lexemes one is searched for its mark.
_DAYS_OF_A_QUOTE, _LONGEST_QUOTE = 2, 120
_OPENING_MARKS, _CLOSING_MARKS = frozenset("«“"), frozenset("»”")

_Value = TypeVar("_Value")


class NeedsPublication(Exception):
    """The expression is relative and the day of publication is not known."""


class DateReading(NamedTuple):
    after: int  # index of the first lexeme behind the expression
    days: DaySpan
    confidence: float
    rule: str


class DateWords:
    """The lexemes of one text with the tables of its language. `words` is a copy that a reader may cut proclitics from."""

    def __init__(
        self, lexemes: Lexemes, folded: Folded, source: str, tables: DateTables, numbers: NumberTables, published: date | None
    ) -> None:
        self.lexemes = lexemes
        self._numerals = NumeralReader(lexemes, numbers)
        self._number_words = numbers.words
        self.words = self._numerals.words
        self.t = tables
        self.last: DateReading | None = None  # what "the same year" goes back to
        self._weekday: date | None = None  # the last one named that lies shortly before publication
        self._folded = folded
        self._source = source
        self._published = published

    def note(self, reading: DateReading) -> None:
        """Remember an expression that was found, for those that go back to it."""
        self.last = reading
        if self._published is None or reading.rule not in ("weekday", "relative-weekday"):
            return
        if 0 <= (self._published - reading.days.first).days <= _DAYS_OF_A_QUOTE:
            self._weekday = reading.days.first

    @property
    def today(self) -> date:
        if self._published is None:
            raise NeedsPublication
        return self._published

    def word(self, index: int) -> str:
        return self.words[index] if 0 <= index < len(self.words) else ""

    def phrase(self, index: int, table: Mapping[str, _Value]) -> tuple[int, _Value] | None:
        """The longest phrase of `table` at `index`: where it ends, and its value."""
        for length in range(_openers(table).get(self.word(index), 0), 0, -1):
            phrase = " ".join(self.words[index : index + length])
            if phrase in table:
                return min(index + length, len(self.words)), table[phrase]
        return None

    def number(self, index: int) -> int | None:
        word = self.word(index)
        return int(word) if word.isdecimal() and len(word) <= 4 else None

    def modifier(self, index: int) -> tuple[int, int | None]:
        """ "Last", "this", "next" behind their noun: where it ends, and its shift."""
        return self.phrase(index, self.t.after) or (index, None)

    def skip_links(self, index: int) -> int:
        for length in (2, 1):
            if index + length <= len(self.words) and " ".join(self.words[index : index + length]) in self.t.links:
                return index + length
        touching = self.word(index) in ("-", "/") and self.lexemes.touch(index) and self.lexemes.touch(index + 1)
        return index + touching

    def month_name(self, index: int) -> tuple[int, int] | None:
        """A month at `index`, its other name behind it included: "شباط/فبراير", "(آذار) مارس"."""
        opened = self.word(index) in ("(", "[")
        match = self.phrase(index + opened, self.t.months)
        if match is None:
            return None
        after, month = match
        if opened:
            closed = self.word(after) == "/" or self.word(after) in (")", "]")
            after += closed + (self.word(after + 1) in (")", "]") if self.word(after) == "/" else 0)
            twin = self.phrase(after, self.t.months) if closed else None
            return twin if twin is not None and twin[1] == month else None
        if self.word(after) == "." and self.word(index) in self.t.abbreviations:
            after += 1
        return self._twin(after, month), month

    def _twin(self, after: int, month: int) -> int:
        start = after + (self.word(after) in ("/", "(", "[", "-", "،"))
        twin = self.phrase(start, self.t.months)
        if twin is None or twin[1] != month:
            return after
        closed = self.word(after) in ("(", "[") and self.word(twin[0]) in (")", "]")
        return twin[0] + closed

    def is_name(self, index: int) -> bool:
        """Whether the word may be a name: in a language that writes names with a capital, a word that is another one too needs it."""
        if not self.t.capitalized or self.word(index) not in self.t.ambiguous:
            return True
        if index >= len(self.words):
            return False
        start, end = self._folded.original_span(self.lexemes.starts[index], self.lexemes.ends[index])
        return self._source[start:end][:1].isupper()

    def year_behind(self, index: int) -> tuple[int, int] | None:
        """The year of a day or month that ends before `index`: where it ends, and its number."""
        start = self.skip_links(self.skip_links(index))
        if (same := self._same_year(index)) is not None:
            return same
        number = self.number(start)
        if number is None:
            spoken = self.spoken_year(start)
            # Without a link a round number rather counts what follows: "in February two thousand people".
            return self._named_year(start) or (spoken if spoken is not None and (start > index or spoken[1] % 1_000) else None)
        after = start + 1
        suffixed = self.word(after) in self.t.year_suffixes
        if suffixed and len(self.word(start)) == _SHORT_YEAR and self.lexemes.touch(after):
            return after + 1, 1900 + number
        if not FIRST_YEAR <= number <= LAST_BARE_YEAR or (start == index and self.word(after) in self.t.counted):
            return None
        return after + suffixed, number

    def spoken_year(self, index: int) -> tuple[int, int] | None:
        """A year in words: where it ends, and its number."""
        numeral = self._numerals.at(index) if index < len(self.words) and not is_digits(self.words[index]) else None
        if numeral is None or numeral.written is not Written.WORDS or not FIRST_YEAR <= numeral.value <= LAST_BARE_YEAR or numeral.cut:
            return None
        return (numeral.after, int(numeral.value)) if numeral.value.is_integer() else None

    def spoken_day(self, index: int) -> tuple[int, int] | None:
        """A day of a month in words, which must follow: where it ends, and its number."""
        if not self.t.days_in_words or self.word(index) not in self._number_words:
            return None
        numeral = self._numerals.at(index)
        if numeral is None or numeral.written is not Written.WORDS or not 1 <= numeral.value <= 31 or numeral.cut:
            return None
        follows = self.phrase(self.skip_links(numeral.after), self.t.months)
        return (numeral.after, int(numeral.value)) if follows is not None and numeral.value.is_integer() else None

    def _named_year(self, index: int) -> tuple[int, int] | None:
        """ "Last year", behind a month or a day."""
        before = self.t.before.get(self.word(index))
        at = index + (before is not None)
        if self.t.periods.get(self.word(at)) is not Precision.YEAR:
            # A link may be the word for the year itself.
            at -= 1
            if before is not None or self.t.periods.get(self.word(at)) is not Precision.YEAR:
                return None
        after, modifier = self.modifier(at + 1)
        modifier = before if before is not None else modifier
        return None if modifier is None else (after, self.today.year + modifier)

    def week_at(self, index: int) -> tuple[int, date] | None:
        """A named week at `index`: where it ends, and its Monday."""
        before = self.t.before.get(self.word(index))
        at = index + (before is not None)
        if self.t.periods.get(self.word(at)) is not Precision.WEEK:
            return None
        after, modifier = self.modifier(at + 1)
        modifier = before if before is not None else modifier
        return None if modifier is None else (after, period_around(self.today, Precision.WEEK, modifier).first)

    def _same_year(self, index: int) -> tuple[int, int] | None:
        """ "Of the same year": the year of the date before."""
        match = self.phrase(index, self.t.same_year)
        return None if match is None or self.last is None else (match[0], self.last.days.first.year)

    def year_of_partner(self, index: int) -> int | None:
        """The year of "from 28 May to 12 August 2013" for the first of the two, which ends before `index`."""
        word = self.word(index)
        start = index + 1
        joins = word == "-" or word in self.t.conjunctions
        if word not in self.t.ranges and not joins and not word.startswith(self.t.proclitics):
            return None
        start = index if word not in self.t.ranges and len(word) > 1 and not joins else start
        kept = self.word(start)
        if start == index:
            self.words[start] = kept[1:]
        start += self.number(start) is not None and 1 <= (self.number(start) or 0) <= 31
        month = self.month_name(self.skip_links(start))
        year = self.year_behind(month[0]) if month is not None else None
        if kept and word is kept and self.words[index] != kept:
            self.words[index] = kept
        return None if year is None else year[1]

    def outlook(self, index: int) -> int:
        """1 where the words before `index`, within the sentence, speak of what is to come, -1 of what is over, 0 where none tells.

        The nearest word that tells decides.
        """
        t = self.t
        for distance, at in enumerate(range(index - 1, max(0, index - _LOOKED_BACK) - 1, -1)):
            word = self.words[at]
            if word in t.sentence_ends:
                return 0
            # "Better-than-expected" tells nothing.
            if self.word(at - 1) == "-" and self.lexemes.touch(at):
                continue
            bare = word[1:] if word[:1] in t.proclitics else word
            near = distance < _NEAR and word in t.future_near
            if near or word in t.future or bare in t.future or is_future_verb(word, t) or is_future_verb(bare, t):
                return 1
            if (word in t.past or bare in t.past or self._is_past_form(word)) and self.word(at - 1) not in t.past_left_open:
                return -1
        return 0

    def _is_past_form(self, word: str) -> bool:
        """Whether a word is by its ending a past verb; always False in a language whose past has no ending of its own."""
        return len(word) >= _SHORTEST_PAST and word.endswith(self.t.past_endings) and word not in self.t.no_past

    def spoken_on(self, index: int) -> date:
        """The day that "today" means: that of publication; inside a quotation the weekday named last, where it is near."""
        return self._weekday if self._weekday is not None and self._is_quoted(index) else self.today

    def _is_quoted(self, index: int) -> bool:
        """Whether a quotation is open there, by the marks of its line."""
        opened = 0
        for word in reversed(self.words[max(0, index - _LONGEST_QUOTE) : index]):
            if word == "\n":
                break
            if word in _OPENING_MARKS or word in _CLOSING_MARKS:
                return word in _OPENING_MARKS
            opened += word == '"'
        return opened % 2 == 1


# One entry a table, the table with it: as long as it is kept no other one has its id.
_OPENERS: dict[int, tuple[dict[str, int], Mapping[str, object]]] = {}


def _openers(table: Mapping[str, object]) -> dict[str, int]:
    """The first word of each phrase of `table`, and how many words the longest has that begins with it."""
    known = _OPENERS.get(id(table))
    if known is not None:
        return known[0]
    openers: dict[str, int] = {}
    for phrase in table:
        words = phrase.split()
        openers[words[0]] = max(openers.get(words[0], 0), len(words))
    _OPENERS[id(table)] = openers, table
    return openers
