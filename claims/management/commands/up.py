"""`manage.py up`: everything in one foreground process tree – servers, migrations, first accounts, web, worker and beat."""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from claims.management import ports
from claims.management.progress import Reading
from claims.management.supervision import Child, DiedTooOften, end_all

TICK_SECONDS = 1.0
# Requests that one web process answers at a time: an export that streams for minutes, or to a slow reader, takes one of them.
THREADS = 8
# Each holds its own model and tables, some 300 MB at most; one a core of a small machine.
WORKERS = 2


class Command(BaseCommand):
    help = "Start everything and keep it running until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=urlsplit(settings.PUBLIC_URL).port or 8000, help="port on 127.0.0.1")
        parser.add_argument("--workers", type=int, default=WORKERS, help=f"processes that read articles, {WORKERS} where it is not said")
        parser.add_argument("--sample", action="store_true", help="take in the sample articles")
        parser.add_argument("--ingest", nargs="+", type=Path, default=[], metavar="FILE", help="take in these articles")
        parser.add_argument("--published", help="day of publication of the --ingest files, as 2021-03-09")
        parser.add_argument("--outlet", default="", help="known outlet of the --ingest files")

    def handle(self, *, port: int, workers: int, sample: bool, ingest: list[Path], published: str | None, outlet: str, **_: Any) -> None:
        if workers < 1:
            raise CommandError("--workers must be 1 or more", returncode=2)
        self._stop, self._hurry = threading.Event(), threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        self._check_arguments(port, ingest)
        if not settings.SECURE:
            # Pages are named by the port that was chosen, here and in every child.
            os.environ["PUBLIC_URL"] = settings.PUBLIC_URL = f"http://127.0.0.1:{port}"
        # The port also for commands that run beside, and name pages.
        with ports.keep(settings.STATE, port) as is_ours:
            if not is_ours:
                self._refuse_second()
            self._serve(port, workers, sample, ingest, published=published, outlet=outlet)

    def _serve(self, port: int, workers: int, sample: bool, ingest: list[Path], **told: Any) -> None:
        self._prepare()
        self._take_in(sample, ingest, **told)
        children = _children(port, workers)
        try:
            self._run(children, port, reading=Reading() if sample or ingest else None)
        except DiedTooOften as error:
            raise CommandError(str(error)) from error
        finally:
            connections.close_all()
            end_all(children, hurry=self._hurry)

    def _asked_to_stop(self, number: int, frame: object) -> None:
        # The second time the children are killed.
        (self._hurry if self._stop.is_set() else self._stop).set()

    def _check_arguments(self, port: int, ingest: list[Path]) -> None:
        for path in ingest:
            if not path.is_file():
                raise CommandError(f"{path} is no file", returncode=2)
        if not ports.is_free(port):
            owner = ports.listener(port)
            by = f" by process {owner}" if owner else ""
            raise CommandError(f"Port {port} is taken{by}: stop that, or choose another with --port.")

    def _refuse_second(self) -> None:
        """Two would share the queue of one state folder, and each would run the other's schedule."""
        port = ports.kept(settings.STATE)
        where = f" at http://127.0.0.1:{port}/" if port else ""
        raise CommandError(
            f"Factcheck runs on {settings.STATE} already{where}: stop that, or give this one a folder of its own with FACTCHECK_STATE."
        )

    def _prepare(self) -> None:
        self._say(f"State: {settings.STATE}" if settings.EMBEDDED else "Servers: as DATABASE_URL and REDIS_URL say")
        self._ensure_servers()
        self.check(tags=[Tags.database], databases=["owner"])
        self._say("Migrating the database …")
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        self.check(tags=[Tags.database], databases=["default"])
        call_command("embeddings", "prepare", stdout=self.stdout)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("accounts", stdout=self.stdout)
        self.stdout.flush()

    def _take_in(self, sample: bool, ingest: list[Path], **told: Any) -> None:
        """Before anything is served: a file that is refused is to be put right, not missed among later lines."""
        if sample:
            call_command("sample", stdout=self.stdout, stderr=self.stderr)
        if ingest:
            try:
                call_command("ingest", *ingest, **told, stdout=self.stdout, stderr=self.stderr)
            except CommandError as error:
                raise CommandError(f"{error}. Nothing was started: correct it, or leave it out of --ingest.", returncode=1) from error
        self.stdout.flush()

    def _run(self, children: list[Child], port: int, reading: Reading | None) -> None:
        is_told = False
        while not self._stop.is_set():
            for child in children:
                child.revive(time.monotonic())
            if not is_told and ports.accepts(port):
                is_told = True
                self._say(f"Factcheck is at http://127.0.0.1:{port}/ – Ctrl-C stops it")
            if is_told:
                reading = self._tell(reading)
                self._ensure_servers()
            self._stop.wait(TICK_SECONDS if is_told else TICK_SECONDS / 10)

    def _ensure_servers(self) -> None:
        """Both embedded servers answer. Told where one of them was gone."""
        if settings.EMBEDDED is None or settings.EMBEDDED.answers():
            return
        try:
            settings.EMBEDDED.ensure()
        except RuntimeError as error:
            raise CommandError(str(error)) from error

    def _tell(self, reading: Reading | None) -> Reading | None:
        if reading is None:
            return None
        try:
            line = reading.news()
        except DatabaseError:
            # The server is being revived: the connection goes, and the next tick opens another.
            connections.close_all()
            return reading
        if line:
            self._say(line)
        return None if reading.is_done else reading

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def web_command(port: int) -> list[str]:
    """What serves the program on a port of this machine."""
    gunicorn = [sys.executable, "-m", "gunicorn", "factcheck.wsgi:application", "--preload", "--log-level", "warning"]
    served_by = ["--workers", "2", "--worker-class", "factcheck.web_worker.TurnWorker", "--threads", str(THREADS)]
    # With an arena of its own for each thread, a process would keep a fifth more memory.
    return ["env", "MALLOC_ARENA_MAX=2", *gunicorn, *served_by, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]


def _children(port: int, workers: int) -> list[Child]:
    # Whoever starts `up` as root knows it.
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
    celery = [sys.executable, *quiet, "-m", "celery", "--quiet", "-A", "factcheck"]
    log = ["-l", "WARNING"]
    schedule = str(Path(settings.STATE) / "beat-schedule")
    worker = ["worker", "-c", str(workers), "--without-gossip", "--without-mingle", "-n", f"up-{secrets.token_hex(4)}@%h"]
    commands = {
        "web": web_command(port),
        "worker": [*celery, *worker, *log],
        "beat": [*celery, "beat", "--pidfile=", "-s", schedule, *log],
    }
    # An object a line stays one.
    return [Child(name, command, prefixed=settings.LOG_FORMAT != "json") for name, command in commands.items()]
