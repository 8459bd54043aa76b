"""For whatever watches the web process: does it run, and can it serve?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 where every part answers, else 503; the body names the parts, and of one that fails the kind of failure, no more."""
    states = {name: _state(ask) for name, ask in _PARTS.items()}
    return JsonResponse(states, status=200 if set(states.values()) == {"ok"} else 503)


def _state(ask: Callable[[], None]) -> str:
    try:
        ask()
    except Exception as error:  # whatever it is, this process cannot serve
        return type(error).__name__
    return "ok"


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    word = uuid4().hex
    cache.set(f"ready:{word}", word, timeout=10)
    if cache.get(f"ready:{word}") != word:
        raise LookupError


def _ask_migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError


_PARTS: Mapping[str, Callable[[], None]] = {"database": _ask_database, "cache": _ask_cache, "migrations": _ask_migrations}
