"""`up` as an operator meets it: it answers, mends what dies, says what is wrong, and leaves nothing behind."""

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

from claims.management import ports
from tests.processes import running

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120
TEXT = 'سد الوردة\n\nقال مدير السد سامر الحلواني، الثلاثاء، إن "عدد العاملين في السد أكثر من 300 عامل".'


@pytest.fixture
def state() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="factcheck-up-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
    assert wait_for(lambda: running(Path(folder)) == []), running(Path(folder))


def start(state: Path, port: int, output: Path, *words: str | Path, **more: str) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("EMBEDDED_")}
    environment |= {"FACTCHECK_STATE": str(state), "DJANGO_SETTINGS_MODULE": "factcheck.settings", "EMBEDDED_MEMORY": "64", **more}
    with output.open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port), *words], cwd=ROOT, env=environment, stdout=said, stderr=said
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


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=10) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def test_up_answers_mends_and_goes(state: Path, tmp_path: Path) -> None:
    port, output = free_port(), tmp_path / "said"
    process = start(state, port, output)
    assert wait_for(lambda: b"Factcheck is at" in output.read_bytes()), output.read_text()
    said = output.read_text()
    assert [said.count(f"  {role} ") for role in ("administrator", "editor", "reviewer", "approver", "reader")] == [1, 1, 1, 1, 1]
    assert answers(port)
    assert ports.kept(state) == port

    for victims in (
        ("celery", "beat"),
        ("celery", "worker"),
        ("gunicorn",),
        ("factcheck.embedded.keeper",),  # and with it both servers
        ("pginstall/bin/postgres",),
        ("valkey-server",),
    ):
        assert wait_for(lambda: running(state, *victims) != []), victims  # noqa: B023 - what fell with the last victim
        before = running(state, *victims)
        os.kill(before[0], signal.SIGKILL)
        assert wait_for(lambda: bool(set(running(state, *victims)) - set(before))), victims  # noqa: B023
        assert wait_for(lambda: answers(port)), victims

    second = start(state, port, tmp_path / "second")
    assert second.wait(60) == 1
    assert f"Port {port} is taken by process" in (tmp_path / "second").read_text()

    third = start(state, free_port(), tmp_path / "third")
    assert third.wait(60) == 1
    assert f"Factcheck runs on {state} already at http://127.0.0.1:{port}/: stop that" in (tmp_path / "third").read_text()

    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert wait_for(lambda: running(state) == [])


def test_a_file_is_taken_in_read_and_told(state: Path, tmp_path: Path) -> None:
    (tmp_path / "dam.txt").write_text(TEXT, "utf-8")
    process = start(state, free_port(), tmp_path / "said", "--ingest", tmp_path / "dam.txt", "--published", "2026-03-10")
    assert wait_for(lambda: b"Everything is read" in (tmp_path / "said").read_bytes()), (tmp_path / "said").read_text()
    said = (tmp_path / "said").read_text()
    assert [line for line in said.splitlines() if line.startswith((f"{tmp_path}/dam.txt: ", "Everything "))] == [
        f"{tmp_path}/dam.txt: taken in: {said.split('dam.txt: taken in: ')[1].splitlines()[0]}",
        "Everything is read: 1 articles, 1 claims.",
    ]
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0


# Found before anything starts, or before anything is served.
REFUSED = [
    (None, [], 2, "dam.txt is no file"),
    (" \n", [], 1, "dam.txt: refused (text): The text is empty"),
    (TEXT, ["--outlet", "لا أحد"], 1, "dam.txt: refused (outlet): No outlet is called لا أحد"),
    (TEXT, ["--published", "yesterday"], 1, "yesterday is not a date: write it as 2021-03-09."),
]


def test_a_refused_file_stops_the_start(state: Path, tmp_path: Path) -> None:
    seen = []
    for content, words, _, sentence in REFUSED:
        if content is not None:
            (tmp_path / "dam.txt").write_text(content, "utf-8")
        process = start(state, free_port(), tmp_path / "said", "--ingest", tmp_path / "dam.txt", *words)
        code, said = process.wait(PATIENCE_SECONDS), (tmp_path / "said").read_text()
        seen.append((code, sentence in said, "Factcheck is at" in said))
    assert seen == [(code, True, False) for *_, code, _ in REFUSED]


def test_a_killed_up_leaves_nothing_and_the_next_finds_its_data(state: Path, tmp_path: Path) -> None:
    for name, with_keeper in (("first", False), ("second", True)):
        process = start(state, free_port(), tmp_path / name)
        assert wait_for(lambda: b"Factcheck is at" in (tmp_path / name).read_bytes()), (tmp_path / name).read_text()  # noqa: B023
        assert ("First start" in (tmp_path / name).read_text()) == (name == "first")
        for pid in running(state, "factcheck.embedded.keeper") if with_keeper else []:
            os.kill(pid, signal.SIGKILL)
        process.kill()
        process.wait()
        assert wait_for(lambda: running(state) == [])
