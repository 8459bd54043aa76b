"""Durations of all processes add up, by class."""

import pytest

from claims.clients import measures


def test_durations_are_summed_in_their_class() -> None:
    measures.forget()
    for seconds in (0.01, 0.02, 0.3, 1000.0):
        measures.observe("step", "match", seconds)
    measures.observe("embed", "a model", 0.3)
    found = measures.measured()
    assert list(found) == [("embed", "a model"), ("step", "match")]
    one = found["step", "match"]
    classes = {measures.BOUNDS[place] if place < len(measures.BOUNDS) else None: count for place, count in enumerate(one.counts) if count}
    assert (classes, round(one.seconds, 2)) == ({0.01: 1, 0.025: 1, 0.5: 1, None: 1}, 1000.33)
    measures.forget()
    assert measures.measured() == {}


def test_what_fails_inside_is_measured_too() -> None:
    measures.forget()
    with pytest.raises(ZeroDivisionError), measures.observed("embed", "model"):
        raise ZeroDivisionError
    assert sum(measures.measured()["embed", "model"].counts) == 1
