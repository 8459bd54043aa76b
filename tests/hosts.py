"""Workers on several hosts against one PostgreSQL and one Valkey: each host a worker process with a state folder of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import psycopg
from celery import Celery

from factcheck.embedded import DATABASE, Embedded
from tests.invented_articles import invented_article

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 600
# What others have displaced stood for as long as it took those to come.
MATCHES = (
    "SELECT 'match', least(l.text, h.text), greatest(l.text, h.text), m.machine_relation, m.state FROM claims_match m "
    "JOIN claims_claim l ON l.id = m.claim_low_id JOIN claims_claim h ON h.id = m.claim_high_id WHERE m.state <> 'expired'"
)
# What is the same however many have worked, and in whatever order: rows by their words, since ids are given as they come.
_RESULT = (
    "SELECT 'claim', c.text, s.name, c.said::text, c.polarity FROM claims_claim c JOIN claims_speaker s ON s.id = c.speaker_root_id",
    "SELECT 'quote', v.text, q.text, s.name, q.kind FROM claims_quote q JOIN claims_speaker s ON s.id = q.speaker_id "
    "JOIN claims_articleversion v ON v.id = q.version_id",
    "SELECT 'place', c.text, v.title, a.start::text, a.\"end\"::text FROM claims_appearance a JOIN claims_claim c ON c.id = a.claim_id "
    "JOIN claims_articleversion v ON v.id = a.version_id",
    MATCHES,
)
_COMPARE = (
    "from claims.models import Claim; from claims.pipeline.match import match_claims; "
    "match_claims(Claim.objects.filter(text__in={texts}).values_list('pk', flat=True))"
)
# In the order in which a worker takes from them; the first is beat's, who is none of the hosts.
_QUEUES = ("steering", "urgent", "celery", "bulk")


class Hosts:
    """One PostgreSQL and one Valkey in a folder, and as many hosts around them as are started."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers = Embedded(folder / "servers", memory_mb=128, durable=False)
        self._running: list[subprocess.Popen[bytes]] = []
        self._workers: list[subprocess.Popen[bytes]] = []
        self._name = DATABASE
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._control = Celery(broker=f"redis://127.0.0.1:{self._port}", set_as_current=False).control

    @contextlib.contextmanager
    def served(self) -> Iterator[None]:
        """Both servers run, the tables are there, and everything that was started ends with the block."""
        self._servers.ensure()
        # Valkey as the others reach it: over a port.
        program = self._servers.valkey.command()[0]
        options = {"port": str(self._port), "bind": "127.0.0.1", "save": "", "dir": str(self._folder)}
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._running.append(self._start([program, *words], self._environment("valkey")))
        try:
            self.manage("migrate", "--database=owner", "--verbosity=0")
            self.manage("embeddings", "prepare")
            yield
        finally:
            self._end([*self._running, *self._workers])
            self._servers.stop()

    def copy_tables(self, name: str) -> None:
        """Keep the database as it is now under another name, to begin again from with `begin_again`."""
        with psycopg.connect(host=self._servers.postgresql.host, dbname="postgres", user="owner", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE}")

    def begin_again(self, name: str) -> None:
        """End the workers; whoever comes next works on the other database."""
        self._end(self._workers)
        self._workers, self._name = [], name

    def manage(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self._environment("desk"), check=True, stdout=subprocess.DEVNULL
        )

    def hand_in(self, numbers: Sequence[int]) -> None:
        """Take in invented articles, to be read by whichever host comes first."""
        folder = self._folder / "articles"
        folder.mkdir(exist_ok=True)
        for number in numbers:
            article = invented_article(number)
            (folder / f"{number:05}.txt").write_text(article.text, "utf-8")
        self.manage("ingest", str(folder), "--published", "2026-03-10")

    def work(self, hosts: int, articles: int) -> tuple[float, float]:
        """Start a worker of one process on each of so many hosts; seconds until all is read and compared, from when all workers are up:
        until then none of them takes anything. And how many of the machine's cores had nothing to do meanwhile, on average."""
        for number in range(hosts):
            words = ["-m", "celery", "--quiet", "-A", "factcheck", "worker", "-c", "1", "-l", "WARNING", "-n", f"host{number}@%h"]
            quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
            waiting = ["-Q", _QUEUES[0]]
            self._workers.append(self._start([sys.executable, *quiet, *words, *waiting], self._environment(f"host{number}")))
        patience = time.monotonic() + PATIENCE_SECONDS
        while len(self._control.ping(timeout=5, limit=hosts) or ()) < hosts:
            assert time.monotonic() < patience, "not all workers have come up"
        begun, idle = time.monotonic(), _idle_seconds()
        for queue in _QUEUES[1:]:
            self._control.add_consumer(queue)
        while self._left(articles) and time.monotonic() < begun + PATIENCE_SECONDS:
            time.sleep(0.1)
        seconds = time.monotonic() - begun
        return seconds, (_idle_seconds() - idle) / seconds

    def calls(self) -> list[int]:
        """How many calls each worker has done."""
        stats = self._control.inspect(timeout=30, limit=len(self._workers)).stats() or {}
        return [sum(one["total"].values()) for one in stats.values()]

    def result(self) -> list[tuple[str, ...]]:
        with self._database() as connection:
            return sorted(row for query in _RESULT for row in connection.execute(query).fetchall())

    def still_found(self, name: str, missing: Collection[tuple[str, ...]]) -> set[tuple[str, ...]]:
        """Those rows that come to the database of this name when the claims they speak of are compared once more: they were lost there."""
        if not missing:
            return set()
        self._name = name
        texts = sorted({text for row in missing if row[0] == "match" for text in row[1:3]})
        self.manage("shell", "--verbosity=0", "--command", _COMPARE.format(texts=texts))
        return set(missing) & set(self.result())

    def processor_seconds(self) -> list[float]:
        """What each worker has used, its children included."""
        used = []
        for process in self._workers:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            stats = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in (str(process.pid), *children)]
            used.append(sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK"))
        return used

    def _left(self, articles: int) -> int:
        with self._database() as connection:
            row = connection.execute(
                "SELECT %s - (SELECT count(*) FROM claims_articleversion WHERE state = 'done') "
                "+ (SELECT count(*) FROM claims_claim WHERE match_state = 'pending')",
                [articles],
            ).fetchone()
        assert row is not None
        return int(row[0])

    def _database(self) -> psycopg.Connection:
        return psycopg.connect(host=self._servers.postgresql.host, dbname=self._name, user="owner", autocommit=True)

    def _start(self, command: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as said:
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)

    def _end(self, processes: Sequence[subprocess.Popen[bytes]]) -> None:
        # Those that were started last first, so that nobody loses a server.
        for process in reversed(processes):
            process.send_signal(signal.SIGTERM)
            process.wait(60)

    def _environment(self, host: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("EMBEDDED_", "DATABASE_", "FACTCHECK_"))}
        address = f"/{self._name}?host={self._servers.postgresql.host}"
        return kept | {
            "FACTCHECK_STATE": str(self._folder / host),
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "DATABASE_URL": f"postgresql://app@{address}",
            "DATABASE_OWNER_URL": f"postgresql://owner@{address}",
            "REDIS_URL": f"redis://127.0.0.1:{self._port}",
            "SECRET_KEY": "of all hosts",
            "OPENBLAS_NUM_THREADS": "1",
        }


def _idle_seconds() -> float:
    """Of all cores together, since the machine was started."""
    counted = Path("/proc/stat").read_text().splitlines()[0].split()
    return (int(counted[4]) + int(counted[5])) / os.sysconf("SC_CLK_TCK")  # idle, and waiting for a disk
