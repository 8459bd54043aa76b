"""Two hosts do what one does: the same rows, whoever read what, and both have worked."""

import tempfile
from pathlib import Path

from tests.hosts import Hosts
from tests.processes import running

ARTICLES = range(8)


def test_two_hosts_give_the_same_result_as_one() -> None:
    results = []
    with tempfile.TemporaryDirectory(prefix="factcheck-hosts-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        hosts = Hosts(Path(folder))
        with hosts.served():
            hosts.copy_tables("second")
            for number in (1, 2):
                hosts.hand_in(ARTICLES)
                hosts.work(number, len(ARTICLES))
                assert [calls > 0 for calls in hosts.calls()] == [True] * number
                results.append(hosts.result())
                hosts.begin_again("second")
        assert running(Path(folder)) == []
    assert {row[0] for row in results[0]} == {"claim", "quote", "place", "match"}
    assert results[0] == results[1]
