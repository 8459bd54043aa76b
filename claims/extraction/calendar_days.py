"""Expressions of one day: numeric, day and month, weekdays, today and its neighbours, so long ago."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from claims.extraction.calendar_spans import day_span, hijri_span, hijri_year_near, period_around, weekday_near, year_of_month
from claims.extraction.date_words import CHOSEN, FIRST_YEAR, FULL, RELATIVE, DateReading, DateWords
from claims.extraction.lexemes import QUOTES
from claims.records import Precision

_LAST_HIJRI, _FIRST_HIJRI = 1500, 1300
# "15 months ago" measures, "two months ago" names a month.
_MOST_MONTHS_AGO = 6
_WITHOUT_YEAR = 3  # lexemes of "22/04"
_DAYS_OF_ONE_MONTH = 4  # "15, 16, 17 and 18 June"
_COMMAS = frozenset(",،")
_LISTING = _COMMAS | {"-"}


class CalendarDays:
    def __init__(self, words: DateWords) -> None:
        self._w = words
        self._t = words.t
        self.rules = (
            self._same_day,
            self._relative_day,
            self._ago,
            self._year_month_day,
            self._weekday_and_numeric,
            self._numeric,
            self._day_of_month,
            self._shared_day,
            self._day_and_month,
        )

    def _same_day(self, index: int) -> DateReading | None:
        """ "The same day" as the date before; "the same day of 1869" in that year."""
        match = self._w.phrase(index, self._t.same_day)
        if match is None:
            return None
        last = self._w.last
        if last is None or last.days.first != last.days.last:
            return None
        year = self._w.year_behind(match[0])
        if year is None:
            return DateReading(match[0], last.days, CHOSEN, "same-day")
        return DateReading(year[0], day_span(last.days.first.replace(year=year[1])), CHOSEN, "same-day")

    def _relative_day(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        start = index + 1 if w.word(index) in t.leads and w.word(index + 1) in t.relative_days else index
        match = w.phrase(start, t.relative_days)
        if match is None or (match[1] == 0 and self._is_no_day(index, match[0])):
            return None
        after, shift = match
        days = period_around(w.spoken_on(index) if start == index else w.today, Precision.DAY, shift)
        opened = w.word(after) == "("
        weekday_at = after + opened + (w.word(after + opened) in t.weekday_marks)
        if (weekday := t.weekdays.get(w.word(weekday_at))) is not None and (not opened or w.word(weekday_at + 1) == ")"):
            named = weekday_near(weekday, w.today, None, forward=shift > 0)
            return DateReading(weekday_at + 1 + opened, day_span(named), FULL if named == days.first else CHOSEN, "relative-weekday")
        if shift == 0 and (full := self._day_and_month(after)) is not None:
            return full
        return DateReading(after, days, RELATIVE, "relative-day")

    def _is_no_day(self, index: int, after: int) -> bool:
        """Whether "today" is part of a name, means these times, or a day that the text explains."""
        before, behind = self._w.word(index - 1), self._w.word(after)
        if before in self._t.not_today_before or behind in self._t.not_today_after or behind in self._t.after:
            return True
        if before in self._t.before and self._w.word(index - 2) in self._t.not_today_before:
            return True
        if behind in QUOTES and self._w.word(index - 2) in QUOTES:
            return True
        if before[:1] in self._t.proclitics and before[1:] in self._t.not_today_before:
            return True
        return self._t.today_is_the_day and behind.isdecimal() and self._w.word(after + 1) in self._t.links

    def _ago(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        start = index + 1 if w.word(index) in t.ago_before else index
        if t.ago_before and start == index:
            return None
        count = w.number(start)
        count = t.numbers.get(w.word(start)) if count is None else count
        unit = t.ago_units.get(w.word(start if count is None else start + 1))
        if unit is None:
            return None
        own, period = unit
        after = start + (1 if count is None else 2)
        if t.ago_after:
            # "Over three years ago" is an amount alone.
            if w.word(after) not in t.ago_after or w.word(index - 1) in t.approximations:
                return None
            after += 1
        elif w.word(after) in t.anchors or w.word(after) in t.relative_days:
            return None
        amount = own if count is None else count
        if not amount or (start == index and count is None):
            return None
        if period is Precision.MONTH and amount > _MOST_MONTHS_AGO and not t.ago_before:
            return None
        return DateReading(after, period_around(w.today, period, -amount), CHOSEN, "ago")

    def _year_month_day(self, index: int) -> DateReading | None:
        """ "2019/Aug/01"."""
        w = self._w
        year, mark = w.number(index), w.word(index + 1)
        month = w.month_name(index + 2) if year is not None and year >= FIRST_YEAR and mark in ("/", "-") else None
        day = w.number(month[0] + 1) if month is not None and w.word(month[0]) == mark else None
        if year is None or month is None or day is None:
            return None
        return DateReading(month[0] + 2, day_span(date(year, month[1], day)), FULL, "numeric")

    def _numeric(self, index: int) -> DateReading | None:
        """ "22/04/2018", "2018-04-22", "22.04.2018"; without a year only behind a word that announces a day."""
        w = self._w
        dotted = w.word(index).split(".")
        if len(dotted) == 3 and all(part.isdecimal() for part in dotted):
            return self._from_numbers([int(part[:4]) for part in dotted], index + 1, ".")
        separator = w.word(index + 1)
        if separator not in ("/", "-"):
            return self._numeric_behind_lead(index)
        first, second, third = (w.number(index + offset) for offset in (0, 2, 4))
        if w.word(index + 3) != separator or first is None or second is None or third is None:
            return None
        return self._from_numbers([first, second, third], index + 5, separator)

    def _numeric_behind_lead(self, index: int) -> DateReading | None:
        w = self._w
        start = index + (w.word(index) in self._t.day_leads)
        if w.word(start + 1) not in ("/", "-") or w.word(start + 3) in ("/", "-") or not w.lexemes.touch(start + 1):
            return None
        first, second = w.number(start), w.number(start + 2)
        if first is None or second is None:
            return None
        # Without such a word only two digits each, one of them no month, with a stroke: 22/04.
        announced = w.word(start - 1) in self._t.announce_days or w.word(start - 1) in self._t.weekdays
        plain = announced or (w.word(start + 1) == "/" and len(w.word(start)) == len(w.word(start + 2)) == 2 and max(first, second) > 12)
        if start == index and not plain:
            return None
        first, second = (second, first) if second > 12 or (self._t.month_first and first <= 12) else (first, second)
        return DateReading(start + 3, day_span(date(year_of_month(second, w.today, None), second, first)), CHOSEN, "numeric")

    def _weekday_and_numeric(self, index: int) -> DateReading | None:
        """ "Sunday 22/04/2018"."""
        w = self._w
        start = self._weekday_before(index)
        if w.word(index + (w.word(index) in self._t.leads)) not in self._t.weekdays or w.word(start - 1) == "(":
            return None
        reading = self._numeric(start)
        return reading if reading is not None and reading.after - start != _WITHOUT_YEAR else None

    def _from_numbers(self, numbers: list[int], after: int, separator: str) -> DateReading | None:
        first, second, third = numbers
        year, month, day = (first, second, third) if first >= FIRST_YEAR else (third, second, first)
        american = self._t.month_first and first < FIRST_YEAR and separator != "."
        if month > 12 or (american and day <= 12):
            month, day = day, month
        if year < FIRST_YEAR:
            if separator == "-" and not self._t.month_first:
                return None
            year += 2000 if year < 50 else 1900
        return DateReading(after, day_span(date(year, month, day)), FULL if max(first, second) > 12 else CHOSEN, "numeric")

    def day_number(self, index: int) -> tuple[int, int] | None:
        """A day of a month in digits or as an ordinal: where it ends, and its number."""
        w = self._w
        if w.word(index) in self._t.first_days and w.phrase(index + 1, self._t.months) is not None:
            return index + 1, 1
        number = w.number(index)
        if number is not None and 1 <= number <= 31:
            after = index + 1
            return after + (w.word(after) in self._t.day_suffixes and w.lexemes.touch(after)), number
        return w.phrase(index, self._t.ordinals) or w.spoken_day(index)

    def _day_of_month(self, index: int) -> DateReading | None:
        """ "The second of this month"."""
        w = self._w
        start = index + (w.word(index) in self._t.articles)
        match = self.day_number(start)
        if match is None:
            return None
        at = match[0] + (w.word(match[0]) in self._t.links)
        if at == match[0] and w.word(at) not in self._t.before and self._t.periods.get(w.word(at)) is not Precision.MONTH:
            return None
        before = self._t.before.get(w.word(at))
        at += before is not None
        if self._t.periods.get(w.word(at)) is not Precision.MONTH:
            return None
        after, modifier = w.modifier(at + 1)
        modifier = before if before is not None else modifier
        if modifier is None:
            return None
        month = period_around(w.today, Precision.MONTH, modifier).first
        return DateReading(after, day_span(month.replace(day=match[1])), RELATIVE, "day-of-month")

    def _day_and_month(self, index: int) -> DateReading | None:
        w = self._w
        named = self._weekday_before(index)
        named += w.word(named) in self._t.articles
        match = self.day_number(named)
        if match is None:
            return self._month_and_day(named)
        after, day = match
        if w.word(index - 1) in self._t.not_days:
            return None
        month_at = w.skip_links(w.skip_links(after))
        month_at += w.word(month_at) == "-" and w.lexemes.touch(month_at) and w.word(month_at + 1) in self._t.months
        if (hijri := w.phrase(month_at, self._t.hijri_months)) is not None and w.phrase(month_at, self._t.months) is None:
            return None if w.word(month_at - 1) == "-" else self.hijri(hijri, day)
        month = w.month_name(month_at)
        if month is None or not (w.is_name(month_at) or month_at == after):
            return self._shared_month(named, after, day)
        reading = self._dated(index, *month, day)
        closed = reading is not None and w.word(named - 1) == "(" and named - 1 > index and w.word(reading.after) == ")"
        return reading._replace(after=reading.after + 1) if reading is not None and closed else reading

    def _weekday_before(self, index: int) -> int:
        w = self._w
        start = index + (w.word(index) in self._t.leads)
        if w.word(start) not in self._t.weekdays:
            return start if start > index and w.number(start) is not None and w.word(index) in self._t.day_leads else index
        # "Sunday next, 10 June".
        after, _shift = w.modifier(start + 1)
        after += w.word(after) in _COMMAS or w.word(after) == "(" or w.word(after) in self._t.weekday_links
        return after + (w.word(after) in self._t.relative_days and w.word(after + 1) not in self._t.links)

    def _month_and_day(self, index: int) -> DateReading | None:
        w = self._w
        if not self._t.month_first:
            return None
        month = w.month_name(index) if w.is_name(index) else None
        if month is None:
            return None
        at = w.skip_links(month[0]) if w.word(month[0]) in ("-", "/") else month[0]
        at += w.word(at) == "," and w.word(at + 2) in self._t.day_suffixes
        at += w.word(at) in self._t.articles
        day = self.day_number(at)
        if day is None or (w.number(at) is None and w.word(at) not in self._t.ordinals):
            return None
        if len(w.word(day[0] - 1)) > 1 and w.word(day[0]) == ":":
            return None
        return self._dated(index, day[0], month[1], day[1])

    def _shared_month(self, index: int, after: int, day: int) -> DateReading | None:
        """A day of "15, 16 and 17 June" but the last: it takes the month of the last, and only it is the expression."""
        w = self._w
        last, step = day, after
        if w.number(index) is None:
            return None
        for _ in range(_DAYS_OF_ONE_MONTH):
            if not any(w.word(step) in table for table in (self._t.ranges, self._t.conjunctions, _LISTING)):
                return None
            following = w.number(step + 1)
            if following is None or not last < following <= 31:
                return None
            last, step = following, step + 2
            if (named := self._day_of_month(step - 1)) is not None:
                return named._replace(after=after, days=day_span(named.days.first.replace(day=day)), confidence=CHOSEN, rule="shared-month")
            month = w.month_name(w.skip_links(step))
            if month is not None:
                reading = self._dated(index, *month, day)
                return None if reading is None else reading._replace(after=after, confidence=CHOSEN, rule="shared-month")
        return None

    def _shared_day(self, index: int) -> DateReading | None:
        """The second day of "November 18-19"."""
        w, last = self._w, self._w.last
        number = w.number(index)
        if not self._t.month_first or last is None or number is None or last.after != index - 1 or not last.rule.startswith("day-month"):
            return None
        if w.word(index - 1) not in self._t.ranges and w.word(index - 1) not in self._t.conjunctions:
            return None
        if not last.days.first.day < number <= 31 or w.word(index + 1) in self._t.counted or w.word(index + 1) in self._t.months:
            return None
        year = w.year_behind(index + 1) or (index + 1, last.days.first.year)
        return DateReading(year[0], day_span(date(year[1], last.days.first.month, number)), CHOSEN, "shared-month")

    def _year_of_both(self, after: int) -> int | None:
        """The year behind the second day of "November 20-22, 2026", where the first ends at `after`."""
        w = self._w
        is_pair = self._t.month_first and w.word(after) in self._t.ranges and w.number(after + 1) is not None
        year = w.year_behind(after + 2) if is_pair else None
        return None if year is None else year[1]

    def _dated(self, index: int, after: int, month: int, day: int) -> DateReading | None:
        w = self._w
        if (year := w.year_behind(after)) is not None:
            return DateReading(year[0], day_span(date(year[1], month, day)), FULL, "day-month-year")
        end, modifier = w.modifier(after)
        if modifier is None:
            if (shared := w.year_of_partner(after) or self._year_of_both(after)) is not None:
                return DateReading(after, day_span(date(shared, month, day)), FULL, "day-month-year")
            if (known := self._landmark(index, month, day)) is not None:
                return DateReading(after, day_span(known), CHOSEN, "landmark")
        if modifier == -1 and month == w.today.month and day > w.today.day:
            return DateReading(end, day_span(date(w.today.year - 1, month, day)), RELATIVE, "day-month")
        number = year_of_month(month, w.today, modifier, outlook=w.outlook(index))
        return DateReading(end, day_span(date(number, month, day)), RELATIVE, "day-month")

    def _landmark(self, index: int, month: int, day: int) -> date | None:
        """A day that readers know by itself, in another month than its own, behind a word for what happened then."""
        w = self._w
        entry = self._t.landmarks.get((month, day))
        if entry is None or w.today.month == month or w.today < date(entry[0], month, day):
            return None
        before = takewhile(lambda word: word.isalpha(), reversed(w.words[max(0, index - 2) : index]))
        return date(entry[0], month, day) if not entry[1] or any(word in self._t.events for word in before) else None

    def hijri(self, month: tuple[int, int], day: int | None, before: int | None = None) -> DateReading:
        """A Hijri month, or a `day` of it, with the year or modifier behind it; `before` is a modifier that stands before it."""
        w = self._w
        after = month[0] + (w.word(month[0]) in self._t.honorifics)
        at = w.skip_links(after)
        number = w.number(at)
        if number is not None and _FIRST_HIJRI <= number <= _LAST_HIJRI:
            after = at + 1
            return DateReading(after + (w.word(after) in self._t.hijri_suffixes), hijri_span(number, month[1], day), FULL, "hijri")
        after, modifier = w.modifier(after)
        year = hijri_year_near(w.today, month[1], modifier if before is None else before)
        return DateReading(after, hijri_span(year, month[1], day), CHOSEN, "hijri")
