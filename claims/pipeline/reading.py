"""Where a version stands on its way: tries are counted before the work, and an error is written on the row."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.errors import FactcheckError, TransientError, UnsupportedLanguage
from claims.models import ArticleVersion

logger = logging.getLogger(__name__)
State = ArticleVersion.State
# A text that has ended its reader so often is set aside for a person.
MOST_ATTEMPTS = 5


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


def take_up(most: int) -> list[int]:
    """The first versions of bulk deliveries that no reader was called for yet, at most so many; they count as called for from now on."""
    with transaction.atomic():
        first = ArticleVersion.objects.uncalled().order_by("pk").select_for_update(skip_locked=True)
        ids = list(first.values_list("pk", flat=True)[: max(0, most)])
        ArticleVersion.objects.filter(pk__in=ids).update(called_at=timezone.now(), state_at=timezone.now())
    return ids


def record_failure(version_id: int, error: Exception) -> None:
    """Write on the row why it could not be read. A passing failure leaves it waiting."""
    if isinstance(error, TransientError):
        return
    state = State.UNSUPPORTED if isinstance(error, UnsupportedLanguage) else State.FAILED
    code, params = (
        (error.code, dict(error.params)) if isinstance(error, FactcheckError) else ("unexpected", {"error": type(error).__name__})
    )
    logger.error("version %d could not be read: %s", version_id, error, exc_info=not isinstance(error, FactcheckError))
    ArticleVersion.objects.filter(pk=version_id, state=State.PENDING).update(
        state=state, state_at=timezone.now(), error_code=code, error_params=params
    )


def read_again(version_id: int) -> bool:
    """Make a version that is not being read wait for a new reading; whether it was one."""
    rest = ArticleVersion.objects.filter(pk=version_id).exclude(state__in=State.waiting())
    return rest.update(state=State.PENDING, state_at=timezone.now(), attempts=0, error_code="", error_params={}) == 1
