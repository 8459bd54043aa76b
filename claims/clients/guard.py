"""Connections that are made only to addresses that were checked, and that end at a deadline."""

from __future__ import annotations

import base64
import socket
import ssl
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from functools import cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import httpcore

from claims.clients.addresses import is_public
from claims.errors import PermanentError, TransientError

# A step of an exchange: a connection, or the next bytes.
STEP_SECONDS = 10.0
RESOLVING_SECONDS = 5.0
# What a proxy says before the tunnel stands.
LONGEST_PROXY_ANSWER = 8_192


class GuardedBackend(httpcore.NetworkBackend):
    """`allow` holds the `host:port` pairs that may be private; `proxy` is an address, with a user and password where it asks for them,
    or ""; `deadline` a monotonic time."""

    def __init__(self, allow: frozenset[str], proxy: str, deadline: float) -> None:
        self._allow, self._proxy, self._deadline = allow, proxy, deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        target = self._resolve(host.strip("[]"), port)
        seconds = min(timeout or STEP_SECONDS, left(self._deadline))
        if self._proxy:
            return _Stream(self._through_proxy(target, port, seconds), self._deadline)
        return _Stream(self._backend.connect_tcp(target, port, seconds, local_address, socket_options), self._deadline)

    def _resolve(self, host: str, port: int) -> str:
        """The first of the host's addresses; every one of them is public, or the pair is allowed."""
        try:
            found = _resolver().submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(RESOLVING_SECONDS)
        except (OSError, UnicodeError) as error:
            raise unreachable(host, error) from error
        except NotInTime as error:
            raise TransientError("too_slow", "The address of {host} was not told in time.", host=host) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if f"{host}:{port}".lower() not in self._allow and not all(is_public(ip_address(one)) for one in addresses):
            raise PermanentError(
                "not_public",
                "{host} is inside a private network. If that is meant, the operator adds {host}:{port} to NETWORK_ALLOW.",
                field="address",
                host=host,
                port=port,
            )
        return addresses[0]

    def _through_proxy(self, target: str, port: int, seconds: float) -> httpcore.NetworkStream:
        """A tunnel to the checked address: the proxy is told no name that it could resolve otherwise."""
        proxy = urlsplit(self._proxy)
        try:
            stream = self._backend.connect_tcp(proxy.hostname or "", proxy.port or 3128, seconds)
        except httpcore.ConnectError as error:
            raise httpcore.ProxyError(str(error)) from error
        try:
            self._ask_for(f"[{target}]:{port}" if ":" in target else f"{target}:{port}", _authorization(proxy), stream, seconds)
        except BaseException:
            stream.close()
            raise
        return stream

    def _ask_for(self, authority: str, authorization: str, stream: httpcore.NetworkStream, seconds: float) -> None:
        stream.write(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{authorization}\r\n".encode(), seconds)
        answer = b""
        while b"\r\n\r\n" not in answer and len(answer) < LONGEST_PROXY_ANSWER:
            part = stream.read(1, min(STEP_SECONDS, left(self._deadline)))
            if not part:
                break
            answer += part
        if answer.split(b" ", 2)[1:2] != [b"200"]:
            raise httpcore.ProxyError(answer.split(b"\r\n", 1)[0].decode("latin-1"))

    def sleep(self, seconds: float) -> None:
        time.sleep(min(seconds, left(self._deadline)))


class _Stream(httpcore.NetworkStream):
    """A connection that ends at the deadline, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, min(timeout or STEP_SECONDS, left(self._deadline)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, min(timeout or STEP_SECONDS, left(self._deadline)))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = min(timeout or STEP_SECONDS, left(self._deadline))
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _authorization(proxy: SplitResult) -> str:
    """The header line by which a proxy knows who asks; "" where its address names nobody."""
    if proxy.username is None:
        return ""
    said = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return f"Proxy-Authorization: Basic {base64.b64encode(said.encode()).decode()}\r\n"


def unreachable(where: str, error: BaseException) -> TransientError:
    """Why nobody could talk with `where`, as far as the system tells it; its own words, in English, are the parameter `why`."""
    if isinstance(error, httpcore.ProxyError):
        return TransientError("proxy_failed", "The proxy does not lead to {where}: {why}.", where=where, why=error)
    # httpcore leaves the system's error as the context of its own.
    match error.__context__ if isinstance(error, httpcore.NetworkError) else error:
        case socket.gaierror(errno=socket.EAI_AGAIN):
            return TransientError("unreachable", "Whether {where} exists could not be asked: {why}.", where=where, why=error)
        case UnicodeError() | socket.gaierror():
            return TransientError("no_such_host", "There is no host of the name in {where}: {why}.", where=where, why=error)
        case ConnectionRefusedError():
            return TransientError("connection_refused", "{where} refuses connections: {why}.", where=where, why=error)
        case ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            return TransientError("connection_lost", "{where} broke the connection off: {why}.", where=where, why=error)
        case ssl.SSLCertVerificationError():
            return TransientError("certificate_refused", "{where} cannot prove that it is itself: {why}.", where=where, why=error)
        case _:
            return TransientError("unreachable", "{where} cannot be reached: {why}.", where=where, why=error)


def left(deadline: float) -> float:
    """Seconds to the deadline, more than nought. Raises httpcore.ReadTimeout when it is past."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the time for this exchange is over")
    return seconds


@cache
def _resolver() -> ThreadPoolExecutor:
    # The system's resolver knows no time limit: it is waited for from outside.
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="resolver")
