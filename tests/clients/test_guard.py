"""Why a host could not be talked with: each cause has a code of its own, and the system's words beside it."""

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import pytest

from claims.clients.guard import unreachable
from claims.clients.network import Network
from claims.errors import TransientError

WHY = "words of the system"
CAUSES: list[tuple[BaseException, str]] = [
    (socket.gaierror(socket.EAI_NONAME, WHY), "no_such_host"),
    # the name is there, and leads nowhere
    (socket.gaierror(-5, WHY), "no_such_host"),
    # the resolver itself is out of order: of the name nothing is known
    (socket.gaierror(socket.EAI_AGAIN, WHY), "unreachable"),
    # a name that cannot be asked for
    (UnicodeError(WHY), "no_such_host"),
    (ConnectionRefusedError(111, WHY), "connection_refused"),
    (ConnectionResetError(104, WHY), "connection_lost"),
    (BrokenPipeError(32, WHY), "connection_lost"),
    (ssl.SSLCertVerificationError(1, WHY), "certificate_refused"),
    # TLS that fails before any certificate is shown
    (ssl.SSLError(1, WHY), "unreachable"),
    # no way to the host
    (OSError(113, WHY), "unreachable"),
    # what the operator's proxy says tells nothing of the site
    (httpcore.ProxyError(WHY), "proxy_failed"),
]


@pytest.mark.parametrize(("cause", "code"), CAUSES)
def test_each_cause_has_its_code(cause: BaseException, code: str) -> None:
    error = unreachable("https://خبر.example/", cause)
    assert (type(error), error.code, error.params) == (TransientError, code, {"where": "https://خبر.example/", "why": str(cause)})


@contextmanager
def resetting() -> Iterator[str]:
    """The authority of a host that takes a connection and drops it at once."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drop() -> None:
            taken, _peer = listening.accept()
            taken.recv(1)
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            taken.close()

        thread = threading.Thread(target=drop, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    thread.join()


def test_a_host_that_drops_what_it_has_taken() -> None:
    with resetting() as authority:
        network = Network(agent="a", allow=[authority])
        with pytest.raises(TransientError) as failed:
            network.get(f"http://{authority}/")
    assert failed.value.code == "connection_lost"


def test_a_port_that_nobody_listens_at() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        authority = f"127.0.0.1:{listening.getsockname()[1]}"
    with pytest.raises(TransientError) as failed:
        Network(agent="a", allow=[authority]).get(f"http://{authority}/")
    assert (failed.value.code, "refused" in failed.value.params["why"]) == ("connection_refused", True)
