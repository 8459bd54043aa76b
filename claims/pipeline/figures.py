"""Which amounts a match compares: the steps from one value of a figure to another."""

from __future__ import annotations

from collections.abc import Iterable

from claims.matching.figures import compared_amounts
from claims.models import Claim, Match, MatchedQuantity, Quantity
from claims.pipeline.stored import as_found
from claims.records import Relation


def keep_figures(matches: Iterable[Match]) -> None:
    """Store which amounts each suggested or confirmed match compares, by its relation as it stands now.

    Of a confirmed match this is part of the decision: call it in the transaction of one. Safe to run twice.
    """
    standing = [match for match in matches if match.state in (Match.State.SUGGESTED, Match.State.CONFIRMED)]
    ids = {claim for match in standing for claim in (match.claim_low_id, match.claim_high_id)}
    claims = Claim.objects.for_comparing().in_bulk(ids)
    known: dict[int, dict[tuple[int, int], MatchedQuantity]] = {match.pk: {} for match in standing}
    for row in MatchedQuantity.objects.filter(match__in=standing):
        known[row.match_id][row.quantity_low_id, row.quantity_high_id] = row
    for match in standing:
        _keep(known[match.pk], _steps(match, claims[match.claim_low_id], claims[match.claim_high_id]))


def _steps(match: Match, low: Claim, high: Claim) -> list[MatchedQuantity]:
    amounts_low, amounts_high = list[Quantity](low.quantities.all()), list[Quantity](high.quantities.all())
    if not amounts_low or not amounts_high:
        return []
    relation = Relation(match.relation or match.machine_relation)
    return [
        MatchedQuantity(match=match, quantity_low=amounts_low[one.a], quantity_high=amounts_high[one.b], relation=one.relation.value)
        for one in compared_amounts(as_found(low), as_found(high), relation)
    ]


def _keep(known: dict[tuple[int, int], MatchedQuantity], steps: list[MatchedQuantity]) -> None:
    """Rows that say what they said stay; what is compared no longer goes."""
    wanted = {(step.quantity_low_id, step.quantity_high_id): step for step in steps}
    for pair, row in known.items():
        if pair not in wanted:
            row.delete()
        elif row.relation != wanted[pair].relation:
            row.relation = wanted[pair].relation
            row.save(update_fields=["relation"])
    # Another task may judge the same pair at once.
    MatchedQuantity.objects.bulk_create([step for pair, step in wanted.items() if pair not in known], ignore_conflicts=True)
