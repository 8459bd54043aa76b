"""Fifty reviewers at once: no decision is lost or doubled, no chain forks."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from claims.errors import AlreadyDecided, MoveRefused
from claims.models import Claim, Decision
from claims.pipeline.review import MOVES, change_status
from claims.pipeline.verify import verify_audit
from tests.desk_rows import claim, person

REVIEWERS, CLAIMS, TRIES_EACH = 50, 200, 40


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_reviewers_on_two_hundred_claims_lose_and_double_nothing() -> None:
    claims = [claim(str(number)).pk for number in range(CLAIMS)]
    reviewers = [person("reviewer", f"reviewer {number}") for number in range(REVIEWERS)]
    together = threading.Barrier(REVIEWERS)

    def review(number: int) -> Counter[str]:
        """Decide on claims as they were seen some time ago, half of them among ten that everybody wants."""
        chance, outcome = random.Random(number), Counter[str]()
        together.wait()
        try:
            for _ in range(TRIES_EACH):
                wanted = chance.choice(claims[:10] if chance.random() < 0.5 else claims)
                seen = Claim.objects.get(pk=wanted)
                moves = [to for to in MOVES[seen.status] if to != "in_approval"]
                try:
                    change_status(seen, to=chance.choice(moves), by=reviewers[number], reason=f"try of {number}")
                    outcome["decided"] += 1
                except AlreadyDecided:
                    outcome["second"] += 1
                except MoveRefused:
                    outcome["refused"] += 1
        finally:
            connection.close()
        return outcome

    with ThreadPoolExecutor(REVIEWERS) as pool:
        outcome: Counter[str] = sum(pool.map(review, range(REVIEWERS)), Counter())
    decisions = Decision.objects.filter(subject="claim")
    # Each try ended in one of three ways, and each decision that its reviewer was told of is there, once, and moved its claim by one.
    assert outcome.total() == REVIEWERS * TRIES_EACH
    assert outcome["refused"] == 0
    assert decisions.count() == outcome["decided"] == sum(Claim.objects.values_list("version", flat=True))
    assert outcome["second"] > 0, "nobody met anybody, so nothing was shown"
    by_whom = Counter(decisions.values_list("actor__username", "reason"))
    assert {f"try of {name.split()[1]}" == reason for name, reason in by_whom} == {True}
    report = verify_audit()
    assert report.findings == []
