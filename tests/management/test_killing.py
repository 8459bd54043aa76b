"""Whatever is killed while articles come in, nothing is lost, doubled, orphaned or stuck: the small form of `tests.benchmarks.kill`."""

import tempfile
from pathlib import Path

from claims.pipeline.match import MOST_JUDGED
from tests.benchmarks.kill import attack
from tests.killing import ALL_ARE_JUDGED


def test_nothing_is_lost_when_a_worker_child_the_broker_with_its_data_and_the_database_are_killed() -> None:
    with tempfile.TemporaryDirectory(prefix="factcheck-kill-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        told = attack(Path(folder), 15, 3, seed=1, least=0.5, most=2.0, patience=300)
    assert told["well"], told
    assert told["suggestions"] > 0
    assert told["claims"] <= ALL_ARE_JUDGED == MOST_JUDGED
