"""A team of one newsroom. Everything is open to all desks, except what is confidential to one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Desk(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True, help_text=_("Name of the team."))

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
