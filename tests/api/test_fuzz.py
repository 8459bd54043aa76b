"""Made-up requests to every operation, as every kind of caller: no server error, and nothing that the document does not say.

A bounded part of it; `python -m tests.benchmarks.fuzz_api` does it by the thousand and over HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_address
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as budget
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.api.fuzzing import CALLERS, authorizations, one_of_everything

# For each operation and caller.
EXAMPLES = 1


class Undone(Exception):
    """Takes back what a request did, so that the next finds the rows as they were."""


def taken_back(application: Callable[..., Iterable[bytes]]) -> Callable[..., list[bytes]]:
    """The application, of which nothing stays."""
    addresses = count(int(ip_address("10.0.0.1")))

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        said: list[bytes] = []
        # Wrong passwords are made up too, and counted by the address that they come from.
        environ["REMOTE_ADDR"] = str(ip_address(next(addresses)))
        try:
            with transaction.atomic():
                said = list(application(environ, start_response))
                raise Undone
        except Undone:
            return said

    return answer


@pytest.fixture
def connection_kept() -> Iterator[None]:
    """A request over WSGI closes the connection of the test behind it, as Django's own test client keeps it from doing."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("connection_kept")
@pytest.mark.parametrize("caller", CALLERS)
def test_what_is_made_up_is_answered_as_described(caller: str, settings: Any) -> None:
    settings.AXES_ENABLED = False  # wrong passwords are made up too
    settings.API_REQUESTS_A_MINUTE = {"key": 0, "user": 0}
    one_of_everything()
    authorization = authorizations()[caller]
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema", taken_back(get_wsgi_application()))
    found: list[Any] = list(schema.get_all_operations())
    operations = [one.ok() for one in found]
    assert len(operations) > 40
    # Right and wrong requests in turn, so that each operation gets both, from one caller or the next.
    for number, operation in enumerate(operations, CALLERS.index(caller)):
        _try_out(operation.as_strategy(list(GenerationMode)[number % 2]), authorization)


def _try_out(made_up: Any, authorization: str) -> None:
    @seed(1)
    @budget(max_examples=EXAMPLES, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=made_up)
    def try_one(case: Any) -> None:
        headers = {"Authorization": authorization} if authorization else {}
        # What the document allows may still be no outlet's name or a moment in the future: 400 is a right answer to it.
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    try_one()
