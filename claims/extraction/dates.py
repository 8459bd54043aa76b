"""Days, weeks, months, years and other calendar spans in a text, resolved against its publication."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from claims.extraction.calendar_spans import (
    day_span,
    hijri_span,
    hijri_year_near,
    months_span,
    part_of,
    period_around,
    weekday_near,
    year_of_month,
    years_span,
)
from claims.extraction.lexemes import lex
from claims.languages.folding import Folded
from claims.languages.pack import DateTables, LanguagePack
from claims.records import DaySpan, FoundDate, Precision, Reason

# Longer phrases than this are in no table.
_LONGEST_PHRASE = 4
# A bare number is a year within these, where nothing around it says otherwise.
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1900, 2099
_FIRST_YEAR = 1000
_TATWEEL = "\u0640"
# Words before a weekday that are searched for a look ahead.
_LOOKED_BACK = 6
# What names its day fully, what hangs on publication, and what leaves a choice of years or directions.
_FULL, _RELATIVE, _CHOSEN = 0.97, 0.93, 0.85

_Value = TypeVar("_Value")


class _NeedsPublication(Exception):
    """The expression is relative and the day of publication is not known."""


class _Reading(NamedTuple):
    after: int  # index of the first lexeme behind the expression
    days: DaySpan
    confidence: float
    rule: str


def find_dates(folded: Folded, source: str, pack: LanguagePack, published: date | None) -> tuple[tuple[FoundDate, ...], tuple[Reason, ...]]:
    """Every date expression of `source`, by start, and a warning where relative ones were left out.

    `folded` is `fold(source)`; spans are of `source`. Without `published`, an expression that hangs on it is left out and counted
    in the Reason `relative_dates_left_out`. Clock times, durations and unbounded words are no dates. Linear in the length.
    """
    finder = _Finder(folded, source, pack, published)
    found = []
    for start, end, reading in finder.all():
        first, last = folded.original_span(start, end)
        # The abbreviation هـ ends in a tatweel, which folding drops.
        last += source[last : last + 1] == _TATWEEL
        found.append(FoundDate(first, last, source[first:last], reading.days, reading.confidence, reading.rule))
    warnings = (Reason("relative_dates_left_out", {"count": str(finder.left_out)}),) if finder.left_out else ()
    return tuple(found), warnings


class _Finder:
    def __init__(self, folded: Folded, source: str, pack: LanguagePack, published: date | None) -> None:
        self._folded = folded
        self._source = source
        self._t = pack.dates
        self._published = published
        self._lexemes = lex(folded.text)
        self._words = [lexeme.text for lexeme in self._lexemes]
        self.left_out = 0
        self._rules: tuple[Callable[[int], _Reading | None], ...] = (
            self._relative_day,
            self._ago,
            self._numeric,
            self._day_and_month,
            self._weekday,
            self._so_far,
            self._part,
            self._division,
            self._century,
            self._decade,
            self._period,
            self._season,
            self._month,
            self._year,
        )
        self._starters = _starters(pack)

    def all(self) -> list[tuple[int, int, _Reading]]:
        """Folded start and end of each expression with its reading; the first rule that fits wins, longest before shorter by order."""
        found: list[tuple[int, int, _Reading]] = []
        index = 0
        while index < len(self._words):
            reading, cut = self._read(index)
            if reading is None:
                index += 1
                continue
            found.append((self._lexemes[index].start + cut, self._lexemes[reading.after - 1].end, reading))
            index = reading.after
        return found

    def _read(self, index: int) -> tuple[_Reading | None, int]:
        word = self._words[index]
        if word in self._starters or word[0].isdigit():
            return self._first_fit(index), 0
        if word[:1] in self._t.proclitics and word[1:] in self._starters:
            self._words[index] = word[1:]
            return self._first_fit(index), 1
        return None, 0

    def _first_fit(self, index: int) -> _Reading | None:
        for rule in self._rules:
            try:
                reading = rule(index)
            except _NeedsPublication:
                self.left_out += 1
                return None
            except (ValueError, OverflowError):  # no such day, or outside the calendar: not a date
                continue
            if reading is not None:
                return reading
        return None

    @property
    def _today(self) -> date:
        if self._published is None:
            raise _NeedsPublication
        return self._published

    def _word(self, index: int) -> str:
        return self._words[index] if 0 <= index < len(self._words) else ""

    def _phrase(self, index: int, table: Mapping[str, _Value]) -> tuple[int, _Value] | None:
        for length in range(_LONGEST_PHRASE, 0, -1):
            phrase = " ".join(self._words[index : index + length])
            if phrase in table:
                return min(index + length, len(self._words)), table[phrase]
        return None

    def _number(self, index: int) -> int | None:
        word = self._word(index)
        return int(word) if word.isdecimal() and len(word) <= 4 else None

    def _modifier(self, index: int) -> tuple[int, int | None]:
        value = self._t.after.get(self._word(index))
        return (index, None) if value is None else (index + 1, value)

    def _relative_day(self, index: int) -> _Reading | None:
        start = index + 1 if self._word(index) in self._t.leads and self._word(index + 1) in self._t.relative_days else index
        match = self._phrase(start, self._t.relative_days)
        if match is None:
            return None
        after, shift = match
        days = period_around(self._today, Precision.DAY, shift)
        opened = self._word(after) == "("
        if (weekday := self._t.weekdays.get(self._word(after + opened))) is not None and (not opened or self._word(after + 2) == ")"):
            named = weekday_near(weekday, self._today, None, forward=shift > 0)
            confidence = _FULL if named == days.first else _CHOSEN
            return _Reading(after + (3 if opened else 1), day_span(named), confidence, "relative-weekday")
        if shift == 0 and (full := self._day_and_month(after)) is not None:
            return full
        return _Reading(after, days, _RELATIVE, "relative-day")

    def _ago(self, index: int) -> _Reading | None:
        start = index + 1 if self._word(index) in self._t.ago_before else index
        if self._t.ago_before and start == index:
            return None
        count = self._number(start)
        count = self._t.numbers.get(self._word(start)) if count is None else count
        unit = self._t.ago_units.get(self._word(start if count is None else start + 1))
        if unit is None:
            return None
        own, period = unit
        after = start + (1 if count is None else 2)
        if self._t.ago_after and self._word(after) not in self._t.ago_after:
            return None
        amount = own if count is None else count
        if not amount or (start == index and count is None):
            return None
        if own == 1 and count is None:
            return (
                None
                if self._word(after) in self._t.relative_days
                else _Reading(after, period_around(self._today, period, -1), _CHOSEN, "ago")
            )
        return _Reading(after + (1 if self._t.ago_after else 0), period_around(self._today, period, -amount), _CHOSEN, "ago")

    def _numeric(self, index: int) -> _Reading | None:
        separator = self._word(index + 1)
        if separator not in ("/", "-") or self._word(index + 3) != separator:
            return None
        numbers = [self._number(index + offset) for offset in (0, 2, 4)]
        first, second, third = numbers
        if first is None or second is None or third is None:
            return None
        year, month, day = (first, second, third) if first >= _FIRST_YEAR else (third, second, first)
        if self._t.month_first and first < _FIRST_YEAR and ((separator == "/" and second > 12) or (day <= 12 and separator == "/")):
            month, day = day, month
        if year < _FIRST_YEAR:
            year += 2000 if separator == "/" and third < 100 else 0
        return _Reading(index + 5, day_span(date(year, month, day)), _FULL if max(first, second) > 12 else _CHOSEN, "numeric")

    def _day_number(self, index: int) -> tuple[int, int] | None:
        number = self._number(index)
        if number is not None and 1 <= number <= 31:
            return index + 1 + (self._word(index + 1) in ("st", "nd", "rd", "th")), number
        return self._phrase(index, self._t.ordinals)

    def _skip_links(self, index: int) -> int:
        for length in (2, 1):
            if index + length <= len(self._words) and " ".join(self._words[index : index + length]) in self._t.links:
                return index + length
        return index

    def _month_name(self, index: int) -> tuple[int, int] | None:
        match = self._phrase(index, self._t.months)
        if match is None:
            return None
        after, month = match
        if self._t.month_first and self._word(after) == "." and after - index == 1 and len(self._word(index)) < 5:
            after += 1
        opened = self._word(after) in ("/", "(", "-")
        twin = self._phrase(after + 1, self._t.months) if opened else None
        if twin is not None and twin[1] == month:
            after = twin[0] + (self._word(after) == "(" and self._word(twin[0]) == ")")
        return after, month

    def _year_behind(self, index: int) -> tuple[int, int] | None:
        start = self._skip_links(index)
        number = self._number(start)
        if number is None or not _FIRST_YEAR <= number <= _LAST_BARE_YEAR or "." in self._word(start):
            return None
        return start + 1 + (self._word(start + 1) in self._t.year_suffixes), number

    def _day_and_month(self, index: int) -> _Reading | None:
        named = self._weekday_before(index)
        match = self._day_number(named)
        if match is None:
            return self._month_and_day(named)
        after, day = match
        month_at = self._skip_links(self._skip_links(after))
        if (hijri := self._phrase(month_at, self._t.hijri_months)) is not None and self._phrase(month_at, self._t.months) is None:
            return self._hijri(hijri, day)
        month = self._month_name(month_at)
        if month is None:
            return self._shared_month(named, after, day)
        return self._dated(month[0], month[1], day)

    def _weekday_before(self, index: int) -> int:
        start = index + (self._word(index) in self._t.leads)
        if self._word(start) not in self._t.weekdays:
            return index
        return start + 1 + (self._word(start + 1) in (",", "،"))

    def _month_and_day(self, index: int) -> _Reading | None:
        month = self._month_name(index) if self._t.month_first and self._is_name(index) else None
        day = self._day_number(month[0]) if month is not None and self._number(month[0]) is not None else None
        return None if month is None or day is None else self._dated(day[0], month[1], day[1])

    def _shared_month(self, index: int, after: int, day: int) -> _Reading | None:
        """The first day of "15 to 17 June": it takes the month of the second, and only it is the expression."""
        word = self._word(after)
        step = after + 1
        if word not in ("الي", "و", "او", "-", "to", "and"):
            return None
        second = self._number(step)
        if self._number(index) is None or second is None or not day < second <= 31:
            return None
        month = self._month_name(self._skip_links(step + 1))
        if month is None:
            return None
        reading = self._dated(month[0], month[1], day)
        return None if reading is None else reading._replace(after=after, confidence=_CHOSEN, rule="shared-month")

    def _dated(self, after: int, month: int, day: int) -> _Reading | None:
        year = self._year_behind(after)
        if year is not None:
            return _Reading(year[0], day_span(date(year[1], month, day)), _FULL, "day-month-year")
        end, modifier = self._modifier(after)
        if modifier == -1 and month == self._today.month and day > self._today.day:
            return _Reading(end, day_span(date(self._today.year - 1, month, day)), _RELATIVE, "day-month")
        return _Reading(end, day_span(date(year_of_month(month, self._today, modifier), month, day)), _RELATIVE, "day-month")

    def _hijri(self, month: tuple[int, int], day: int | None) -> _Reading | None:
        after = month[0]
        number = self._number(self._skip_links(after))
        if number is not None and 1300 <= number <= 1500:
            after = self._skip_links(after) + 1
            after += self._word(after) in self._t.hijri_suffixes
            return _Reading(after, hijri_span(number, month[1], day), _FULL, "hijri")
        after, _ = self._modifier(after)
        return _Reading(after, hijri_span(hijri_year_near(self._today, month[1]), month[1], day), _CHOSEN, "hijri")

    def _is_name(self, index: int) -> bool:
        if not self._t.capitalized:
            return True
        if index >= len(self._lexemes):
            return False
        start, end = self._folded.original_span(self._lexemes[index].start, self._lexemes[index].end)
        return self._source[start:end][:1].isupper()

    def _weekday(self, index: int) -> _Reading | None:
        before = self._t.before.get(self._word(index))
        lead = self._word(index) in self._t.leads and self._word(index) not in self._t.periods
        start = index + 1 if before is not None or lead else index
        weekday = self._t.weekdays.get(self._word(start))
        if weekday is None or not self._is_name(start):
            return None
        after, modifier = self._modifier(start + 1)
        modifier = before if before is not None else modifier
        shift = self._t.relative_days.get(self._word(after))
        forward = self._looks_forward(index) or (shift or 0) > 0
        day = weekday_near(weekday, self._today, modifier, forward=forward)
        return _Reading(after + (shift is not None), day_span(day), _CHOSEN if forward else _RELATIVE, "weekday")

    def _looks_forward(self, index: int) -> bool:
        for word in reversed(self._words[max(0, index - _LOOKED_BACK) : index]):
            if word in (".", "؟", "!", "،"):
                return False
            if word in self._t.future or (
                self._t.future_prefix and word.startswith((self._t.future_prefix + "ي", self._t.future_prefix + "ت")) and len(word) > 4
            ):
                return True
        return False

    def _so_far(self, index: int) -> _Reading | None:
        match = self._phrase(index, self._t.so_far)
        inner = self._period(match[0]) if match is not None else None
        if inner is None or not inner.days.first <= self._today <= inner.days.last:
            return None
        return inner._replace(days=DaySpan(inner.days.first, self._today, Precision.RANGE), rule="so-far")

    def _part(self, index: int) -> _Reading | None:
        match = self._phrase(index, self._t.parts)
        if match is None:
            return None
        start = match[0] + (self._word(match[0]) == "-")
        if (inner := self._whole_period(start)) is None:
            return None
        return inner._replace(days=part_of(inner.days, match[1]), rule="part")

    def _whole_period(self, index: int) -> _Reading | None:
        for rule in (self._decade, self._century, self._period, self._month, self._year):
            if (reading := rule(index)) is not None:
                return reading
        bare = self._t.periods.get(self._word(index)) if self._word(index) in self._t.bare_periods else None
        return None if bare is None else _Reading(index + 1, period_around(self._today, bare, 0), _CHOSEN, "period")

    def _division(self, index: int) -> _Reading | None:
        parts, ordinal = self._t.fractions.get(self._word(index)), self._t.ordinals.get(self._word(index + 1))
        if parts is None:
            parts, ordinal = self._t.fractions.get(self._word(index + 1)), self._t.ordinals.get(self._word(index))
        if parts is None or ordinal is None or ordinal > parts:
            return None
        year = self._whole_period(self._skip_links(index + 2)) or self._whole_period(index + 3)
        if year is None or year.days.precision is not Precision.YEAR:
            return None
        size = 12 // parts
        return year._replace(days=months_span(year.days.first.year, (ordinal - 1) * size + 1, size, Precision.RANGE), rule="division")

    def _century(self, index: int) -> _Reading | None:
        if self._word(index) in self._t.century:
            match = self._phrase(index + 1, self._t.ordinals)
        else:
            match = self._day_number(index)
            match = (match[0] + 1, match[1]) if match is not None and self._word(match[0]) in self._t.century else None
        if match is None:
            return None
        return _Reading(match[0], years_span((match[1] - 1) * 100 + 1, 100, Precision.CENTURY), _FULL, "century")

    def _decade(self, index: int) -> _Reading | None:
        number = self._number(index)
        if number is not None and number >= _FIRST_YEAR and number % 10 == 0 and self._word(index + 1) == "s":
            return _Reading(index + 2, years_span(number, 10, Precision.DECADE), _FULL, "decade")
        decade = self._t.decades.get(self._word(index))
        if decade is None:
            return None
        after = index + 1
        if self._word(after) in self._t.century and self._t.after.get(self._word(after + 1)) is not None:
            return _Reading(
                after + 2,
                years_span((self._today.year // 100 + self._t.after[self._word(after + 1)]) * 100 + decade, 10, Precision.DECADE),
                _FULL,
                "decade",
            )
        return None

    def _period(self, index: int) -> _Reading | None:
        before = self._t.before.get(self._word(index))
        start = index if before is None else index + 1
        period = self._t.periods.get(self._word(start))
        if period is None:
            return None
        after, modifier = self._modifier(start + 1)
        modifier = before if before is not None else modifier
        if modifier is None:
            return None
        season = self._t.seasons.get(self._word(start), 0)
        return _Reading(after, period_around(self._today, period, modifier, season=season), _RELATIVE, "period")

    def _season(self, index: int) -> _Reading | None:
        month = self._t.seasons.get(self._word(index))
        year = self._year_behind(index + 1) if month is not None else None
        if month is None or year is None:
            return None
        return _Reading(year[0], months_span(year[1], month, 3, Precision.SEASON), _FULL, "season")

    def _month(self, index: int) -> _Reading | None:
        before = self._t.before.get(self._word(index))
        lead = before is not None or self._word(index) in self._t.leads
        start = index + 1 if lead else index
        if (hijri := self._phrase(start, self._t.hijri_months)) is not None:
            known = lead or self._number(self._skip_links(hijri[0])) is not None or self._words[start] not in self._t.ambiguous
            return self._hijri(hijri, None) if known else None
        match = self._month_name(start)
        if match is None or not self._is_name(start):
            return None
        after, month = match
        year = self._year_behind(after)
        if year is not None:
            return _Reading(year[0], months_span(year[1], month, 1, Precision.MONTH), _FULL, "month-year")
        end, modifier = self._modifier(after)
        modifier = before if before is not None else modifier
        doubled = after - start > 1
        if self._word(start) in self._t.ambiguous and not (
            lead or doubled or modifier is not None or self._word(index - 1) in self._t.beside_months
        ):
            return None
        year_number = year_of_month(month, self._today, modifier)
        if modifier == -1 and month == self._today.month:
            year_number -= 1
        return _Reading(end, months_span(year_number, month, 1, Precision.MONTH), _RELATIVE if modifier is not None else _CHOSEN, "month")

    def _year(self, index: int) -> _Reading | None:
        lead = self._word(index) in self._t.leads
        start = index + 1 if lead else index
        number = self._number(start)
        if number is None or self._word(index - 1) in self._t.programmes:
            return None
        after = start + 1
        if self._word(after) in self._t.hijri_suffixes and 1300 <= number <= 1500:
            first, last = hijri_span(number, 1, None), hijri_span(number, 12, None)
            return _Reading(after + 1, DaySpan(first.first, last.last, Precision.YEAR), _FULL, "hijri-year")
        suffixed = self._word(after) in self._t.year_suffixes
        low = _FIRST_YEAR if lead or suffixed else _FIRST_BARE_YEAR
        if not low <= number <= _LAST_BARE_YEAR or not (lead or suffixed or self._stands_alone(start)):
            return None
        return _Reading(after + suffixed, years_span(number, 1, Precision.YEAR), _FULL if lead or suffixed else _CHOSEN, "year")

    def _stands_alone(self, index: int) -> bool:
        """Whether a number is neither counted, nor a price, nor the tail of a name such as a model."""
        follower = self._word(index + 1)
        return (
            follower not in self._t.ago_units
            and follower not in ("%", "دولار", "شخص", "people")
            and self._word(index - 1) not in ("$", "€", "£", "#")
        )


def _first_words(tables: DateTables) -> frozenset[str]:
    """The first words of all expressions that do not begin with a digit."""
    groups: tuple[Mapping[str, object] | frozenset[str], ...] = (
        tables.months,
        tables.hijri_months,
        tables.weekdays,
        tables.relative_days,
        tables.leads,
        tables.periods,
        tables.before,
        tables.parts,
        tables.so_far,
        tables.ordinals,
        tables.fractions,
        tables.seasons,
        tables.decades,
        tables.century,
        tables.ago_before,
        tables.numbers if tables.ago_after else frozenset(),
    )
    return frozenset(phrase.split()[0] for group in groups for phrase in group)


# One set a pack; packs are constants.
_STARTERS: dict[str, frozenset[str]] = {}


def _starters(pack: LanguagePack) -> frozenset[str]:
    if pack.code not in _STARTERS:
        _STARTERS[pack.code] = _first_words(pack.dates)
    return _STARTERS[pack.code]
