"""What a line of the log belongs to: the request that began it and the article that it is about, through web and workers."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar

# What travels with a call to a worker.
REQUEST, ARTICLE = "request_id", "article_id"
_trail: ContextVar[Mapping[str, str | int]] = ContextVar("trail", default={})  # noqa: B039  # replaced, never changed


def follow(marks: Mapping[str, str | int | None]) -> None:
    """From here on, lines of this request or task belong to these marks and to no others."""
    _trail.set({name: value for name, value in marks.items() if name in {REQUEST, ARTICLE} and value is not None})


def mark(**marks: str | int) -> None:
    """The same, beside what was known."""
    _trail.set({**_trail.get(), **marks})


def trail() -> Mapping[str, str | int]:
    return _trail.get()
