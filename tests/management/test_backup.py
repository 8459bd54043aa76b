"""A back-up that was restored into an empty installation answers as the first one did, and goes on from there."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from factcheck.embedded.place import Place
from tests.management.test_up import ROOT, free_port, start, wait_for
from tests.processes import running

LISTS = ("articles", "claims", "quotes", "speakers", "matches", "fact-checks", "decisions", "outlets", "appearances")


@pytest.fixture
def states() -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory(prefix="factcheck-backup-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "first", Path(folder) / "second"
    assert wait_for(lambda: running(Path(folder)) == []), running(Path(folder))


def manage(state: Path, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("EMBEDDED_")}
    environment |= {"FACTCHECK_STATE": str(state), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    environment |= {"EMBEDDED_MEMORY": "64", "EMBEDDED_DURABLE": "no", **more}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


class Served:
    """One installation while it runs; whatever fails inside, it ends."""

    def __init__(self, state: Path, output: Path, *words: str) -> None:
        self.port, self.output = free_port(), output
        self._process = start(state, self.port, output, *words, EMBEDDED_DURABLE="no")
        expected = b"Everything is read" if words else b"Factcheck is at"
        self._is_up = wait_for(lambda: expected in output.read_bytes())

    def __enter__(self) -> Served:
        if not self._is_up:
            self.stop()
            raise AssertionError(self.output.read_text())
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def call(self, path: str, who: str, password: str, body: dict[str, Any] | None = None, *, method: str = "", **headers: str) -> Any:
        login = b64encode(f"{who}:{password}".encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Basic {login}", **headers},
            method=method or None,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # an address of this machine
            return json.load(answer)

    def everything(self, password: str) -> dict[str, list[Any]]:
        """All rows of all lists, without the address of this server."""
        rows: dict[str, list[Any]] = {}
        for name in LISTS:
            page, rows[name] = self.call(f"{name}/", "approver", password), []
            while True:
                rows[name] += page["results"]
                if not page["next"]:
                    break
                page = self.call(page["next"].partition("/api/v1/")[2], "approver", password)
        written = json.dumps(rows, ensure_ascii=False, sort_keys=True).replace(f":{self.port}/", ":0/")
        return dict(json.loads(written))

    def approve_a_verdict(self, claim: int, passwords: dict[str, str]) -> None:
        """The claim, which is in review by its first decision, is checked, with evidence, and approved."""

        def send(path: str, who: str, version: int, method: str = "POST", **body: str) -> Any:
            return self.call(path, who, passwords[who], {"reason": "عُدّ", **body}, method=method, **{"If-Match": f'"{version}"'})

        drafted = send(f"claims/{claim}/fact-check/", "reviewer", 0, "PUT", verdict="false", summary="العدد أقل بكثير")
        check = f"fact-checks/{drafted['id']}"
        for version, host in enumerate(("sijill.example", "majlis.example"), 1):
            send(f"{check}/evidence/", "reviewer", version, address=f"https://{host}/", stance="refutes", snapshot="120")
        send(f"claims/{claim}/status/", "reviewer", 1, status="in_approval")
        seen = self.call(f"{check}/", "approver", passwords["approver"])["claim_fingerprint"]
        assert send(f"{check}/approve/", "approver", 3, claim_fingerprint=seen)["stand"] == "approved"

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(60) == 0


def test_a_restored_backup_answers_the_same_and_goes_on(states: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = states
    dumped = tmp_path / "today.dump"
    files = [tmp_path / f"{number}.txt" for number in (300, 450)]
    for file in files:
        said = f"عدد العاملين في السد {file.stem} عامل"
        file.write_text(f'سد الوردة {file.stem}\n\nقال مدير السد سامر الحلواني إن "{said}".', "utf-8")
    with Served(first, tmp_path / "said", "--ingest", *map(str, files), "--published", "2026-03-10") as served:
        passwords = dict(re.findall(r"^  (\w+) +(\S+)$", served.output.read_text(), re.MULTILINE))
        claim, checked = (one["id"] for one in served.call("claims/", "reviewer", passwords["reviewer"])["results"])
        body = {"status": "in_review", "reason": "لي"}
        for one in (claim, checked):
            served.call(f"claims/{one}/status/", "reviewer", passwords["reviewer"], body, **{"If-Match": '"0"'})
        served.approve_a_verdict(checked, passwords)
        before = served.everything(passwords["approver"])
        assert [name for name in LISTS if not before[name]] == []
        assert [(one["verdict"], len(one["evidence"]), one["stand"]) for one in before["fact-checks"]] == [("false", 2, "approved")]
        cursor = served.call("changes", "reader", passwords["reader"])["next"]

        # As with servers of one's own on a machine without PostgreSQL's programs.
        host = Place(first).sockets / "p"
        servers = {"DATABASE_URL": f"postgresql://app@/factcheck?host={host}", "REDIS_URL": "redis://127.0.0.1:9", "PATH": str(tmp_path)}
        backed_up = manage(first, "backup", dumped, DATABASE_OWNER_URL=f"postgresql://owner@/factcheck?host={host}", **servers)
        assert (backed_up.returncode, stat.S_IMODE(dumped.stat().st_mode)) == (0, 0o600), backed_up.stderr
        assert [path.name for path in tmp_path.iterdir() if "dump" in path.name] == ["today.dump"]
        assert manage(first, "backup", dumped).returncode == 2  # never over another one
        refused = manage(first, "restore", dumped)
        assert (refused.returncode, "restore into an empty one. Nothing was changed." in refused.stderr) == (2, True)

        # One that fails on its way, after everything is in.
        with psycopg.connect(host=str(host), dbname="factcheck", user="owner", autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("UPDATE claims_change SET transaction = 9223372036854775807 WHERE id = (SELECT max(id) FROM claims_change)")
        assert manage(first, "backup", tmp_path / "broken.dump").returncode == 0

    failed = manage(second, "restore", tmp_path / "broken.dump")
    assert (failed.returncode, "nothing was changed: " in failed.stderr, "bigint out of range" in failed.stderr) == (1, True, True)
    restored = manage(second, "restore", dumped)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "Restored. The audit is as it was decided: " in restored.stdout
    with Served(second, tmp_path / "again") as served:
        assert "First start" not in served.output.read_text()
        assert served.everything(passwords["approver"]) == before
        # Who follows the changes misses nothing, and the audit goes on.
        assert served.call(f"changes?since={cursor}", "reader", passwords["reader"])["results"] == []
        body = {"status": "unreviewed", "reason": "ليس لي"}
        served.call(f"claims/{claim}/status/", "reviewer", passwords["reviewer"], body, **{"If-Match": '"1"'})
        news = served.call(f"changes?since={cursor}", "reader", passwords["reader"])["results"]
        assert [(one["subject"], one["id"]) for one in news] == [("claim", claim)]
        assert manage(second, "verify-audit").returncode == 0


def test_what_is_no_backup_is_refused(states: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "cut").write_bytes(b"PGDMP but nothing more")
    told = []
    for words in (("restore", tmp_path / "nothing"), ("restore", tmp_path / "cut"), ("backup", tmp_path / "nowhere" / "file")):
        refused = manage(states[0], *words)
        told.append((refused.returncode, re.findall("is no file|pg_restore failed|cannot be written", refused.stderr)))
    assert told == [(2, ["is no file"]), (1, ["pg_restore failed"]), (2, ["cannot be written"])]
