"""A real web server as a child, over the database that the tests made."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.management import ports

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 60


def image_command() -> list[str]:
    """What the image runs where nothing else is said."""
    written = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")
    return list(json.loads(re.findall(r"^CMD (\[.*\])$", written, re.MULTILINE)[0]))


@contextlib.contextmanager
def serving(command: Sequence[str], port: int, said: Path, **more: str) -> Iterator[None]:
    """While the block runs the command serves on `port`, and writes what it has to say into the file `said`."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.worker_settings", "PUBLIC_URL": f"http://127.0.0.1:{port}", **more}
    with said.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        patience = time.monotonic() + PATIENCE_SECONDS
        while not ports.accepts(port) and time.monotonic() < patience:
            time.sleep(0.1)
        assert ports.accepts(port), said.read_text()
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)
