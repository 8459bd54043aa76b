"""Durations of all processes add up, by class."""

import os
import time

import pytest

from claims.clients import measures
from claims.clients.cache_server import server


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


def test_what_is_gathered_is_sent_soon_without_being_asked_for() -> None:
    measures.forget()
    for _ in range(3):
        measures.observe("request", "2xx", 0.02)
    patience = time.monotonic() + 30
    while not server().hlen("measures") and time.monotonic() < patience:
        time.sleep(0.02)
    assert {name.decode(): float(value) for name, value in server().hgetall("measures").items()} == {
        "request|2xx|1": 3.0,
        "request|2xx|sum": pytest.approx(0.06),
    }


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_fork_sends_its_own_and_nothing_twice() -> None:
    measures.forget()
    measures.observe("step", "parent", 0.3)
    child = os.fork()
    if not child:
        measures.observe("step", "child", 0.3)
        measures.send()
        os._exit(0)
    os.waitpid(child, 0)
    assert {label: sum(one.counts) for (_, label), one in measures.measured().items()} == {"child": 1, "parent": 1}
