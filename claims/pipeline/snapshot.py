"""The page at the address of a piece of evidence is fetched and kept, so that what a verdict rests on can be read when it is gone."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from claims.clients.network import HTML, Network
from claims.clients.pages import read_words
from claims.errors import FactcheckError, TransientError
from claims.models import Evidence, Snapshot, User
from claims.pipeline.ingest import cleaned
from claims.pipeline.setbacks import error_of
from claims.rights import Action, require

logger = logging.getLogger(__name__)
State = Snapshot.State
# After each try so long until the next; after the last of them a person says whether there is another.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
KINDS = HTML | {"text/plain"}
# Characters that are kept of a page. The digest is of all of it.
MOST_KEPT = 100_000
MOST_AT_ONCE = 100


def due_snapshots() -> list[int]:
    """The pages to be fetched now, those that wait longest first."""
    return list(Snapshot.objects.due().order_by("next_try_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


def take_snapshot(snapshot_id: int, network: Network) -> str:
    """Fetch one page whose time has come, unless another call has it; gives the state that it is left in.

    A person asked for it, and for no other: robots.txt is not asked. Its words and the digest of what came are kept. What passes by
    itself is tried again after a pause, all else is left for a person; the reason is on the row. A try is counted before the work, so
    that a page that ends its process is given up like any other.
    """
    snapshot = Snapshot.objects.select_related("evidence").get(pk=snapshot_id)
    due = Snapshot.objects.due().filter(pk=snapshot_id, attempts=snapshot.attempts)
    if snapshot.attempts == len(PAUSES):
        due.update(state=State.FAILED, error_code="page_too_many_attempts", error_params={})
    elif due.update(attempts=F("attempts") + 1, next_try_at=timezone.now() + PAUSES[snapshot.attempts]):
        # Where somebody has kept it since, it stays as they did.
        Snapshot.objects.filter(pk=snapshot_id, state=State.WAITING).update(**_tried(snapshot, network))
    return Snapshot.objects.values_list("state", flat=True).get(pk=snapshot_id)


def fetch_again(evidence: Evidence, *, by: User) -> bool:
    """Have the page at the evidence fetched where that was given up, or was never tried; whether it is to be fetched.

    Raises:
        NotAllowed: `by` may not write the fact check.
    """
    require(by, Action.WRITE_FACT_CHECK, evidence)
    if evidence.removed_at is not None:
        return False
    snapshot, is_new = Snapshot.objects.get_or_create(evidence=evidence)
    failed = Snapshot.objects.filter(pk=snapshot.pk, state=State.FAILED)
    return is_new or failed.update(state=State.WAITING, attempts=0, next_try_at=timezone.now()) == 1


def _tried(snapshot: Snapshot, network: Network) -> dict[str, Any]:
    """What one try has brought, by column."""
    try:
        answer = network.get(snapshot.evidence.address, kinds=KINDS)
        words = cleaned("text", read_words(answer))
    except Exception as error:
        return _failed(snapshot, error)
    return {
        "state": State.FETCHED,
        "address": answer.address[:2000],
        "text": words[:MOST_KEPT],
        "sha256": hashlib.sha256(answer.body).hexdigest(),
        "fetched_at": timezone.now(),
        "error_code": "",
        "error_params": {},
    }


def _failed(snapshot: Snapshot, error: Exception) -> dict[str, Any]:
    code, params = error_of(error)
    if not isinstance(error, FactcheckError):
        logger.exception("the page of evidence %d could not be read", snapshot.evidence_id)
        code = f"page_{code}"  # its sentence speaks of a page
    is_tried_again = isinstance(error, TransientError) and snapshot.attempts + 1 < len(PAUSES)
    return {"state": State.WAITING if is_tried_again else State.FAILED, "error_code": code, "error_params": params}
