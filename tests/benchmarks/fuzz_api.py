"""Made-up requests by the thousand for every operation of the API, over HTTP, as every kind of caller, on throw-away servers.

    python -m tests.benchmarks.fuzz_api --examples 100 [--caller reviewer …]

Asked of every answer: no server error, a documented status, type, header and body, wrong input refused, right methods named, no
answer to somebody who is not logged in. Prints one line a caller, and what failed with the curl command that shows it; exit status 1
where anything did.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402  # after the set-up
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.testcases import LiveServerThread, _StaticFilesHandler  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from claims.pipeline import login  # noqa: E402
from tests.api.fuzzing import CALLERS, NOT_ASKED, authorizations, one_of_everything  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=100, help="Made-up requests for each operation and caller.")
    parser.add_argument("--caller", nargs="*", default=CALLERS, choices=CALLERS)
    parser.add_argument("--phases", default="examples,coverage,fuzzing")
    parser.add_argument("more", nargs="*", help="For schemathesis itself.")
    asked = parser.parse_args()
    # Wrong passwords by the hundred are part of it: the lock-outs would answer all that follow.
    settings.AXES_ENABLED = False
    login.MOST_TRIES_A_MINUTE = sys.maxsize
    settings.API_REQUESTS_A_MINUTE = {"key": 0, "user": 0}
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    one_of_everything()
    headers = authorizations()
    server = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        return max(_run(server.port, caller, headers[caller], asked.examples, asked.phases, asked.more) for caller in asked.caller)
    finally:
        server.terminate()
        if settings.EMBEDDED is not None:
            settings.EMBEDDED.stop()
        shutil.rmtree(settings.STATE, ignore_errors=True)


def _run(port: int, caller: str, authorization: str, examples: int, phases: str, more: Sequence[str]) -> int:
    document = Path(settings.STATE) / "openapi.yaml"
    call_command("spectacular", file=str(document))
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", str(document), "--url", f"http://127.0.0.1:{port}"]
    command += ["--checks", "all", "--exclude-checks", NOT_ASKED, "--phases", phases, "--max-examples", str(examples)]
    command += ["--continue-on-failure", "--no-color", "--generation-database", "none", "--seed", "1", *more]
    if authorization:
        command += ["--header", f"Authorization: {authorization}"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    figures = re.findall(r"^\s+(?:Tested|Generated|Test cases|Seed|.*(?:generated|passed|failures)).*$", ran.stdout, re.MULTILINE)
    print(f"== {caller}: exit {ran.returncode}", *figures, sep="\n", flush=True)  # noqa: T201  # the figures are what it is for
    if ran.returncode:
        print(ran.stdout, ran.stderr, flush=True)  # noqa: T201
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main())
