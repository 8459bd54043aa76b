"""What the rest of the project sees of the embedded servers: their addresses, and `ensure()`."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from factcheck.embedded.place import EmbeddedError, Place, check_processor
from factcheck.embedded.postgresql import PostgreSQL
from factcheck.embedded.valkey import Valkey

# A first start takes one second; recovering after a power cut may take minutes.
START_SECONDS = 300
STOP_SECONDS = 90
_ROOT = Path(__file__).resolve().parents[2]


class Embedded:
    """The two servers of one state folder. Constructing starts and writes nothing."""

    def __init__(self, state: Path, *, memory_mb: int, durable: bool = True) -> None:
        self._place = Place(state)
        self._memory_mb, self._durable = memory_mb, durable
        self.postgresql = PostgreSQL(self._place, memory_mb=memory_mb, durable=durable)
        self.valkey = Valkey(self._place, durable=durable)
        # A bare descriptor: it lives as long as the process, and the system closes it.
        self._users: int | None = None
        self._pid = 0
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def state(self) -> Path:
        return self._place.state

    def cache_url(self, number: int) -> str:
        return f"unix://{self.valkey.socket}?db={number}"

    def broker_url(self, number: int) -> str:
        return f"embedded+socket://{self.valkey.socket}?virtual_host={number}"

    def answers(self) -> bool:
        """Whether both servers take commands: a round trip of each protocol, 3 ms."""
        return self.postgresql.answers() and self.valkey.answers()

    def ensure(self) -> None:
        """Both servers answer when this returns, and keep running while this process does. 3 ms where they run already, about 1 s else.

        Raises:
            EmbeddedError: they cannot run here; the sentence says why and what to do.
        """
        check_processor()
        self._place.make()
        with self._alone():
            self._sign_in()
            patience = time.monotonic() + START_SECONDS
            while not (self._is_kept() and self.answers()):
                self._start_keeper()
                if time.monotonic() > patience:
                    raise EmbeddedError(f"The servers have not answered for {START_SECONDS} s; {self.postgresql.log} says what they do.")
                time.sleep(0.02)

    def stop(self) -> None:
        """Stop both servers, whoever uses them, and wait until they are down. Data stay."""
        with contextlib.suppress(OSError, ValueError):
            keeper = int((self.state / "keeper").read_text())
            if self._is_kept():
                os.kill(keeper, signal.SIGTERM)
        patience = time.monotonic() + STOP_SECONDS
        while self._is_kept() and time.monotonic() < patience:
            time.sleep(0.02)
        if self._keeper is not None:
            self._keeper.wait(STOP_SECONDS)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        # Two first starts at a time: the second waits here and finds everything running.
        with (self.state / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _sign_in(self) -> None:
        """Count as a user for as long as this process lives. A forked child signs in by itself."""
        if self._users is not None and self._pid == os.getpid() and self._is_current(self._users):
            return
        self._users = os.open(self.state / "users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self._pid = os.getpid()

    def _is_current(self, users: int) -> bool:
        # Somebody may have deleted the state folder and begun a new one.
        try:
            return os.path.samestat(os.fstat(users), (self.state / "users").stat())
        except OSError:
            return False

    def _is_kept(self) -> bool:
        try:
            with (self.state / "keeper").open() as keeper:
                fcntl.flock(keeper, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def _start_keeper(self) -> None:
        """Start one where none runs and none is on its way.

        Raises:
            EmbeddedError: the one that was started gave up; its last words say why.
        """
        if self._is_kept():
            return
        log = self.state / "keeper.log"
        if self._keeper is not None:
            ended = self._keeper.poll()
            if ended is None:
                return
            self._keeper = None
            if ended > 0:
                raise EmbeddedError((log.read_text(errors="replace").splitlines() or ["The keeper of the servers ended."])[-1])
        durability = "durable" if self._durable else "fast"
        path = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        with log.open("wb") as said:
            self._keeper = subprocess.Popen(
                [sys.executable, "-P", "-m", "factcheck.embedded.keeper", self.state, str(self._memory_mb), durability],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                cwd="/",
            )
