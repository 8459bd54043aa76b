"""Expressions of a span: weeks, months, years, seasons, decades, centuries, their parts and divisions."""

from __future__ import annotations

from datetime import timedelta

from claims.extraction.calendar_days import CalendarDays
from claims.extraction.calendar_spans import hijri_span, months_span, part_of, period_around, weekend_of, year_of_month, years_span
from claims.extraction.date_words import (
    CHOSEN,
    FIRST_BARE_YEAR,
    FIRST_YEAR,
    FULL,
    LAST_BARE_YEAR,
    RELATIVE,
    DateReading,
    DateWords,
)
from claims.extraction.lexemes import QUOTES
from claims.records import DaySpan, Precision

_MONTHS_A_YEAR, _QUARTERS = 12, 4
_SATURDAY, _WEEK = 5, 7
_SHORT_YEAR = 2  # digits
_LONGEST_NAME = 3  # words of a name in quotation marks that ends in a year
_FIRST_HIJRI, _LAST_HIJRI = 1300, 1500


class CalendarPeriods:
    def __init__(self, words: DateWords, days: CalendarDays) -> None:
        self._w = words
        self._t = words.t
        self._days = days
        self._whole = (self._decade, self._century, self._period, self._month, self._year)
        self.rules = (
            self._so_far,
            self._weekend,
            self._part,
            self._division,
            self._quarter,
            self._first_months,
            self._century,
            self._decade,
            self._years,
            self._month_of_year,
            self._period,
            self._season,
            self._month,
            self._year,
        )

    def _so_far(self, index: int) -> DateReading | None:
        """ "Earlier this month": from its first day to publication."""
        w = self._w
        match = w.phrase(index, self._t.so_far)
        inner = self._whole_period(match[0]) if match is not None else None
        if inner is None or not inner.days.first <= w.today <= inner.days.last:
            return None
        return inner._replace(days=DaySpan(inner.days.first, w.today, Precision.RANGE), rule="so-far")

    def _weekend(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        before = t.before.get(w.word(index))
        match = w.phrase(index + (before is not None), t.weekends)
        if match is None:
            return None
        after, modifier = w.modifier(match[0])
        modifier = before if before is not None else modifier
        over = modifier < 0 if modifier is not None else w.outlook(index) <= 0
        shift = -1 if over and w.today.weekday() < _SATURDAY else max(modifier or 0, 0)
        week = period_around(w.today, Precision.WEEK, shift + min((modifier or 0) + 1, 0))
        return DateReading(after, weekend_of(week), CHOSEN, "weekend")

    def _part(self, index: int) -> DateReading | None:
        w = self._w
        match = w.phrase(index, self._t.parts)
        if match is None:
            return None
        inner = self._whole_period(match[0] + (w.word(match[0]) == "-"))
        if inner is None or inner.rule == "part":
            return None
        return inner._replace(days=part_of(inner.days, match[1]), rule="part")

    def _whole_period(self, index: int) -> DateReading | None:
        w = self._w
        for rule in self._whole:
            if (reading := rule(index)) is not None:
                return reading
        if (same := w.phrase(index, self._t.same_month)) is not None and w.last is not None:
            first = w.last.days.first
            return DateReading(same[0], months_span(first.year, first.month, 1, Precision.MONTH), CHOSEN, "same-month")
        bare = self._t.periods.get(w.word(index)) if w.word(index) in self._t.bare_periods else None
        return None if bare is None else DateReading(index + 1, period_around(w.today, bare, 0), CHOSEN, "period")

    def _division(self, index: int) -> DateReading | None:
        """ "The first half of 2018", "the second quarter of this year"."""
        w, t = self._w, self._t
        parts, ordinal = t.fractions.get(w.word(index)), t.ordinals.get(w.word(index + 1))
        if parts is None:
            parts, ordinal = t.fractions.get(w.word(index + 1)), t.ordinals.get(w.word(index))
        if parts is None or ordinal is None or ordinal > parts:
            return None
        return self._within_year(index + 2, _MONTHS_A_YEAR // parts, ordinal)

    def _quarter(self, index: int) -> DateReading | None:
        """ "This quarter", "Q3 2019", "2019 Q3"."""
        w, t = self._w, self._t
        before = t.before.get(w.word(index))
        noun = index + (before is not None)
        if t.fractions.get(w.word(noun)) == _QUARTERS:
            after, modifier = w.modifier(noun + 1)
            modifier = before if before is not None else modifier
            return None if modifier is None else self._quarter_from_today(after, modifier)
        start = index if w.word(index) in t.quarter_letters else index + 1 + (w.word(index + 1) == "-")
        parts, ordinal = t.quarter_letters.get(w.word(start)), w.number(start + 1)
        if parts is None or ordinal is None or not 1 <= ordinal <= parts or not w.lexemes.touch(start + 1):
            return None
        year = w.year_behind(start + 2) if start == index else (start + 2, w.number(index) or 0)
        if year is None or not FIRST_BARE_YEAR <= year[1] <= LAST_BARE_YEAR:
            return None
        size = _MONTHS_A_YEAR // parts
        return DateReading(year[0], months_span(year[1], (ordinal - 1) * size + 1, size, Precision.RANGE), FULL, "division")

    def _quarter_from_today(self, after: int, shift: int) -> DateReading:
        today = self._w.today
        quarter = today.year * _QUARTERS + (today.month - 1) // 3 + shift
        days = months_span(quarter // _QUARTERS, quarter % _QUARTERS * 3 + 1, 3, Precision.RANGE)
        return DateReading(after, days, RELATIVE, "division")

    def week_of_month(self, index: int) -> DateReading | None:
        """ "The first week of June": weeks begin on Monday, the first with the first Monday of the month."""
        w, t = self._w, self._t
        noun, number = (index, index + 1) if w.word(index) in t.week_nouns else (index + 1, index)
        last = w.word(number) in t.last_words
        ordinal = t.ordinals.get(w.word(number))
        if w.word(noun) not in t.week_nouns or not (last or ordinal is not None):
            return None
        month = self._whole_period(w.skip_links(max(noun, number) + 1))
        if month is None or month.days.precision is not Precision.MONTH:
            return None
        monday = month.days.first + timedelta(days=-month.days.first.weekday() % _WEEK)
        if last:
            monday = month.days.last - timedelta(days=(month.days.last.weekday() + 1) % _WEEK + _WEEK - 1)
        elif ordinal is not None:
            monday += timedelta(days=_WEEK * (ordinal - 1))
        if not month.days.first <= monday <= month.days.last:
            return None
        return month._replace(days=DaySpan(monday, monday + timedelta(days=_WEEK - 1), Precision.WEEK), rule="week-of-month")

    def _first_months(self, index: int) -> DateReading | None:
        """ "The first five months of this year"."""
        w, t = self._w, self._t
        for noun, number, ordinal in t.first_months:
            words = [w.word(index + offset) for offset in range(3)]
            count = t.counts.get(words[number]) or w.number(index + number)
            if words[noun] in t.month_nouns and words[ordinal] in t.first_words and count and count < _MONTHS_A_YEAR:
                return self._within_year(index + 3, count, 1)
        return None

    def _within_year(self, index: int, size: int, ordinal: int) -> DateReading | None:
        w = self._w
        at = w.skip_links(index)
        year = self._whole_period(at) or self._whole_period(index + 1) or self._whole_period(index)
        if year is None and at > index and (spoken := w.spoken_year(at)) is not None:
            year = DateReading(spoken[0], years_span(spoken[1], 1, Precision.YEAR), FULL, "division")
        if year is None or year.days.precision is not Precision.YEAR:
            if not self._t.bare_divisions or w.word(index).isalpha():
                return None
            year = DateReading(index, period_around(w.today, Precision.YEAR, 0), CHOSEN, "division")
        return year._replace(days=months_span(year.days.first.year, (ordinal - 1) * size + 1, size, Precision.RANGE), rule="division")

    def _century(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        if w.word(index) in t.century:
            match = w.phrase(index + 1, t.ordinals)
        else:
            match = self._days.day_number(index)
            match = (match[0] + 1, match[1]) if match is not None and w.word(match[0]) in t.century else None
        if match is None or w.phrase(match[0], t.before_christ) is not None:
            return None
        return DateReading(match[0], years_span((match[1] - 1) * 100 + 1, 100, Precision.CENTURY), FULL, "century")

    def _decade(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        number = w.number(index)
        suffixed = w.word(index + 1) in t.decade_suffixes and w.lexemes.touch(index + 1)
        if number is not None and number >= FIRST_YEAR and number % 10 == 0 and suffixed:
            return DateReading(index + 2, years_span(number, 10, Precision.DECADE), FULL, "decade")
        start = index + (w.word(index) in t.decade_leads)
        decade = t.decades.get(w.word(start))
        if decade is None or w.word(start + 1) in t.ages or " ".join(w.words[start + 1 : start + 3]) in t.ages:
            return None
        after, century = start + 1, 1900
        if w.word(after) in t.century and (shift := t.after.get(w.word(after + 1))) is not None:
            after, century = after + 2, (w.today.year // 100 + shift) * 100
        elif w.word(after) in t.year_suffixes:
            after += 1
        elif start == index and not w.word(index).startswith(t.article) and not w.word(index).endswith(t.decade_endings):
            return None
        return DateReading(after, years_span(century + decade, 10, Precision.DECADE), CHOSEN, "decade")

    def _years(self, index: int) -> DateReading | None:
        """Two years that are one expression: "the years 2009 and 2011", "2016-17"."""
        w, t = self._w, self._t
        pair = w.word(index) in t.year_pairs
        start = index + pair
        first = w.number(start)
        second = w.number(start + 2)
        if first is None or second is None or not FIRST_YEAR <= first <= LAST_BARE_YEAR:
            return None
        # A conjunction that is written together with the second year stands apart from its digits.
        if pair and w.word(start + 1) in ("-", *t.proclitics[:1], *t.ranges):
            short = False
        elif w.word(start + 1) in ("-", "/") and w.lexemes.touch(start + 1) and w.lexemes.touch(start + 2):
            short = len(w.word(start + 2)) == 2
            if not short and not t.dashed_years_are_one:
                return None
        else:
            return None
        last = first // 100 * 100 + second if short else second
        if not first < last <= LAST_BARE_YEAR or w.word(start + 3) in t.counted or w.phrase(start + 3, t.before_christ) is not None:
            return None
        return DateReading(start + 3, years_span(first, last - first + 1, Precision.RANGE), FULL, "years")

    def _period(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        before = t.before.get(w.word(index))
        start = index if before is None else index + 1
        period = t.periods.get(w.word(start))
        if period is None or w.phrase(index, t.no_periods) is not None:
            return None
        after, modifier = w.modifier(start + 1)
        modifier = before if before is not None else modifier
        if modifier is None:
            return None
        today = w.spoken_on(index) if period is Precision.WEEK else w.today
        return DateReading(after, period_around(today, period, modifier, season=t.seasons.get(w.word(start), 0)), RELATIVE, "period")

    def _month_of_year(self, index: int) -> DateReading | None:
        """ "3/2015", "2015/3"."""
        w = self._w
        first, second = w.number(index), w.number(index + 2)
        mark = w.word(index + 1)
        if first is None or second is None or mark not in ("/", "-") or not (w.lexemes.touch(index + 1) and w.lexemes.touch(index + 2)):
            return None
        month, year = (first, second) if second >= FIRST_BARE_YEAR else (second, first)
        # "2011-12" are two years.
        if mark == "-" and year == first and len(w.word(index + 2)) > 1 and month > year % 100:
            return None
        if w.word(index + 3) == mark or not FIRST_BARE_YEAR <= year <= LAST_BARE_YEAR or not 1 <= month <= _MONTHS_A_YEAR:
            return None
        return DateReading(index + 3, months_span(year, month, 1, Precision.MONTH), FULL, "month-year")

    def _season(self, index: int) -> DateReading | None:
        month = self._t.seasons.get(self._w.word(index))
        year = self._w.year_behind(index + 1) if month is not None else None
        if month is None or year is None:
            return None
        return DateReading(year[0], months_span(year[1], month, 3, Precision.SEASON), FULL, "season")

    def _month(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        before = t.before.get(w.word(index))
        lead = before is not None or w.word(index) in t.leads
        start = index + 1 if lead else index
        if (hijri := w.phrase(start, t.hijri_months)) is not None:
            dated = w.number(w.skip_links(hijri[0])) is not None or w.modifier(hijri[0])[1] is not None
            ambiguous = w.word(start) in t.ambiguous and not lead and not dated
            if ambiguous and w.word(index - 1) not in t.beside_months and w.word(hijri[0]) not in t.honorifics:
                return None
            every = w.word(index - 1) in t.every or (w.word(index - 1) in t.leads and w.word(index - 2) in t.every)
            return None if every else self._days.hijri(hijri, None, before)
        match = w.month_name(start)
        if match is None or not w.is_name(start + (w.word(start) in ("(", "["))):
            return None
        after, month = match
        if t.dashed_years_are_one and w.word(after) == "-" and w.lexemes.touch(after) and (last := w.month_name(after + 1)) is not None:
            return self._months(month, *last)
        if (year := w.year_behind(after)) is not None:
            return DateReading(year[0], months_span(year[1], month, 1, Precision.MONTH), FULL, "month-year")
        end, modifier = w.modifier(after)
        modifier = before if before is not None else modifier
        if modifier is None:
            if (shared := w.year_of_partner(after)) is not None:
                return DateReading(after, months_span(shared, month, 1, Precision.MONTH), FULL, "month-year")
            if w.word(index - 1) in t.events and not lead:
                return None
        known = lead or after - start > 1 or modifier is not None or w.word(index - 1) in t.beside_months
        if w.word(start) in t.ambiguous and not known:
            return None
        number = year_of_month(month, w.today, modifier, outlook=w.outlook(index))
        if modifier is not None and modifier < 0 and month == w.today.month:
            number -= 1
        return DateReading(end, months_span(number, month, 1, Precision.MONTH), RELATIVE if modifier is not None else CHOSEN, "month")

    def _months(self, first: int, after: int, last: int) -> DateReading | None:
        """ "January-March", with its year or the one that the last of them means."""
        w = self._w
        year = w.year_behind(after)
        number = year[1] if year is not None else year_of_month(last, w.today, None, outlook=w.outlook(after))
        number, count = (number, last - first + 1) if last >= first else (number - 1, last - first + 1 + _MONTHS_A_YEAR)
        return DateReading(year[0] if year is not None else after, months_span(number, first, count, Precision.RANGE), CHOSEN, "months")

    def _year(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        lead = w.word(index) in t.leads
        start = index + 1 if lead else index
        number, after = w.number(start), start + 1
        if number is None and lead and (spoken := w.spoken_year(start)) is not None:
            after, number = spoken
        if number is None or w.word(index - 1) in t.programmes:
            return None
        if w.word(after) in t.hijri_suffixes and _FIRST_HIJRI <= number <= _LAST_HIJRI:
            first, last = hijri_span(number, 1, None), hijri_span(number, 12, None)
            return DateReading(after + 1, DaySpan(first.first, last.last, Precision.YEAR), FULL, "hijri-year")
        suffixed = w.word(after) in t.year_suffixes and w.word(after + 1) not in ("²",)
        low = FIRST_YEAR if lead or suffixed else FIRST_BARE_YEAR
        if not low <= number <= LAST_BARE_YEAR or w.phrase(after, t.before_christ) is not None:
            return None
        counted = w.word(after) in t.counted and w.word(index - 1) not in t.year_prepositions
        if not (lead or suffixed) and (counted or not self._stands_alone(start)):
            return None
        return DateReading(after + suffixed, years_span(number, 1, Precision.YEAR), FULL if lead or suffixed else CHOSEN, "year")

    def _stands_alone(self, index: int) -> bool:
        """Whether a number is neither a price, nor the tail of a name or a longer number."""
        w = self._w
        before, behind = w.word(index - 1), w.word(index + 1)
        if behind in QUOTES and before.isalpha() and any(word in QUOTES for word in w.words[max(0, index - _LONGEST_NAME) : index]):
            return before in self._t.year_prepositions
        if before in ("$", "€", "£", "#", "+") or behind in ("%", "+") or before in self._t.not_years_before:
            return False
        if behind in ("-", ":") and w.lexemes.touch(index + 1) and w.word(index + 2)[:1].isdecimal():
            other = w.number(index + 2)
            if other is None or not (FIRST_BARE_YEAR <= other <= LAST_BARE_YEAR or len(w.word(index + 2)) == _SHORT_YEAR):
                return False
        tail = before == "-" and w.lexemes.touch(index) and w.word(index - 2) not in self._t.parts
        return not (tail and w.word(index - 2).isascii() and w.word(index - 2).isalpha())
