"""`manage.py accounts`: the rights of every role in the admin, and the first people of a new installation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.pipeline.accounts import create_first_accounts, grant_admin_permissions


class Command(BaseCommand):
    help = "Give every role what the admin lets it see. Where nobody exists yet, make one account a role and print the passwords, once."

    def handle(self, **_: Any) -> None:
        grant_admin_permissions()
        accounts = create_first_accounts()
        if accounts:
            self.stdout.write("First start. These passwords are shown once; `python manage.py changepassword NAME` sets another:")
        for name, password in accounts:
            self.stdout.write(f"  {name:14} {password}")
