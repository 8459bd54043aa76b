"""Cache, sender and worker, each started alone: the first use of a connection starts the servers, and a lost one starts them again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.embedded import Embedded
from tests.processes import running

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90
USE_CACHE = "import django; django.setup(); from django.core.cache import cache; cache.set('river', 'الدفلى'); print(cache.get('river'))"
SEND = "import django; django.setup(); from claims.tasks import sweep; sweep.delay(); print('sent')"


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="factcheck-alone-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
    wait_until(lambda: running(Path(folder)) == [])


def environment(state: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("EMBEDDED_")}
    settings = {"FACTCHECK_STATE": str(state), "DJANGO_SETTINGS_MODULE": "factcheck.settings", "EMBEDDED_MEMORY": "64"}
    return kept | settings | {"PYTHONIOENCODING": "utf-8"}


def wait_until(true: Callable[[], bool]) -> None:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not true() and time.monotonic() < patience:
        time.sleep(0.2)
    assert true()


@pytest.mark.parametrize(("program", "said"), [(USE_CACHE, "الدفلى\n"), (SEND, "sent\n")])
def test_the_first_use_starts_the_servers(state: Path, program: str, said: str) -> None:
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment(state), capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, said), ran.stderr
    wait_until(lambda: running(state) == [])


def test_a_worker_alone_starts_them_and_starts_them_again(state: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "celery", "-A", "factcheck", "worker", "-c", "1", "-l", "INFO", "--without-gossip", "--without-mingle"]
    with (tmp_path / "worker.log").open("wb") as told:
        worker = subprocess.Popen(command, cwd=ROOT, env=environment(state), stdout=told, stderr=told)
    servers = Embedded(state, memory_mb=64)
    try:
        wait_until(servers.answers)
        (keeper,) = running(state, "factcheck.embedded.keeper")
        os.kill(keeper, signal.SIGKILL)  # both servers go with it, and nothing but the idle worker is there to miss them
        wait_until(lambda: running(state, "factcheck.embedded.keeper") not in ([], [keeper]) and servers.answers())
    finally:
        worker.terminate()
        worker.wait(60)
