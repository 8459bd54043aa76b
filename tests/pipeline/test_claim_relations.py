"""How a claim is related is always what its matches say, whoever changes them: the triggers against the rows they are made from."""

import pytest

from claims import search
from claims.models import Claim, ClaimRelation, Match
from claims.pipeline.relate import confirm_match, reject_match
from tests.desk_rows import claim, match, person

pytestmark = pytest.mark.django_db


def kept() -> set[tuple[str, str]]:
    return set(ClaimRelation.objects.values_list("claim__text_key", "relation"))


def test_a_match_relates_both_of_its_claims() -> None:
    low, high = claim("a"), claim("b")
    match(low, high, "contradicts")
    assert kept() == {("a", "contradicts"), ("b", "contradicts")}


def test_a_person_decides_how() -> None:
    low, high = claim("a"), claim("b")
    confirm_match(match(low, high, "contradicts"), relation="agrees", by=person("reviewer"), reason="one day apart")
    assert kept() == {("a", "agrees"), ("b", "agrees")}


def test_a_rejected_match_relates_nothing_but_another_one_still_does() -> None:
    low, middle, high = claim("a"), claim("b"), claim("c")
    first = match(low, middle, "contradicts")
    match(middle, high, "contradicts")
    reject_match(first, by=person("reviewer"), reason="another place")
    assert kept() == {("b", "contradicts"), ("c", "contradicts")}


def test_an_expired_or_deleted_match_relates_nothing() -> None:
    low, middle, high = claim("a"), claim("b"), claim("c")
    match(low, middle, "same").delete()
    other = match(middle, high, "updates", "high_updates_low")
    Match.objects.filter(pk=other.pk).update(machine_relation="same", machine_direction="")
    assert kept() == {("b", "same"), ("c", "same")}


def test_a_claim_with_many_matches_is_listed_once() -> None:
    one = claim("a")
    others = [claim(key) for key in "bcd"]
    for other in others:
        match(one, other, "contradicts")
    assert list(search.related(Claim.objects.order_by("pk"), "contradicts")) == [one, *others]
