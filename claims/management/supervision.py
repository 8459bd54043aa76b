"""Child processes that are started, watched, started again when they die, and ended."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence

logger = logging.getLogger(__name__)
# A child that ends is started again after these waits, the last one repeated; so many deaths in a minute are too many.
BACK_OFF_SECONDS = (1, 2, 4, 8, 16, 30)
MOST_DEATHS_A_MINUTE = 5
# So long a child may finish what it does; then it is to drop it, which gives a task back to its queue; then it is killed.
FINISH_SECONDS, DROP_SECONDS = 25, 5
LAST_LINES = 20
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class DiedTooOften(Exception):
    """A child does not stay alive; the sentence has its last lines."""


class Child:
    """One supervised process; its lines go to stderr under its name, or as they are where `prefixed` is False."""

    def __init__(self, name: str, command: Sequence[str], *, prefixed: bool = True) -> None:
        self.name, self._command = name, command
        self._prefix = f"[{name}] " if prefixed else ""
        self._lines: deque[str] = deque(maxlen=LAST_LINES)
        self._deaths: deque[float] = deque()
        self._again_at = 0.0
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def revive(self, now: float) -> None:
        """Start it where it does not run and its wait is over.

        Raises:
            DiedTooOften: five deaths within a minute.
        """
        if self._process is None:
            if now >= self._again_at:
                self._start()
            return
        if self._process.poll() is None:
            return
        self._bury(now)
        if len(self._deaths) >= MOST_DEATHS_A_MINUTE:
            lines = "\n".join(f"  {line}" for line in self._lines) or "  (it said nothing)"
            raise DiedTooOften(f"{self.name} ended {MOST_DEATHS_A_MINUTE} times within a minute. Its last lines:\n{lines}")

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: int) -> None:
        """To the process alone: it ends its own children in its own way."""
        if self._process is not None and self.is_running():
            self._process.send_signal(number)

    def clear(self) -> None:
        """Kill it, and what it has left behind."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _start(self) -> None:
        # From the main thread: the parent-death signal is bound to the thread that forks.
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_end_with_parent,  # only a system call
        )
        self._reader = threading.Thread(target=self._tell, args=(self._process,), daemon=True)
        self._reader.start()

    def _tell(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self._lines.append(line.rstrip())
                sys.stderr.write(f"{self._prefix}{line}")

    def _bury(self, now: float) -> None:
        assert self._process is not None
        assert self._reader is not None
        self.clear()
        self._reader.join(1)  # its last lines; longer only where something that it left holds them open
        self._deaths.append(now)
        while self._deaths[0] <= now - 60:
            self._deaths.popleft()
        wait = BACK_OFF_SECONDS[min(len(self._deaths), len(BACK_OFF_SECONDS)) - 1]
        self._again_at = now + wait
        logger.warning("%s %s; it is started again in %d s", self.name, _how_it_ended(self._process.returncode), wait)
        self._process = None


def end_all(children: Sequence[Child], *, hurry: threading.Event) -> None:
    """Ask every child to end, wait for it, and kill what is left after half a minute, or at once when `hurry` is set.

    A worker finishes the task at hand; one that takes too long is given back to its queue.
    """
    for number, seconds in ((signal.SIGTERM, FINISH_SECONDS), (signal.SIGQUIT, DROP_SECONDS)):
        for child in reversed(children):
            child.signal(number)
        patience = time.monotonic() + seconds
        while any(child.is_running() for child in children) and time.monotonic() < patience and not hurry.is_set():
            time.sleep(0.05)
    for child in children:
        child.clear()


def _how_it_ended(code: int) -> str:
    return f"ended with {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"


def _end_with_parent() -> None:
    # The child gets SIGTERM even where its parent was killed with -9.
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
