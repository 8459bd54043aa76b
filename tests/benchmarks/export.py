"""The memory and speed of an export of all claims, while it streams.

`python -m tests.benchmarks.export --state FOLDER [--door admin] [--as csv] [--claims 100000]`, after `tests.benchmarks.million` has
built the folder.
Prints the resident memory of this process at every tenth of the way: it must stay flat.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from tests.benchmarks.million import use_state


def resident_mb() -> float:
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) / 1024


ADDRESSES = {"api": "/api/v1/claims/export/?as={form}", "admin": "/admin/claims/claim/export/{form}/"}


def measure(door: str, form: str, claims: int) -> None:
    from django.http import StreamingHttpResponse  # noqa: PLC0415

    from tests.benchmarks.pages import client_of_approver  # noqa: PLC0415

    client = client_of_approver()
    client.get("/api/v1/claims/")
    print(f"before {resident_mb():.0f} MB")  # noqa: T201
    began, cpu = time.perf_counter(), time.process_time()
    answer = cast(StreamingHttpResponse, client.get(ADDRESSES[door].format(form=form)))
    written, lines = 0, 0
    for part in cast(Iterator[bytes], answer.streaming_content):
        written += len(part)
        lines += 1
        if lines == 1:
            print(f"first line after {(time.perf_counter() - began) * 1000:.0f} ms")  # noqa: T201
        if not lines % (claims // 10):
            print(f"{lines:,} lines, {written / 1e6:.0f} MB, {time.perf_counter() - began:.0f} s: {resident_mb():.0f} MB")  # noqa: T201
        if lines >= claims:
            break
    print(f"{lines:,} lines: {(time.process_time() - cpu) / lines * 1e6:.0f} µs of CPU each")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--door", default="api", choices=list(ADDRESSES))
    parser.add_argument("--as", dest="form", default="jsonl", choices=["jsonl", "csv"])
    parser.add_argument("--claims", type=int, default=100_000, help="lines after which to stop")
    options = parser.parse_args()
    use_state(options.state)
    measure(options.door, options.form, options.claims)
