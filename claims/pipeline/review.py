"""A person reviews: the claim's progress, its verdict, the evidence, and the approval by somebody else. One function a change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims.errors import AlreadyDecided, InputRefused, MoveRefused
from claims.models import Claim, Decision, DeskVerdict, Evidence, FactCheck, Snapshot, User
from claims.pipeline.decide import RULES, already_decided, check_seen, checked_reason, checked_text, decide
from claims.pipeline.origins import evidence_origin, origin_of
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
# While a verdict may be written.
OPEN = (Status.IN_REVIEW, Status.IN_APPROVAL)
LONGEST_SUMMARY, LONGEST_SNAPSHOT, LONGEST_TITLE = 20_000, 100_000, 500


def change_status(claim: Claim, *, to: str, by: User, reason: str) -> Decision:
    """Move the claim, as the caller saw it, to another status: take it into review, ask for approval, dismiss it, reopen it.

    Raises:
        NotAllowed: `by` is no reviewer, or another desk works on the claim.
        MoveRefused: there is no such move, or it needs a verdict with evidence first.
        InputRefused: no reason was given.
        AlreadyDecided: somebody else was first; the claim is left as it is.
    """
    require(by, Action.CHANGE_STATUS, claim)
    if to not in MOVES.get(claim.status, ()):
        allowed = ", ".join(MOVES.get(claim.status, ()))
        raise MoveRefused(
            "move_not_in_table",
            "A claim does not go from {was} to {to}; possible: {allowed}.",
            field="status",
            was=claim.status,
            to=to,
            allowed=allowed,
        )
    if to == Status.IN_APPROVAL and not claim.fact_checks.filter(withdrawn_at=None).exists():
        raise MoveRefused("no_fact_check", "Write a fact check with a verdict before asking for approval.", field="status")
    return decide(claim, becomes=to, by=by, reason=reason, status=to)


def verdicts_offered(claim: Claim, by: User) -> list[tuple[str, str]]:
    """What `by` chooses from for the claim, as (verdict, words): the scale of its desk, or, where no desk works on it, of the writer's."""
    return DeskVerdict.objects.offered(claim.desk_id or by.desk_id)


