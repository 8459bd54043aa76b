"""The edit distance over sounds."""

import pytest

from claims.names.comparison import FIRST_SHAPE
from claims.names.spelling import Costs, Spelling, first_cost, omission, shipped_costs, substitution


@pytest.fixture
def spelling() -> Spelling:
    return Spelling({"a i": 0.25, "e|ll": 0.1, "k ق": 0.05})


@pytest.mark.parametrize(
    ("a", "b", "scripts", "distance"),
    [
        (("k", "a"), ("k", "a"), "ll", 0.0),
        (("k", "a"), ("k", "i"), "ll", 0.25),  # learned
        (("k", "e"), ("k",), "ll", 0.1),  # learned, between these scripts
        (("k", "e"), ("ك",), "al", 0.5),  # and not between those
        (("ق",), ("k",), "al", 0.05),
        (("ق",), ("q",), "al", 0.0),  # the usual romanization
        (("س",), ("ر",), "aa", 3.0),  # nothing known of two consonants
        ((), ("k", "a"), "ll", 3.5),
        ((), (), "ll", 0.0),
    ],
)
def test_distance(spelling: Spelling, a: tuple[str, ...], b: tuple[str, ...], scripts: str, distance: float) -> None:
    assert spelling.distance(a, b, scripts) == pytest.approx(distance)
    assert spelling.distance(b, a, scripts) == pytest.approx(distance)


def test_what_was_asked_before_changes_nothing(spelling: Spelling) -> None:
    assert spelling.distance(("ا",), ("aa",), "al") == 0.0
    assert spelling.distance(("ا", "ب"), ("ب",), "aa") == 1.0
    assert spelling.distance(("ا",), ("aa",), "al") == 0.0


@pytest.mark.parametrize(
    ("edit", "cost"),
    [
        (substitution("غ", "ج"), 0.8),  # writers choose between them for one foreign sound
        (substitution("ا", "ي"), 1.5),  # another vowel in Arabic letters is often another name
        (omission("ي", "aa"), 1.0),
        (omission("ي$", "aa"), 3.0),  # at the end it makes another name
        (omission("AL", "aa"), 2.0),
        (omission("AL", "al"), 0.4),
        (substitution("ABD", "k"), 6.0),
    ],
)
def test_costs_before_learning(edit: str, cost: float) -> None:
    assert first_cost(edit) == cost


def test_shipped_costs_are_costs() -> None:
    costs = shipped_costs()
    assert isinstance(costs, Costs)
    assert [name for name, cost in costs.edits.items() if cost < 0] == []
    assert set(FIRST_SHAPE) <= set(costs.shape)
    # Arabic against Arabic is set by hand: see the training.
    assert [name for name in costs.edits if name.endswith("|aa")] == []
