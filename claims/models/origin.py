"""Where articles come from: copies of one text, and reports that one agency wrote, are one origin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.Model):
    """One source of words, in however many articles. Every article that was traced has one, mostly for itself alone."""

    agency = models.CharField(_("agency"), max_length=32, blank=True, help_text=_("Whom its first article credits, as in reuters."))
    confidential_to = models.ForeignKey("claims.Desk", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    trace_version = models.CharField(_("traced by engine"), max_length=32)
    created_at = models.DateTimeField(_("found at"), auto_now_add=True)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.pk} {self.agency}".strip()


class OriginMark(models.Model):
    """A mark of an article's text (`matching.origins`), by which its copies are found. `desk` is whose article it is, 0 where open."""

    pk = models.CompositePrimaryKey("desk", "mark", "article")
    desk = models.BigIntegerField()
    mark = models.BigIntegerField()
    article = models.ForeignKey("claims.Article", on_delete=models.CASCADE, related_name="marks")

    def __str__(self) -> str:
        return f"{self.mark:x}"
