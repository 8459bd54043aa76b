"""What a caller must hold for each call, asked of the one table of rights, and told by the OpenAPI document as the scopes of a key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rest_framework import permissions
from rest_framework.request import Request

from claims.rights import Action, may, refusal

# Ways to be let in, each of which is enough: the actions that must all be held.
Ways = Collection[Collection[Action]]
READING: Ways = ((Action.READ,),)
# Who reads everything reads what is published too.
PUBLISHED: Ways = ((Action.READ_PUBLISHED,), (Action.READ,))
# A program that only delivers need not read what the desk works on.
DELIVERING: Ways = ((Action.ADD_ARTICLE,),)


def deciding(*actions: Action) -> Ways:
    """Any one of `actions`, and reading: whoever decides is answered with what they decided on."""
    return tuple((Action.READ, one) for one in actions)


def ways_in(view: Any, method: str) -> Ways:
    """What `view` asks of whoever calls it by the HTTP `method`: as its `needs` say by the name of the viewset's method, else to read."""
    needs: Mapping[str, Ways] = getattr(view, "needs", {})
    return needs.get(getattr(view, "action", None) or method.lower(), READING)


class MayCall(permissions.BasePermission):
    """Whether role and key include the call. Whoever is known and lacks a right is told which; the stage asks again, with the row."""

    def has_permission(self, request: Request, view: Any) -> bool:
        ways = ways_in(view, request.method or "")
        if any(all(may(request.user, one) for one in way) for way in ways):
            return True
        if not request.user.is_authenticated:
            return False
        missing = sorted({one for way in ways for one in way if not may(request.user, one)})
        raise refusal(request.user, missing)
