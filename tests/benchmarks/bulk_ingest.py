"""How fast a big delivery is taken in, read and compared, with the processes that `up` starts.

`python -m tests.benchmarks.bulk_ingest FILE.jsonl.gz [--articles 300] [--workers 2] [--state FOLDER] [--map FIELD=NAME…]`: starts `up`,
hands in the first articles of the file by one `ingest` command, and waits until all are read, embedded and compared. Meanwhile a person
hands in an article now and then, and is timed. Then the same command runs again, and the rows are counted before and after it. Tells
articles and claims a minute, processor seconds and the most memory (proportional set size) of every kind of process. What each stage
costs is told by `tests.benchmarks.intake_stages`. Every few minutes it notes how far the work is and what the processes hold, which must
stay flat and steady. Without --state the base is new and thrown away.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.million import use_state
from tests.processes import running

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
# Looking costs processor time too: what waits is counted, and the memory of every server process added up page by page.
SECONDS_BETWEEN_COUNTS, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_PERSONS, SECONDS_BETWEEN_NOTES = 1.0, 15.0, 15.0, 300.0
PERSONS_TEXT = """سد الوردة يفتح بواباته

قال مدير السد سامر الحلواني إن "عدد العاملين في السد {number} عامل". وأضاف أن البوابات ستفتح في نيسان المقبل."""


class Processes:
    """What the processes of one installation have cost: processor seconds and the most memory, by kind."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._begun: dict[int, float] = {}
        self._seconds: dict[int, tuple[str, float]] = {}
        self.memory: dict[str, float] = defaultdict(float)
        self.now: dict[str, float] = {}
        self.count: dict[str, int] = defaultdict(int)

    def look(self) -> None:
        now: dict[str, list[float]] = defaultdict(list)
        for pid in {one for root in running(self._state) for one in (root, *_servers(root))} - {os.getpid()}:
            try:
                kind, seconds = _kind(pid), _seconds(pid)
                held = int(re.findall(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)[0]) / 1024
            except (OSError, IndexError):
                continue
            self._begun.setdefault(pid, seconds)
            self._seconds[pid] = kind, seconds - self._begun[pid]
            now[kind].append(held)
        self.now = {kind: sum(sizes) for kind, sizes in now.items()}
        for kind, sizes in now.items():
            self.memory[kind], self.count[kind] = max(self.memory[kind], sum(sizes)), max(self.count[kind], len(sizes))

    def note(self) -> None:
        held = ", ".join(f"{kind} {size:.0f}" for kind, size in sorted(self.now.items()))
        say(f"    MB now: {held}")

    def tell(self) -> None:
        spent: dict[str, float] = defaultdict(float)
        for kind, seconds in self._seconds.values():
            spent[kind] += seconds
        for kind in sorted(spent, key=lambda kind: -spent[kind]):
            held = f"at most {self.memory[kind]:7.0f} MB together"
            say(f"  {kind:8} {self.count[kind]:3} processes, {spent[kind]:8.1f} s of processor, {held}")


def _servers(pid: int) -> list[int]:
    # PostgreSQL's own processes write their titles over their command line.
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in children if Path(f"/proc/{child}/comm").read_text().strip() == "postgres"]
    except OSError:
        return []


