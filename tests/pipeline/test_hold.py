"""Who works on a claim holds it for a while, and nobody for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.errors import AlreadyDecided, NotAllowed
from claims.models import ClaimHold, Desk
from claims.pipeline.hold import HELD_FOR, check_free, held_among, held_by_another, hold, let_go, take_over
from tests.desk_rows import claim, person

pytestmark = pytest.mark.django_db


def test_the_first_holds_it_and_the_second_is_told_who() -> None:
    first, second, one = person("reviewer", "first"), person("reviewer", "second"), claim("a")
    assert hold(one, by=first) is None
    assert hold(one, by=first) is None, "again is longer"
    other = hold(one, by=second)
    assert other is not None
    assert other.person == first
    check_free(one.pk, first)
    with pytest.raises(AlreadyDecided) as refused:
        check_free(one.pk, second)
    assert (refused.value.code, refused.value.params["who"]) == ("held", "first")
    assert held_among([one.pk, 0], second) == {one.pk: "first"}
    assert held_among([one.pk], first) == {}


def test_one_person_holds_one_claim() -> None:
    first, one, other = person("reviewer"), claim("a"), claim("b")
    hold(one, by=first)
    hold(other, by=first)
    assert list(ClaimHold.objects.values_list("claim", flat=True)) == [other.pk]
    let_go(first)
    assert ClaimHold.objects.count() == 0


def test_a_hold_ends_by_itself() -> None:
    first, second, one = person("reviewer", "first"), person("reviewer", "second"), claim("a")
    hold(one, by=first)
    left = ClaimHold.objects.get().until - timezone.now()
    assert timedelta() < left <= HELD_FOR
    ClaimHold.objects.update(until=timezone.now())
    assert held_by_another(one.pk, second) is None
    assert hold(one, by=second) is None
    assert ClaimHold.objects.get().person == second


def test_it_can_be_taken_over_by_who_may_review_it() -> None:
    first, second, reader = person("reviewer", "first"), person("reviewer", "second"), person("reader")
    desk = Desk.objects.create(name="تحقيقات")
    one = claim("a")
    hold(one, by=first)
    take_over(one, by=second)
    assert ClaimHold.objects.get().person == second
    for refused in (reader, person("reviewer", "elsewhere", desk)):
        one.desk_id = Desk.objects.get_or_create(name="اقتصاد")[0].pk
        with pytest.raises(NotAllowed):
            take_over(one, by=refused)
    assert ClaimHold.objects.get().person == second
