"""The embedded servers: started, shared, revived and gone, whatever ends the processes that use them."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from factcheck.embedded import Embedded, EmbeddedError

ROOT = Path(__file__).resolve().parents[2]
GONE_SECONDS = 20
USE = """
import sys, time
from pathlib import Path
from factcheck.embedded import Embedded
servers = Embedded(Path(sys.argv[1]), memory_mb=64, durable=sys.argv[2] == "durable")
servers.ensure()
print("ready", flush=True)
time.sleep(120)
"""


@pytest.fixture
def state() -> Iterator[Path]:
    # Not pytest's own folder: as root the servers run as nobody, who could not reach it.
    with tempfile.TemporaryDirectory(prefix="factcheck test ", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def servers(state: Path) -> Embedded:
    return Embedded(state, memory_mb=64, durable=False)


def user(state: Path, how: str = "fast") -> subprocess.Popen[str]:
    """A process of its own that uses the servers until it is ended."""
    process = subprocess.Popen([sys.executable, "-c", USE, str(state), how], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str], number: int) -> None:
    process.send_signal(number)
    process.communicate(timeout=10)


def answer(one: Embedded) -> tuple[bool, bool]:
    return one.postgresql_answers(), one.valkey_answers()


def wait_until_gone(one: Embedded) -> tuple[bool, bool]:
    patience = time.monotonic() + GONE_SECONDS
    while any(answer(one)) and time.monotonic() < patience:
        time.sleep(0.1)
    return answer(one)


def write(one: Embedded, statement: str) -> None:
    with psycopg.connect(host=one.postgresql_host, user="owner", dbname="factcheck", autocommit=True) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_servers_go_with_their_last_user_and_keep_the_data(state: Path, number: int) -> None:
    one = servers(state)
    first, second = user(state, "durable"), user(state, "durable")
    write(one, "CREATE TABLE kept AS SELECT 'سد' AS word")
    end(first, number)
    time.sleep(2)
    assert answer(one) == (True, True)
    end(second, number)
    assert wait_until_gone(one) == (False, False)
    third = user(state, "durable")
    with psycopg.connect(host=one.postgresql_host, user="owner", dbname="factcheck") as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("سد",)]
    end(third, number)
    assert wait_until_gone(one) == (False, False)


def test_killed_servers_come_back(state: Path) -> None:
    one = servers(state)
    process = user(state)
    postmaster = int((state / "postgresql" / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    pattern = f"valkey.*{one.valkey_socket}"
    valkey = subprocess.run(["pgrep", "-f", pattern], capture_output=True, text=True, check=False).stdout.split()
    assert valkey != []
    for pid in valkey:
        os.kill(int(pid), signal.SIGKILL)
    other = user(state)
    assert answer(one) == (True, True)
    end(process, signal.SIGTERM)
    end(other, signal.SIGTERM)
    assert wait_until_gone(one) == (False, False)


def test_arabic_has_trigrams(state: Path) -> None:
    one = servers(state)
    process = user(state)
    write(one, "CREATE EXTENSION pg_trgm")
    with psycopg.connect(host=one.postgresql_host, user="app", dbname="factcheck") as connection:
        assert connection.execute("SELECT cardinality(show_trgm('وزير')) > 0").fetchone() == (True,)
    end(process, signal.SIGTERM)
    assert wait_until_gone(one) == (False, False)


def test_a_long_path_and_a_stale_lock_are_no_hindrance(state: Path) -> None:
    long = state / ("a folder whose name is long " * 4).strip()
    long.mkdir()
    (long / "lock").write_text("left over")
    (long / "users").write_text("left over")
    if os.geteuid() == 0:
        state.chmod(0o755)
    one = servers(long)
    process = user(long)
    assert answer(one) == (True, True)
    end(process, signal.SIGKILL)
    assert wait_until_gone(one) == (False, False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_starts_them_too(state: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    place = state / "of nobody"
    place.mkdir()
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    state.chmod(0o755)
    try:
        subprocess.run([sys.executable, "-c", "import psycopg"], cwd=ROOT, user=nobody.pw_uid, capture_output=True, check=True)
    except (PermissionError, subprocess.CalledProcessError):
        pytest.skip("the Python or the checkout of this run lies where an ordinary user cannot reach it")
    code = USE.replace("time.sleep(120)", "")
    ran = subprocess.run(
        [sys.executable, "-c", code, str(place), "fast"],
        cwd=ROOT,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("ready\n", "")
    assert wait_until_gone(servers(place)) == (False, False)


def test_a_state_folder_that_cannot_be_made_is_named(state: Path) -> None:
    (state / "file").write_text("in the way")
    with pytest.raises(EmbeddedError, match="set FACTCHECK_STATE"):
        servers(state / "file" / "state").ensure()


@pytest.mark.parametrize("command", [["--help"], ["extract", "--help"], ["makemigrations", "--check", "--dry-run"], ["check"]])
def test_commands_that_need_no_server_start_none(state: Path, command: list[str]) -> None:
    (state / "file").write_text("in the way")
    environment = {**os.environ, "FACTCHECK_STATE": str(state / "file" / "state"), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    ran = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
