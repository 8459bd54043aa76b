"""Expressions of a weekday: alone, of a named week, with the day of its month."""

from __future__ import annotations

from datetime import timedelta

from claims.extraction.calendar_days import CalendarDays
from claims.extraction.calendar_spans import day_span, period_around, weekday_near
from claims.extraction.date_words import CHOSEN, RELATIVE, DateReading, DateWords
from claims.records import DaySpan, Precision

# How far off "Monday 21" may lie.
_DAYS_AROUND = 200


class CalendarWeekdays:
    def __init__(self, words: DateWords, days: CalendarDays) -> None:
        self._w = words
        self._t = words.t
        self._days = days
        self.rules = (self._week_and_weekday, self._weekday)

    def _weekday_and_day(self, index: int, weekday: int) -> DateReading | None:
        """ "Monday 21": the nearest such day; the number must not count what stands behind it."""
        w = self._w
        at = w.skip_links(index + 1)
        at += w.word(at) in self._t.articles
        match = self._days.day_number(at)
        if (
            match is None
            or not (w.word(match[0] - 1) in self._t.day_suffixes or not w.word(match[0]).isalnum())
            or w.word(match[0]) in ("%", ":", "/", "-")
        ):
            return None
        for distance in range(_DAYS_AROUND):
            for day in (w.today - timedelta(days=distance), w.today + timedelta(days=distance)):
                if day.day == match[1] and day.weekday() == weekday:
                    return DateReading(match[0], day_span(day), CHOSEN, "weekday-and-day")
        return None

    def _week_and_weekday(self, index: int) -> DateReading | None:
        """ "Next week on Friday"."""
        w = self._w
        week = w.week_at(index)
        if week is None:
            return None
        at = week[0] + (w.word(week[0]) in self._t.day_leads)
        weekday = self._t.weekdays.get(w.word(at))
        if weekday is None:
            return None
        return DateReading(at + 1, day_span(week[1] + timedelta(days=weekday)), RELATIVE, "weekday-of-week")

    def _weekday(self, index: int) -> DateReading | None:
        w, t = self._w, self._t
        before = t.before.get(w.word(index))
        lead = w.word(index) in t.leads and w.word(index) not in t.periods
        start = index + 1 if before is not None or lead else index
        weekday = t.weekdays.get(w.word(start))
        if weekday is None or not w.is_name(start) or w.word(index - 1) in t.every:
            return None
        if (week := w.week_at(w.skip_links(start + 1))) is not None:
            return DateReading(week[0], day_span(week[1] + timedelta(days=weekday)), RELATIVE, "weekday-of-week")
        if before is None and (dated := self._weekday_and_day(start, weekday)) is not None:
            return dated
        after, modifier = w.modifier(start + 1)
        modifier = before if before is not None else modifier
        if modifier == 0:
            monday = period_around(w.today, Precision.WEEK, 0).first
            return DateReading(after, day_span(monday + timedelta(days=weekday)), RELATIVE, "weekday-of-week")
        shift = t.relative_days.get(w.word(after))
        forward = modifier is None and (w.outlook(index) > 0 or (shift or 0) > 0)
        days: DaySpan = day_span(weekday_near(weekday, w.today, modifier, forward=forward))
        return DateReading(after + (shift is not None), days, CHOSEN if forward else RELATIVE, "weekday")
