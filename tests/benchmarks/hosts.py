"""What a second host brings: `python -m tests.benchmarks.hosts [--articles 200]`.

The same articles are read and compared by one worker process, and again from nothing by two with separate state folders, which share
PostgreSQL and Valkey. Prints one JSON object with both rates, and how many of the machine's cores were idle meanwhile; exit status 1 where
something was lost, or where two hosts are slower than one although one left half a core idle. Where it left less, the machine and not the
second host sets the rate, and only the processor time tells: it must not grow.

Lost is what one result lacks and a search would find. What neither claim of a pair finds any more, since others have come that are nearer,
is found only by who looked before those came: of such pairs, which are counted beside, one worker has others from run to run as well.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from factcheck.embedded import DATABASE
from tests.hosts import Hosts

# With less than this nothing is left that a second host could use.
FREE_CORES = 0.5


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=200)
    asked = parser.parse_args()
    told: dict[str, object] = {"articles": asked.articles, "load before": os.getloadavg()[0]}
    results: list[Counter[tuple[str, ...]]] = []
    rates, idle = [], []
    with tempfile.TemporaryDirectory(prefix="factcheck-hosts-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        hosts = Hosts(Path(folder))
        with hosts.served():
            hosts.copy_tables("second")
            for number in (1, 2):
                hosts.hand_in(range(asked.articles))
                seconds, cores = hosts.work(number, asked.articles)
                results.append(Counter(hosts.result()))
                rates.append(asked.articles / seconds)
                idle.append(cores)
                told[f"{number} hosts"] = {
                    "seconds": round(seconds, 1),
                    "articles a second": round(rates[-1], 2),
                    "cores idle": round(cores, 1),
                    "calls of each": hosts.calls(),
                    "processor seconds": [round(one, 1) for one in hosts.processor_seconds()],
                }
                hosts.begin_again("second")
            apart = results[1] - results[0], results[0] - results[1]
            lost = hosts.still_found(DATABASE, apart[0]) | hosts.still_found("second", apart[1])
    lost |= {row for rows in apart for row in rows if row[0] != "match"}
    told["rows"], told["found by one alone"], told["lost"] = results[0].total(), [rows.total() for rows in apart], sorted(lost)
    told["times as fast"], had_room = round(rates[1] / rates[0], 2), idle[0] >= FREE_CORES
    told["a second host had room"] = had_room
    sys.stdout.write(json.dumps(told) + "\n")
    sys.exit(0 if not lost and (rates[1] >= rates[0] or not had_room) else 1)


if __name__ == "__main__":
    main()
