"""Somebody at work in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.pipeline.accounts import grant_admin_permissions
from tests.desk_rows import person


@pytest.fixture
def arabic_editor() -> Client:
    """An editor who reads the pages in Arabic."""
    grant_admin_permissions()
    one = Client(headers={"accept-language": "ar"})
    one.force_login(person("editor"))
    return one
