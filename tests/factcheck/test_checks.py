"""What the system checks find: on the real server, and on databases made wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from factcheck import checks
from tests.factcheck.test_settings import run

WRONG = "factcheck_wrong"


@pytest.fixture
def other(django_db_blocker: pytest.FixtureRequest, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A connection to a database beside the tests' own, whose letters are those of C."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with connections["default"]._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {WRONG} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'")
        made = ConnectionHandler({"default": {**settings.DATABASES["default"], "NAME": WRONG}})["default"]
        try:
            yield made
        finally:
            made.close()
            with connections["default"]._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {WRONG}")


def ids(found: Any) -> list[str | None]:
    return [message.id for message in found]


@pytest.mark.django_db
def test_the_embedded_server_is_as_it_should_be() -> None:
    assert ids(checks.describe_faults(connection)) == []


@pytest.mark.parametrize("with_extension", [False, True])
def test_a_database_without_arabic_letters_is_found_before_and_after_the_migrations(other: Any, with_extension: bool) -> None:
    with other.cursor() as cursor:
        if with_extension:
            cursor.execute("CREATE EXTENSION pg_trgm")
        (found,) = checks.describe_faults(other)
    assert (found.id, found.hint) == (
        "factcheck.E004",
        "Make the database anew: CREATE DATABASE … LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' "
        "TEMPLATE template0.",
    )


def test_a_vector_extension_that_only_a_superuser_can_add_is_named(other: Any) -> None:
    with other.cursor() as cursor:
        cursor.execute("SET ROLE app")
    assert ids(checks.describe_faults(other)) == ["factcheck.E003", "factcheck.E004"]


@pytest.mark.parametrize(
    ("number", "name", "pgvector", "found"),
    [
        (180006, "18.6", "0.8.6", []),
        (170000, "17.0", "0.8.0", []),  # the oldest of both
        (160009, "16.9", "0.8.6", [("factcheck.E001", "PostgreSQL 16.9 is too old.")]),
        (180006, "18.6", "0.7.4", [("factcheck.E002", "pgvector 0.7.4 is too old.")]),
        (180006, "18.6", None, [("factcheck.E002", "pgvector is not installed on the server.")]),
    ],
)
def test_what_is_too_old(number: int, name: str, pgvector: str | None, found: list[tuple[str, str]]) -> None:
    assert [(fault.id, fault.msg) for fault in checks.version_faults(number, name, pgvector)] == found


@pytest.mark.django_db
def test_a_role_that_may_rewrite_the_audit_is_named() -> None:
    # The tests connect as owner.
    assert ids(run_checks(databases=["default"], tags=["database"])) == ["factcheck.W002"]
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE app")
        try:
            assert ids(run_checks(databases=["default"], tags=["database"])) == []
        finally:
            cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    ("owner", "found"),
    [
        ("postgresql://app@db.example/claims", True),
        ("postgresql://owner@db.example/claims", False),
        ("", False),  # a process that migrates nothing need not know the owner
    ],
)
def test_one_role_for_both_is_named_where_it_is_written(tmp_path: Path, owner: str, found: bool) -> None:
    servers = {"DATABASE_URL": "postgresql://app@db.example/claims", "REDIS_URL": "redis://db.example", "DATABASE_OWNER_URL": owner}
    checked = run(tmp_path, servers, "manage.py", "check", "--tag", "security")
    assert (checked.returncode, "(factcheck.W001) DATABASE_OWNER_URL names the role that serves." in checked.stderr) == (0, found)


@pytest.mark.parametrize(
    ("allow", "proxy", "expected"),
    [
        ([], "", []),
        (["intranet.example:8080", "[::1]:80", "127.0.0.1:8000"], "", ["factcheck.W020"]),
        (["intranet.example"], "", ["factcheck.E020"]),  # no port
        (["http://intranet.example:80"], "", ["factcheck.E020"]),
        (["intranet.example:http"], "", ["factcheck.E020"]),
        ([], "http://proxy.example:3128", ["factcheck.W021"]),
        (["intranet.example:80"], "http://proxy.example:3128", ["factcheck.W020", "factcheck.W021"]),
    ],
)
def test_what_is_opened_beyond_the_internet_is_named(settings: Any, allow: list[str], proxy: str, expected: list[str]) -> None:
    settings.NETWORK_ALLOW, settings.NETWORK_PROXY = allow, proxy
    found = checks.check_network()
    assert ids(found) == expected
    assert all(pair in str(found[0].msg) for pair in allow)


def test_the_password_of_a_proxy_is_not_printed(settings: Any) -> None:
    settings.NETWORK_ALLOW, settings.NETWORK_PROXY = [], "http://desk:secret@proxy.example:3128"
    assert [str(one.msg) for one in checks.check_network()] == ["Pages and feeds are fetched through http://proxy.example:3128."]
