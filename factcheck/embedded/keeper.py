"""The process that owns the embedded servers: starts them, revives them, and stops them after their last user.

`python -m factcheck.embedded.keeper STATE MEMORY_MB durable|fast`. What goes wrong is its last line on stderr.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO, Protocol

from factcheck.embedded.place import EmbeddedError, Place
from factcheck.embedded.postgresql import PostgreSQL
from factcheck.embedded.valkey import Valkey

TICK_SECONDS = 0.25
# Commands that follow each other at once need no stop and start between them.
LINGER_SECONDS = 1.0
# A server is started again so often, with these waits between: the sessions of a killed PostgreSQL take a moment to end.
MOST_TRIES, RETRY_SECONDS = 10, 0.5
# After so long it counts as well, and its tries are forgotten.
WELL_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Server(Protocol):
    name: str
    log: Path
    stop_signal: signal.Signals
    stop_seconds: float

    def prepare(self) -> None: ...
    def command(self) -> list[str]: ...


def _end_with_parent(number: int, parent: int) -> None:
    # The system sends the signal when the keeper is gone, however it went.
    _libc.prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os._exit(1)


class _Kept:
    """One server and its process."""

    def __init__(self, place: Place, server: Server) -> None:
        self._place, self.server = place, server
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._tries = 0

    def revive(self) -> None:
        """Start it where it does not run.

        Raises:
            EmbeddedError: it has ended too often; with its last words.
        """
        if self._process is not None and self._process.poll() is None:
            return
        now = time.monotonic()
        self._tries = 0 if now - self._started_at > WELL_SECONDS else self._tries
        if now - self._started_at < RETRY_SECONDS:
            return
        if self._tries >= MOST_TRIES:
            raise EmbeddedError(f"{self.server.name} does not start. {self.server.log} says why: {self._last_words()}")
        self._tries += 1
        self.server.prepare()
        self._started_at = time.monotonic()
        with self.server.log.open("ab") as said:
            self._process = subprocess.Popen(
                self.server.command(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env=self._place.environment(),
                cwd="/",
                start_new_session=True,
                preexec_fn=partial(_end_with_parent, self.server.stop_signal, os.getpid()),
                **self._place.identity(),
            )

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(self.server.stop_signal)

    def wait(self) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(self.server.stop_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_words(self) -> str:
        return " / ".join(self.server.log.read_text(errors="replace").splitlines()[-3:])


class Keeper:
    """Runs until nobody uses the servers, until it is asked to end, or until its state folder is gone."""

    def __init__(self, place: Place, servers: Sequence[Server]) -> None:
        self._place = place
        self._kept = [_Kept(place, server) for server in servers]
        self._asked_to_end = False

    def run(self) -> None:
        """The whole life of the keeper; returns at once where another one has this state folder.

        Raises:
            EmbeddedError: a server cannot run.
        """
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with (self._place.state / "keeper").open("a") as mine, (self._place.state / "users").open("a") as users:
            if not _lock(mine):
                return
            mine.truncate(0)
            mine.write(str(os.getpid()))
            mine.flush()
            try:
                self._keep(mine.fileno(), users.fileno())
            finally:
                # The locks are held until both servers are down, so that a newcomer waits for a clean place.
                self._stop()

    def _keep(self, mine: int, users: int) -> None:
        unused_since: float | None = None
        while not self._asked_to_end and self._still_there(mine):
            for one in self._kept:
                one.revive()
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                unused_since = None
            else:
                unused_since = unused_since or time.monotonic()
                if time.monotonic() - unused_since > LINGER_SECONDS:
                    return
                fcntl.flock(users, fcntl.LOCK_UN)
            time.sleep(TICK_SECONDS)

    def _still_there(self, mine: int) -> bool:
        # A folder that was deleted, or made anew, has no users of ours any more.
        try:
            return os.path.samestat(os.fstat(mine), (self._place.state / "keeper").stat())
        except OSError:
            return False

    def _stop(self) -> None:
        for one in self._kept:
            one.ask_to_stop()
        for one in self._kept:
            one.wait()
        shutil.rmtree(self._place.sockets, ignore_errors=True)

    def _end(self, number: int, frame: object) -> None:
        self._asked_to_end = True


def _lock(file: IO[str]) -> bool:
    """Whether the lock could be had. A look at it by somebody else lasts a moment, so it is tried a few times."""
    for _ in range(20):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.02)
        else:
            return True
    return False


if __name__ == "__main__":
    here, durability = Place(Path(sys.argv[1])), sys.argv[3] == "durable"
    try:
        Keeper(here, [PostgreSQL(here, memory_mb=int(sys.argv[2]), durable=durability), Valkey(here, durable=durability)]).run()
    except (EmbeddedError, OSError) as error:
        sys.exit(str(error))
