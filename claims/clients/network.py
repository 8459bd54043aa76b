"""The one guarded door to the internet, for every address that comes from a person or from a page.

A name is resolved once, every address that it has must be public, and the connection is made to the one that was checked, so that
a name cannot lead elsewhere in between; a redirect is a new address. Time, size and the number of redirects are bounded, and so is
what a compressed answer unfolds to. Addresses of the operator's settings (the embeddings server) do not come this way.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, NoReturn
from urllib.parse import urljoin

import httpcore
import httpx
from django.conf import settings

from claims.clients.guard import STEP_SECONDS, GuardedBackend, left, unreachable
from claims.errors import PermanentError, TransientError

# Others are for mail, databases and shells.
PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_ADDRESS = 2_000
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429})
HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost: bytes as they are unfolded, seconds in all, redirects. `cuts`: of a longer one the beginning is taken."""

    octets: int = 5 * 2**20
    seconds: float = 30.0
    redirects: int = 5
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`address` is where the last redirect led. `kind` is the content type in lower case without parameters, "" where none is given."""

    address: str
    status: int
    kind: str
    charset: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Network:
    """`allow` holds exact `host:port` pairs that are opened although they are not public: an intranet's, or a test's."""

    def __init__(self, *, agent: str, allow: Collection[str] = (), proxy: str = "") -> None:
        self.agent = agent
        self._allow = frozenset(pair.lower() for pair in allow)
        self._proxy = proxy

    def get(
        self,
        address: str,
        *,
        kinds: Collection[str] = (),
        headers: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        ask: Callable[[str], None] | None = None,
    ) -> Answer:
        """What stands at `address`, redirects followed. `kinds` are the content types that are taken; none named: any.

        `ask` is called with each address before it is visited, those of redirects too; what it raises ends the call, and the time
        that it takes is its own. A 304 has an empty body. Nothing is kept between calls: neither connections nor cookies.

        Raises:
            PermanentError: a refused address, answer or status, with `code`: address_refused, port_refused, not_public, too_many_redirects,
                too_large, wrong_kind, http_status, broken_answer.
            TransientError: as `unreachable` tells it, too_slow, or a status that asks to come again (429, 5xx): in `retry_after`
                seconds, where that is more than 0.
        """
        limits = limits or Limits()
        deadline = time.monotonic() + limits.seconds
        for _ in range(limits.redirects + 1):
            if ask is not None:
                began = time.monotonic()
                ask(str(checked_url(address, self._allow)))
                deadline += time.monotonic() - began
            with self._exchange(address, headers or {}, deadline) as response:
                if response.status in REDIRECTS:
                    address = self._next(address, response)
                    continue
                return self._read(address, response, kinds, limits, deadline)
        raise PermanentError("too_many_redirects", "{address} was redirected {n} times and more.", address=address, n=limits.redirects)

    def post(self, address: str, body: bytes, *, headers: Mapping[str, str] | None = None, limits: Limits | None = None) -> Answer:
        """Hand `body` over at `address`; the status and headers of the answer, whose body is not read.

        A redirect is not followed: what is meant for one address is told to no other. Nothing is kept between calls.

        Raises:
            PermanentError: a refused address, answer or status, with `code`: address_refused, port_refused, not_public, redirected,
                http_status, broken_answer.
            TransientError: as `unreachable` tells it, too_slow, or a status that asks to come again (429, 5xx).
        """
        limits = limits or Limits()
        deadline = time.monotonic() + limits.seconds
        sent = {"Content-Length": str(len(body)), **(headers or {})}
        with self._exchange(address, sent, deadline, body) as response:
            if response.status in REDIRECTS:
                raise PermanentError(
                    "redirected", "{address} redirects elsewhere: give the address that it leads to.", field="address", address=address
                )
            answer = self._answer(address, response)
            _require_success(answer)
            return answer

    def _exchange(self, address: str, headers: Mapping[str, str], deadline: float, body: bytes | None = None) -> _Exchange:
        url = checked_url(address, self._allow)
        sent = {"Host": url.netloc.decode(), "User-Agent": self.agent, "Accept-Encoding": "gzip", "Connection": "close", **headers}
        return _Exchange(url, sent, GuardedBackend(self._allow, self._proxy, deadline), body)

    @staticmethod
    def _next(address: str, response: httpcore.Response) -> str:
        location = next((value for name, value in response.headers if name.lower() == b"location"), b"")
        if not location:
            raise PermanentError("broken_answer", "{address} redirects to nowhere.", address=address)
        try:
            return urljoin(address, location.decode("utf-8", "replace"))
        except ValueError:
            _refuse(location.decode("utf-8", "replace"))

    @classmethod
    def _read(cls, address: str, response: httpcore.Response, kinds: Collection[str], limits: Limits, deadline: float) -> Answer:
        answer = cls._answer(address, response)
        _require_success(answer)
        if response.status == 304:
            return answer
        if kinds and answer.kind not in kinds:
            kind = answer.kind or "of no kind"
            raise PermanentError("wrong_kind", "{address} is {kind}, which is not taken here.", address=address, kind=kind)
        folded = _unfolding(answer.headers.get("content-encoding", ""), address)
        return replace(answer, body=_body(_in_time(response.iter_stream(), deadline), folded, limits, address))

    @staticmethod
    def _answer(address: str, response: httpcore.Response) -> Answer:
        """Without its body."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        kind, charset = content_type(headers.get("content-type", ""))
        return Answer(address, response.status, kind, charset, b"", headers)


