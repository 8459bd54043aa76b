"""The memory and speed of an export of all claims, while the web server as `manage.py up` starts it streams it.

`python -m tests.benchmarks.export --state FOLDER [--door admin] [--as csv] [--claims 100000]`, after `tests.benchmarks.million` has
built the folder.
Prints the resident memory of the web processes at every tenth of the way: it must stay flat.
"""

from __future__ import annotations

import argparse
import time
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.load_api import GIVE_UP_AFTER, Web
from tests.benchmarks.million import use_state

ADDRESSES = {"api": "/api/v1/claims/export/?as={form}", "admin": "/admin/claims/claim/export/{form}/"}


def measure(door: str, form: str, claims: int, port: int) -> None:
    from django.conf import settings  # noqa: PLC0415

    from tests.benchmarks.pages import client_of_approver  # noqa: PLC0415

    session = client_of_approver().cookies[settings.SESSION_COOKIE_NAME].value
    web = Web(port)
    asking = HTTPConnection("127.0.0.1", port, timeout=GIVE_UP_AFTER)
    try:
        print(f"before {web.resident_mb()} MB")  # noqa: T201
        began, used = time.perf_counter(), web.cpu_seconds()
        asking.request("GET", ADDRESSES[door].format(form=form), headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
        answer = asking.getresponse()
        assert answer.status == 200, answer.status
        written = lines = 0
        for line in answer:
            written += len(line)
            lines += 1
            if lines == 1:
                print(f"first line after {(time.perf_counter() - began) * 1000:.0f} ms")  # noqa: T201
            if not lines % (claims // 10):
                print(f"{lines:,} lines, {written / 1e6:.0f} MB, {time.perf_counter() - began:.0f} s: {web.resident_mb()} MB")  # noqa: T201
            if lines >= claims:
                break
        print(f"{lines:,} lines: {(web.cpu_seconds() - used) / lines * 1e6:.0f} µs of CPU each")  # noqa: T201
    finally:
        asking.close()
        web.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--door", default="api", choices=list(ADDRESSES))
    parser.add_argument("--as", dest="form", default="jsonl", choices=["jsonl", "csv"])
    parser.add_argument("--claims", type=int, default=100_000, help="lines after which to stop")
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    use_state(options.state)
    measure(options.door, options.form, options.claims, options.port)
