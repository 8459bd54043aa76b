"""A request that is sent again, since its answer was lost, is answered as it was and done once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.errors import InputRefused
from claims.models import KeptAnswer, User

KEPT_FOR = timedelta(hours=24)


class KeyReused(InputRefused):
    """The key stands for another request already."""


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    record: dict[str, Any]
    location: str


def once(work: Callable[[], Answered], *, by: User, address: str, key: str, body: bytes) -> Answered:
    """What `work` answers, or what it answered when `key` was first sent to `address` by the same person within a day.

    `work` is done in a transaction with the keeping of its answer, so that both happen or neither; an error is not kept. Two at once:
    the second waits for the first.

    Raises:
        KeyReused: the key was sent with another body.
        What `work` raises.
    """
    digest = hashlib.sha256(body).hexdigest()
    KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    with transaction.atomic():
        try:
            with transaction.atomic():
                kept = KeptAnswer.objects.create(user=by, address=address, key=key, body_sha256=digest)
        except IntegrityError:
            return _again(KeptAnswer.objects.get(user=by, address=address, key=key), digest)
        answered = work()
        KeptAnswer.objects.filter(pk=kept.pk).update(status=answered.status, record=answered.record, location=answered.location)
    return answered


def _again(kept: KeptAnswer, digest: str) -> Answered:
    if kept.body_sha256 != digest:
        raise KeyReused("key_reused", "This Idempotency-Key was sent with another body: take a new one for a new request.")
    return Answered(int(kept.status or 0), kept.record, kept.location)
