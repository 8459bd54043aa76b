"""The backend's one class, under the name that Django looks for."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
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
