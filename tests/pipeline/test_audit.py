"""The ledger covers what was decided before it, decisions in flight included, and misses none that comes late."""

import logging
import threading

import pytest
from django.conf import settings
from django.db import connection, transaction

from claims.models import Decision
from claims.pipeline.audit import close_ledger, heads, ledger_lines
from claims.pipeline.verify import verify_audit
from claims.tasks import close_ledger as task
from tests.desk_rows import claim, in_review, person


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_decision_in_flight_is_waited_for() -> None:
    reviewer, one, decided, go_on = person("reviewer"), claim(), threading.Event(), threading.Event()

    def decide_slowly() -> None:
        try:
            with transaction.atomic():
                in_review(one, reviewer)
                decided.set()
                go_on.wait(30)
        finally:
            connection.close()

    def close() -> None:
        try:
            closed.append(close_ledger())
        finally:
            connection.close()

    closed: list[Decision] = []
    deciding, closing = threading.Thread(target=decide_slowly), threading.Thread(target=close)
    deciding.start()
    assert decided.wait(30)
    closing.start()
    closing.join(0.5)
    assert closing.is_alive(), "the ledger must wait for the decision that is not committed yet"
    go_on.set()
    deciding.join(30)
    closing.join(30)
    assert ("claim", one.pk) in [(head.subject, head.subject_id) for head in heads(closed[0].changes["through"])]
    assert verify_audit().findings == []


@pytest.mark.django_db
def test_the_ledger_is_said_in_the_log_and_kept_line_by_line(caplog: pytest.LogCaptureFixture) -> None:
    in_review(claim(), person("reviewer"))
    with caplog.at_level(logging.INFO, logger="claims"):
        number = task()
    ledger = Decision.objects.get(subject="ledger")
    assert (number, ledger.seq, ledger.actor.username) == (1, 1, "system")
    assert ledger.changes["heads"] in caplog.text
    assert ledger.hash in caplog.text
    lines = list(ledger_lines(ledger))
    assert len(lines) == 1 + ledger.changes["chains"]
    assert all(line.endswith("\n") for line in lines)


@pytest.mark.django_db
def test_ledgers_are_a_chain_of_their_own() -> None:
    first, second = close_ledger(), close_ledger()
    assert (second.seq, second.prev) == (2, first.hash)
    # The second covers the first.
    assert ("ledger", 0, 1) in [(head.subject, head.subject_id, head.seq) for head in heads(second.changes["through"])]


def test_the_ledger_is_closed_every_night() -> None:
    assert settings.CELERY_BEAT_SCHEDULE["close_ledger"]["task"] == task.name
