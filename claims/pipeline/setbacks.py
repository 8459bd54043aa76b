"""Steps that did not succeed are counted, set aside after so many tries, and taken up again when a person says so."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Collection, Iterable

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from claims.errors import FactcheckError, TransientError
from claims.models import Setback

logger = logging.getLogger(__name__)
Step = Setback.Step
# What passes by itself: an outside service, and the database's own trouble (gone, starting, a deadlock).
PASSING = (TransientError, OperationalError, InterfaceError)

_COUNT = """
INSERT INTO claims_setback (step, subject_id, attempts, error_code, error_params, at)
SELECT %s, subject, 1, %s, %s::jsonb, %s FROM unnest(%s::bigint[]) subject
ON CONFLICT (step, subject_id) DO UPDATE SET attempts = claims_setback.attempts + %s, at = excluded.at,
    error_code = CASE excluded.error_code WHEN '' THEN claims_setback.error_code ELSE excluded.error_code END,
    error_params = CASE excluded.error_code WHEN '' THEN claims_setback.error_params ELSE excluded.error_params END
"""


def error_of(error: Exception) -> tuple[str, dict[str, str]]:
    """The code and the parameters under which a row keeps an error. One that nobody foresaw is kept by its kind alone: its words may
    hold what no other reader should see, and stand in the log."""
    if isinstance(error, FactcheckError):
        return error.code, dict(error.params)
    if type(error).__name__ in {"SoftTimeLimitExceeded", "TimeLimitExceeded"}:
        return "took_too_long", {}
    return "unexpected", {"error": type(error).__name__}


def source_error_of(error: Exception) -> tuple[str, dict[str, str]]:
    """`error_of` for what is read again and again: the sentence of what nobody foresaw speaks of a feed."""
    code, params = error_of(error)
    return (code if isinstance(error, FactcheckError) else f"feed_{code}"), params


def count_attempts(step: Step, subjects: Collection[int]) -> None:
    """One more try for each: its last one did not end, as when its process was killed."""
    _count(step, subjects, "", {})


def note_setback(step: Step, subject_id: int, error: Exception, *, is_counted: bool = False) -> None:
    """One more try, unless it `is_counted` already, and why it failed. What passes by itself is noted and never set aside: an outage may
    last for hours."""
    if isinstance(error, PASSING):
        with contextlib.suppress(*PASSING):  # the database itself may be what is gone
            _count(step, [subject_id], *error_of(error))
            Setback.objects.filter(step=step, subject_id=subject_id).update(attempts=1)
        return
    logger.error("%s of %d failed: %s", step.value, subject_id, error, exc_info=not isinstance(error, FactcheckError))
    _count(step, [subject_id], *error_of(error), more=0 if is_counted else 1)


def is_set_aside(step: Step, subject_id: int) -> bool:
    return Setback.objects.set_aside().filter(step=step, subject_id=subject_id).exists()


def forget_setbacks(step: Step, subjects: Iterable[int]) -> None:
    """They have succeeded, or are to be tried anew."""
    Setback.objects.filter(step=step, subject_id__in=list(subjects)).delete()


def take_up_again(article_id: int) -> list[Setback]:
    """The setbacks of the article and its claims, which are forgotten when this returns: each step is to be called for anew.

    Not so its reading, which `read_again` takes up.
    """
    setbacks = list(Setback.objects.with_article().filter(article=article_id))
    Setback.objects.filter(pk__in=[setback.pk for setback in setbacks]).delete()
    return setbacks


def _count(step: Step, subjects: Collection[int], code: str, params: dict[str, str], *, more: int = 1) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [step.value, code, json.dumps(params), timezone.now(), list(subjects), more])
