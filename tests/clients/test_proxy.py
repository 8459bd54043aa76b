"""Through a proxy: the guard checks and pins before the proxy is asked, and a proxy that misbehaves ends in a clear error."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from claims.clients.network import Limits, Network
from claims.errors import FactcheckError, PermanentError, TransientError
from tests.clients.news_site import Page, Site, news_site

SMALL = Limits(octets=10_000, seconds=1.5, redirects=3)


@dataclass
class Proxy:
    """Tunnels to wherever it is told, or answers `says` instead; `asked` are the authorities it was asked for, `heads` the whole words."""

    port: int
    says: bytes = b""
    asked: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def proxy(says: bytes = b"") -> Iterator[Proxy]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        standing = Proxy(listener.getsockname()[1], says)
        thread = threading.Thread(target=_serve, args=(listener, standing), daemon=True)
        thread.start()
        yield standing
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def _serve(listener: socket.socket, standing: Proxy) -> None:
    with suppress(OSError):  # closed
        while True:
            visitor, _ = listener.accept()
            threading.Thread(target=_visit, args=(visitor, standing), daemon=True).start()


def _visit(visitor: socket.socket, standing: Proxy) -> None:
    with visitor, suppress(OSError):
        request = b""
        while b"\r\n\r\n" not in request and (part := visitor.recv(1024)):
            request += part
        standing.heads.append(request)
        standing.asked.append(request.split(b" ")[1].decode())
        if standing.says:
            visitor.sendall(standing.says)
            visitor.recv(1)  # until the visitor has had enough
            return
        host, _, port = standing.asked[-1].rpartition(":")
        with socket.create_connection((host, int(port))) as site:
            visitor.sendall(b"HTTP/1.1 200 Connection established\r\nVia: 1.1 desk\r\n\r\n")
            site.sendall(visitor.recv(65536))
            while part := site.recv(65536):
                visitor.sendall(part)


@pytest.fixture
def site() -> Iterator[Site]:
    with news_site() as standing:
        standing.pages["/"] = Page(b"here")
        standing.pages["/old"] = Page(status=302, headers={"Location": "/"})
        standing.pages["/inside"] = Page(status=302, headers={"Location": "http://10.0.0.1/"})
        yield standing


def refusal(network: Network, address: str) -> FactcheckError:
    with pytest.raises(FactcheckError) as refused:
        network.get(address, limits=SMALL)
    return refused.value


def test_the_proxy_is_told_the_address_that_was_checked_and_no_name(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve: Callable[..., Any] = socket.getaddrinfo

    def known(host: Any, port: Any, *words: Any, **more: Any) -> Any:
        return resolve("127.0.0.1" if host == "news.example" else host, port, *words, **more)

    monkeypatch.setattr(socket, "getaddrinfo", known)
    seen: list[str] = []

    def here(headers: Mapping[str, str]) -> Page:
        seen.append(headers["Host"])
        return Page(b"here")

    site.pages["/"] = here
    with proxy() as standing:
        network = Network(agent="a", allow=[f"news.example:{site.port}"], proxy=standing.address)
        answer = network.get(f"http://news.example:{site.port}/old", limits=SMALL)
    assert (answer.body, answer.address) == (b"here", f"http://news.example:{site.port}/")
    assert standing.asked == [f"127.0.0.1:{site.port}"] * 2
    assert seen == [f"news.example:{site.port}"]


@pytest.mark.parametrize(
    ("named", "authorization"),
    [
        ("", []),
        ("desk:s%40d%3A1@", [b"Proxy-Authorization: Basic " + base64.b64encode(b"desk:s@d:1")]),
        ("desk@", [b"Proxy-Authorization: Basic " + base64.b64encode(b"desk:")]),
    ],
)
def test_a_proxy_is_told_who_asks(site: Site, named: str, authorization: list[bytes]) -> None:
    with proxy() as standing:
        network = Network(agent="a", allow=[site.authority], proxy=standing.address.replace("//", f"//{named}"))
        assert network.get(site.address("/"), limits=SMALL).body == b"here"
    assert [line for line in standing.heads[0].split(b"\r\n") if line.startswith(b"Proxy-")] == authorization


@pytest.mark.parametrize("path", ["http://169.254.169.254/", "http://[::1]/", "{site}/inside"])
def test_what_is_private_is_refused_before_the_proxy_is_asked(site: Site, path: str) -> None:
    with proxy() as standing:
        error = refusal(Network(agent="a", allow=[site.authority], proxy=standing.address), path.format(site=f"http://{site.authority}"))
    assert (type(error), error.code) == (PermanentError, "not_public")
    assert set(standing.asked) <= {site.authority}


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "proxy_failed"),
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "proxy_failed"),
        (b"nonsense\r\n\r\n", "proxy_failed"),
        (b"x" * 20_000, "proxy_failed"),  # no end of what it says
        (b"HTTP/1.1 200", "too_slow"),  # and then nothing
    ],
)
def test_a_proxy_that_refuses_or_rambles_is_a_passing_failure(site: Site, says: bytes, code: str) -> None:
    with proxy(says) as standing:
        error = refusal(Network(agent="a", allow=[site.authority], proxy=standing.address), site.address("/"))
    assert (type(error), error.code) == (TransientError, code)
    assert site.visits == []


def test_a_proxy_that_is_gone_is_a_passing_failure(site: Site) -> None:
    with proxy() as standing:
        address = standing.address
    error = refusal(Network(agent="a", allow=[site.authority], proxy=address), site.address("/"))
    assert (type(error), error.code) == (TransientError, "proxy_failed")
