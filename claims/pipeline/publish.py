"""An approved fact check goes out, and can be taken back."""

from __future__ import annotations

from django.utils import timezone

from claims.errors import MoveRefused
from claims.models import Decision, FactCheck, User
from claims.pipeline.review import decide, stand
from claims.rights import Action, require


def publish(fact_check: FactCheck, *, by: User, reason: str) -> Decision:
    """Publish an approved fact check.

    Raises:
        NotAllowed, InputRefused, AlreadyDecided: as every decision.
        MoveRefused: it is not approved, or published already.
    """
    require(by, Action.PUBLISH)
    if stand(fact_check) != FactCheck.State.APPROVED:
        raise MoveRefused("not_approved", "Only an approved fact check that is not yet out can be published.", field="state")
    return decide(
        fact_check,
        Decision.Subject.FACT_CHECK,
        was=stand(fact_check),
        becomes="published",
        by=by,
        reason=reason,
        published_at=timezone.now(),
    )


def withdraw(fact_check: FactCheck, *, by: User, reason: str) -> Decision:
    """Withdraw a fact check; its claim may be checked anew. Raises as `publish`."""
    require(by, Action.PUBLISH)
    if fact_check.withdrawn_at is not None:
        raise MoveRefused("withdrawn", "It is withdrawn already.", field="state")
    return decide(
        fact_check,
        Decision.Subject.FACT_CHECK,
        was=stand(fact_check),
        becomes="withdrawn",
        by=by,
        reason=reason,
        withdrawn_at=timezone.now(),
    )
