"""Training learns what tells linked pairs from others, keeps the signs, and judges each event by the others."""

from datetime import date

import pytest

from claims.extraction import read_claim
from claims.matching.evidence import compare
from claims.matching.profile import read_profile
from claims.matching.relatedness import SIGNS
from claims.matching.training import Annotated, cross_validate, fit
from claims.records import Relation

PLACES = ("السد", "الجسر", "المصنع", "الميناء", "المطار", "المسرح")
OTHERS = ("افتتح الوزير معرض الكتاب", "وصل الفريق إلى النهائي", "هطلت أمطار على الساحل")


def pair(a: str, b: str, relation: Relation, event: str) -> Annotated:
    one, other = (read_profile(read_claim(text, language="ar", published=date(2026, 3, 10))) for text in (a, b))
    return Annotated(compare(one, other, None), relation, None, event)


def pairs() -> list[Annotated]:
    made = []
    for at, place in enumerate(PLACES):
        claim = f"قتل {20 + at} شخصا في انهيار {place}"
        made.append(pair(claim, f"مقتل {20 + at} شخصا بانهيار {place}", Relation.SAME, place))
        made.append(pair(claim, f"قتل {40 + at} شخصا في انهيار {place}", Relation.CONTRADICTS, place))
        made.extend(pair(claim, other, Relation.NONE, place) for other in OTHERS)
    return made


def test_fit_separates_and_keeps_the_signs() -> None:
    made = pairs()
    weights = fit(made)
    linked = [weights.related(one.evidence) > 0.5 for one in made]
    assert linked == [one.relation is not Relation.NONE for one in made]
    assert all(weight * SIGNS[name] >= 0 for name, weight in weights.with_cosine.weights.items())
    # (right + 1) / (given + 2): six of six
    assert weights.reasons == {"amount_differs": 0.875, "amount_equal": 0.875}


def test_fit_is_the_same_each_time() -> None:
    assert fit(pairs()) == fit(pairs())


def test_cross_validation_judges_each_pair_by_the_other_events() -> None:
    made = pairs()
    seen: list[set[str]] = []

    def train(some: list[Annotated]) -> object:
        seen.append({one.event for one in some})
        return fit(some)

    judged = cross_validate(made, train)  # type: ignore[arg-type]
    assert [relation for relation, _ in judged] == [one.relation for one in made]
    assert seen == [set(PLACES) - {place} for place in sorted(PLACES)]


def test_pairs_of_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="linked and pairs that are not"):
        fit([one for one in pairs() if one.relation is Relation.NONE])
