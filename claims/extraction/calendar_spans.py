"""Day spans by calendar arithmetic: periods, parts of periods, the year that a bare month means."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Hijri

from claims.records import DaySpan, Precision

# A month without a year lies up to this many months ahead of publication, else in the past; counted on annotated news. Up to the first
# number nearly all were to come; up to the second all but those of a sentence that looks back; of those further off nearly none, unless the
# sentence looks ahead.
_MONTHS_AHEAD, _MONTHS_PERHAPS_AHEAD = 2, 3
# Days of a month and a week from their first, months of a year, years of a decade and a century, by part: early, middle, late.
_MONTH_PARTS = ((0, 9), (10, 19), (20, 30))
_WEEK_PARTS = ((0, 1), (2, 3), (5, 6))
_YEAR_PARTS = ((1, 3), (5, 8), (10, 12))
_DECADE_PARTS = ((0, 3), (4, 6), (7, 9))
_CENTURY_PARTS = ((0, 32), (33, 66), (67, 99))
_MONTHS_A_YEAR, _HALF_A_YEAR, _MONTHS_A_SEASON = 12, 6, 3
_PARTS = {Precision.DECADE: _DECADE_PARTS, Precision.CENTURY: _CENTURY_PARTS}


def day_span(day: date) -> DaySpan:
    return DaySpan(day, day, Precision.DAY)


def months_span(year: int, month: int, count: int, precision: Precision) -> DaySpan:
    """`count` whole months from the first of `month`; raises ValueError or OverflowError outside the calendar."""
    following = year * 12 + month - 1 + count
    return DaySpan(date(year, month, 1), date(following // 12, following % 12 + 1, 1) - timedelta(days=1), precision)


def years_span(first: int, count: int, precision: Precision) -> DaySpan:
    return DaySpan(date(first, 1, 1), date(first + count - 1, 12, 31), precision)


def period_around(day: date, period: Precision, shift: int, *, season: int = 0) -> DaySpan:
    """The week, month, year, decade or century that holds `day`, moved by `shift` of its kind; weeks begin on Monday.

    Of seasons, which begin with the month `season`: the last that is over, the next that is to come, and those further off; with a
    `shift` of 0 that of the year, a winter that is still near before one that is to come.
    """
    if period is Precision.DAY:
        return day_span(day + timedelta(days=shift))
    if period is Precision.WEEK:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return DaySpan(monday, monday + timedelta(days=6), period)
    if period is Precision.MONTH:
        month = day.year * 12 + day.month - 1 + shift
        return months_span(month // 12, month % 12 + 1, 1, period)
    if period is Precision.SEASON:
        return _season_around(day, season, shift)
    years = {Precision.DECADE: 10, Precision.CENTURY: 100}.get(period, 1)
    # A century begins with the year 1: the twentieth is 1901 to 2000.
    offset = 1 if period is Precision.CENTURY else 0
    return years_span((day.year - offset) // years * years + offset + shift * years, years, period)


def _season_around(day: date, month: int, shift: int) -> DaySpan:
    def of(year: int) -> DaySpan:
        return months_span(year, month, _MONTHS_A_SEASON, Precision.SEASON)

    if shift < 0:
        return of(day.year - (of(day.year).last >= day) - (of(day.year - 1).last >= day) + shift + 1)
    if shift > 0:
        return of(day.year + (of(day.year).first <= day) + shift - 1)
    begun = month + _MONTHS_A_SEASON - 1 > _MONTHS_A_YEAR and day.month <= _HALF_A_YEAR
    return of(day.year - begun)


def part_of(span: DaySpan, part: int) -> DaySpan:
    """The early (0), middle (1) or late (2) part of a week or a longer period; shorter ones are returned whole."""
    if span.precision is Precision.WEEK:
        first, last = _WEEK_PARTS[part]
        return DaySpan(span.first + timedelta(days=first), span.first + timedelta(days=last), Precision.RANGE)
    if span.precision is Precision.MONTH:
        # Of the Hijri calendar too, whose months begin on any day of ours.
        first, last = _MONTH_PARTS[part]
        return DaySpan(span.first + timedelta(days=first), min(span.first + timedelta(days=last), span.last), Precision.RANGE)
    if span.precision is Precision.YEAR:
        first, last = _YEAR_PARTS[part]
        return months_span(span.first.year, first, last - first + 1, Precision.RANGE)
    if span.precision in _PARTS:
        first, last = _PARTS[span.precision][part]
        return years_span(span.first.year + first, last - first + 1, Precision.RANGE)
    return span


def weekend_of(week: DaySpan) -> DaySpan:
    """Its Saturday and Sunday."""
    return DaySpan(week.last - timedelta(days=1), week.last, Precision.RANGE)


def year_of_month(month: int, published: date, modifier: int | None, *, outlook: int = 0) -> int:
    """The year that a bare month means; `modifier` is -2 for the one before last, -1 for last, 0 for this, 1 for next, else None.

    `outlook` is 1 where the sentence speaks of what is to come, -1 where it speaks of what is over, else 0.
    """
    ahead = (month - published.month) % 12
    if modifier == 0:
        return published.year
    if modifier == 1:
        ahead = ahead or 12
    elif (modifier or 0) < 0 or ahead > (_MONTHS_AHEAD, _MONTHS_PERHAPS_AHEAD, 11)[outlook + 1]:
        ahead -= (12 if ahead else 0) + 12 * (-1 - (modifier or -1))
    return (published.year * 12 + published.month - 1 + ahead) // 12


def weekday_near(weekday: int, published: date, modifier: int | None, *, forward: bool) -> date:
    """The last such day up to publication; before it where `modifier` is -1, a week earlier for -2; after it where it is 1 or the text
    looks forward.
    """
    back = (published.weekday() - weekday) % 7
    if modifier == 1 or (forward and modifier is None and back):
        return published + timedelta(days=7 - back)
    weeks = -1 - modifier if modifier is not None and modifier < 0 else 0
    return published - timedelta(days=7 if modifier is not None and modifier < 0 and back == 0 else back, weeks=weeks)


def hijri_span(year: int, month: int, day: int | None) -> DaySpan:
    """A Hijri day or month by Umm al-Qura; raises ValueError or OverflowError where its tables do not reach."""
    first = Hijri(year, month, day or 1)
    start = first.to_gregorian()
    begin = date(start.year, start.month, start.day)
    if day is not None:
        return day_span(begin)
    return DaySpan(begin, begin + timedelta(days=first.month_length() - 1), Precision.MONTH)


def hijri_year_near(published: date, month: int, modifier: int | None) -> int:
    """The Hijri year whose `month` is nearest to publication; behind it where `modifier` is -1, ahead of it where it is 1."""
    near = round((published.year - 622) * 33 / 32)
    months = {year: hijri_span(year, month, None) for year in range(near - 2, near + 3)}
    if modifier == 1:
        return next(year for year, days in months.items() if days.first > published)
    if modifier == -1:
        return next(year for year, days in reversed(months.items()) if days.last < published)
    return min(months, key=lambda year: abs(months[year].first - published))
