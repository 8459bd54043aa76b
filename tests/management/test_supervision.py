"""Children are started again with growing waits, and not for ever; none is left behind. Real processes, times as arguments."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.management.supervision import Child, DiedTooOften, end_all

ENDS = [sys.executable, "-c", "print('the well is dry'); raise SystemExit(3)"]
STAYS = [sys.executable, "-c", "print('here', flush=True); import time; time.sleep(60)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
]
PARENT = [sys.executable, "-c", "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"]


def wait_until_ended(child: Child) -> None:
    patience = time.monotonic() + 20
    while child.is_running() and time.monotonic() < patience:
        time.sleep(0.02)
    assert not child.is_running()


@pytest.fixture
def child(request: pytest.FixtureRequest) -> Iterator[Child]:
    one = Child("web", request.param)
    yield one
    end_all([one], hurry=threading.Event())


@pytest.mark.parametrize("child", [ENDS], indirect=True)
def test_a_child_is_started_again_after_growing_waits_until_the_fifth_death(child: Child, caplog: pytest.LogCaptureFixture) -> None:
    now = 100.0
    for wait in (1, 2, 4, 8):
        child.revive(now)  # starts
        wait_until_ended(child)
        child.revive(now)  # sees the death
        child.revive(now + wait - 0.01)
        assert not child.is_running()
        now += wait
    child.revive(now)
    wait_until_ended(child)
    with pytest.raises(DiedTooOften) as given_up:
        child.revive(now)
    assert str(given_up.value) == "web ended 5 times within a minute. Its last lines:\n" + "\n".join(["  the well is dry"] * 5)
    assert caplog.messages == [f"web ended with 3; it is started again in {wait} s" for wait in (1, 2, 4, 8, 16)]


@pytest.mark.parametrize("child", [ENDS], indirect=True)
def test_deaths_of_more_than_a_minute_ago_are_forgotten(child: Child) -> None:
    for number in range(7):
        now = 100.0 + 20 * number  # never more than three in a minute
        child.revive(now)
        wait_until_ended(child)
        child.revive(now)


def test_a_killed_child_is_named_with_the_signal(caplog: pytest.LogCaptureFixture) -> None:
    child = Child("worker", STAYS)
    child.revive(1.0)
    child.signal(signal.SIGKILL)
    wait_until_ended(child)
    child.revive(2.0)
    assert caplog.messages == ["worker was ended by SIGKILL; it is started again in 1 s"]
    end_all([child], hurry=threading.Event())


@pytest.mark.parametrize(("prefixed", "said"), [(True, "[web] the well is dry"), (False, "the well is dry")])
def test_lines_stand_under_the_childs_name_or_as_they_are(prefixed: bool, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    child = Child("web", ENDS, prefixed=prefixed)
    child.revive(1.0)
    wait_until_ended(child)
    child.revive(2.0)  # its last lines are read
    assert [line for line in capfd.readouterr().err.splitlines() if "well" in line] == [said]
    end_all([child], hurry=threading.Event())


def grandchildren(parent: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def test_what_a_dead_child_has_left_goes_too() -> None:
    child = Child("web", PARENT)
    child.revive(1.0)
    (own,) = [pid for pid in grandchildren(os.getpid()) if b"subprocess.run" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    patience = time.monotonic() + 20
    while not grandchildren(own) and time.monotonic() < patience:
        time.sleep(0.02)
    (left,) = grandchildren(own)
    child.signal(signal.SIGKILL)
    wait_until_ended(child)
    child.revive(2.0)
    patience = time.monotonic() + 20
    while Path(f"/proc/{left}/cmdline").exists() and Path(f"/proc/{left}/cmdline").read_bytes() and time.monotonic() < patience:
        time.sleep(0.02)
    assert not Path(f"/proc/{left}/cmdline").exists() or Path(f"/proc/{left}/cmdline").read_bytes() == b""


def test_all_are_asked_to_end() -> None:
    children = [Child("web", STAYS), Child("beat", STAYS)]
    for one in children:
        one.revive(1.0)
    end_all(children, hurry=threading.Event())
    assert [one.is_running() for one in children] == [False, False]


def test_a_second_request_kills_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    child, hurry = Child("web", DEAF), threading.Event()
    child.revive(1.0)
    patience = time.monotonic() + 20
    while "deaf" not in capfd.readouterr().err and time.monotonic() < patience:
        time.sleep(0.02)
    hurry.set()
    end_all([child], hurry=hurry)
    assert not child.is_running()
