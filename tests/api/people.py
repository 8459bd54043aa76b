"""Callers of the API in the tests."""

from typing import Any

from django.contrib.auth.models import Group
from rest_framework.test import APIClient

from claims.models import User


def person(role: str, name: str = "", **fields: Any) -> User:
    """A user with one role."""
    user = User.objects.create_user(username=name or role, password="a password", **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def signed_in(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client
