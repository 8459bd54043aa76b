"""Where a version stands on its way: tries are counted before the work, and an error is written on the row."""

from __future__ import annotations

import contextlib
import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.errors import FactcheckError, UnsupportedLanguage
from claims.models import ArticleVersion
from claims.models.setback import MOST_ATTEMPTS
from claims.pipeline.setbacks import PASSING, error_of

logger = logging.getLogger(__name__)
State = ArticleVersion.State


def begin_reading(version_id: int) -> ArticleVersion | None:
    """Count one more try and give the version; None where it is not waiting, or was tried too often and is set aside.

    Counted before the work, so that a text that kills its process is not read for ever.
    """
    waiting = ArticleVersion.objects.filter(pk=version_id, state=State.PENDING)
    if waiting.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, state_at=timezone.now(), error_code="too_many_attempts"):
        return None
    if not waiting.update(attempts=F("attempts") + 1, state_at=timezone.now()):
        return None
    return ArticleVersion.objects.select_related("article__outlet").get(pk=version_id)


def next_in_bulk(most: int) -> list[int]:
    """The first versions of bulk deliveries that no reader was called for yet, at most so many; they count as called for from now on."""
    with transaction.atomic():
        first = ArticleVersion.objects.uncalled().order_by("pk").select_for_update(skip_locked=True)
        ids = list(first.values_list("pk", flat=True)[: max(0, most)])
        ArticleVersion.objects.filter(pk__in=ids).update(called_at=timezone.now(), state_at=timezone.now())
    return ids


def record_failure(version_id: int, error: Exception) -> None:
    """Write on the row why it could not be read. A passing failure leaves it waiting, and is not counted as a try."""
    if isinstance(error, PASSING):
        with contextlib.suppress(*PASSING):  # the database itself may be what is gone
            ArticleVersion.objects.filter(pk=version_id, state=State.PENDING, attempts__gt=0).update(attempts=F("attempts") - 1)
        return
    state = State.UNSUPPORTED if isinstance(error, UnsupportedLanguage) else State.FAILED
    code, params = error_of(error)
    logger.error("version %d could not be read: %s", version_id, error, exc_info=not isinstance(error, FactcheckError))
    ArticleVersion.objects.filter(pk=version_id, state=State.PENDING).update(
        state=state, state_at=timezone.now(), error_code=code, error_params=params
    )


def read_again(version_id: int) -> bool:
    """Make a version that is not being read wait for a new reading; whether it was one."""
    rest = ArticleVersion.objects.filter(pk=version_id).exclude(state__in=State.waiting())
    now = timezone.now()
    return rest.update(state=State.PENDING, state_at=now, called_at=now, attempts=0, error_code="", error_params={}) == 1