def write_fact_check(claim: Claim, *, verdict: str, summary: str, by: User, reason: str, seen: int | None = None) -> FactCheck:
    """Begin the claim's fact check, or write it anew, which makes it a draft again. What is published stays out as it was approved.

    `seen` is the version of the fact check that the caller saw, 0 where there was none; None: whatever is there.

    Raises:
        NotAllowed, AlreadyDecided: as in `change_status`.
        MoveRefused: the claim is not in review.
        InputRefused: without a summary or a reason, or with a verdict that is none of `verdicts_offered`.
    """
    require(by, Action.WRITE_FACT_CHECK, claim)
    reason = checked_reason(reason)
    _check_verdict(verdict, summary, [code for code, _ in verdicts_offered(claim, by)])
    live = claim.fact_checks.filter(withdrawn_at=None).first()
    if live is None:
        return _begin(claim, verdict=verdict, summary=summary.strip(), by=by, reason=reason)
    if seen is not None:
        check_seen(live, seen)
    changes = {"verdict": [live.verdict, verdict], "summary": [live.summary, summary.strip()]}
    changes = {field: pair for field, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return live
    _as_draft(live, by=by, reason=reason, changes=changes, **{field: pair[1] for field, pair in changes.items()})
    return live


def add_evidence(fact_check: FactCheck, *, address: str, title: str, stance: str, snapshot: str, by: User, reason: str) -> Evidence:
    """Attach a piece of evidence with the words relied on. Its origin is what `evidence_origin` says of its address, whose page waits to be
    fetched.

    Raises: as `write_fact_check`; InputRefused with the field that is to blame.
    """
    require(by, Action.WRITE_FACT_CHECK, fact_check)
    reason, address = checked_reason(reason), address.strip()
    origin = evidence_origin(address, fact_check.claim)
    if stance not in Evidence.Stance.values:
        raise InputRefused("stance_unknown", "The stance must be one of {known}.", field="stance", known=", ".join(Evidence.Stance.values))
    if not snapshot.strip():
        raise InputRefused("snapshot_missing", "Quote the words relied on.", field="snapshot")
    title = checked_text("title", " ".join(title.split()) or origin_of(address), LONGEST_TITLE)
    snapshot = checked_text("snapshot", snapshot.strip(), LONGEST_SNAPSHOT)
    sha256 = hashlib.sha256(snapshot.encode()).hexdigest()
    with transaction.atomic():
        piece = {"address": address, "title": title, "stance": stance, "sha256": sha256}
        _as_draft(fact_check, by=by, reason=reason, changes={"evidence": [None, piece]})
        evidence = Evidence.objects.create(
            fact_check=fact_check, address=address, title=title, stance=stance, snapshot=snapshot, origin=origin, added_by=by
        )
        Snapshot.objects.create(evidence=evidence)
    evidence.refresh_from_db()
    return evidence


def remove_evidence(evidence: Evidence, *, by: User, reason: str) -> Decision:
    """Take a piece of evidence out of its fact check; the row stays, with the moment.

    Raises: as `write_fact_check`; MoveRefused as `check_dispensable`.
    """
    require(by, Action.WRITE_FACT_CHECK, evidence)
    if evidence.removed_at is not None:
        raise already_decided(evidence.fact_check, evidence.fact_check.version - 1)
    with transaction.atomic():
        check_dispensable(evidence)
        gone = {"id": evidence.pk, **{name: getattr(evidence, name) for name in ("address", "title", "stance", "sha256")}}
        decision = _as_draft(evidence.fact_check, by=by, reason=reason, changes={"evidence": [gone, None]})
        Evidence.objects.filter(pk=evidence.pk).update(removed_at=timezone.now())
    evidence.refresh_from_db()
    return decision


def check_dispensable(evidence: Evidence) -> None:
    """In a transaction, to whose end the claim stays where it is.

    Raises MoveRefused where the claim awaits approval, and its verdict rests on this piece alone.
    """
    claim = Claim.objects.select_for_update(no_key=True).get(pk=evidence.fact_check.claim_id)
    others = Evidence.objects.standing().filter(fact_check=evidence.fact_check_id).exclude(pk=evidence.pk)
    if claim.status == Status.IN_APPROVAL and not others.exists():
        raise MoveRefused("evidence_last", RULES["evidence_last"])


def approve(fact_check: FactCheck, *, claim_fingerprint: str, by: User, reason: str, origins_override: str = "") -> Decision:
    """Approve the verdict of a claim that awaits approval; the claim becomes reviewed. The approver is nobody who wrote it.

    `claim_fingerprint` is the `fingerprint` of the claim as the approver read it, which is what is approved.
    `origins_override` is why one origin is enough for `true` or `false`. One that is out and was checked again is out with its new words.

    Raises:
        NotAllowed, InputRefused, AlreadyDecided: as in `change_status`; AlreadyDecided also where the claim has changed since it was read.
        MoveRefused: the claim does not await approval, there is no evidence, one origin without an override, or `by` is an author.
    """
    require(by, Action.APPROVE, fact_check)
    with transaction.atomic():
        # Held first: a change that comes now waits, and makes the approval void.
        claim = Claim.objects.select_for_update(no_key=True).get(pk=fact_check.claim_id)
        if fact_check.withdrawn_at is None and claim.status != Status.IN_APPROVAL:
            raise MoveRefused("not_in_approval", RULES["not_in_approval"], field="status")
        if fingerprint(claim) != claim_fingerprint:
            raise AlreadyDecided("fingerprint_differs", RULES["fingerprint_differs"])
        decision = decide(
            fact_check,
            becomes="published" if fact_check.published_at else FactCheck.State.APPROVED,
            by=by,
            reason=reason,
            changes={
                "approved": claim_fingerprint,
                **({"origins_override": ["", origins_override.strip()]} if origins_override.strip() else {}),
            },
            state=FactCheck.State.APPROVED,
            fingerprint=claim_fingerprint,
            origins_override=checked_text("origins_override", origins_override.strip(), LONGEST_SUMMARY),
        )
        decide(claim, becomes=Status.REVIEWED, by=by, reason=reason, status=Status.REVIEWED)
    return decision


def fingerprint(claim: Claim) -> str:
    """The digest of what an approval is of, as the database makes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_fingerprint(%s)", [claim.pk])
        (digest,) = cursor.fetchone()
    return str(digest)


def _check_verdict(verdict: str, summary: str, known: Sequence[str]) -> None:
    if verdict not in known:
        raise InputRefused("verdict_unknown", "The verdict must be one of {known}.", field="verdict", known=", ".join(known))
    if not summary.strip():
        raise InputRefused("summary_missing", "Write what was found: the summary is empty.", field="summary")
    checked_text("summary", summary, LONGEST_SUMMARY)


def _begin(claim: Claim, *, verdict: str, summary: str, by: User, reason: str) -> FactCheck:
    if claim.status not in OPEN:
        raise MoveRefused("claim_not_in_review", RULES["claim_not_in_review"])
    try:
        with transaction.atomic():
            begun = FactCheck.objects.create(claim=claim, verdict=verdict, summary=summary, author=by)
            changes = {"verdict": [None, verdict], "summary": [None, summary]}
            decide(begun, becomes=FactCheck.State.DRAFT, by=by, reason=reason, changes=changes)
    except IntegrityError as error:
        live = claim.fact_checks.filter(withdrawn_at=None).first()
        if live is None:
            raise MoveRefused("claim_not_in_review", RULES["claim_not_in_review"]) from error
        raise already_decided(live, 0) from error
    return begun


def _as_draft(fact_check: FactCheck, *, by: User, reason: str, changes: Mapping[str, object], **columns: object) -> Decision:
    draft = FactCheck.State.DRAFT
    return decide(fact_check, becomes=draft, by=by, reason=reason, changes=changes, state=draft, **columns)
