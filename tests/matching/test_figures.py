"""Which amounts of two claims are one figure."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction import read_claim
from claims.matching.figures import compared_amounts
from claims.records import Relation


def compared(one: str, other: str, relation: Relation, language: str = "ar") -> list[tuple[str, str, str]]:
    a, b = (read_claim(text, language=language, published=date(2026, 3, 10)) for text in (one, other))
    return [(a.quantities[found.a].text, b.quantities[found.b].text, found.relation.value) for found in compared_amounts(a, b, relation)]


@pytest.mark.parametrize(
    ("one", "other", "relation", "expected"),
    [
        # the amount apart has the relation of its claims
        ("قتل خمسة أشخاص في الانفجار", "قتل تسعة أشخاص في الانفجار", Relation.CONTRADICTS, [("خمسة أشخاص", "تسعة أشخاص", "contradicts")]),
        ("قتل خمسة أشخاص في الانفجار", "قتل تسعة أشخاص في الانفجار", Relation.UPDATES, [("خمسة أشخاص", "تسعة أشخاص", "updates")]),
        # equal amounts are the same figure, whatever else sets the claims apart
        ("قتل 5 أشخاص في الانفجار", "قتل خمسة أشخاص في الانفجار", Relation.SAME, [("5 أشخاص", "خمسة أشخاص", "same")]),
        # amounts that allow each other agree
        ("في السد أكثر من 300 عامل", "في السد 320 عاملا", Relation.AGREES, [("أكثر من 300 عامل", "320 عاملا", "agrees")]),
        # where the claims agree, amounts apart count other things
        ("قتل خمسة أشخاص في الانفجار", "قتل تسعة أشخاص في الانفجار", Relation.AGREES, []),
        # nothing to compare
        ("السد لم ينهر", "قتل تسعة أشخاص", Relation.AGREES, []),
    ],
)
def test_compared(one: str, other: str, relation: Relation, expected: list[tuple[str, str, str]]) -> None:
    assert compared(one, other, relation) == expected
    assert compared(other, one, relation) == [(b, a, stands) for a, b, stands in expected]


def test_the_same_words_twice_are_two_amounts() -> None:
    found = compared(
        "5 people were killed on Monday and 5 people were wounded on Tuesday",
        "5 people were wounded on Tuesday",
        Relation.AGREES,
        "en",
    )
    a = read_claim("5 people were killed on Monday and 5 people were wounded on Tuesday", language="en", published=date(2026, 3, 10))
    assert [amount.text for amount in a.quantities] == ["5 people", "5 people"]
    assert len(found) == 1
