"""The broker's queues: what waits in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from claims.errors import TransientError


def queue_depths() -> Mapping[str, int]:
    """How many calls wait in each queue, in the order in which they are taken. What a worker has taken already is not counted.

    Raises:
        TransientError: the broker does not answer.
    """
    names = list(current_app.amqp.queues)
    try:
        with current_app.connection_for_read() as connection:
            connection.ensure_connection(max_retries=1, timeout=5)
            channel: Any = connection.default_channel
            client = channel.client
            return {name: int(client.llen(name)) for name in names}
    except (RedisError, OperationalError, OSError) as error:
        raise TransientError("broker_silent", "The broker does not answer: {why}.", why=error) from error


def answering_workers(within_seconds: float) -> list[str]:
    """Names of the workers that answer within this time.

    Raises:
        TransientError: the broker does not answer.
    """
    try:
        answers = current_app.control.ping(timeout=within_seconds)
    except (RedisError, OperationalError, OSError) as error:
        raise TransientError("broker_silent", "The broker does not answer: {why}.", why=error) from error
    return sorted(name for answer in answers or () for name in answer)
