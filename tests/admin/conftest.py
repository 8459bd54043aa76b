"""Somebody at work in the admin."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.models import User
from claims.pipeline.accounts import grant_admin_permissions
from tests.desk_rows import person


def client_of(user: User) -> Client:
    """Somebody who reads the pages in English."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def arabic_editor() -> Client:
    """An editor who reads the pages in Arabic."""
    grant_admin_permissions()
    one = Client(headers={"accept-language": "ar"})
    one.force_login(person("editor"))
    return one
