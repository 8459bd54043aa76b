"""Settings are read once, at import: each case is a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HTTPS = {"PUBLIC_URL": "https://desk.example.org", "SECRET_KEY": "k3-" * 30 + "Zz9!qX"}


def run(state: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "FACTCHECK_STATE": str(state), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    return subprocess.run(
        [sys.executable, *arguments], env=clean | environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        # no address
        ({"PUBLIC_URL": "desk"}, "PUBLIC_URL must be an address such as https://factcheck.example.org, not 'desk'."),
        # a port that is none
        (
            {"PUBLIC_URL": "http://127.0.0.1:x"},
            "PUBLIC_URL must be an address such as https://factcheck.example.org, not 'http://127.0.0.1:x'.",
        ),
        # a form that nobody writes
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be one of text, json, not 'xml'."),
        # days begin nowhere
        ({"TIME_ZONE": "Mars/Base"}, "TIME_ZONE must be a name of the IANA list, as in Asia/Baghdad, not 'Mars/Base'."),
        # another protocol, and a number that the program gives by itself
        (
            {"DATABASE_URL": "postgresql://app@db/claims", "REDIS_URL": "http://cache"},
            "REDIS_URL must be redis://:password@host:port.",
        ),
        (
            {"DATABASE_URL": "postgresql://app@db/claims", "REDIS_URL": "redis://cache/3"},
            "REDIS_URL must name no database: the broker takes 0 and the cache 1.",
        ),
        # passwords would travel in the clear
        (
            {"PUBLIC_URL": "http://desk.example.org"},
            "PUBLIC_URL may be http on this machine only (127.0.0.1): use https, or a tunnel.",
        ),
        # each process would make its own
        (
            {"PUBLIC_URL": "https://desk.example.org"},
            "SECRET_KEY must be set where PUBLIC_URL is https: a long random text, the same for every process.",
        ),
        # a file that is not there, of the key that is used last of all settings
        (
            {"SECRET_KEY_FILE": "/proc/factcheck"},
            "SECRET_KEY_FILE cannot be read: [Errno 2] No such file or directory: '/proc/factcheck'.",
        ),
        # one server given, the other not
        ({"REDIS_URL": "redis://cache"}, "Set DATABASE_URL and REDIS_URL both, or neither for the embedded servers."),
        # a server of vectors without a model
        (
            {"EMBEDDINGS_URL": "http://127.0.0.1:9/v1"},
            "EMBEDDINGS_MODEL must name the model that EMBEDDINGS_URL serves.",
        ),
        # half of single sign-on
        ({"OIDC_SERVER": "https://id.example.org"}, "Set OIDC_SERVER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET all, or none of them."),
        (
            {"OIDC_CLIENT_ID": "factcheck", "OIDC_CLIENT_SECRET": "x"},
            "Set OIDC_SERVER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET all, or none of them.",
        ),
        # who logs in would travel in the clear
        (
            {"OIDC_SERVER": "http://id.example.org", "OIDC_CLIENT_ID": "factcheck", "OIDC_CLIENT_SECRET": "x"},
            "OIDC_SERVER must be an https address such as https://id.example.org/realms/newsroom, not 'http://id.example.org'.",
        ),
        # neither yes nor no
        ({"SECOND_FACTOR": "yes"}, "SECOND_FACTOR must be one of optional, required, not 'yes'."),
        # an interface that does not exist
        ({"LANGUAGE_CODE": "fr"}, "LANGUAGE_CODE must be one of ar, en, not 'fr'."),
    ],
)
def test_nonsense_stops_the_start(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    started = run(tmp_path, environment, "manage.py", "up")
    assert (started.returncode, started.stderr) == (1, f"Wrong setting: {sentence}\n")


@pytest.mark.parametrize(
    ("pooled", "told"),
    [("no", "600 False"), ("yes", "0 True")],
)
def test_behind_a_pooler_nothing_is_kept(tmp_path: Path, pooled: str, told: str) -> None:
    servers = {"DATABASE_URL": "postgresql://app@db/claims", "REDIS_URL": "redis://cache"}
    kept = "('CONN_MAX_AGE', 'DISABLE_SERVER_SIDE_CURSORS')"
    script = f"from django.conf import settings; print(*map(settings.DATABASES['default'].get, {kept}))"
    assert run(tmp_path, {**servers, "DATABASE_POOLED": pooled}, "-c", script).stdout.strip() == told


def test_a_cache_of_ones_own_that_is_silent_is_missed_soon(tmp_path: Path) -> None:
    servers = {"DATABASE_URL": "postgresql://app@db/claims", "REDIS_URL": "redis://cache"}
    script = (
        "import django; django.setup(); from django.core.cache import cache; "
        "connection = cache._cache.get_client().connection_pool.make_connection(); "
        "print(connection.host, connection.socket_connect_timeout, connection.socket_timeout)"
    )
    assert run(tmp_path, servers, "-c", script).stdout.strip() == "cache 2 2"


@pytest.mark.parametrize(
    "further",
    [
        {},
        {"SECOND_FACTOR": "required"},
        {"OIDC_SERVER": "https://id.example.org/", "OIDC_CLIENT_ID": "factcheck", "OIDC_CLIENT_SECRET": "x", "OIDC_NAME": "غرفة الأخبار"},
    ],
)
def test_nothing_is_wrong_in_public(tmp_path: Path, further: dict[str, str]) -> None:
    checked = run(tmp_path, HTTPS | further, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (0 silenced).\n")


def test_help_needs_no_state() -> None:
    # Nobody can write under /proc, root included.
    shown = run(Path("/proc/factcheck"), {}, "manage.py", "extract", "--help")
    assert (shown.returncode, shown.stderr) == (0, "")


def test_the_key_is_made_once_for_its_owner(tmp_path: Path) -> None:
    program = "from factcheck.settings import SECRET_KEY; import sys; sys.stdout.write(str(SECRET_KEY))"
    first, second = (run(tmp_path / "state", {}, "-c", program).stdout for _ in range(2))
    key = tmp_path / "state" / "secret_key"
    assert (first, second, key.stat().st_mode & 0o777) == (key.read_text(), first, 0o600)


@pytest.mark.parametrize(("given", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "2"}, str(min(2, os.cpu_count() or 1)))])
def test_numpy_keeps_to_one_thread_a_process_unless_told_otherwise(tmp_path: Path, given: dict[str, str], threads: str) -> None:
    code = "import django, os; django.setup(); from claims.matching import ranking; print(len(os.listdir('/proc/self/task')))"
    assert run(tmp_path, given, "-c", code).stdout.strip() == threads
