"""How rows become records: what DRF's serializers say, read the fast way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, ClassVar, TypeVar

from django.db.models import Model
from rest_framework import fields, relations, serializers

Row = TypeVar("Row", bound=Model)

Read = Callable[[Any], Any]
# Of each field its name, what reads its value from a row, and what writes it where it is not written as it is.
Plan = tuple[tuple[str, Read, Read | None], ...]
# Whose value on the row is the one in the record.
_AS_IT_IS = (
    *(fields.IntegerField, fields.BigIntegerField, fields.CharField, fields.URLField),
    *(fields.ChoiceField, fields.BooleanField, fields.JSONField),
)


class RecordSerializer(serializers.ModelSerializer[Row]):
    """For output alone. DRF finds out anew for each value of each row where it stands and how it is written; here that is done once a list.

    A null stays null. An attribute that a row lacks is an error, but for the fields in `added`.
    """

    # Fields that are left out of rows without their attribute: what `expand` adds.
    added: ClassVar[frozenset[str]] = frozenset()

    @cached_property
    def readable(self) -> Sequence[Any]:
        """The fields of its records, in their order, bound."""
        return list(self._readable_fields)

    @cached_property
    def _plan(self) -> Plan:
        return tuple((str(field.field_name), _reader(field), writer_of(field)) for field in self.readable)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return self._record(instance, self._plan)

    def records(self, rows: Iterable[Any], asked: Collection[str]) -> list[dict[str, Any]]:
        """Each row's record, with no more than the fields that are `asked` for; all where none is."""
        by_name = {one[0]: one for one in self._plan}
        plan = tuple(by_name[name] for name in asked) if asked else self._plan
        return [self._record(row, plan) for row in rows]

    def _record(self, row: Any, plan: Plan) -> dict[str, Any]:
        record = {}
        for name, read, write in plan:
            try:
                value = read(row)
            except AttributeError:
                if name not in self.added:
                    raise
                continue
            record[name] = value if value is None or write is None else write(value)
        return record


def kept(kind: Any) -> RecordSerializer[Any]:
    """One serializer of the kind, a class of them, for all: making its fields costs more than a row does."""
    return _made(kind)


@cache
def _made(kind: Any) -> RecordSerializer[Any]:
    made: RecordSerializer[Any] = kind()
    return made


def _reader(field: Any) -> Read:
    """What reads the field's value from a row."""
    if isinstance(field, relations.PrimaryKeyRelatedField):
        # The column itself: the row that it names need not be loaded.
        return attrgetter(f"{field.source}_id")
    return attrgetter(field.source)


def writer_of(field: Any) -> Read | None:
    """What makes a record's value of the row's, where that is not null; None: it is one."""
    if isinstance(field, relations.PrimaryKeyRelatedField) or type(field) in _AS_IT_IS:
        return None
    if isinstance(field, serializers.ListSerializer | relations.ManyRelatedField):
        child: Any = field.child if isinstance(field, serializers.ListSerializer) else field.child_relation
        one = child.to_representation
        return lambda rows: [one(row) for row in _all(rows)]
    write: Read = field.to_representation
    return write


def _all(rows: Any) -> Iterable[Any]:
    found: Iterable[Any] = rows.all() if hasattr(rows, "all") else rows
    return found
