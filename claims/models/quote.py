"""Places where somebody is reported to have said something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.records import Kind

if TYPE_CHECKING:
    from claims.models.user import User


class QuoteQuerySet(models.QuerySet["Quote"]):
    def visible_to(self, user: User | AnonymousUser) -> QuoteQuerySet:
        """Quotes of the articles that the user may see."""
        return self.filter(version__article__in=Article.objects.visible_to(user))


class Quote(models.Model):
    """One reporting cue and its content. Offsets are code points of the version's text, half-open."""

    class QuoteKind(models.TextChoices):
        DIRECT = Kind.DIRECT.value, _("direct")
        MIXED = Kind.MIXED.value, _("partly quoted")
        INDIRECT = Kind.INDIRECT.value, _("indirect")

    version = models.ForeignKey("claims.ArticleVersion", verbose_name=_("article version"), on_delete=models.PROTECT, related_name="quotes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(_("words"))
    kind = models.CharField(_("kind"), max_length=8, choices=QuoteKind.choices)
    cue = models.CharField(_("cue"), max_length=200, help_text=_("The reporting verb or phrase as written."))
    cue_start = models.PositiveIntegerField()
    mention = models.CharField(
        _("mention"), max_length=500, blank=True, help_text=_("The speaker as written here; empty where the verb stands alone.")
    )
    mention_start = models.PositiveIntegerField(null=True, blank=True)
    speaker = models.ForeignKey("claims.Speaker", verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="quotes")
    spelling = models.ForeignKey(
        "claims.SpeakerName",
        verbose_name=_("read as"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotes",
        help_text=_("The speaker's fullest name in the article."),
    )
    stated_on = DateRangeField(_("said on"), null=True, blank=True, help_text=_("Days that the text names; empty where it names none."))
    outer = models.ForeignKey("self", verbose_name=_("inside"), null=True, blank=True, on_delete=models.PROTECT, related_name="inner")
    confidence = models.FloatField(_("confidence"))
    rule = models.CharField(_("rule"), max_length=64)
    extraction_version = models.CharField(_("read by engine"), max_length=32)
    retired_by = models.CharField(_("no longer found by engine"), max_length=32, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False, help_text=_("Number of decisions taken on it."))

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ("version_id", "start", "id")
        constraints = (
            models.UniqueConstraint(fields=["version", "start", "end", "cue_start"], condition=Q(retired_by=""), name="quote_unique"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="quote_span"),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="quote_confidence"),
        )
        indexes = (
            # Those that were said on a day, one after the other; and those of a time.
            models.Index(fields=["stated_on"], name="quote_stated"),
            GistIndex(fields=["stated_on"], name="quote_stated_on"),
        )

    def __str__(self) -> str:
        return self.text[:80]
