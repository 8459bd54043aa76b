"""An approved fact check goes out, and can be taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.errors import MoveRefused
from claims.models import Claim, Decision, FactCheck, User
from claims.pipeline.decide import RULES, decide
from claims.rights import Action, require


def publish(fact_check: FactCheck, *, by: User, reason: str) -> Decision:
    """Publish an approved fact check. What is out is what was approved.

    Raises:
        NotAllowed, InputRefused, AlreadyDecided: as every decision.
        MoveRefused: it is not approved, its claim is being checked again, or it is out already.
    """
    require(by, Action.PUBLISH, fact_check)
    if fact_check.stand != FactCheck.State.APPROVED:
        raise MoveRefused("not_approved", RULES["not_approved"], field="state")
    with transaction.atomic():
        # Held first: nobody reopens and dismisses it while its fact check goes out.
        Claim.objects.select_for_update(no_key=True).get(pk=fact_check.claim_id)
        return decide(fact_check, becomes="published", by=by, reason=reason, published_at=timezone.now())


def withdraw(fact_check: FactCheck, *, by: User, reason: str) -> Decision:
    """Withdraw a fact check for good; its claim, if it was reviewed or awaited approval, is in review again. Raises as `publish`."""
    require(by, Action.WITHDRAW, fact_check)
    if fact_check.withdrawn_at is not None:
        raise MoveRefused("withdrawn", RULES["withdrawn"], field="state")
    with transaction.atomic():
        claim = Claim.objects.select_for_update(no_key=True).get(pk=fact_check.claim_id)
        decision = decide(fact_check, becomes="withdrawn", by=by, reason=reason, withdrawn_at=timezone.now())
        if claim.status in {Claim.Status.REVIEWED, Claim.Status.IN_APPROVAL}:
            decide(claim, becomes=Claim.Status.IN_REVIEW, by=by, reason=reason, status=Claim.Status.IN_REVIEW)
    return decision
