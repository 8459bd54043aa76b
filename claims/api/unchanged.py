"""Answers that are given again until something is written to the database: screens and programs ask for the same pages again and again."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import get_language
from rest_framework.request import Request

from claims.models import ApiKey
from claims.models.statement import prepared_cursor

# Octets that one process keeps: some five hundred pages of fifty claims.
MOST = 24_000_000
# Seconds after which an answer is made anew all the same: a few tell of the time, as "not longer ago than so many days".
LONGEST = 60.0


class Answers:
    """Octets by what was asked for; beyond `most` in all, those that were asked for longest ago are dropped. For several threads."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds, self._held, self._lock = most, seconds, 0, Lock()
        self._answers: OrderedDict[Hashable, tuple[float, bytes]] = OrderedDict()

    def find(self, asked: Hashable) -> bytes | None:
        """None where there is none, or none that was made in the last `seconds`."""
        with self._lock:
            made, octets = self._answers.get(asked, (-math.inf, b""))
            if time.monotonic() - made >= self._seconds:
                return None
            self._answers.move_to_end(asked)
            return octets

    def keep(self, asked: Hashable, octets: bytes) -> None:
        with self._lock:
            self._held += len(octets) - len(self._answers.pop(asked, (0.0, b""))[1])
            self._answers[asked] = time.monotonic(), octets
            while self._held > self._most:
                self._held -= len(self._answers.popitem(last=False)[1][1])


_answers = Answers(MOST, LONGEST)


def unchanged(request: Request, write: Callable[[], bytes]) -> bytes:
    """What `write` makes, or what it has made of the same request of the same caller if nothing was written to the database since.

    The same request: its address, the caller's rights and language. A caller who sends `Cache-Control: no-cache` has it made anew. Costs
    one query of no row.
    """
    snapshot = _snapshot()
    if snapshot is None or "no-cache" in request.headers.get("Cache-Control", ""):
        return write()
    scopes = tuple(request.auth.scopes) if isinstance(request.auth, ApiKey) else None
    asked = (snapshot, request.build_absolute_uri(), request.user.pk, scopes, get_language())
    octets = _answers.find(asked)
    if octets is None:
        octets = write()
        _answers.keep(asked, octets)
    return octets


def _snapshot() -> str | None:
    """Of the database: two are alike only if the same writing transactions have ended before both (PostgreSQL's manual, "Transaction ID
    and Snapshot Information Functions").

    It is taken before the answer is made: what is written meanwhile makes every later one another. None inside a transaction, which sees
    what it writes itself while its snapshot stays.
    """
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return None
    with prepared_cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])
