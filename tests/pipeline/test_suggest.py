"""What is kept of judged pairs: nothing of what people have decided is touched."""

import pytest

from claims.models import Claim, Match, MatchedQuantity
from claims.pipeline.decide import decide
from claims.pipeline.suggest import Judged, keep_judgements
from claims.records import Judgement, Relation
from tests.desk_rows import claim, match, person


def judged(one: Claim, other: Claim, score: float) -> Judged:
    return Judged(one.pk, other.pk, Judgement(Relation.CONTRADICTS, None, score, ()), 0.5)


@pytest.mark.django_db
def test_a_new_engine_compares_no_other_amounts_of_a_confirmed_match() -> None:
    pair = match(claim("1"), claim("2"))
    # Confirmed when the engine saw nothing in the two amounts.
    decide(pair, becomes="confirmed", by=person("reviewer"), reason="نعم", state="confirmed", relation="same", direction="")
    assert keep_judgements([judged(pair.claim_low, pair.claim_high, 0.9)]) == []
    assert (Match.objects.get().state, MatchedQuantity.objects.count()) == ("confirmed", 0)
