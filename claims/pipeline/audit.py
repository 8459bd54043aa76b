"""The ledger: once a day the heads of all chains are hashed into one decision, so that a tail that is cut off shows."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db import connection, transaction
from django.db.models import Max

from claims.models import Decision, User

logger = logging.getLogger(__name__)
# There is one chain of ledgers.
LEDGER_ID = 0
_AT_A_TIME = 5000


@dataclass(frozen=True, slots=True)
class Head:
    """The last decision of a chain."""

    subject: str
    subject_id: int
    seq: int
    hash: str

    def line(self) -> str:
        """As it stands in a downloaded ledger: JSON, keys in order, no blanks."""
        return json.dumps(asdict(self), separators=(",", ":"))


def close_ledger() -> Decision:
    """Hash the heads of all chains as they are now into the next decision of the ledger, and say so in the log.

    Decisions in flight are waited for, and no later one has a number as low as `through`, so that the heads up to it can be found again
    at any time. Costs a sorted reading of all decisions. Of two that run at once one ends with IntegrityError.
    """
    through = _settled()
    digest, chains = hash_heads(through)
    last = Decision.objects.filter(subject=Decision.Subject.LEDGER, subject_id=LEDGER_ID).aggregate(Max("seq"))["seq__max"] or 0
    decisions = Decision.objects.filter(pk__lte=through).count()
    closed = Decision.objects.create(
        subject=Decision.Subject.LEDGER,
        subject_id=LEDGER_ID,
        seq=last + 1,
        to_state="closed",
        actor=User.objects.system(),
        reason="heads_of_all_chains",
        changes={"heads": digest, "chains": chains, "decisions": decisions, "through": through},
    )
    closed.refresh_from_db()
    logger.info(
        "ledger %d closed: %d decisions in %d chains, heads sha256 %s, hash %s",
        closed.seq,
        decisions,
        chains,
        digest,
        closed.hash,
    )
    return closed


def heads(through: int) -> Iterator[Head]:
    """The last decision of each chain among those numbered up to `through`, in the order of subject and number."""
    chains = (
        'SELECT DISTINCT ON (subject COLLATE "C", subject_id) subject, subject_id, seq, hash FROM claims_decision WHERE id <= %s '
        'ORDER BY subject COLLATE "C", subject_id, seq DESC'
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(chains, [through])
        while rows := cursor.fetchmany(_AT_A_TIME):
            yield from (Head(*row) for row in rows)


def hash_heads(through: int) -> tuple[str, int]:
    """The digest of the heads' lines that a ledger keeps, and how many chains there are."""
    digest, chains = hashlib.sha256(), 0
    for head in heads(through):
        digest.update(f"{head.line()}\n".encode())
        chains += 1
    return digest.hexdigest(), chains


def ledger_lines(ledger: Decision) -> Iterator[str]:
    """A ledger for keeping elsewhere, as JSON Lines: first what it says of itself, then the head of each chain."""
    about = {"ledger": ledger.seq, "at": ledger.at and ledger.at.isoformat(), "hash": ledger.hash, **ledger.changes}
    yield json.dumps(about, separators=(",", ":")) + "\n"
    for head in heads(int(ledger.changes["through"])):
        yield f"{head.line()}\n"


def _settled() -> int:
    """The highest number of a decision below which nothing more can come."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Every decision holds it shared until it is committed.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('claims.ledger', 0))")
        cursor.execute("SELECT coalesce(max(id), 0) FROM claims_decision")
        (through,) = cursor.fetchone()
    return int(through)
