"""The guards of 0002 anew and complete: nothing that is decided, evidenced or approved changes but by its decision, whoever writes."""

from importlib import import_module

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from claims.migrations.review_guards import BACKWARD, FORWARD

# A module whose name begins with a digit has no import statement.
_first = import_module("claims.migrations.0002_guards")


def revoke(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_APP_ROLE])
        if cursor.fetchone() is None:
            return
    role = schema_editor.quote_name(settings.DATABASE_APP_ROLE)
    schema_editor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON claims_decision FROM {role}")
    schema_editor.execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON claims_history FROM {role}")


def keep(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Privileges go with their tables."""


class Migration(migrations.Migration):
    dependencies = [("claims", "0009_review_tables")]

    operations = [
        migrations.RunSQL(_first.BACKWARD, _first.FORWARD),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunPython(revoke, keep),
    ]
