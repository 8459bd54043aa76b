"""What a second host brings: `python -m tests.benchmarks.hosts [--articles 200]`.

The same articles are read and compared by one worker process, and again from nothing by two with separate state folders, which share
PostgreSQL and Valkey. Prints one JSON object; exit status 1 where the results differ. On a machine with two free cores the seconds tell;
on a busy one the processor time, which must not grow.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.hosts import Hosts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=200)
    asked = parser.parse_args()
    told: dict[str, object] = {"articles": asked.articles, "load before": os.getloadavg()[0]}
    results = []
    with tempfile.TemporaryDirectory(prefix="factcheck-hosts-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        hosts = Hosts(Path(folder))
        with hosts.served():
            hosts.copy_tables("second")
            for number in (1, 2):
                hosts.hand_in(range(asked.articles))
                seconds = hosts.work(number, asked.articles)
                results.append(hosts.result())
                told[f"{number} hosts"] = {
                    "seconds": round(seconds, 1),
                    "articles a second": round(asked.articles / seconds, 2),
                    "calls of each": hosts.calls(),
                    "processor seconds": [round(one, 1) for one in hosts.processor_seconds()],
                }
                hosts.begin_again("second")
    told["rows"], told["same"] = len(results[0]), results[0] == results[1]
    sys.stdout.write(json.dumps(told) + "\n")
    sys.exit(0 if told["same"] else 1)


if __name__ == "__main__":
    main()
