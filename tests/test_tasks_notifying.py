"""What happens becomes a call to send it, once, and reviews by others a call to compare them."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from claims.clients.network import Network
from claims.models import ImportedReview, ReviewSource, Webhook
from claims.models.setback import MOST_ATTEMPTS
from claims.pipeline.deliver import deliver_due
from claims.pipeline.embed import embed_claims
from claims.pipeline.import_reviews import FIRST_BACK_OFF, import_documents
from claims.pipeline.webhooks import make_webhook, switch_off
from claims.pipeline.words import count_words, keep_words
from claims.tasks import compare_reviews, notify, poll_reviews
from tests.desk_rows import article, claim, person
from tests.receiver import Answer, receiver
from tests.test_tasks import sent

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_what_happened_is_called_for_while_it_waits_and_not_while_it_rests(broker: Any) -> None:
    editor = person("editor")
    one, off = (make_webhook(name="n", address="https://chat.example/", events=["claim.created"], by=editor)[0] for _ in range(2))
    switch_off(off, by=editor)
    assert (notify(), sent(broker)) == (0, [])
    claim()
    assert (notify(), sent(broker)) == (1, [f"deliver({one.pk},)"])
    broker.delete("celery")
    # Somebody is sending to it, or it rests: no call.
    for waits in ({"busy_until": timezone.now() + timedelta(minutes=1)}, {"next_at": timezone.now() + timedelta(minutes=1)}):
        Webhook.objects.filter(pk=one.pk).update(**{"busy_until": timezone.now(), "next_at": timezone.now(), **waits})
        assert (notify(), sent(broker)) == (0, [])


def test_a_busy_receiver_that_is_slow_lets_the_others_have_their_turn(broker: Any, settings: Any, monkeypatch: Any) -> None:
    """One call sends for a bounded time, here for one message, and one webhook at a time is sent to."""
    monkeypatch.setattr("claims.pipeline.deliver.SECONDS_A_CALL", 0.01)

    def slow(_number: int) -> Answer:
        time.sleep(0.05)
        return Answer()

    with receiver() as hook:
        hook.answer = slow
        settings.NETWORK_ALLOW = [hook.authority]
        editor = person("editor")
        first, second = (make_webhook(name="n", address=hook.address, events=["claim.created"], by=editor)[0].pk for _ in range(2))
        for key in "abc":
            claim(key)
        served = []
        for _round in range(4):
            assert notify() == 2
            served.append(called(broker)[0])
            broker.delete("celery")
            assert deliver_due(served[-1], Network(agent="Factcheck/1", allow=[hook.authority])) == 1
    assert served == [first, second, first, second]


def called(broker: Any) -> list[int]:
    """The webhooks that are called for, in the order in which a worker takes them up."""
    headers = [json.loads(message)["headers"] for message in reversed(broker.lrange("celery", 0, -1))]
    return [int(header["argsrepr"].strip("(,)")) for header in headers if header["task"] == "claims.tasks.deliver"]


def test_sources_are_asked_when_they_are_due_and_what_waits_is_compared(broker: Any) -> None:
    by = person("editor")
    due, later, paused = (ReviewSource.objects.create(address=f"https://checker.example/{n}", added_by=by) for n in range(3))
    ReviewSource.objects.filter(pk=later.pk).update(next_at=timezone.now() + timedelta(hours=1))
    ReviewSource.objects.filter(pk=paused.pk).update(is_paused=True)
    assert (poll_reviews(), sent(broker)) == (1, [f"ask_reviews({due.pk},)"])
    broker.delete("celery")
    # While it waits for its turn or is being asked, it is not called for again.
    assert (poll_reviews(), sent(broker)) == (0, [])
    assert timedelta(minutes=14) < ReviewSource.objects.get(pk=due.pk).next_at - timezone.now() < FIRST_BACK_OFF
    ReviewSource.objects.all().delete()
    import_documents([{"@type": "ClaimReview", "url": "https://checker.example/1", "claimReviewed": "قول"}], "", None)
    # Calls for counting words are left out.
    assert (poll_reviews(), sent(broker)) == (0, ["compare_reviews()"])


@pytest.mark.django_db
def test_a_review_that_cannot_be_compared_holds_up_none() -> None:
    one = claim(version=article())
    embed_claims([one])
    keep_words([one.pk])
    count_words()
    review = {"@type": "ClaimReview", "claimReviewed": "عدد العاملين في السد 120 عامل", "inLanguage": "ar"}
    import_documents([[{**review, "url": f"https://checker.example/{number}"} for number in range(2)]], "", None)
    first, second = ImportedReview.objects.order_by("pk")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE claims_importedmatch ADD CONSTRAINT broken CHECK (review_id <> {first.pk})")
    # And one that ends its worker is begun so often, and no oftener.
    third = ImportedReview.objects.get(pk=import_documents([{**review, "url": "https://checker.example/3"}], "", None).new[0])
    ImportedReview.objects.filter(pk=third.pk).update(attempts=MOST_ATTEMPTS)
    assert compare_reviews() == 3
    assert set(ImportedReview.objects.values_list("attempts", flat=True)) == {0}
    assert third.matches.count() == 0
    assert list(second.matches.values_list("claim", flat=True)) == [one.pk]
    assert (compare_reviews(), first.matches.count()) == (0, 0)
