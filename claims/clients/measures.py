"""How long things take, summed up in the cache's server, so that every process on every machine adds to one figure.

Nothing waits for it or fails by it: each process gathers its own for a second and sends them from a thread. Where the server does not
answer, or a process is killed, figures are missing. Emptied, it begins anew, as a counter may.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.clients.cache_server import SILENT, server

# Upper bounds of the classes in seconds.
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
_KEY = "measures"
SECONDS_GATHERED = 1.0

_gathered: dict[str, float] = defaultdict(float)
_gathering = threading.Lock()


@dataclass(frozen=True, slots=True)
class Measured:
    """`counts` has one number a bound and one above all bounds, not added up."""

    counts: tuple[int, ...]
    seconds: float


def observe(of: str, label: str, seconds: float) -> None:
    """Add one duration, as `observe("step", "match", 0.03)`."""
    place = next((index for index, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
    with _gathering:
        is_first = not _gathered
        _gathered[f"{of}|{label}|{place}"] += 1
        _gathered[f"{of}|{label}|sum"] += seconds
    if is_first:
        later = threading.Timer(SECONDS_GATHERED, send)
        later.daemon = True
        later.start()


@atexit.register
def send() -> None:
    """Add what this process has gathered now."""
    with _gathering:
        taken = dict(_gathered)
        _gathered.clear()
    if not taken:
        return
    with contextlib.suppress(*SILENT), server().pipeline(transaction=False) as line:
        for name, value in taken.items():
            line.hincrbyfloat(_KEY, name, value)
        line.execute()


def _begin_in_child() -> None:
    """What was gathered before a fork is sent by the parent, and its lock may have been held by a thread that the child has not."""
    global _gathering
    _gathering = threading.Lock()
    _gathered.clear()


os.register_at_fork(after_in_child=_begin_in_child)


@contextlib.contextmanager
def observed(of: str, label: str) -> Iterator[None]:
    """Add how long the inside takes, however it ends."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        observe(of, label, time.perf_counter() - begun)


def measured() -> Mapping[tuple[str, str], Measured]:
    """Everything that was sent, and by this process added, by what and label; empty where the server does not answer."""
    send()
    try:
        fields: dict[bytes, bytes] = server().hgetall(_KEY)
    except SILENT:
        return {}
    found: dict[tuple[str, str], list[float]] = {}
    for name, value in fields.items():
        of, label, place = name.decode().rsplit("|", 2)
        row = found.setdefault((of, label), [0.0] * (len(BOUNDS) + 2))
        row[-1 if place == "sum" else int(place)] += float(value)
    return {key: Measured(tuple(int(count) for count in row[:-1]), row[-1]) for key, row in sorted(found.items())}


def forget() -> None:
    """Begin anew."""
    with _gathering:
        _gathered.clear()
    with contextlib.suppress(*SILENT):
        server().delete(_KEY)
