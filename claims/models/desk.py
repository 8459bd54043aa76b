"""A team of one newsroom. Everything is open to all desks, except what is confidential to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from claims.models.user import User

Row = TypeVar("Row", bound=models.Model, covariant=True)


class OfDesksQuerySet(models.QuerySet[Row]):
    """Of rows that are open to all, or confidential to one desk."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What is open to all, and what is confidential to the user's own desk; none to somebody unknown."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(confidential_to=None) | (Q(confidential_to=user.desk_id) if user.desk_id else Q()))

    def hidden_from(self, user: User | AnonymousUser) -> Self:
        """The others, which are few: what lists and counts leave out rather than look up what they keep."""
        confidential = self.exclude(confidential_to=None)
        return confidential.exclude(confidential_to=user.desk_id) if user.is_authenticated and user.desk_id else confidential


class Desk(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True, help_text=_("Name of the team."))

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
