"""Error tracking and tracing: nothing where they are not asked for, and no secret where they are."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The exporter, since other packages import the rest of OpenTelemetry by themselves where it is installed.
WATCHERS = ("sentry_sdk", "opentelemetry.exporter.otlp.proto.http.trace_exporter")
STARTED = f"import django; django.setup(); import sys; print(sorted(n for n in sys.modules if n in {WATCHERS!r}))"


def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings", **environment}
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=given, capture_output=True, text=True, check=False)


def test_unset_nothing_of_them_is_imported() -> None:
    assert run(STARTED).stdout == "[]\n"


def test_a_missing_package_is_named_with_its_extra() -> None:
    hidden = "import sys; sys.modules['sentry_sdk'] = None; "
    ran = run(hidden + STARTED, SENTRY_DSN="http://key@127.0.0.1:9/1")
    assert (ran.returncode, "pip install 'factcheck[sentry]'" in ran.stderr) == (1, True)


def test_an_error_arrives_without_secrets() -> None:
    pytest.importorskip("sentry_sdk")
    heard: list[bytes] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        script = (
            "import django, logging; django.setup(); from claims import trail; import sentry_sdk\n"
            "trail.follow({'request_id': 'r-1', 'article_id': 7})\n"
            "def fail(words):\n    password = 'hunter2x'\n    raise ValueError('token=abcdefgh')\n"
            "try: fail('الوزير')\nexcept ValueError as error: sentry_sdk.capture_exception(error)\n"
            "sentry_sdk.flush(5)"
        )
        ran = run(script, SENTRY_DSN=f"http://key@127.0.0.1:{server.server_port}/1")
        server.shutdown()
    assert ran.returncode == 0, ran.stderr
    said = b"".join(heard).decode()
    events = [json.loads(line) for line in said.splitlines() if '"exception"' in line]
    assert [(one["exception"]["values"][0]["value"], one["tags"]) for one in events] == [
        ("token=…", {"request_id": "r-1", "article_id": 7})
    ]
    # Local variables and arguments stay here.
    assert ["vars" in frame for frame in events[0]["exception"]["values"][0]["stacktrace"]["frames"]] == [False, False]