def _require_success(answer: Answer) -> None:
    address, status = answer.address, answer.status
    if status in PASSING or status >= 500:
        later = _retry_after(answer.headers.get("retry-after", ""))
        raise TransientError("http_status", "{address} answered {status}.", address=address, status=status, retry_after=later)
    if status >= 400:
        raise PermanentError("http_status", "{address} answered {status}.", address=address, status=status)


def _retry_after(written: str) -> int:
    """In seconds; 0 where nothing is said, or nonsense."""
    try:
        return int(written) if written.isdecimal() else round(parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0


def checked_url(address: str, allow: Collection[str] = ()) -> httpx.URL:
    """The address in parts, its host in the form that names are looked up in.

    Raises:
        PermanentError: not http or https, without a host, with a user name or a zone (address_refused); a port that is not for pages
            (port_refused).
    """
    try:
        url = httpx.URL(address.strip()) if len(address) <= LONGEST_ADDRESS else None
    except (httpx.InvalidURL, ValueError, UnicodeError):
        url = None
    if url is None or url.scheme not in {"http", "https"} or not url.raw_host or url.userinfo or b"%" in url.raw_host:
        _refuse(address)
    port = url.port or (443 if url.scheme == "https" else 80)
    if port not in PORTS and f"{url.raw_host.decode()}:{port}" not in allow:
        ports = ", ".join(map(str, sorted(PORTS)))
        raise PermanentError(
            "port_refused",
            "{address} is not fetched: {port} is no port of pages, which are {ports}.",
            field="address",
            address=address[:200],
            port=port,
            ports=ports,
        )
    return url


def _refuse(address: str) -> NoReturn:
    raise PermanentError(
        "address_refused",
        "{address} is not fetched: it must be http:// or https:// with a host and no user name.",
        field="address",
        address=address[:200],
    )


class _Exchange:
    """One request and its answer; a context, since the answer is read from the open connection. Without a body it is a GET."""

    def __init__(self, url: httpx.URL, headers: Mapping[str, str], backend: GuardedBackend, body: bytes | None) -> None:
        self._url = url
        self._pool = httpcore.ConnectionPool(network_backend=backend, ssl_context=_tls(), max_connections=1, keepalive_expiry=0)
        self._request = httpcore.Request(
            "GET" if body is None else "POST",
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
            content=body,
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)},
        )

    def __enter__(self) -> httpcore.Response:
        try:
            return self._pool.handle_request(self._request)
        except BaseException as error:
            self._pool.close()
            raise _reworded(error, str(self._url)) from error

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._pool.close()
        if error is not None and (reworded := _reworded(error, str(self._url))) is not error:
            raise reworded from error


def _reworded(error: BaseException, address: str) -> BaseException:
    if isinstance(error, httpcore.TimeoutException):
        return TransientError("too_slow", "{address} did not answer in time.", address=address)
    if isinstance(error, httpcore.NetworkError | httpcore.ProxyError | ssl.SSLError | OSError):
        return unreachable(address, error)
    if isinstance(error, httpcore.ProtocolError | httpcore.UnsupportedProtocol):
        return PermanentError("broken_answer", "{address} does not speak HTTP as it should: {why}.", address=address, why=error)
    return error


def unpacked(answer: Answer) -> Answer:
    """The answer; where its body is a gzip file, whatever it is called, with what is in that.

    Raises:
        PermanentError: as `Network.get` for an answer that unfolds to too much, or is broken.
    """
    if not answer.body.startswith(b"\x1f\x8b"):
        return answer
    return replace(answer, body=_body([answer.body], _unfolding("gzip", answer.address), Limits(), answer.address))


def _in_time(parts: Iterable[bytes], deadline: float) -> Iterator[bytes]:
    for part in parts:
        left(deadline)
        yield part


def _body(parts: Iterable[bytes], folded: zlib._Decompress | None, limits: Limits, address: str) -> bytes:
    body = bytearray()
    came = False
    for part in parts:
        came = came or bool(part)
        try:
            body += folded.decompress(part, limits.octets + 1 - len(body)) if folded else part[: limits.octets + 1 - len(body)]
        except zlib.error as error:
            raise PermanentError("broken_answer", "{address} is not compressed as it says.", address=address) from error
        if len(body) > limits.octets and limits.cuts:
            return bytes(body[: limits.octets])
        if len(body) > limits.octets:
            raise PermanentError("too_large", "{address} is larger than {most} bytes.", address=address, most=limits.octets)
    if folded and came and not folded.eof:
        # A text without its end would pass for one that the outlet has shortened.
        raise PermanentError("broken_answer", "{address} was cut off on its way.", address=address)
    return bytes(body)


def _unfolding(encoding: str, address: str) -> zlib._Decompress | None:
    """What unfolds the body; None where it is not folded."""
    if encoding.strip().lower() in {"", "identity"}:
        return None
    if encoding.strip().lower() in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 32)
    raise PermanentError(
        "broken_answer", "{address} is compressed by {encoding}, which was not asked for.", address=address, encoding=encoding
    )


def content_type(header: str) -> tuple[str, str]:
    kind, _, parameters = header.partition(";")
    charset = next((part.partition("=")[2] for part in parameters.split(";") if part.strip().lower().startswith("charset=")), "")
    return kind.strip().lower(), charset.strip("\"' ").lower()


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


@cache
def network() -> Network:
    """The door as the settings open it; one a process."""
    agent = f"Factcheck/1 (+{settings.PUBLIC_URL})"
    return Network(agent=agent, allow=settings.NETWORK_ALLOW, proxy=settings.NETWORK_PROXY)
