"""A person decides. One function a change; the decision's row goes first, and its number is the compare-and-set."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.db import DatabaseError, IntegrityError, connection, models, transaction

from claims.errors import AlreadyDecided, InputRefused, MoveRefused
from claims.models import Claim, Decision, Evidence, FactCheck, User
from claims.rights import Action, require

Status = Claim.Status
# The moves a person may make; `reviewed` is reached by approving a fact check alone.
MOVES: Mapping[str, tuple[str, ...]] = {
    Status.UNREVIEWED: (Status.IN_REVIEW, Status.DISMISSED),
    Status.IN_REVIEW: (Status.UNREVIEWED, Status.DISMISSED, Status.IN_APPROVAL),
    Status.IN_APPROVAL: (Status.IN_REVIEW,),
    Status.REVIEWED: (Status.IN_REVIEW,),
    Status.DISMISSED: (Status.UNREVIEWED,),
}


def change_status(claim: Claim, *, to: str, by: User, reason: str) -> Decision:
    """Move the claim, as the caller saw it, to another status.

    Raises:
        NotAllowed: `by` is no reviewer.
        MoveRefused: there is no such move, or it needs a fact check first.
        InputRefused: no reason was given.
        AlreadyDecided: somebody else was first; the claim is left as it is.
    """
    require(by, Action.CHANGE_STATUS)
    if to not in MOVES.get(claim.status, ()):
        allowed = ", ".join(MOVES.get(claim.status, ()))
        raise MoveRefused(
            "move_refused",
            "A claim does not go from {was} to {to}; possible: {allowed}.",
            field="status",
            was=claim.status,
            to=to,
            allowed=allowed,
        )
    if to == Status.IN_APPROVAL and not claim.fact_checks.filter(withdrawn_at=None).exists():
        raise MoveRefused("no_fact_check", "Write a fact check with a verdict before asking for approval.", field="status")
    return decide(claim, Decision.Subject.CLAIM, was=claim.status, becomes=to, by=by, reason=reason, status=to)


def write_fact_check(claim: Claim, *, verdict: str, summary: str, by: User, origins_override: str = "") -> FactCheck:
    """Begin the claim's fact check, or write its draft anew.

    Raises:
        NotAllowed, AlreadyDecided: as in `change_status`.
        InputRefused: without a summary, or with an unknown verdict.
    """
    require(by, Action.WRITE_FACT_CHECK)
    if verdict not in FactCheck.Verdict.values:
        raise InputRefused(
            "verdict_unknown", "The verdict must be one of {known}.", field="verdict", known=", ".join(FactCheck.Verdict.values)
        )
    if not summary.strip():
        raise InputRefused("summary_missing", "Write what was found: the summary is empty.", field="summary")
    live = claim.fact_checks.filter(withdrawn_at=None).first()
    if live is None:
        try:
            with transaction.atomic():
                return FactCheck.objects.create(claim=claim, verdict=verdict, summary=summary, author=by, origins_override=origins_override)
        except IntegrityError as error:
            raise _already(claim) from error
    changed = {
        "verdict": verdict,
        "summary": summary,
        "origins_override": origins_override,
        "state": FactCheck.State.DRAFT,
        "published_at": None,
    }
    decide(live, Decision.Subject.FACT_CHECK, was=stand(live), becomes=FactCheck.State.DRAFT, by=by, reason="draft changed", **changed)
    live.refresh_from_db()
    return live


def add_evidence(fact_check: FactCheck, *, address: str, title: str, stance: str, snapshot: str, by: User) -> Evidence:
    """Attach a piece of evidence with the words relied on. Its origin is the host of its address."""
    require(by, Action.WRITE_FACT_CHECK)
    host = urlsplit(address).hostname
    if urlsplit(address).scheme not in {"http", "https"} or not host:
        raise InputRefused("address_invalid", "The address must begin with https:// or http:// and name a host.", field="address")
    if stance not in Evidence.Stance.values or not snapshot.strip():
        raise InputRefused(
            "evidence_incomplete", "Say whether it supports, refutes or gives context, and quote the words relied on.", field="snapshot"
        )
    return Evidence.objects.create(
        fact_check=fact_check,
        address=address,
        title=title or host,
        stance=stance,
        snapshot=snapshot,
        sha256=hashlib.sha256(snapshot.encode()).hexdigest(),
        origin=host.removeprefix("www."),
        added_by=by,
    )


def approve(fact_check: FactCheck, *, by: User, reason: str) -> Decision:
    """Approve a draft whose claim awaits approval; the claim becomes reviewed. The approver is nobody who wrote it.

    Raises:
        NotAllowed, InputRefused, AlreadyDecided: as in `change_status`.
        MoveRefused: the claim does not await approval, or the database refuses: no evidence, one origin, the author's own.
    """
    require(by, Action.APPROVE)
    claim = Claim.objects.get(pk=fact_check.claim_id)
    if claim.status != Status.IN_APPROVAL:
        raise MoveRefused("not_in_approval", "The claim does not await approval.", field="status")
    with transaction.atomic():
        decision = decide(
            fact_check,
            Decision.Subject.FACT_CHECK,
            was=stand(fact_check),
            becomes=FactCheck.State.APPROVED,
            by=by,
            reason=reason,
            state=FactCheck.State.APPROVED,
            fingerprint=fingerprint(claim),
        )
        decide(claim, Decision.Subject.CLAIM, was=claim.status, becomes=Status.REVIEWED, by=by, reason=reason, status=Status.REVIEWED)
    return decision


def decide(row: Any, subject: str, *, was: str, becomes: str, by: User, reason: str, **changes: object) -> Decision:
    """Write the decision that moves `row` from the version that the caller holds to the next one, and move it."""
    if not reason.strip():
        raise InputRefused("reason_missing", "Give a reason: every decision keeps one.", field="reason")
    rows: models.Manager[Any] = type(row).objects
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                subject=subject, subject_id=row.pk, seq=row.version + 1, from_state=was, to_state=becomes, actor=by, reason=reason.strip()
            )
            moved = rows.filter(pk=row.pk, version=row.version).update(version=row.version + 1, **changes)
            if moved != 1:
                raise _already(row)
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", "") == "23505":
            raise _already(row) from error
        raise MoveRefused("rule_refused", "{why}.", why=_sentence(error)) from error
    except DatabaseError as error:
        raise MoveRefused("rule_refused", "{why}.", why=_sentence(error)) from error
    row.refresh_from_db()
    decision.refresh_from_db()
    return decision


def stand(fact_check: FactCheck) -> str:
    """The one word for where a fact check stands, as decisions say it."""
    if fact_check.withdrawn_at is not None:
        return "withdrawn"
    return "published" if fact_check.published_at is not None and fact_check.state == FactCheck.State.APPROVED else fact_check.state


def fingerprint(claim: Claim) -> str:
    """The digest of what an approval is of, as the database makes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_fingerprint(%s)", [claim.pk])
        (digest,) = cursor.fetchone()
    return str(digest)


def _already(row: models.Model) -> AlreadyDecided:
    return AlreadyDecided(
        "already_decided", "Somebody else was first: load {row} again and decide anew.", row=f"{row._meta.model_name} {row.pk}"
    )


def _sentence(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
