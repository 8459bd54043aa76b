"""The guarded door: what it fetches, what it refuses, and that nothing private is ever reached."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from claims.clients.network import HTML, Limits, Network
from claims.errors import FactcheckError, PermanentError, TransientError
from tests.clients.news_site import HTML_TYPE, Page, Site, bomb, news_site
from tests.receiver import Answer, receiver

ARABIC = "<p>قال الوزير إن العدد 300</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with news_site() as standing:
        yield standing


def door(site: Site) -> Network:
    return Network(agent="Factcheck/1 (+http://desk.example)", allow=[site.authority])


def test_a_page_comes_back_whole(site: Site) -> None:
    site.pages["/خبر"] = Page()  # the path goes percent-encoded
    site.pages["/%D8%AE%D8%A8%D8%B1"] = lambda headers: Page(ARABIC.encode() + headers["User-Agent"].encode())
    answer = door(site).get(site.address("/خبر#top"), kinds=HTML)
    assert (answer.status, answer.kind, answer.charset) == (200, "text/html", "utf-8")
    assert answer.body.decode() == ARABIC + "Factcheck/1 (+http://desk.example)"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, status: int) -> None:
    site.pages["/old"] = Page(status=status, headers={"Location": "new?a=1"})
    site.pages["/new"] = Page(b"here")
    answer = door(site).get(site.address("/old"))
    assert (answer.address, answer.body) == (site.address("/new?a=1"), b"here")


def test_who_gives_leave_is_asked_before_each_visit(site: Site) -> None:
    site.pages["/old"] = Page(status=302, headers={"Location": "/خبر".encode().decode("latin-1")})
    site.pages["/%D8%AE%D8%A8%D8%B1"] = Page(status=302, headers={"Location": "/closed"})
    asked: list[tuple[str, int]] = []

    def ask(address: str) -> None:
        asked.append((address.removeprefix(site.address("")), len(site.visits)))
        if address.endswith("/closed"):
            raise PermanentError("robots_forbid", "No.")

    with pytest.raises(PermanentError) as refused:
        door(site).get(site.address("/old"), ask=ask)
    assert (refused.value.code, asked) == ("robots_forbid", [("/old", 0), ("/%D8%AE%D8%A8%D8%B1", 1), ("/closed", 2)])


def test_compressed_and_unchanged_answers(site: Site) -> None:
    site.pages["/zipped"] = Page(gzip.compress(ARABIC.encode()), headers={"Content-Type": HTML_TYPE, "Content-Encoding": "gzip"})
    site.pages["/same"] = lambda headers: Page(status=304 if headers.get("If-None-Match") == '"1"' else 200)
    assert door(site).get(site.address("/zipped")).body.decode() == ARABIC
    site.pages["/nothing"] = Page(b"", headers={"Content-Type": HTML_TYPE, "Content-Encoding": "gzip"})
    assert door(site).get(site.address("/nothing")).body == b""
    assert door(site).get(site.address("/same"), headers={"If-None-Match": '"1"'}).status == 304


SMALL = Limits(octets=10_000, seconds=1.0, redirects=3)
REFUSALS: list[tuple[Page, type[FactcheckError], str]] = [
    (Page(status=404), PermanentError, "http_status"),
    (Page(status=503), TransientError, "http_status"),
    (Page(status=429), TransientError, "http_status"),
    (Page(b"x" * 10_001), PermanentError, "too_large"),
    (Page(bomb(64), headers={"Content-Type": HTML_TYPE, "Content-Encoding": "gzip"}), PermanentError, "too_large"),
    (Page(b"not gzip", headers={"Content-Type": HTML_TYPE, "Content-Encoding": "gzip"}), PermanentError, "broken_answer"),
    (Page(b"x", headers={"Content-Type": HTML_TYPE, "Content-Encoding": "br"}), PermanentError, "broken_answer"),
    # cut off: zipped, and plain
    (
        Page(gzip.compress(ARABIC.encode())[:-9], headers={"Content-Type": HTML_TYPE, "Content-Encoding": "gzip"}),
        PermanentError,
        "broken_answer",
    ),
    (Page(b"half", headers={"Content-Type": HTML_TYPE, "Content-Length": "999"}), PermanentError, "broken_answer"),
    (Page(b"%PDF", headers={"Content-Type": "application/pdf"}), PermanentError, "wrong_kind"),
    (Page(b"?", headers={}), PermanentError, "wrong_kind"),
    (Page(status=302, headers={}), PermanentError, "broken_answer"),
    (Page(status=302, headers={"Location": "/page"}), PermanentError, "too_many_redirects"),  # to itself
    (Page(status=302, headers={"Location": "file:///etc/passwd"}), PermanentError, "address_refused"),
    (Page(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}), PermanentError, "not_public"),
    (Page(b"slow" * 1000, drip=0.05), TransientError, "too_slow"),
]


@pytest.mark.parametrize(("page", "error", "code"), REFUSALS)
def test_bad_answers_are_refused(site: Site, page: Page, error: type[FactcheckError], code: str) -> None:
    site.pages["/page"] = page
    with pytest.raises(error) as refused:
        door(site).get(site.address("/page"), kinds=HTML, limits=SMALL)
    assert refused.value.code == code


def test_silence_ends_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        authority = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TransientError) as refused:
            Network(agent="a", allow=[authority]).get(f"http://{authority}/", limits=SMALL)
    assert refused.value.code == "too_slow"


# Ways to write this machine, its network, and what cloud providers keep beside it.
HOSTS = """
127.0.0.1 127.1 127.0.1 127.127.127.127 2130706433 0x7f000001 0x7f.0x0.0x0.0x1 0177.0.0.1 017700000001 0 0.0.0.0 00.00.00.00
localhost LOCALHOST localhost. [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1]
[64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [fe80::1] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1]
10.0.0.1 10.1 172.16.0.1 172.31.255.254 192.168.0.1 192.168.1.254 3232235777 0xC0A80001 169.254.169.254 2852039166 0xA9FEA9FE
0251.0376.0251.0376 [::ffff:169.254.169.254] 100.100.100.200 192.0.0.192 100.64.0.1 198.18.0.1 203.0.113.1 224.0.0.1 240.0.0.1
255.255.255.255 ①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 ١٢٧.٠.٠.١
""".split()
WAYS = ["http://{}:{}/", "https://{}:{}/", "http://{}:{}/خبر?a=http://news.example/", "HTTP://{}:{}"]
OTHERS = """
file:///etc/passwd ftp://news.example/ gopher://127.0.0.1:6379/_x dict://127.0.0.1/ data:text/html,x javascript:alert(1)
jar:http://news.example!/ ldap://127.0.0.1 //127.0.0.1/ 127.0.0.1 http:// http:///x http://user@news.example/
http://news.example:22/ http://news.example:6379/ http://news.example:5432/ http://news.example@127.0.0.1/
http://a:b@news.example/ http://[fe80::1%25eth0]/ http://[::1 http://news.example:99999/ http://news.example:x/
unix:///run/postgresql http+unix://x https://news.example:443@127.0.0.1:80/ http://127.0.0.1\\@news.example/
""".split()
ODD = ["", " ", "http://\x00/", "http://" + "a" * 3000]
CORPUS = [*(way.format(host, port) for host, port, way in product(HOSTS, ("80", "{closed}"), WAYS)), *OTHERS, *ODD]


NOWHERE = {"unreachable", "no_such_host", "connection_refused"}


def refusal(network: Network, address: str) -> str:
    with pytest.raises(FactcheckError) as refused:
        network.get(address, limits=Limits(seconds=5))
    return refused.value.code


@dataclass
class Listener:
    port: int
    connections: int = 0


@contextmanager
def listener() -> Iterator[Listener]:
    """Something private on every address of this machine: it counts who connects, whatever they want."""
    family = socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET
    with socket.create_server(("", 0), family=family, dualstack_ipv6=family == socket.AF_INET6) as listening:
        standing = Listener(listening.getsockname()[1])

        def count() -> None:
            with suppress(OSError):  # closed
                while True:
                    listening.accept()[0].close()
                    standing.connections += 1

        thread = threading.Thread(target=count, daemon=True)
        thread.start()
        yield standing
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_nothing_private_is_ever_reached(site: Site) -> None:
    """Asked for by itself and as the target of a redirect."""
    closed = Network(agent="a", allow=["127.0.0.1:1"])
    with listener() as private:
        addresses = [one.replace("{closed}", str(private.port)) for one in CORPUS]
        codes = {refusal(closed, address) for address in addresses}
        for address in addresses:
            location = address.encode("utf-8", "replace").decode("latin-1").replace("\x00", "")
            site.pages["/jump"] = Page(status=302, headers={"Location": location})
            codes.add(refusal(door(site), site.address("/jump")))
        assert private.connections == 0
        # It would have been seen: over TLS too, of which no request comes of it.
        for scheme in ("http", "https"):
            refusal(Network(agent="a", allow=[f"127.0.0.1:{private.port}"]), f"{scheme}://127.0.0.1:{private.port}/")
        assert private.connections == 2
    assert site.visits.count("/jump") >= len(CORPUS)  # a relative address leads to the site itself
    assert codes <= {"address_refused", "port_refused", "not_public", "broken_answer", "too_many_redirects", "http_status"} | NOWHERE
    assert len(CORPUS) >= 200


def test_a_name_is_resolved_once_and_pinned(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        """Public when it is checked, private ever after."""
        if host == "news.example":
            asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.113.1" if len(asked) > 1 else "127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    site.pages["/"] = Page(b"pinned")
    network = Network(agent="a", allow=[f"news.example:{site.port}"])
    assert network.get(f"http://news.example:{site.port}/").body == b"pinned"
    assert asked == ["news.example"]


def test_one_private_address_of_many_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.5")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(PermanentError) as refused:
        Network(agent="a").get("http://news.example/")
    assert (refused.value.code, refused.value.field) == ("not_public", "address")


def test_what_is_posted_arrives_once_and_whole() -> None:
    with receiver() as standing:
        network = Network(agent="Factcheck/1", allow=[standing.authority])
        answer = network.post(standing.address, ARABIC.encode(), headers={"Content-Type": "text/html", "X-Key": "1"})
        (told,) = standing.told
    assert (answer.status, answer.body) == (204, b"")
    assert (told.body.decode(), told.headers["x-key"], told.headers["content-length"]) == (ARABIC, "1", str(len(ARABIC.encode())))


POSTED: list[tuple[Answer, type[FactcheckError], str]] = [
    (Answer(400), PermanentError, "http_status"),
    (Answer(410), PermanentError, "http_status"),
    (Answer(429), TransientError, "http_status"),
    (Answer(500), TransientError, "http_status"),
    (Answer(302, {"Location": "http://169.254.169.254/"}), PermanentError, "redirected"),
    (Answer(307, {"Location": "/elsewhere"}), PermanentError, "redirected"),
    (Answer(hangs=True), TransientError, "too_slow"),
]


@pytest.mark.parametrize(("given", "error", "code"), POSTED)
def test_what_is_posted_and_refused_is_told_by_its_code(given: Answer, error: type[FactcheckError], code: str) -> None:
    with receiver() as standing:
        standing.answer = lambda number: given
        with pytest.raises(error) as refused:
            Network(agent="a", allow=[standing.authority]).post(standing.address, b"{}", limits=SMALL)
        assert (refused.value.code, len(standing.told)) == (code, 1)


def test_nothing_private_is_ever_posted_to() -> None:
    with receiver() as standing:
        closed = Network(agent="a")
        for address in (one.replace("{closed}", str(standing.port)) for one in CORPUS):
            with pytest.raises(FactcheckError) as refused:
                closed.post(address, b"{}", limits=Limits(seconds=5))
            assert refused.value.code in {"address_refused", "port_refused", "not_public"} | NOWHERE
        assert standing.told == []
