"""Parts are killed with -9 while articles come in: `python -m tests.benchmarks.kill [--articles 1000] [--kills 50] [--seed 1]`.

Starts `up` on a fresh state folder and a free port, hands the articles in over the API and meanwhile kills, at random moments, a worker
child, the worker, beat, web, one of its children, PostgreSQL, and Valkey, whose data are deleted. Then waits until everything is read and
compared, and looks for what was lost, doubled, orphaned or stuck; suggestions that were lost are found by searching again, which tells
of few articles for certain. Prints one JSON object; exit status 1 where something is wrong.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests import killing
from tests.benchmarks.journey import ROOT, Installation
from tests.processes import running


def attack(folder: Path, articles: int, kills: int, *, seed: int, least: float, most: float, patience: float) -> dict[str, Any]:
    """The whole attack in `folder`; gives the figures, with `faults` empty where all went well."""
    installation = Installation(ROOT, Path(sys.executable), folder / "state")
    process, _ = installation.up(API_KEY_REQUESTS_A_MINUTE="0", DJANGO_SETTINGS_MODULE="factcheck.settings", EMBEDDED_DURABLE="yes")
    key = killing.editors_key(installation.state)
    done: Counter[str] = Counter()
    begun = time.monotonic()

    def shoot() -> None:
        done.update(
            killing.shoot(installation.state, kills, seed=seed, least=least, most=most, goes_on=lambda: process.poll() is None),
        )

    shooter = threading.Thread(target=shoot)
    shooter.start()
    ids = killing.hand_in(installation.port, key, range(articles))
    handed_in = time.monotonic() - begun
    shooter.join()
    shot = time.monotonic() - begun
    left = killing.wait_until_finished(installation.state, patience)
    finished = time.monotonic() - begun
    faults = killing.faults(installation.state, range(articles))
    claims, (suggestions, found) = killing.claims(installation.state), killing.search_again(installation.state)
    if found and claims <= killing.ALL_ARE_JUDGED:
        faults["suggestions lost"] = found
    audit = killing.verify_audit(installation.state)
    process.send_signal(signal.SIGTERM)
    told = {
        "articles": len(set(ids)),
        "kills": dict(done),
        "seconds": {"handed in": round(handed_in), "last kill": round(shot), "finished": round(finished)},
        "unfinished": left,
        "claims": claims,
        "suggestions": suggestions,
        "found by searching again": found,
        "faults": faults,
        "audit": audit.strip(),
        "ended with": process.wait(120),
        "left running": _left(installation.state),
    }
    told["well"] = (
        told["articles"] == articles
        and done.total() == kills
        and not faults
        and audit.startswith("All as it was decided")
        and (told["ended with"], told["left running"]) == (0, 0)
    )
    return told


def _left(state: Path) -> int:
    """How many processes stay; the keeper of the servers lingers for a moment."""
    patience = time.monotonic() + 30
    while running(state) and time.monotonic() < patience:
        time.sleep(0.2)
    return len(running(state))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=2.0, help="seconds between two kills")
    parser.add_argument("--most", type=float, default=8.0)
    parser.add_argument("--patience", type=float, default=900.0, help="seconds that the rest may take after the last kill")
    parser.add_argument("--keep", action="store_true", help="leave the folder")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="factcheck-kill-"))
    folder.chmod(0o755)
    told = attack(folder, asked.articles, asked.kills, seed=asked.seed, least=asked.least, most=asked.most, patience=asked.patience)
    sys.stdout.write(json.dumps(told) + "\n")
    if asked.keep or not told["well"]:
        sys.stdout.write(f"{folder}\n")
    else:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if told["well"] else 1)


if __name__ == "__main__":
    main()
