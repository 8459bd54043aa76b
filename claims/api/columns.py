"""Records that are read as columns: a statement a table, whose values are written as they come, and no row made of them.

What a record says is declared once, by its serializer. Here each of its fields is told, once a process, where its value stands among
those that the database gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, QuerySet
from rest_framework import relations

from claims.api.records import Read, RecordSerializer, kept, writer_of
from claims.models.statement import Among, Asked, Statement

Rows = Callable[[], QuerySet[Any]]
# What takes a field's value out of the values of a row, of which the first is the id.
Takes = Mapping[str, Read]


@dataclass(frozen=True, slots=True)
class Beside:
    """Fields whose values stand beside the row: what loads them for rows by their ids, and what they are where nothing was found."""

    names: tuple[str, ...]
    load: Callable[[Sequence[int]], Mapping[int, Sequence[Any]]]
    missing: Sequence[Any]

    def takes(self, ids: Sequence[int]) -> Takes:
        found = self.load(ids)
        return {name: self._take(found, place) for place, name in enumerate(self.names)}

    def _take(self, found: Mapping[int, Sequence[Any]], place: int) -> Read:
        return lambda values: found.get(values[0], self.missing)[place]


class Columns:
    """The records of a serializer, for rows that are named by their ids.

    They are those that `RecordSerializer.records` writes of the same rows, loaded. `rows` makes the queryset of all rows of the table, with
    what is annotated to them; of what stands in other tables there are rows of one relation, such as a speaker, and what is `beside`.
    """

    def __init__(self, kind: type[RecordSerializer[Any]], rows: Rows, *beside: Beside) -> None:
        self._kind, self._beside = kind, beside
        self._table = _Table(kind, rows, "pk", {name for one in beside for name in one.names})

    def records(self, ids: Sequence[int], asked: Collection[str]) -> list[dict[str, Any]]:
        """In the order of the ids, with no more than the fields that are `asked` for, all where none is. Rows that are gone are left out.

        One query, and what is beside the rows where it is asked for.
        """
        if not ids:
            return []
        names = [name for name in asked or self._names if name not in self._kind.added]
        takes = {**self._table.takes, **self._takes_beside(ids, names)}
        plan = [(name, takes[name]) for name in names]
        rows = {values[0]: values for values in self._table.of(ids)}
        return [_record(rows[pk], plan) for pk in ids if pk in rows]

    @cached_property
    def _names(self) -> Sequence[str]:
        return [field.field_name for field in kept(self._kind).readable]

    def _takes_beside(self, ids: Sequence[int], names: Sequence[str]) -> Takes:
        found: dict[str, Read] = {}
        for one in self._beside:
            if not set(one.names).isdisjoint(names):
                found.update(one.takes(ids))
        return found


def held(name: str, kind: type[RecordSerializer[Any]], rows: Rows, by: str) -> Beside:
    """A list of records in a record, under `name`: of `rows`, in their order, whose column `by` has the id of the row that holds them."""
    table = _Table(kind, rows, by)

    def load(ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
        found: dict[int, tuple[list[dict[str, Any]]]] = {}
        plan = list(table.takes.items())
        for values in table.of(ids):
            found.setdefault(values[0], ([],))[0].append(_record(values, plan))
        return found

    return Beside((name,), load, ([],))


class _Table:
    """The values that a serializer's fields have in one table, those `without` left out, for rows by the values of their column `by`."""

    def __init__(self, kind: type[RecordSerializer[Any]], rows: Rows, by: str, without: Collection[str] = ()) -> None:
        self._kind, self._rows, self._by, self._without = kind, rows, by, without
        self.of = Statement(self._values)

    @cached_property
    def takes(self) -> Takes:
        return self._laid_out[1]

    @cached_property
    def _laid_out(self) -> tuple[Sequence[str], Takes]:
        columns = [self._by]
        return columns, _lay_out(kept(self._kind), "", columns, {*self._without, *self._kind.added})

    def _values(self) -> QuerySet[Any, Any]:
        asked = Among(self._by, Asked(ArrayField(BigIntegerField())))
        return self._rows().filter(asked).values_list(*self._laid_out[0])


def _lay_out(serializer: Any, within: str, columns: list[str], without: Collection[str] = ()) -> Takes:
    """Add the columns of a serializer's fields, `within` a relation; what takes each field's value out of the values."""
    fields = [field for field in serializer.readable if field.field_name not in without]
    return {field.field_name: _take(field, within + field.source.replace(".", "__"), columns) for field in fields}


def _take(field: Any, column: str, columns: list[str]) -> Read:
    if isinstance(field, RecordSerializer):
        return _take_record(_place(column, columns), list(_lay_out(field, f"{column}__", columns).items()))
    if isinstance(field, relations.SlugRelatedField):
        return itemgetter(_place(f"{column}__{field.slug_field}", columns))
    place, write = _place(column, columns), writer_of(field)
    return itemgetter(place) if write is None else _take_written(place, write)


def _place(column: str, columns: list[str]) -> int:
    """Where the column stands, behind the others where it does not stand there yet."""
    if column not in columns:
        columns.append(column)
    return columns.index(column)


def _take_record(place: int, plan: Collection[tuple[str, Read]]) -> Read:
    return lambda values: None if values[place] is None else _record(values, plan)


def _take_written(place: int, write: Read) -> Read:
    return lambda values: None if values[place] is None else write(values[place])


def _record(values: Sequence[Any], plan: Collection[tuple[str, Read]]) -> dict[str, Any]:
    return {name: take(values) for name, take in plan}
