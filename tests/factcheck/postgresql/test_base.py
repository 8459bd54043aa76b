"""A kept connection is asked nothing before a request, unless the server has said something; what comes again is prepared."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django import db
from django.db import connections
from django.test.utils import CaptureQueriesContext

connection: Any = db.connection
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _kept() -> Iterator[None]:
    was = connection.health_check_enabled, connection.health_check_done
    yield
    connection.health_check_enabled, connection.health_check_done = was
    connections.close_all()


def session() -> int:
    """The server's process, asked as the first query of a request."""
    connection.health_check_enabled, connection.health_check_done = True, False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_a_connection_that_stands_is_used_without_a_word() -> None:
    first = session()
    with CaptureQueriesContext(connection) as captured:
        assert session() == first
    assert len(captured) == 1


def test_a_session_that_the_server_has_ended_is_opened_anew() -> None:
    first = session()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(end, first).result()
    assert session() != first


def end(number: int) -> bool:
    """By another session; whether it is gone within a minute."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 60000)", [number])
            return bool(cursor.fetchone()[0])
    finally:
        connection.close()


def test_what_a_prepared_cursor_asks_is_kept_by_the_session() -> None:
    with connection.prepared_cursor() as cursor:
        for number in (1, 2):
            cursor.execute("SELECT %s::bigint", [number])
            assert cursor.fetchone() == (number,)
    assert prepared() == ["SELECT $1::bigint"]


def test_behind_a_pooler_nothing_is_kept() -> None:
    connections.close_all()
    connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = True
    try:
        with connection.prepared_cursor() as cursor:
            cursor.execute("SELECT %s::bigint", [1])
        assert prepared() == []
    finally:
        connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"] = False
        connections.close_all()


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]
