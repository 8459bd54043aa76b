"""The web server's worker: gunicorn's threads, but a connection waits where every process can take it until one has a turn for it."""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

# Requests that one process answers at once. More of them only share its interpreter: each takes longer, and none is answered sooner.
AT_ONCE = 3
# Seconds for which a request counts among them. Whoever takes longer waits for the database, or for the reader of a long answer.
SHORT = 0.1


class TurnWorker(ThreadWorker):
    """Takes no connection while it answers AT_ONCE requests that came within the last SHORT seconds, nor while all its threads are busy.

    gthread takes whatever comes: then requests wait in one process while another has nothing to do, and all of a process's threads contend
    for its interpreter.
    """

    def init_process(self) -> None:
        self._taking = False
        self._begun: dict[TConn, float] = {}
        super().init_process()

    def enqueue_req(self, conn: TConn) -> None:
        self._begun[conn] = time.monotonic()
        super().enqueue_req(conn)
        self.set_accept_enabled(self._taking)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        self._begun.pop(conn, None)
        super().finish_request(conn, fs)

    def set_accept_enabled(self, enabled: bool | None) -> None:
        self._taking = bool(enabled) and self._has_turn()
        super().set_accept_enabled(self._taking)

    def wait_for_and_dispatch_events(self, timeout: float | None) -> None:
        # While it takes none, time alone may bring a turn.
        super().wait_for_and_dispatch_events(timeout if self._taking else SHORT)

    def _has_turn(self) -> bool:
        lately = time.monotonic() - SHORT
        return len(self._begun) < self.cfg.threads and sum(begun > lately for begun in self._begun.values()) < AT_ONCE
