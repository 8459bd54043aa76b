"""The API under many clients at once: the web server as `manage.py up` starts it, over a big base.

`python -m tests.benchmarks.load_api --state FOLDER [--clients 16] [--seconds 10] [--rate 0] [--anew]`, after `tests.benchmarks.million`
has built the folder. Each client sends its next request when its last is answered (`--rate 0`), or all together send so many a second
at random moments. The addresses come again and again, as those of a dashboard; nothing is written meanwhile, so answers are given again
(`claims.api.unchanged`) unless they are asked for `--anew`. Prints for each kind of request: requests a second, p50, p95, p99, processor
time of the web processes and of the database for each, and the memory of the web processes before and after, which must stay flat. With
as many clients as wait all the time, latency is no more than clients / requests a second: on a machine that does other work, read the
processor time.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import numpy as np

from tests.benchmarks.million import use_state

TICKS = os.sysconf("SC_CLK_TCK")
GIVE_UP_AFTER = 60.0


@dataclass
class Kind:
    """Requests that are alike: each is a method, a path and a body."""

    name: str
    requests: Sequence[tuple[str, str, bytes]]
    seconds: list[float] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)


def kinds() -> Iterator[Kind]:
    from claims.models import Claim, Outlet, Speaker, StemFrequency  # noqa: PLC0415

    chance = random.Random(1)
    ids = [chance.randrange(1, 1_000_000) for _ in range(200)]
    claims = list(Claim.objects.filter(pk__in=ids).values_list("pk", "text"))
    speakers = list(Speaker.objects.filter(kind="person").values_list("pk", flat=True)[:200])
    outlets = list(Outlet.objects.values_list("pk", flat=True))
    stems = list(StemFrequency.objects.filter(claims__range=(20, 50_000)).order_by("stem").values_list("stem", flat=True))
    words = chance.sample(stems, min(200, len(stems)))
    pairs = [" ".join(text.split()[2:4]) for _, text in claims]

    def get(paths: Sequence[str]) -> Sequence[tuple[str, str, bytes]]:
        return [("GET", path, b"") for path in paths]

    yield Kind("claims", get(["/api/v1/claims/"]))
    yield Kind("claims, deeper", get(deeper()))
    yield Kind("one claim", get([f"/api/v1/claims/{pk}/" for pk, _ in claims]))
    filters = [
        *(f"speaker={pk}" for pk in speakers[:20]),
        *(f"outlet={pk}&status=unreviewed" for pk in outlets[:20]),
        *("status=in_review", "language=en", "unit=person&amount_min=1000", "relation=contradicts", "verdict=false", "unit=barrel"),
        *("checkworthiness_min=0.9&order=-checkworthiness", "said_after=2016-12-01&said_before=2016-12-10", "order=-published"),
        *("published_before=2017-01-01&order=-published", "status=reviewed&language=en", "as_of_after=2016-01-01"),
    ]
    yield Kind("claims, filtered", get([f"/api/v1/claims/?{one}" for one in filters]))
    yield Kind("claims, searched", get([f"/api/v1/claims/?q={quote(words)}" for words in (*words, *pairs)]))
    yield Kind("claims:search", get([f"/api/v1/claims:search?query={quote(word)}" for word in words]))
    bodies = [json.dumps({"text": text, "language": "ar", "published": "2018-05-01"}).encode() for _, text in claims]
    yield Kind("match-text", [("POST", "/api/v1/match-text", body) for body in bodies])


def deeper() -> list[str]:
    """The first twenty pages by check-worthiness, as their addresses are found by following them."""
    from tests.benchmarks.pages import client_of_approver  # noqa: PLC0415

    client, address = client_of_approver(), "/api/v1/claims/?order=-checkworthiness&fields=id"
    found: list[str] = []
    while len(found) < 20:
        found.append(address.replace("&fields=id", ""))
        address = client.get(address).json()["next"].partition("127.0.0.1")[2]
    return found


async def ask(port: int, head: str, request: tuple[str, str, bytes]) -> int:
    """The status of one answer, which is read to its end."""
    method, path, body = request
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        length = f"Content-Length: {len(body)}\r\nContent-Type: application/json\r\n" if body else ""
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}{length}Connection: close\r\n\r\n".encode() + body)
        answer = await asyncio.wait_for(reader.read(-1), GIVE_UP_AFTER)
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1])


async def load(kind: Kind, port: int, head: str, clients: int, seconds: float, rate: float) -> float:
    """Requests for so many seconds; how long it took until the last was answered."""
    turn, began = itertools.count(), time.perf_counter()

    async def one() -> None:
        sent = time.perf_counter()
        status = await ask(port, head, kind.requests[next(turn) % len(kind.requests)])
        kind.seconds.append(time.perf_counter() - sent)
        if status != 200:
            kind.refused[status] = kind.refused.get(status, 0) + 1

    async def waiting() -> None:
        while time.perf_counter() - began < seconds:
            await one()

    async def coming() -> None:
        chance, sent = random.Random(2), []
        while time.perf_counter() - began < seconds:
            sent.append(asyncio.ensure_future(one()))
            await asyncio.sleep(chance.expovariate(rate))
        await asyncio.gather(*sent)

    await (coming() if rate else asyncio.gather(*(waiting() for _ in range(clients))))
    return time.perf_counter() - began


class Web:
    """The web server as a child, and what it uses."""

    def __init__(self, port: int) -> None:
        from claims.management.commands.up import web_command  # noqa: PLC0415

        most = {"API_KEY_REQUESTS_A_MINUTE": "0", "PUBLIC_URL": f"http://127.0.0.1:{port}"}
        self.child = subprocess.Popen(web_command(port), env={**os.environ, **most})
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit("the web server does not answer")

    def workers(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text().split()]

    def resident_mb(self) -> list[int]:
        return [int(_status(pid)["VmRSS"].split()[0]) // 1024 for pid in self.workers()]

    def cpu_seconds(self) -> float:
        return sum(_cpu(pid) for pid in self.workers())

    def stop(self) -> None:
        self.child.terminate()
        self.child.wait(30)


def database_cpu() -> float:
    """Of all sessions of the embedded database that are there now."""
    found = 0.0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"postgres: app factcheck" in path.read_bytes():
                found += _cpu(int(path.parent.name))
        except OSError:
            continue
    return found


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _status(pid: int) -> dict[str, str]:
    return dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())


def run(clients: int, seconds: float, rate: float, only: str, port: int, *, anew: bool) -> None:
    from claims.models import User  # noqa: PLC0415
    from claims.pipeline.keys import issue_key, revoke_key  # noqa: PLC0415
    from claims.rights import Action  # noqa: PLC0415
    from tests.benchmarks.pages import client_of_approver  # noqa: PLC0415

    client_of_approver()
    user = User.objects.get(username="approver")
    key, secret = issue_key(name="load", scopes=[Action.READ], by=user)
    head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {secret}\r\nAccept: application/json\r\n"
    head += "Cache-Control: no-cache\r\n" if anew else ""
    asked = [kind for kind in kinds() if only in kind.name]
    web = Web(port)
    try:
        for kind in asked:
            # Each worker has asked once before the clock starts.
            asyncio.run(load(Kind(kind.name, kind.requests), port, head, clients, 1.0, 0))
            memory, used, database = web.resident_mb(), web.cpu_seconds(), database_cpu()
            took = asyncio.run(load(kind, port, head, clients, seconds, rate))
            number = len(kind.seconds)
            p50, p95, p99 = (1000 * np.percentile(kind.seconds, [50, 95, 99])).round(1)
            each = f"cpu {(web.cpu_seconds() - used) / number * 1000:5.1f} + {(database_cpu() - database) / number * 1000:5.1f} ms"
            figures = f"{number / took:6.1f} a second  p50 {p50:6}  p95 {p95:6}  p99 {p99:6} ms  {each}"
            said = f"  not 200: {kind.refused}" if kind.refused else ""
            print(f"{kind.name:20} {figures}  web {memory} → {web.resident_mb()} MB  load {os.getloadavg()[0]:.1f}{said}", flush=True)  # noqa: T201
    finally:
        web.stop()
        revoke_key(key, by=user)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=10.0, help="for each kind of request")
    parser.add_argument("--rate", type=float, default=0.0, help="requests a second of all together; 0: as fast as they are answered")
    parser.add_argument("--anew", action="store_true", help="ask that no answer be given again")
    parser.add_argument("--only", default="", help="kinds that hold these characters")
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    use_state(options.state)
    run(options.clients, options.seconds, options.rate, options.only, options.port, anew=options.anew)
    sys.exit(0)
