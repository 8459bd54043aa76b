"""Numbers before words, and the same answer from both sides."""

from datetime import date

import pytest

from claims.extraction import read_claim
from claims.matching import judge
from claims.records import Direction, FoundClaim, Relation


def read(text: str, published: date = date(2026, 3, 10)) -> FoundClaim:
    return read_claim(text, language="ar", published=published)


LATER = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("a", "b", "relation", "direction"),
    [
        (read("عدد العاملين في السد 300 عامل"), read("عدد العاملين في السد ثلاثمئة عامل"), Relation.SAME, None),  # digits and words
        (read("عدد العاملين في السد أكثر من 300 عامل"), read("عدد العاملين في السد 320 عاملا"), Relation.AGREES, None),
        (read("عدد العاملين في السد 300 عامل"), read("عدد العاملين في السد 900 عامل"), Relation.CONTRADICTS, None),  # one day
        (read("عدد العاملين في السد 300 عامل"), read("عدد العاملين في السد 900 عامل", LATER), Relation.UPDATES, Direction.B_UPDATES_A),
        (read("ستغلق الوزارة بوابات السد"), read("لن تغلق الوزارة بوابات السد"), Relation.CONTRADICTS, None),
        (read("عدد العاملين في السد 300 عامل"), read("افتتح الرئيس معرض الكتاب"), Relation.NONE, None),
    ],
)
def test_judge(a: FoundClaim, b: FoundClaim, relation: Relation, direction: Direction | None) -> None:
    forth, back = judge(a, b), judge(b, a)
    mirrored = {Direction.A_UPDATES_B: Direction.B_UPDATES_A, Direction.B_UPDATES_A: Direction.A_UPDATES_B, None: None}
    assert (forth.relation, forth.direction) == (relation, direction)
    assert (back.relation, back.direction, back.score) == (forth.relation, mirrored[forth.direction], forth.score)
