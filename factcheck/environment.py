"""Settings are read from the environment by these; nonsense stops the start with a sentence that says what to do."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that `NAME_FILE` names, or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path and name in os.environ:
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set: unset one.")
    if path:
        try:
            return Path(path).read_text("utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}.") from error
    return os.environ.get(name, default).strip()


def integer(name: str, default: int, *, least: int, most: int) -> int:
    written = text(name, str(default))
    if not written.isascii() or not written.isdigit() or not least <= int(written) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {written!r}.")
    return int(written)


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    written = text(name, default)
    if written not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {written!r}.")
    return written


def database(name: str, address: str) -> dict[str, object]:
    """Django's settings of a `postgresql://user:password@host:port/name?option=…` address."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must be postgresql://user:password@host:port/database.")
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} has no valid port: {error}.") from error
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def total_memory_mb() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
