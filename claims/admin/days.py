"""A list by its days: years, the months of a year, the days of a month, read from both ends of an index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

# So many rows are named by their numbers: a planner that expects more of them reads the whole list in its order to find these.
FEW = 2000
EARLIEST = DateRange(date.min, date.min + timedelta(days=1))
# More years than these are chosen by the address.
MOST_YEARS = 30


class DayFilter(admin.SimpleListFilter):
    """`field` is a moment of the list's rows, `date_range` one that is a range of days. It has an index, or is asked of few rows.

    Django's own hierarchy asks every row for its year. The years between the first and the last row stand here, whether there are
    rows in them or not.
    """

    title = _("day")
    parameter_name = "day"
    field = "at"
    is_range = False

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        ends = self._ends(model_admin.model)
        if ends is None:
            return []
        chosen = self.value() or ""
        return [*self._above(chosen), *self._below(chosen, *ends)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        span = span_of(self.value() or "")
        if span is None:
            return queryset.none() if self.value() else queryset
        first, behind = span
        if self.is_range:
            # A range is later than another whose first day is earlier: one comparison in the index, for ranges of a day.
            bounds = (DateRange(first, first + timedelta(days=1)), DateRange(behind, behind + timedelta(days=1)))
        else:
            bounds = (_midnight(first), _midnight(behind))
        within = {f"{self.field}__gte": bounds[0], f"{self.field}__lt": bounds[1]}
        few = list(queryset.model._default_manager.filter(**within).values_list("pk", flat=True).order_by()[: FEW + 1])
        return queryset.filter(**within) if len(few) > FEW else queryset.filter(pk__in=few)

    def _ends(self, model: type[Model]) -> tuple[date, date] | None:
        # A range without a first day stands before all others, and tells nothing of where the days begin.
        known = model._default_manager.filter(**{f"{self.field}__gte": EARLIEST} if self.is_range else {f"{self.field}__isnull": False})
        first, last = (known.order_by(order).values_list(self.field, flat=True).first() for order in (self.field, f"-{self.field}"))
        return (_day(first), _day(last)) if first is not None and last is not None else None

    def _above(self, chosen: str) -> Iterator[tuple[str, str]]:
        """The year and month that the choice lies in, so that one steps back out."""
        for length in (4, 7, 10):
            if len(chosen) >= length and (span := span_of(chosen[:length])) is not None:
                yield chosen[:length], _named(span[0], length)

    def _below(self, chosen: str, first: date, last: date) -> Iterator[tuple[str, str]]:
        span = span_of(chosen)
        if span is None:
            for year in range(last.year, max(first.year, last.year - MOST_YEARS) - 1, -1):
                yield str(year), str(year)
        elif len(chosen) == 4:
            for month in range(1, 13):
                if first.replace(day=1) <= date(span[0].year, month, 1) <= last:
                    yield f"{chosen}-{month:02}", _named(date(span[0].year, month, 1), 7)
        elif len(chosen) == 7:
            for number in range((span[1] - span[0]).days):
                day = span[0] + timedelta(days=number)
                if first <= day <= last:
                    yield day.isoformat(), _named(day, 10)


class PublishedFilter(DayFilter):
    title = _("day of publication")
    field = "published"
    is_range = True


class StatedFilter(DayFilter):
    title = _("said on")
    field = "stated_on"
    is_range = True


class FoundFilter(DayFilter):
    title = _("found at")
    field = "created_at"


class WentOutFilter(DayFilter):
    title = _("published at")
    field = "published_at"


class AddedFilter(DayFilter):
    title = _("added at")
    field = "added_at"


def span_of(written: str) -> tuple[date, date] | None:
    """The first day of a year, month or day, as in 2026, 2026-03 or 2026-03-10, and the first one behind it; None where it is none."""
    parts = written.split("-")
    if not (all(part.isascii() and part.isdigit() for part in parts) and [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2])):
        return None
    numbers = [int(part) for part in parts]
    if numbers[0] == MAXYEAR:
        # Its last days have too few behind them to compare with.
        return None
    try:
        first = date(*numbers, *[1] * (3 - len(numbers)))
        if len(numbers) == 3:
            return first, first + timedelta(days=1)
        return first, date(first.year + (len(numbers) == 1 or first.month == 12), 1 if len(numbers) == 1 else first.month % 12 + 1, 1)
    except ValueError:
        return None


def _named(day: date, length: int) -> str:
    return str(day.year) if length == 4 else date_format(day, "F Y" if length == 7 else "j F Y")


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    first: date = value.lower
    return first


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
