"""Which amount of one claim a relation compares with which of the other."""

from __future__ import annotations

from dataclasses import dataclass

from claims.matching.amounts import Amount
from claims.matching.evidence import pair_amounts
from claims.matching.intervals import Fit
from claims.matching.profile import read_profile
from claims.records import FoundClaim, Relation


@dataclass(frozen=True, slots=True)
class Compared:
    """Indexes into the quantities of two claims, and how those two amounts stand to each other."""

    a: int
    b: int
    relation: Relation


def compared_amounts(a: FoundClaim, b: FoundClaim, relation: Relation) -> tuple[Compared, ...]:
    """The quantities that count one thing in both claims, given how the claims relate; the likeliest pair first.

    Equal or rounded amounts are the same, overlapping ones agree. Amounts apart have the relation of their claims where that is
    one between different amounts; under `same` and `agrees` they are no figure of both, and are left out.
    """
    found = []
    for pairing in pair_amounts(read_profile(a), read_profile(b)):
        one, other = _index(pairing.a, a), _index(pairing.b, b)
        stands = _stands(pairing.fit, relation)
        if one is not None and other is not None and stands is not None:
            found.append(Compared(one, other, stands))
    return tuple(found)


def _stands(fit: Fit, relation: Relation) -> Relation | None:
    if fit is Fit.APART:
        return relation if relation in (Relation.CONTRADICTS, Relation.UPDATES) else None
    # A later figure may be what it was.
    return Relation.UPDATES if relation is Relation.UPDATES else Relation.AGREES if fit is Fit.OVERLAP else Relation.SAME


def _index(amount: Amount, claim: FoundClaim) -> int | None:
    """Which quantity an amount was read from; None for a bare number, which is stored nowhere."""
    same = [index for index, quantity in enumerate(claim.quantities) if quantity.text == amount.text]
    if len(same) <= 1:
        return same[0] if same else None
    return same[min(claim.text.count(amount.text, 0, amount.start), len(same) - 1)]
