"""How long a newcomer waits, and what it costs: `python tests/benchmarks/journey.py [ARTICLE --published DAY] [--clone]`.

Starts `up` on a fresh state folder, twice, on a free port; measures the starts, the memory of all its processes while nothing happens and
their peaks, and the way of an article from its POST to its first claims and to `done`. With `--clone` it begins with a clone of the
committed tree and a fresh virtual environment. Prints one JSON object; seconds and MB.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.processes import running  # noqa: E402  # a script finds its own tree first

IDLE_SECONDS = 30
PATIENCE_SECONDS = 900


class Installation:
    def __init__(self, tree: Path, python: Path, state: Path) -> None:
        self.tree, self.python, self.state = tree, python, state
        self.log = state.parent / "up.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def up(self, *words: str, **more: str) -> tuple[subprocess.Popen[bytes], float]:
        """Started until the address was printed, and the seconds that took."""
        begun = time.monotonic()
        with self.log.open("wb") as said:
            process = subprocess.Popen(
                [self.python, "manage.py", "up", "--port", str(self.port), *words],
                cwd=self.tree,
                env={**os.environ, "FACTCHECK_STATE": str(self.state), **more},
                stdout=said,
                stderr=said,
            )
        self.wait_for("Factcheck is at", process)
        return process, time.monotonic() - begun

    def wait_for(self, words: str, process: subprocess.Popen[bytes]) -> None:
        patience = time.monotonic() + PATIENCE_SECONDS
        while words not in self.log.read_text():
            if process.poll() is not None or time.monotonic() > patience:
                sys.exit(f"No {words!r}:\n{self.log.read_text()}")
            time.sleep(0.05)

    def call(self, path: str, password: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}",
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json", "Authorization": "Basic " + b64encode(f"editor:{password}".encode()).decode()},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  # an address of this machine
            return json.load(answer)

    def memory(self) -> dict[str, float]:
        """MB of all processes: proportional set size now, and the sum of the highest resident sizes."""
        pss = peak = 0
        for pid in {member for root in running(self.state) for member in (root, *_children(root))}:
            try:
                pss += int(re.findall(r"^Pss: +(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)[0])
                peak += int(re.findall(r"^VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[0])
            except (OSError, IndexError):
                continue
        return {"pss": round(pss / 1024), "sum_of_peak_rss": round(peak / 1024)}


def _children(pid: int) -> list[int]:
    # PostgreSQL's own processes write their titles over their command line.
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in children if Path(f"/proc/{child}/comm").read_text().strip() == "postgres"]
    except OSError:
        return []


def clone(into: Path) -> tuple[Path, Path, float]:
    """A clone with its own virtual environment, and the seconds that installing took."""
    subprocess.run(["git", "clone", "-q", ROOT, into], check=True)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", into / ".venv"], check=True)
    subprocess.run([into / ".venv/bin/pip", "install", "-q", "-c", "requirements.lock", "-e", "."], cwd=into, check=True)
    return into, into / ".venv" / "bin" / "python", time.monotonic() - begun


def journey(installation: Installation, password: str, article: Path, published: str) -> dict[str, float]:
    begun = time.monotonic()
    posted = installation.call("articles/", password, {"text": article.read_text("utf-8"), "published": published})
    times: dict[str, float] = {}
    while "done" not in times:
        since = round(time.monotonic() - begun, 2)
        if "first_claims" not in times and installation.call(f"claims/?article={posted['id']}", password)["results"]:
            times["first_claims"] = since
        if installation.call(f"articles/{posted['id']}/", password)["state"] not in {"pending", "read"}:
            times["done"] = since
        time.sleep(0.05)
    return times


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--published", default="")
    parser.add_argument("--clone", action="store_true")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="journey-"))
    folder.chmod(0o755)
    told: dict[str, Any] = {"load_before": os.getloadavg()[0]}
    tree, python = ROOT, Path(sys.executable)
    if asked.clone:
        tree, python, told["install"] = clone(folder / "factcheck")
    installation = Installation(tree, python, folder / "state")
    process, told["first_start"] = installation.up("--sample")
    begun = time.monotonic()
    installation.wait_for("Everything is read", process)
    told["sample_read_after"] = time.monotonic() - begun
    password = re.findall(r"editor +(\S+)", installation.log.read_text())[0]
    if asked.article:
        told["journey"] = [journey(installation, password, asked.article, asked.published)]
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    process.wait()
    told["stop"] = time.monotonic() - begun
    process, told["second_start"] = installation.up()
    time.sleep(IDLE_SECONDS)
    told["memory_mb_idle"] = installation.memory()
    process.send_signal(signal.SIGINT)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps({key: round(value, 1) if isinstance(value, float) else value for key, value in told.items()}) + "\n")


if __name__ == "__main__":
    main()
