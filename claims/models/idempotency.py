"""What was answered to a request that its caller may send again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptAnswer(models.Model):
    """The answer to one request with an Idempotency-Key, kept for a day; the same key with the same body is answered the same."""

    user = models.ForeignKey("claims.User", verbose_name=_("who"), on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=200, editable=False)
    key = models.CharField(max_length=255, editable=False)
    body_sha256 = models.CharField(max_length=64, editable=False)
    status = models.PositiveSmallIntegerField(null=True, editable=False)
    record = models.JSONField(default=dict, editable=False)
    location = models.CharField(max_length=500, blank=True, editable=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["user", "address", "key"], name="keptanswer_unique"),)
        # Those of yesterday are thrown away.
        indexes = (models.Index(fields=["at"], name="keptanswer_at"),)

    def __str__(self) -> str:
        return f"{self.address} {self.key}"
