"""Error tracking and tracing: nothing where they are not asked for, and no secret where they are."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.management.test_up import free_port, wait_for
from tests.serving import image_command, serving

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


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """The port of a server that takes whatever it is sent, and the bodies that it was sent."""
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
        yield server.server_port, heard
        server.shutdown()


def spans(heard: list[bytes]) -> list[Any]:
    sent = [part for body in heard for part in ExportTraceServiceRequest.FromString(body).resource_spans]
    return [span for part in sent for scope in part.scope_spans for span in scope.spans]


def addresses(heard: list[bytes], key: str) -> list[str]:
    return [one.value.string_value for span in spans(heard) for one in span.attributes if one.key == key]


def test_an_error_arrives_without_secrets() -> None:
    script = (
        "import django, logging; django.setup(); from claims import trail; import sentry_sdk\n"
        "trail.follow({'request_id': 'r-1', 'article_id': 7})\n"
        "def fail(words):\n    password = 'hunter2x'\n    raise ValueError('token=abcdefgh')\n"
        "try: fail('الوزير')\nexcept ValueError as error: sentry_sdk.capture_exception(error)\n"
        "sentry_sdk.flush(5)"
    )
    with listening() as (port, heard):
        ran = run(script, SENTRY_DSN=f"http://key@127.0.0.1:{port}/1")
    assert ran.returncode == 0, ran.stderr
    said = b"".join(heard).decode()
    events = [json.loads(line) for line in said.splitlines() if '"exception"' in line]
    assert [(one["exception"]["values"][0]["value"], one["tags"]) for one in events] == [
        ("token=…", {"request_id": "r-1", "article_id": 7})
    ]
    # Local variables and arguments stay here.
    assert ["vars" in frame for frame in events[0]["exception"]["values"][0]["stacktrace"]["frames"]] == [False, False]


def test_the_web_processes_tell_their_spans(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", *image_command(), "--bind", f"127.0.0.1:{port}"]
    with (
        listening() as (collector, heard),
        serving(
            command, port, tmp_path / "said", OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{collector}", OTEL_BSP_SCHEDULE_DELAY="100"
        ),
    ):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live?key=AbCdEf123", timeout=30).close()
        assert wait_for(lambda: bool(heard))
    (target,) = addresses(heard, "http.target")
    assert target == "/health/live?key=…"


def test_spans_arrive_without_secrets_at_the_address_that_a_file_holds(tmp_path: Path) -> None:
    feed = "fEeD-_" * 7 + "x"
    script = (
        "import django; django.setup(); from django.test import Client; from opentelemetry import trace\n"
        "client = Client(headers={'host': '127.0.0.1'})\n"
        f"client.get('/health/live?key=AbCdEf123'); client.get('/health/feeds/{feed}/')\n"
        "with trace.get_tracer('test').start_as_current_span('read /feeds/" + feed + "/'): raise ValueError('token=abcdefgh')"
    )
    with listening() as (port, heard):
        (tmp_path / "collector").write_text(f"http://127.0.0.1:{port}/\n", "utf-8")
        ran = run(script, OTEL_EXPORTER_OTLP_ENDPOINT_FILE=str(tmp_path / "collector"), OTEL_SERVICE_NAME="desk")
    assert "ValueError: token=abcdefgh" in ran.stderr  # the last thing that the process said; its spans are sent before it ends
    assert addresses(heard, "http.url") == ["http://127.0.0.1/health/live?key=…", "http://127.0.0.1/health/feeds/…/"]
    assert [span.name for span in spans(heard)][2:] == ["read /feeds/…/"]
    resources = [part.resource for body in heard for part in ExportTraceServiceRequest.FromString(body).resource_spans]
    assert {one.value.string_value for resource in resources for one in resource.attributes if one.key == "service.name"} == {"desk"}
    told = b"".join(heard).decode(errors="replace")
    assert [secret for secret in (feed, "AbCdEf123", "abcdefgh") if secret in told] == []
    assert "token=…" in told  # of the exception, which stands in an event and in the status
