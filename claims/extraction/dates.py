"""Days, weeks, months, years and other calendar spans in a text, resolved against its publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple

from claims.extraction.calendar_days import CalendarDays
from claims.extraction.calendar_periods import CalendarPeriods
from claims.extraction.calendar_weekdays import CalendarWeekdays
from claims.extraction.date_words import DateReading, DateWords, NeedsPublication
from claims.extraction.lexemes import lex, triggered, with_proclitics
from claims.languages.folding import Folded, behind_marks
from claims.languages.pack import DateTables, LanguagePack
from claims.records import FoundDate, Reason

# Before the second name of a month, or the first.
_BRACKETS = frozenset("([")


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
        self._starters, self._followed, self._triggers = _openers(words.t)
        self.left_out = 0

    def all(self) -> list[tuple[int, int, DateReading]]:
        """Folded start and end of each expression with its reading."""
        found: list[tuple[int, int, DateReading]] = []
        lexemes = self._words.lexemes
        done = 0
        for index in triggered(lexemes, self._triggers):
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
        if not self._may_open(index):
            return None
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

    def _may_open(self, index: int) -> bool:
        """Whether the word behind one that opens phrases alone, or nothing but a count, lets it open an expression: most do not."""
        followers = self._followed.get(self._words.word(index))
        behind = self._words.word(index + 1)
        return followers is None or behind in followers or behind[:1].isdecimal()


class _Openers(NamedTuple):
    """The first words of all expressions that do not begin with a digit."""

    starters: frozenset[str]
    followed: Mapping[str, Set[str]]  # of these, the ones that open one only before certain words or a digit
    triggers: frozenset[str]  # all of them, and with what may be written together with them


# One entry a pack; packs are constants.
_OPENERS: dict[int, _Openers] = {}


def _openers(tables: DateTables) -> _Openers:
    if id(tables) in _OPENERS:
        return _OPENERS[id(tables)]
    groups: tuple[Mapping[str, object] | frozenset[str], ...] = (
        tables.months,
        tables.hijri_months,
        tables.weekdays,
        tables.relative_days,
        tables.leads,
        tables.day_leads,
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
        tables.articles if tables.days_in_words else frozenset(),
        _BRACKETS if tables.twin_months else frozenset(),
    )
    phrases = [phrase.split() for group in groups for phrase in group]
    followed = _followed(phrases, tables)
    starters = frozenset([phrase[0] for phrase in phrases] + list(followed))
    article = len(tables.article)
    assimilated = {tables.assimilated + word[article:] for word in starters if article and word.startswith(tables.article)}
    triggers = with_proclitics(starters, tables.proclitics, tables.proclitics[0] if tables.proclitics else "") | assimilated
    found = _OPENERS[id(tables)] = _Openers(starters, followed, triggers)
    return found


def _followed(phrases: Sequence[Sequence[str]], tables: DateTables) -> dict[str, set[str]]:
    """What must stand behind the words that open no expression by themselves: the rest of their phrase, a day or a month behind an
    article, a unit behind a count.
    """
    alone = {phrase[0] for phrase in phrases if len(phrase) == 1}
    found: dict[str, set[str]] = {}
    for first, second, *_ in (phrase for phrase in phrases if phrase[0] not in alone):
        found.setdefault(first, set()).add(second)
    for article in () if tables.days_in_words else tables.articles - alone:
        days = [*tables.ordinals, *tables.months, *tables.first_days, *_BRACKETS]
        found.setdefault(article, set()).update(day.split()[0] for day in days)
    for count in tables.numbers.keys() - alone if tables.ago_after else ():
        found.setdefault(count, set()).update(tables.ago_units)
    return found
