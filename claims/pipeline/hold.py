"""Who has a claim before them at the desk holds it for some minutes, so that two do not do the same work."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import time_format

from claims.errors import AlreadyDecided
from claims.models import Claim, ClaimHold, User
from claims.rights import Action, require

# From the last sign of the person's work; the page gives one a minute while somebody works on it.
HELD_FOR = timedelta(minutes=3)


def hold(claim: Claim, *, by: User) -> ClaimHold | None:
    """Hold the claim, and let go of any other; where somebody else holds it, nothing is changed and their hold is given.

    One person holds one claim at most. A hold ends by itself. Costs three queries.
    """
    other = held_by_another(claim.pk, by)
    if other is not None:
        return other
    try:
        with transaction.atomic():
            _take(claim, by)
    except IntegrityError:
        # Two opened it in the same moment: the database has chosen.
        return held_by_another(claim.pk, by)
    return None


def take_over(claim: Claim, *, by: User) -> None:
    """Hold the claim whoever holds it; they are told with their next decision. Raises NotAllowed where `by` is no reviewer of it."""
    require(by, Action.CHANGE_STATUS, claim)
    with transaction.atomic():
        # Locked first, so that of two who take it over at once the second waits, and has it.
        Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
        ClaimHold.objects.filter(claim=claim).delete()
        _take(claim, by)


def let_go(by: User) -> None:
    """Hold nothing any more."""
    ClaimHold.objects.filter(person=by).delete()


def held_by_another(claim_id: int, by: User) -> ClaimHold | None:
    """The hold of somebody else that has not ended."""
    return ClaimHold.objects.filter(claim=claim_id, until__gt=timezone.now()).exclude(person=by).select_related("person").first()


def held_among(claims: Collection[int], by: User) -> dict[int, str]:
    """Which of the claims somebody else holds, each with their name."""
    rows = ClaimHold.objects.filter(claim__in=claims, until__gt=timezone.now()).exclude(person=by)
    return dict(rows.values_list("claim", "person__username"))


def check_free(claim_id: int, by: User) -> None:
    """Raises AlreadyDecided, with who and until when, where somebody else holds the claim."""
    other = held_by_another(claim_id, by)
    if other is not None:
        raise AlreadyDecided(
            "held",
            "{who} is working on it until {until}. Take it over first, if you must.",
            who=other.person.get_username(),
            until=time_format(timezone.localtime(other.until), "H:i"),
        )


def _take(claim: Claim, by: User) -> None:
    ClaimHold.objects.filter(claim=claim, until__lte=timezone.now()).exclude(person=by).delete()
    mine = ClaimHold(person=by, claim=claim, until=timezone.now() + HELD_FOR)
    ClaimHold.objects.bulk_create([mine], update_conflicts=True, unique_fields=["person"], update_fields=["claim", "until"])
