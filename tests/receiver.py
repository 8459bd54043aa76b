"""A receiver of webhooks on loopback that misbehaves in every way a receiver can, and remembers what it was told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Told:
    """One POST, with the names of its headers in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def key(self) -> str:
        return self.headers["webhook-id"]

    @property
    def record(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """`hangs`: nothing is answered until the receiver is closed."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False


@dataclass
class Receiver:
    """`answer` gives the answer to the n-th POST (from 0)."""

    port: int = 0
    answer: Callable[[int], Answer] = lambda number: Answer()
    told: list[Told] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.authority}/hook"

    def keys(self) -> list[str]:
        return [one.key for one in self.told]


@contextmanager
def receiver() -> Iterator[Receiver]:
    standing = Receiver()

    class Visit(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            number = len(standing.told)
            standing.told.append(Told(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            answer = standing.answer(number)
            if answer.hangs:
                standing.closed.wait(60)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Visit)
    server.daemon_threads = True
    standing.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield standing
    finally:
        standing.closed.set()
        server.shutdown()
        server.server_close()
        thread.join()
