"""How long the desk takes for ten prepared matches, each decided by a key and waited for: `pytest -s tests/benchmarks/keyboard.py`.

The time is the script's, from the first key to the last answer: what is left of a reviewer's minute is for reading.
"""

from __future__ import annotations

import os
import time

import pytest
from pytest_django.live_server_helper import LiveServer

from claims.models import Match
from tests.desk_rows import person
from tests.web.test_accessibility import session_of
from tests.web.test_desk_keyboard import at_the_desk, decide_ten, ten_matches


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ten_matches(live_server: LiveServer) -> None:
    session = session_of(person("reviewer").username)
    ten_matches()
    with at_the_desk(live_server, [session], "ar") as (page,):
        page.goto(f"{live_server.url}/desk/")
        began = time.perf_counter()
        decide_ten(page)
        seconds = time.perf_counter() - began
    assert not Match.objects.filter(state="suggested").exists()
    print(f"ten matches: {seconds:.1f} s (load {os.getloadavg()[0]:.1f})")  # noqa: T201  # the figure
