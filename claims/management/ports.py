"""Whether a port of this machine is free, and if not, who has it; and the one that the program is served on."""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LISTENING = "0A"
_KEPT = "port"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def keep(folder: Path, port: int) -> Iterator[bool]:
    """Write down in the state folder where the program is served, and let nobody else do so meanwhile; False where somebody else does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _KEPT).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        file.truncate(0)
        file.write(str(port))
        file.flush()
        yield True


def kept(folder: Path) -> int | None:
    """The port that was written down there last, where something listens on it."""
    try:
        port = int((folder / _KEPT).read_text())
    except (OSError, ValueError):
        return None
    return port if accepts(port) else None


def listener(port: int) -> str:
    """The number and name of the process that listens on a TCP port; empty where it cannot be seen."""
    inodes = {
        fields[9]
        for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
        if table.exists()
        for fields in (line.split() for line in table.read_text().splitlines()[1:])
        if int(fields[1].rsplit(":", 1)[1], 16) == port and fields[3] == _LISTENING
    }
    for descriptor in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if descriptor.readlink().name.removeprefix("socket:[").removesuffix("]") in inodes:
                process = descriptor.parents[1]
                return f"{process.name} ({(process / 'comm').read_text().strip()})"
        except OSError:
            continue
    return ""
