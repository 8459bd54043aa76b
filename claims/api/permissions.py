"""Who may come in, asked of the one table of rights."""

from __future__ import annotations

from typing import Any

from rest_framework import permissions
from rest_framework.request import Request

from claims.rights import Action, may


class MayRead(permissions.BasePermission):
    """Any role may read; an account without a role may not."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return may(request.user, Action.READ)


class MayReadPublished(permissions.BasePermission):
    """Published fact checks: any role, and keys that may do nothing else."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return may(request.user, Action.READ_PUBLISHED)


class MaySubscribe(permissions.BasePermission):
    """Who may have events sent to an address of their own."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return may(request.user, Action.SUBSCRIBE)
