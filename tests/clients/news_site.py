"""A news site on loopback that misbehaves in every way a site can, in one thread a visit."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML_TYPE = "text/html; charset=utf-8"


@dataclass
class Page:
    """What a path answers. `drip` is the pause between single bytes of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": HTML_TYPE})
    drip: float = 0.0


@dataclass
class Site:
    port: int
    pages: dict[str, Page | Callable[[Mapping[str, str]], Page]]
    visits: list[str] = field(default_factory=list)

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.port}"

    def address(self, path: str) -> str:
        return f"http://{self.authority}{path}"


@contextmanager
def news_site() -> Iterator[Site]:
    site = Site(0, {})

    class Visit(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.visits.append(self.path)
            found = site.pages.get(self.path.partition("?")[0], Page(b"not here", 404))
            page = found(dict(self.headers)) if callable(found) else found
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if not page.drip:
                    self.wfile.write(page.body)
                for octet in page.body if page.drip else b"":
                    self.wfile.write(bytes([octet]))
                    time.sleep(page.drip)
            except (BrokenPipeError, ConnectionResetError):
                return  # the visitor has had enough

        def log_message(self, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Visit)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def bomb(megabytes: int) -> bytes:
    """A few kilobytes that unfold to so many megabytes."""
    return gzip.compress(b"\0" * (megabytes * 2**20))