def _kind(pid: int) -> str:
    name, command = Path(f"/proc/{pid}/comm").read_text().strip(), Path(f"/proc/{pid}/cmdline").read_text()
    # The first that fits: `up` names its workers in more than one command line.
    words = {"manage.py\0up": "up", "beat\0": "beat", "gunicorn": "web", "celery": "worker", "keeper": "keeper", "valkey": "valkey"}
    words["ingest"] = "ingest"
    return "postgres" if name == "postgres" else next((kind for word, kind in words.items() if word in command), "other")


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Persons:
    """Somebody hands in an article now and then, as the API does, and waits until it is compared."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._waiting: tuple[int, float] | None = None
        self._next = 0.0

    def look(self) -> None:
        from claims.models import ArticleVersion, Claim, User  # noqa: PLC0415
        from claims.pipeline.ingest import Submission, find_outlet, ingest  # noqa: PLC0415
        from claims.tasks import URGENT, call, read_version  # noqa: PLC0415

        now = time.monotonic()
        if self._waiting is not None:
            pending = Claim.objects.filter(appearances__version=self._waiting[0], match_state="pending")
            if ArticleVersion.objects.filter(pk=self._waiting[0], state="done").exists() and not pending.exists():
                self.waits.append(now - self._waiting[1])
                self._waiting = None
        elif now >= self._next:
            text = PERSONS_TEXT.format(number=time.time_ns() % 10**6)
            version, _ = ingest(Submission(text=text, outlet=find_outlet(""), published=date(2018, 3, 1)), by=User.objects.system())
            call(read_version, version.pk, queue=URGENT)
            self._waiting, self._next = (version.pk, now), now + SECONDS_BETWEEN_PERSONS


def measure(path: Path, names: Sequence[str], state: Path, most_seconds: float) -> None:
    from claims.clients.queues import queue_depths  # noqa: PLC0415
    from claims.models import Article, Claim  # noqa: PLC0415

    processes, persons = Processes(state), Persons()
    processes.look()
    # In a base that another run has left some may be waiting.
    held, (unread, pending) = Article.objects.count(), _waiting()
    before, began = (held - unread, Claim.objects.count() - pending), time.monotonic()
    command: list[str | Path] = [sys.executable, "manage.py", "ingest", path, *(["--map", *names] if names else []), "--new-outlets"]
    handing_in, calls, looked, noted, counted = _start(command, state), 0, 0.0, began, began
    handed_in, left = 0.0, (1, 1)
    while ((moving := handing_in.poll() is None) or left != (0, 0)) and time.monotonic() - began < most_seconds:
        if not moving and not handed_in:
            handed_in, left = time.monotonic() - began, _waiting()
            say(f"handed in after {handed_in:.1f} s: {Article.objects.count() - held:,} articles")
        persons.look()
        if time.monotonic() - counted > SECONDS_BETWEEN_COUNTS:
            counted, left, calls = time.monotonic(), _waiting(), max(calls, sum(queue_depths().values()))
        if time.monotonic() - looked > SECONDS_BETWEEN_LOOKS:
            looked = time.monotonic()
            processes.look()
        if time.monotonic() - noted > SECONDS_BETWEEN_NOTES:
            noted = time.monotonic()
            (unread, pending), compared = left, Claim.objects.filter(match_state="done").count() - before[1]
            say(f"  {(noted - began) / 60:.0f} minutes: {compared:,} claims compared; {unread:,} articles and {pending:,} claims wait")
            processes.note()
        time.sleep(0.1)
    minutes = (time.monotonic() - began) / 60
    processes.look()
    articles, claims = Article.objects.count() - before[0] - _waiting()[0], Claim.objects.count() - before[1] - _waiting()[1]
    say(f"{articles:,} articles with {claims:,} claims read and compared in {minutes:.2f} minutes (load {os.getloadavg()[0]:.1f})")
    say(f"{articles / minutes:,.0f} articles and {claims / minutes:,.0f} claims a minute; at most {calls} calls waited in the broker")
    processes.tell()
    waits = sorted(persons.waits)
    if waits:
        told = f"median {waits[len(waits) // 2]:.1f} s, worst {waits[-1]:.1f} s of {len(waits)}"
        say(f"a person's article meanwhile, from handed in to compared: {told}")
    if _waiting() != (0, 0):
        say(f"stopped after {most_seconds:.0f} s, when {_waiting()[0]:,} articles and {_waiting()[1]:,} claims waited")
        return
    rows, began = _rows(), time.monotonic()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    _start(command, state).wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - spent.ru_utime - spent.ru_stime
    while _waiting() != (0, 0):
        time.sleep(0.5)
    same = "nothing changed" if rows == _rows() else f"CHANGED: {rows} is now {_rows()}"
    say(f"the same command again: {time.monotonic() - began:.1f} s, of which {seconds:.1f} s of its processor; {same}")


def _start(command: Sequence[str | Path], state: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "FACTCHECK_STATE": str(state)}, stdout=subprocess.DEVNULL)


def _waiting() -> tuple[int, int]:
    from claims.models import ArticleVersion, Claim  # noqa: PLC0415

    return ArticleVersion.objects.waiting().count(), Claim.objects.filter(match_state="pending").count()


def _rows() -> dict[str, Any]:
    """How many rows of each kind there are, and the newest, by which a row that was made and removed shows."""
    from django.db.models import Count, Max  # noqa: PLC0415

    from claims import models  # noqa: PLC0415

    kinds = ("Article", "ArticleVersion", "Quote", "Claim", "Appearance", "Quantity", "Speaker", "SpeakerName", "Outlet", "Match", "Origin")
    return {kind: getattr(models, kind).objects.aggregate(rows=Count("pk"), newest=Max("pk")) for kind in kinds}


def first_articles(path: Path, articles: int, into: Path) -> Path:
    from claims.exchange.json_lines import numbered_lines  # noqa: PLC0415

    found = into / "delivery.jsonl"
    with found.open("wb") as chosen:
        chosen.writelines(line + b"\n" for _, line in islice(numbered_lines(path), articles))
    return found


def up(state: Path, workers: int) -> subprocess.Popen[bytes]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = state.parent / "up.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port), "--workers", str(workers)],
            cwd=ROOT,
            env={**os.environ, "FACTCHECK_STATE": str(state)},
            stdout=said,
            stderr=said,
        )
    patience = time.monotonic() + 300
    while "Factcheck is at" not in log.read_text():
        if process.poll() is not None or time.monotonic() > patience:
            sys.exit(f"It did not start:\n{log.read_text()}")
        time.sleep(0.1)
    return process


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=3600.0, help="stop after so long, and tell what was done by then")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--map", nargs="+", default=[], metavar="FIELD=NAME")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bulk-"))
    folder.chmod(0o755)
    use_state(options.state or folder / "state")
    started = up(options.state or folder / "state", options.workers)
    try:
        measure(first_articles(options.path, options.articles, folder), options.map, options.state or folder / "state", options.seconds)
    finally:
        started.send_signal(signal.SIGINT)
        started.wait()
        shutil.rmtree(folder, ignore_errors=True)
