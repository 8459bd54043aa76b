"""Days, weeks, months, years and other calendar spans in a text, resolved against its publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from claims.extraction.calendar_days import CalendarDays
from claims.extraction.calendar_periods import CalendarPeriods
from claims.extraction.calendar_weekdays import CalendarWeekdays
from claims.extraction.date_words import DateReading, DateWords, NeedsPublication
from claims.extraction.lexemes import lex, triggered, with_proclitics
from claims.languages.folding import Folded, behind_marks
from claims.languages.pack import DateTables, LanguagePack
from claims.records import FoundDate, Reason


def find_dates(folded: Folded, source: str, pack: LanguagePack, published: date | None) -> tuple[tuple[FoundDate, ...], tuple[Reason, ...]]:
    """Every date expression of `source`, by start, and a warning where relative ones were left out.

    `folded` is `fold(source)`; spans are of `source`. Without `published`, an expression that hangs on it is left out and counted
    in the Reason `relative_dates_left_out`. Clock times, durations and unbounded words are no dates. Linear in the length.
    """
    finder = _Finder(DateWords(lex(folded.text), folded, source, pack.dates, pack.numbers, published))
    found = []
    for start, end, reading in finder.all():
        first, last = folded.original_span(start, end)
        last = behind_marks(source, last)
        found.append(FoundDate(first, last, source[first:last], reading.days, reading.confidence, reading.rule))
    warnings = (Reason("relative_dates_left_out", {"count": str(finder.left_out)}),) if finder.left_out else ()
    return tuple(found), warnings


class _Finder:
    def __init__(self, words: DateWords) -> None:
        self._words = words
        days = CalendarDays(words)
        periods = CalendarPeriods(words, days)
        # The first rule that fits wins: days before periods, the longer expression before the shorter.
        self._rules: tuple[Callable[[int], DateReading | None], ...] = (
            periods.week_of_month,
            *days.rules,
            *CalendarWeekdays(words, days).rules,
            *periods.rules,
        )
        self._starters, self._triggers = _starters(words.t)
        self.left_out = 0

    def all(self) -> list[tuple[int, int, DateReading]]:
        """Folded start and end of each expression with its reading."""
        found: list[tuple[int, int, DateReading]] = []
        lexemes = self._words.lexemes
        done = 0
        for index in triggered(lexemes.words, self._triggers):
            if index < done:
                continue
            reading, cut = self._read(index)
            if reading is None:
                continue
            found.append((lexemes.starts[index] + cut, lexemes.ends[reading.after - 1], reading))
            self._words.note(reading)
            done = reading.after
        return found

    def _read(self, index: int) -> tuple[DateReading | None, int]:
        words = self._words.words
        word = words[index]
        if word in self._starters or word[0].isdecimal():
            return self._first_fit(index), 0
        proclitics = self._words.t.proclitics
        for cut in (1, 2):
            # Of two proclitics the first is the conjunction.
            if word[cut - 1 : cut] in proclitics and word[cut:] in self._starters and (cut == 1 or word[0] == proclitics[0]):
                if word in self._words.t.no_dates:
                    return None, 0
                words[index] = word[cut:]
                reading = self._first_fit(index)
                if reading is None:
                    words[index] = word
                return reading, cut
        return self._read_assimilated(index)

    def _read_assimilated(self, index: int) -> tuple[DateReading | None, int]:
        """The preposition that swallows the letter of the article: "للعام الماضي"."""
        words, t = self._words.words, self._words.t
        word = words[index]
        whole = t.article + word[2:]
        if not t.assimilated or not word.startswith(t.assimilated) or whole not in self._starters:
            return None, 0
        words[index] = whole
        reading = self._first_fit(index)
        if reading is None:
            words[index] = word
        return reading, 2

    def _first_fit(self, index: int) -> DateReading | None:
        for rule in self._rules:
            try:
                reading = rule(index)
            except NeedsPublication:
                self.left_out += 1
                return None
            except (ValueError, OverflowError):  # no such day, or outside the calendar: not a date
                continue
            if reading is not None:
                return reading
        return None


# One set a pack; packs are constants.
_STARTERS: dict[int, tuple[frozenset[str], frozenset[str]]] = {}


def _starters(tables: DateTables) -> tuple[frozenset[str], frozenset[str]]:
    """The first words of all expressions that do not begin with a digit, and these with all that may be written together with them."""
    if id(tables) in _STARTERS:
        return _STARTERS[id(tables)]
    groups: tuple[Mapping[str, object] | frozenset[str], ...] = (
        tables.months,
        tables.hijri_months,
        tables.weekdays,
        tables.relative_days,
        tables.leads,
        tables.day_leads,
        tables.articles,
        tables.first_days,
        tables.quarter_letters,
        tables.periods,
        tables.before,
        tables.parts,
        tables.so_far,
        tables.ordinals,
        tables.fractions,
        tables.seasons,
        tables.decades,
        tables.decade_leads,
        tables.century,
        tables.weekends,
        tables.same_day,
        tables.same_month,
        tables.year_pairs,
        tables.ago_before,
        tables.month_nouns,
        tables.week_nouns,
        tables.last_words,
        tables.first_words,
        tables.numbers if tables.ago_after else frozenset(),
    )
    brackets = frozenset({"(", "["}) if tables.twin_months else frozenset()
    starters = frozenset(phrase.split()[0] for group in groups for phrase in group) | brackets
    article = len(tables.article)
    assimilated = {tables.assimilated + word[article:] for word in starters if article and word.startswith(tables.article)}
    triggers = with_proclitics(starters, tables.proclitics, tables.proclitics[0] if tables.proclitics else "") | assimilated
    _STARTERS[id(tables)] = starters, triggers
    return _STARTERS[id(tables)]
