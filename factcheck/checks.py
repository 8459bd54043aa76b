"""What `manage.py check` knows beyond Django: servers that would work badly without a word, and roles that guard nothing.

The checks of servers run with `check --database default`, with every `migrate` and with every `up`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

OLDEST_POSTGRESQL = 170000
OLDEST_PGVECTOR = (0, 8)
# A name or an address, the latter in brackets where it is of IPv6, and a port.
_PAIR = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):[0-9]{1,5}")
_ONE_ROLE_HINT = (
    "Make two roles, one that owns the tables and one that serves, and name the first in DATABASE_OWNER_URL, the second in DATABASE_URL."
)
_LOCALE_HINT = (
    "Make the database anew: CREATE DATABASE … LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' "
    "TEMPLATE template0."
)


@register(Tags.security)
def check_roles(**_: Any) -> list[CheckMessage]:
    """The role that serves is not the one that owns."""
    serving, owning = settings.DATABASES["default"], settings.DATABASES["owner"]
    if settings.OWNER_IS_GIVEN and serving["USER"] == owning["USER"]:
        return [Warning("DATABASE_OWNER_URL names the role that serves.", hint=_ONE_ROLE_HINT, id="factcheck.W001")]
    return []


@register(Tags.security)
def check_network(**_: Any) -> list[CheckMessage]:
    """What may be fetched although it is private is named, and what a proxy has to see to is said."""
    found: list[CheckMessage] = []
    wrong = [pair for pair in settings.NETWORK_ALLOW if not _PAIR.fullmatch(pair)]
    if wrong:
        hint = "Write each as host:port, as in intranet.example:8080; the port is never left out."
        found.append(Error(f"NETWORK_ALLOW opens nothing by {', '.join(wrong)}.", hint=hint, id="factcheck.E020"))
    elif settings.NETWORK_ALLOW:
        hint = "Leave NETWORK_ALLOW unset where nothing inside your network is to be fetched."
        named = ", ".join(settings.NETWORK_ALLOW)
        found.append(Warning(f"These may be fetched although they are private: {named}.", hint=hint, id="factcheck.W020"))
    if settings.NETWORK_PROXY:
        hint = "It is told addresses that were checked, and no names; let it refuse private addresses itself as well."
        # Without the name and password that may stand before it.
        proxy = urlsplit(settings.NETWORK_PROXY)
        shown = f"{proxy.scheme}://{proxy.netloc.rpartition('@')[2]}"
        found.append(Warning(f"Pages and feeds are fetched through {shown}.", hint=hint, id="factcheck.W021"))
    return found


@register(Tags.database)
def check_servers(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The database servers are new enough, know Arabic letters, and keep the audit from the role that serves."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        found += describe_faults(connections[alias])
        if alias == "default":
            found += _audit_faults(connections[alias])
    return found


def describe_faults(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    """What is wrong with the server and the database behind a connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        number, name = cursor.fetchone()
        cursor.execute("SELECT default_version, installed_version FROM pg_available_extensions WHERE name = 'vector'")
        available, installed = cursor.fetchone() or (None, None)
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_superuser,) = cursor.fetchone()
        knows_arabic = _knows_arabic(cursor)
    yield from version_faults(number, name, installed or available)
    if available is not None and installed is None and not is_superuser:
        yield Error(
            "The extension vector is not in the database, and only a superuser can put it there.",
            hint="As a superuser, in this database: CREATE EXTENSION vector;",
            id="factcheck.E003",
        )
    if not knows_arabic:
        yield Error(
            "This database takes no Arabic letter for a letter: searches would find nothing.", hint=_LOCALE_HINT, id="factcheck.E004"
        )


def version_faults(number: int, name: str, pgvector: str | None) -> Iterator[CheckMessage]:
    """What is too old: the server's number as PostgreSQL counts, and the extension's version; None where the server has none."""
    if number < OLDEST_POSTGRESQL:
        yield Error(
            f"PostgreSQL {name} is too old.",
            hint="Use PostgreSQL 17 or newer, or unset DATABASE_URL for the embedded one.",
            id="factcheck.E001",
        )
    if pgvector is None or tuple(int(part) for part in pgvector.split(".")[:2]) < OLDEST_PGVECTOR:
        yield Error(
            "pgvector is not installed on the server." if pgvector is None else f"pgvector {pgvector} is too old.",
            hint="Install pgvector 0.8 or newer on the database server, as in apt-get install postgresql-18-pgvector.",
            id="factcheck.E002",
        )


def _knows_arabic(cursor: Any) -> bool:
    cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
    if cursor.fetchone():
        cursor.execute("SELECT cardinality(show_trgm('وزير')) > 0")
    else:
        # The first migration will add pg_trgm, which reads this setting.
        cursor.execute("SELECT datctype NOT IN ('C', 'POSIX') FROM pg_database WHERE datname = current_database()")
    return bool(cursor.fetchone()[0])


def _audit_faults(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, bool_or(has_table_privilege(oid, verb)) "
            "FROM pg_class, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) verb "
            "WHERE oid = to_regclass('claims_decision')"
        )
        role, may_rewrite = cursor.fetchone()
    if may_rewrite:
        yield Warning(
            f"The serving role {role} may rewrite the audit.",
            hint=_ONE_ROLE_HINT,
            id="factcheck.W002",
        )
