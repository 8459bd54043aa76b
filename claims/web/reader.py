"""Who reads the pages of the desk: people with a role."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from claims.models import User
from claims.rights import Action, may


def reader_of(request: HttpRequest) -> User:
    """Who asks. Raises PermissionDenied where they may not read: an account alone, without a role, opens nothing."""
    if not isinstance(request.user, User) or not may(request.user, Action.READ):
        raise PermissionDenied
    return request.user
