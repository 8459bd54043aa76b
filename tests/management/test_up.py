"""`up` as an operator meets it: it answers, mends what dies, names a busy port, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck.embedded import Embedded

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="factcheck-up-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def start(state: Path, port: int, output: Path) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("EMBEDDED_")}
    environment |= {"FACTCHECK_STATE": str(state), "DJANGO_SETTINGS_MODULE": "factcheck.settings", "EMBEDDED_MEMORY": "64"}
    with output.open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port)], cwd=ROOT, env=environment, stdout=said, stderr=said
        )


def wait_for(true: Callable[[], bool]) -> bool:
    patience = time.monotonic() + PATIENCE_SECONDS
    while not true() and time.monotonic() < patience:
        time.sleep(0.2)
    return true()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def running(*words: str) -> list[int]:
    """Process ids whose command line holds all the words."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = line.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if all(word in command for word in words):
            found.append(int(line.parent.name))
    return found


def test_up_answers_mends_and_goes(state: Path, tmp_path: Path) -> None:
    port, output = free_port(), tmp_path / "said"
    process = start(state, port, output)
    assert wait_for(lambda: b"Factcheck is at" in output.read_bytes()), output.read_text()
    said = output.read_text()
    assert [said.count(f"  {role} ") for role in ("administrator", "editor", "reviewer", "approver", "reader")] == [1, 1, 1, 1, 1]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=10) as page:
        assert page.status == 200

    (beat,) = running("celery", "beat", str(state))
    os.kill(beat, signal.SIGKILL)
    assert wait_for(lambda: any(pid != beat for pid in running("celery", "beat", str(state))))

    second = start(state, port, tmp_path / "second")
    assert second.wait(60) == 1
    assert f"Port {port} is taken by process" in (tmp_path / "second").read_text()

    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    servers = Embedded(state, memory_mb=64)
    assert wait_for(lambda: not servers.postgresql_answers() and not servers.valkey_answers())
    assert wait_for(lambda: running(str(state)) == [])


def test_a_killed_up_leaves_nothing(state: Path, tmp_path: Path) -> None:
    process = start(state, free_port(), tmp_path / "said")
    assert wait_for(lambda: b"Factcheck is at" in (tmp_path / "said").read_bytes())
    process.kill()
    process.wait()
    assert wait_for(lambda: running(str(state)) == [])
