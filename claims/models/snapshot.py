"""The page at the address of a piece of evidence, as it stood when it was fetched."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def due(self) -> SnapshotQuerySet:
        """Those to be fetched by now, of evidence that was not taken out."""
        return self.filter(state=Snapshot.State.WAITING, next_try_at__lte=timezone.now(), evidence__removed_at=None)


class Snapshot(models.Model):
    """What stood at a piece of evidence's address, or why it could not be fetched. What was fetched never changes.

    It is beside the evidence, and no part of what is approved: the words relied on are the evidence's own.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be fetched")
        FETCHED = "fetched", _("fetched")
        FAILED = "failed", _("could not be fetched")

    evidence = models.OneToOneField("claims.Evidence", verbose_name=_("evidence"), on_delete=models.PROTECT, related_name="page")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    error_code = models.CharField(_("error"), max_length=64, blank=True)
    error_params = models.JSONField(_("details of the error"), default=dict, blank=True)
    address = models.URLField(_("address"), max_length=2000, blank=True, help_text=_("Where its address led to."))
    text = models.TextField(_("words of the page"), blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text=_("Digest of the page as it came."))
    fetched_at = models.DateTimeField(_("fetched at"), null=True, blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("page of evidence")
        verbose_name_plural = _("pages of evidence")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~Q(state="fetched") | (~Q(sha256="") & Q(fetched_at__isnull=False)), name="snapshot_fetched"),
        )
        # Beat looks for pages that are to be fetched.
        indexes = (models.Index(F("next_try_at"), condition=Q(state="waiting"), name="snapshot_waiting"),)

    def __str__(self) -> str:
        return self.address or self.get_state_display()
