"""The backend's classes, under the names that Django looks for."""

import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Of a prepared statement too, which goes to the server apart from what fills it."""
        written: str = super().last_executed_query(cursor, sql, params) or self.compose_sql(sql, params)
        return written


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    health_check_done: bool

    def close_if_health_check_failed(self) -> None:
        """Django's check is a round trip before every request and task. A server that has ended a session has said so on its socket; only
        where something stands there to be read is it asked. A network that is gone without a word shows with the first query, as it would
        with the check."""
        if self.connection is not None and not self.health_check_done and self._has_said_nothing():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def _has_said_nothing(self) -> bool:
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0)

    def get_connection_params(self) -> dict[str, Any]:
        """With prepared statements from the first time on, unless a pooler lends the session a transaction at a time and forgets them."""
        is_pooled = self.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
        return {**super().get_connection_params(), "prepare_threshold": None if is_pooled else 0}

    def prepared_cursor(self) -> Any:
        """A cursor for statements that come again and again, word for word: the server keeps how it answers them.

        What fills a statement is sent beside it, so that its place must say its type, as in `%s::bigint[]`, where nothing else does.
        """
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(psycopg.Cursor(self.connection))  # type: ignore[attr-defined]  # Django's own, unknown to its stubs
