"""What is counted at the cache's server, over all processes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from claims.clients.cache_server import SILENT, count, server


@pytest.fixture(autouse=True)
def empty() -> None:
    cache.clear()


def test_each_counter_counts_by_itself_from_one() -> None:
    assert [count(one, seconds=60) for one in ("api:key:1", "api:key:1", "api:key:2", "api:key:1")] == [1, 2, 1, 3]


def test_it_is_forgotten_when_it_was_not_counted_for_so_long() -> None:
    count("api:key:1", seconds=60)
    server().expire("api:key:1", 5)
    assert (count("api:key:1", seconds=60), server().ttl("api:key:1") in range(55, 61)) == (2, True)
    server().expire("api:key:1", 0)
    assert count("api:key:1", seconds=60) == 1


def test_where_the_server_does_not_answer_that_is_told(settings: Any) -> None:
    settings.CACHES = {"default": {"LOCATION": "redis://127.0.0.1:1/0"}}
    with pytest.raises(SILENT):
        count("api:key:1", seconds=60)
