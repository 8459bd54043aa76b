"""`manage.py up`: everything in one foreground process tree – servers, migrations, first accounts, web, worker and beat."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from claims.models import ArticleVersion, Claim

# A child that ends is started again after these waits, and gives up the whole with so many deaths in a minute.
BACK_OFF_SECONDS = (1, 2, 4, 8, 16, 30)
MOST_DEATHS_A_MINUTE = 5
STOP_SECONDS = 30
READING_SECONDS = 600
LAST_LINES = 20
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def _end_with_parent() -> None:
    # The child gets SIGTERM even where `up` was killed with -9.
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One supervised process; its lines go to stderr under its name."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.lines: deque[str] = deque(maxlen=LAST_LINES)
        self.deaths: deque[float] = deque()
        self.again_at = 0.0
        self.process: subprocess.Popen[str] | None = None
        self.group: int | None = None

    def start(self) -> None:
        # Started from the main thread: the parent-death signal is bound to the thread that forks.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_end_with_parent,  # only a system call
        )
        self.group = self.process.pid
        threading.Thread(target=self._tell, args=(self.process,), daemon=True).start()

    def _tell(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line.rstrip())
            sys.stderr.write(f"[{self.name}] {line}")

    def revive(self, now: float) -> bool:
        """Start it again when its wait is over; False where it has died too often."""
        if self.process is None:
            if now >= self.again_at:
                self.start()
            return True
        if self.process.poll() is None:
            return True
        self.clear()
        self.deaths.append(now)
        while self.deaths[0] < now - 60:
            self.deaths.popleft()
        sys.stderr.write(f"[{self.name}] ended with {self.process.returncode}\n")
        self.process = None
        self.again_at = now + BACK_OFF_SECONDS[min(len(self.deaths), len(BACK_OFF_SECONDS)) - 1]
        return len(self.deaths) < MOST_DEATHS_A_MINUTE

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def clear(self) -> None:
        """End what a child that is gone has left in its group."""
        if self.group is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.group, signal.SIGKILL)


class Command(BaseCommand):
    help = "Start everything and keep it running until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=urlsplit(settings.PUBLIC_URL).port or 8000, help="port on 127.0.0.1")
        parser.add_argument("--sample", action="store_true", help="take in the sample articles")
        parser.add_argument("--ingest", nargs="+", type=Path, default=[], metavar="FILE", help="take in these articles")
        parser.add_argument("--published", help="day of publication of the --ingest files, as 2021-03-09")
        parser.add_argument("--outlet", default="", help="known outlet of the --ingest files")

    def handle(self, *, port: int, sample: bool, ingest: list[Path], published: str | None, outlet: str, **_: Any) -> None:
        self._stopping = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        for path in ingest:
            if not path.is_file():
                raise CommandError(f"{path} is no file", returncode=2)
        self._check_port(port)
        if not settings.SECURE:
            # Pages are named by the port that was chosen, here and in every child.
            os.environ["PUBLIC_URL"] = settings.PUBLIC_URL = f"http://127.0.0.1:{port}"
        self._prepare()
        children = self._children(port)
        for child in children:
            child.start()
        try:
            self._wait_for_web(port, children)
            if sample:
                call_command("sample", stdout=self.stdout, stderr=self.stderr)
            if ingest:
                options = {"published": published, "outlet": outlet, "stdout": self.stdout, "stderr": self.stderr}
                try:
                    call_command("ingest", *ingest, **options)
                except CommandError as error:
                    self.stderr.write(str(error))
            if sample or ingest:
                self._wait_for_reading(children)
            self.stdout.write(f"Factcheck is at http://127.0.0.1:{port}/ – Ctrl-C stops it")
            self.stdout.flush()
            self._supervise(children)
        finally:
            self._end(children)

    def _stop(self, number: int, frame: object) -> None:
        self._stopping += 1

    def _prepare(self) -> None:
        self.stdout.write(f"State: {settings.STATE}" if settings.EMBEDDED else "Servers: as DATABASE_URL and REDIS_URL say")
        self.stdout.write("Migrating the database …")
        self.stdout.flush()
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        call_command("embeddings", "prepare", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("accounts", stdout=self.stdout)
        self.stdout.flush()

    def _children(self, port: int) -> list[Child]:
        celery = [sys.executable, "-m", "celery", "--quiet", "-A", "factcheck"]
        log = ["-l", "WARNING"]
        schedule = str(Path(settings.STATE) / "beat-schedule")
        Path(settings.STATE).mkdir(parents=True, exist_ok=True)
        gunicorn = [sys.executable, "-m", "gunicorn", "factcheck.wsgi:application", "--preload", "-w", "2", "--log-level", "warning"]
        return [
            Child("web", [*gunicorn, "-b", f"127.0.0.1:{port}"]),
            Child(
                "worker",
                [*celery, "worker", "-c", "2", "--without-gossip", "--without-mingle", "-n", f"up-{secrets.token_hex(4)}@%h", *log],
            ),
            Child("beat", [*celery, "beat", "--pidfile=", "-s", schedule, *log]),
        ]

    def _check_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(f"Port {port} is taken{_listener(port)}: stop that, or choose another with --port.") from error

    def _wait_for_web(self, port: int, children: list[Child]) -> None:
        while not self._stopping:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            self._revive(children)
            time.sleep(0.1)

    def _wait_for_reading(self, children: list[Child]) -> None:
        patience, said = time.monotonic() + READING_SECONDS, ""
        while not self._stopping and time.monotonic() < patience:
            waiting = ArticleVersion.objects.waiting().count()
            comparing = Claim.objects.filter(match_state=Claim.MatchState.PENDING).count()
            line = f"Reading: {waiting} articles and {comparing} claims to go"
            if line != said:
                self.stdout.write(line)
                self.stdout.flush()
                said = line
            if not waiting and not comparing:
                return
            self._revive(children)
            time.sleep(0.5)

    def _supervise(self, children: list[Child]) -> None:
        while not self._stopping:
            self._revive(children)
            if settings.EMBEDDED is not None and not (settings.EMBEDDED.postgresql_answers() and settings.EMBEDDED.valkey_answers()):
                self.stderr.write("A server does not answer; starting it again")
                try:
                    settings.EMBEDDED.ensure()
                except RuntimeError as error:
                    raise CommandError(str(error)) from error
            time.sleep(1)

    def _revive(self, children: list[Child]) -> None:
        for child in children:
            if not child.revive(time.monotonic()):
                raise CommandError(
                    f"{child.name} ended {MOST_DEATHS_A_MINUTE} times within a minute. Its last lines:\n" + "\n".join(child.lines)
                )

    def _end(self, children: list[Child]) -> None:
        connections.close_all()
        asked = self._stopping
        for child in reversed(children):
            child.signal(signal.SIGTERM)
        patience = time.monotonic() + STOP_SECONDS
        while any(child.process is not None and child.process.poll() is None for child in children):
            if time.monotonic() > patience or self._stopping > max(asked, 1):
                for child in children:
                    child.signal(signal.SIGKILL)
            time.sleep(0.1)
        for child in children:
            child.clear()


def _listener(port: int) -> str:
    """Words that name the process which listens on a TCP port of this machine; empty where it cannot be seen."""
    inodes = {
        fields[9]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for fields in (line.split() for line in Path(table).read_text().splitlines()[1:])
        if int(fields[1].rsplit(":", 1)[1], 16) == port and fields[3] == "0A"
    }
    for descriptor in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if descriptor.readlink().name.removeprefix("socket:[").removesuffix("]") in inodes:
                process = descriptor.parents[1]
                return f" by process {process.name} ({(process / 'comm').read_text().strip()})"
        except OSError:
            continue
    return ""
