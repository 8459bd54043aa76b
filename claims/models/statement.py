"""Queries whose SQL is made once a process: to make it anew takes longer than the database takes to answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, F, Field, Func, QuerySet


class Asked(Expression):
    """Stands in a queryset for what a statement is asked for, as in `filter(digest=Asked(CharField()))`."""

    def __init__(self, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"%s::{self.output_field.db_type(connection)}", [self]


class Among(Func):
    """Whether a column is among the values of an array, which is made first: `filter(Among("pk", …))`."""

    template, arg_joiner, output_field = "(%(expressions)s))", " = ANY(", BooleanField()

    def __init__(self, column: str, array: Any) -> None:
        super().__init__(F(column), array)


class Statement:
    """What a queryset of `values_list` asks for, with another value at each call where `Asked` stands in it.

    `rows` makes the queryset, when the first call comes. A call gives its rows as they are then: tuples of the values that the queryset
    would give, in its order. One query.
    """

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self._rows = rows

    def __call__(self, asked: Any) -> list[tuple[Any, ...]]:
        using, sql, filling, readers = self._made
        connection = connections[using]
        with prepared_cursor(using) as cursor:
            cursor.execute(sql, [asked if isinstance(one, Asked) else one for one in filling])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return [_read(row, readers, connection) for row in found] if readers else found

    @cached_property
    def _made(self) -> tuple[str, str, Any, Any]:
        """The database, the SQL, what fills it, and of each place whose value is not taken as it comes how it is read."""
        rows = self._rows()
        compiler = rows.query.get_compiler(rows.db)
        sql, filling = compiler.as_sql()
        return rows.db, sql, filling, compiler.get_converters([column for column, *_ in compiler.select])


def prepared_cursor(using: str = DEFAULT_DB_ALIAS) -> Any:
    """A cursor for a statement that comes again and again, whose answering the database keeps (`factcheck.postgresql`)."""
    connection: Any = connections[using]
    return connection.prepared_cursor()


def _read(row: tuple[Any, ...], readers: Any, connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for place, (steps, expression) in readers.items():
        for step in steps:
            values[place] = step(values[place], expression, connection)
    return tuple(values)
