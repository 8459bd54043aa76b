"""Long work: does memory stay flat, is the queue drained, is the rate steady? `python -m tests.benchmarks.soak [--articles 1000]`.

Starts `up` on a fresh state folder, hands articles in over the API as fast as it takes them, and once every few seconds notes the resident
memory of each of its processes, what waits, and how many claims are compared, which is what most of the time goes into. Prints one JSON
object: of each kind of process its memory after each quarter of the claims, and the most; the claims a second in each quarter, the first of
which reads most articles; what is left. Exit status 1 where a process has grown by more than GROWTH_MB in the second half, or something is
left.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests import killing
from tests.benchmarks.journey import ROOT, Installation
from tests.processes import running

SECONDS_BETWEEN_NOTES = 2.0
# What a process remembers of claims and words fills up in the beginning; in the second half of the work it should stay.
GROWTH_MB = 60
KINDS = {"web": "gunicorn", "worker": "celery worker", "beat": "celery beat", "keeper": "embedded.keeper", "valkey": "valkey-server"}


@dataclass(frozen=True, slots=True)
class Note:
    seconds: float
    done: int
    compared: int
    waiting: int
    megabytes: dict[str, float]  # of each kind the process with the most


def memory(state: Path) -> dict[str, float]:
    found = {}
    for kind, words in KINDS.items():
        sizes = [_resident(pid) for pid in running(state, *words.split())]
        found[kind] = round(max(sizes, default=0.0), 1)
    return found


def _resident(pid: int) -> float:
    try:
        (kilobytes,) = re.findall(r"^RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    except (OSError, ValueError):
        return 0.0
    return int(kilobytes) / 1024


def watch(state: Path, articles: int, patience: float) -> list[Note]:
    """A note every few seconds until everything is read and compared, or the time is over."""
    notes: list[Note] = []
    begun = time.monotonic()
    while time.monotonic() - begun < patience:
        texts, claims = killing.unfinished(state)
        with killing.database(state) as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM claims_articleversion WHERE state = 'done'), "
                "(SELECT count(*) FROM claims_claim WHERE match_state = 'done')"
            ).fetchone()
        assert row is not None
        done, compared = map(int, row)
        notes.append(Note(time.monotonic() - begun, done, compared, texts + claims, memory(state)))
        if done == articles and not claims:
            break
        time.sleep(SECONDS_BETWEEN_NOTES)
    return notes


def quarters(notes: list[Note]) -> list[Note]:
    """The first note, and those at which each quarter of the claims was compared."""
    return [next(note for note in notes if note.compared * 4 >= notes[-1].compared * share) for share in range(5)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--patience", type=float, default=540.0, help="seconds for all of it")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="factcheck-soak-"))
    folder.chmod(0o755)
    installation = Installation(ROOT, Path(sys.executable), folder / "state")
    process, _ = installation.up(API_KEY_REQUESTS_A_MINUTE="0")
    key = killing.editors_key(installation.state)
    posting = threading.Thread(target=killing.hand_in, args=(installation.port, key, range(asked.articles)), daemon=True)
    posting.start()
    notes = watch(installation.state, asked.articles, asked.patience)
    process.send_signal(signal.SIGTERM)
    process.wait(120)
    _, _, half, _, end = met = quarters(notes)
    told = {
        "articles": end.done,
        "claims": end.compared,
        "seconds": round(notes[-1].seconds),
        "left": notes[-1].waiting,
        "claims a second by quarter": [
            round((later.compared - before.compared) / max(later.seconds - before.seconds, 0.1), 1) for before, later in pairwise(met)
        ],
        "most waiting": max(note.waiting for note in notes),
        "MB after each quarter, most": {
            kind: [*(note.megabytes[kind] for note in met[1:]), max(note.megabytes[kind] for note in notes)] for kind in KINDS
        },
    }
    grown = [kind for kind in KINDS if end.megabytes[kind] - half.megabytes[kind] > GROWTH_MB]
    sys.stdout.write(json.dumps({**told, "grown": grown}) + "\n")
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if grown or notes[-1].waiting or notes[-1].done < asked.articles else 0)


if __name__ == "__main__":
    main()
