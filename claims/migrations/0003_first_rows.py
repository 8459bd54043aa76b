"""Rows that the program counts on: the machine as an actor, the roles, and the outlet of texts whose outlet is unknown."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ROLES = ("administrator", "editor", "reviewer", "approver", "reader")


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    # "!" and nothing after it is a password that nobody can type.
    apps.get_model("claims", "User").objects.using(alias).create(username="system", password="!", is_active=False)  # noqa: S106
    for role in ROLES:
        apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=role)
    apps.get_model("claims", "Outlet").objects.using(alias).create(name="Unknown outlet", is_placeholder=True)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    apps.get_model("claims", "Outlet").objects.using(alias).filter(is_placeholder=True).delete()
    apps.get_model("auth", "Group").objects.using(alias).filter(name__in=ROLES).delete()
    apps.get_model("claims", "User").objects.using(alias).filter(username="system").delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_guards"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(add, remove)]
