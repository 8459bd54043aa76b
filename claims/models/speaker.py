"""Who speaks: people, groups, outlets in their own voice, and those who are not named."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Speaker(models.Model):
    """One identity. `article` is set where it is known inside that article only: unnamed sources and names not yet resolved."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        GROUP = "group", _("group")
        UNNAMED = "unnamed", _("unnamed source")
        OUTLET = "outlet", _("outlet in its own voice")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=500, help_text=_("Fullest name known, without titles."))
    key = models.CharField(max_length=500, editable=False, help_text=_("The folded name."))
    distinction = models.CharField(
        _("distinction"), max_length=200, blank=True, help_text=_("Tells namesakes apart, as in: the engineer, born 1970.")
    )
    article = models.ForeignKey("claims.Article", verbose_name=_("known only in"), null=True, blank=True, on_delete=models.PROTECT)
    outlet = models.OneToOneField(
        "claims.Outlet", verbose_name=_("voice of"), null=True, blank=True, on_delete=models.PROTECT, related_name="voice"
    )
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("key", "id")
        constraints = (
            # Two stores that meet the same name at once must end with one row.
            models.UniqueConstraint(fields=["kind", "key", "article", "distinction"], nulls_distinct=False, name="speaker_unique"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="speaker_not_merged_into_itself"),
            models.CheckConstraint(condition=~Q(kind="unnamed", article=None), name="speaker_unnamed_keeps_its_article"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def root_id(self) -> int:
        """The identity that lists and filters read: itself, or what it was merged into."""
        return self.merged_into_id or self.pk


class SpeakerName(models.Model):
    """One spelling seen of a speaker's name, in any script."""

    speaker = models.ForeignKey(Speaker, verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("spelling"), max_length=500)
    key = models.CharField(max_length=500, editable=False)

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["speaker", "name"], name="speakername_unique"),)
        # Resolving a mention looks a folded name up.
        indexes = (models.Index(fields=["key"], name="speakername_key"),)

    def __str__(self) -> str:
        return self.name
