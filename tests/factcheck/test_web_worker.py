"""A real gunicorn with one process of these workers, which serves the small application of this file."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest

from factcheck.web_worker import AT_ONCE, SHORT

THREADS = 6
_lock, _now, _released = threading.Lock(), 0, threading.Event()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """`/short` takes 20 ms and tells how many were in here with it and how long it took; `/long` takes until `/release` is asked for."""
    global _now
    begun = time.monotonic()
    with _lock:
        _now += 1
        together = _now
    if environ["PATH_INFO"] == "/long":
        _released.wait(30)
    elif environ["PATH_INFO"] == "/release":
        _released.set()
    else:
        time.sleep(0.02)
    with _lock:
        _now -= 1
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps([together, time.monotonic() - begun]).encode()]


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        found: int = tried.getsockname()[1]
    options = ["--worker-class", "factcheck.web_worker.TurnWorker", "--workers", "1", "--threads", str(THREADS), "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", f"{__name__}:application", *options, "--bind", f"127.0.0.1:{found}"]
    child = subprocess.Popen([*command, "--log-level", "warning", "--graceful-timeout", "2"])
    try:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", found)) == 0:
                    break
            time.sleep(0.1)
        yield found
    finally:
        child.terminate()
        child.wait(30)


def ask(port: int, path: str) -> tuple[int, float]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        return told(connection, path)


def told(connection: HTTPConnection, path: str) -> tuple[int, float]:
    connection.request("GET", path)
    together, seconds = json.loads(connection.getresponse().read())
    return together, seconds


def test_no_more_are_answered_at_once_and_nobody_is_lost(port: int) -> None:
    with ThreadPoolExecutor(20) as clients:
        answers = list(clients.map(lambda _: ask(port, "/short"), range(60)))
    assert len(answers) == 60
    # On a machine that halts, requests take longer than what counts as short, and more may come.
    assert max(together for together, _ in answers) <= AT_ONCE or max(seconds for _, seconds in answers) > SHORT / 2


def test_whoever_takes_long_keeps_nobody_waiting(port: int) -> None:
    # One thread is left.
    with ThreadPoolExecutor(THREADS) as clients:
        long = [clients.submit(ask, port, "/long") for _ in range(THREADS - 1)]
        while ask(port, "/short")[0] < THREADS:
            time.sleep(SHORT)
        ask(port, "/release")
        assert [one.result()[0] > 0 for one in long] == [True] * (THREADS - 1)


def test_a_connection_is_used_again(port: int) -> None:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as kept:
        told(kept, "/short")
        first = kept.sock
        assert [told(kept, "/short")[0] for _ in range(3 * AT_ONCE)] == [1] * (3 * AT_ONCE)
        assert kept.sock is first
