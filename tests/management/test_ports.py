import os
import socket
from pathlib import Path

from claims.management import ports


def test_a_listener_is_named() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        name = Path("/proc/self/comm").read_text().strip()
        assert (ports.is_free(port), ports.accepts(port), ports.listener(port)) == (False, True, f"{os.getpid()} ({name})")
    assert (ports.is_free(port), ports.accepts(port), ports.listener(port)) == (True, False, "")


def test_a_port_that_was_written_down_holds_while_somebody_listens(tmp_path: Path) -> None:
    assert ports.kept(tmp_path) is None
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        with ports.keep(tmp_path, port) as is_first, ports.keep(tmp_path, port + 1) as is_second:
            assert (is_first, is_second, ports.kept(tmp_path)) == (True, False, port)
        with ports.keep(tmp_path, port) as is_next:
            assert is_next
    assert ports.kept(tmp_path) is None
    (tmp_path / "port").write_text("")  # its writer was killed
    assert ports.kept(tmp_path) is None
