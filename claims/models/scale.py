"""The verdicts that a desk uses, in its own words, each standing for one of the verdicts that everybody understands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.models.desk import Desk
from claims.models.factcheck import FactCheck


class DeskVerdictQuerySet(models.QuerySet["DeskVerdict"]):
    def offered(self, desk_id: int | None) -> list[tuple[str, str]]:
        """What the desk chooses from, as (verdict, words in the language that is active), in its order.

        All verdicts in their common words where it has no scale of its own, or there is no desk.
        """
        own = list(self.filter(desk=desk_id).order_by("position", "pk")) if desk_id is not None else []
        return [(one.verdict, one.words(get_language() or "en")) for one in own] or [
            (code, str(label)) for code, label in FactCheck.Verdict.choices
        ]


class DeskVerdict(models.Model):
    """One step of a desk's scale. Exchange, filters and statistics know the verdict that it stands for, readers its words."""

    desk = models.ForeignKey(Desk, verbose_name=_("desk"), on_delete=models.CASCADE, related_name="verdicts")
    verdict = models.CharField(_("stands for"), max_length=20, choices=FactCheck.Verdict.choices)
    arabic = models.CharField(_("in Arabic"), max_length=100, blank=True, help_text=_("Empty: in the common words."))
    english = models.CharField(_("in English"), max_length=100, blank=True, help_text=_("Empty: in the common words."))
    position = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Lower first."))

    objects = DeskVerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict of a desk")
        verbose_name_plural = _("verdicts of desks")
        ordering = ("desk", "position", "id")
        constraints = (models.UniqueConstraint(fields=["desk", "verdict"], name="deskverdict_unique"),)

    def __str__(self) -> str:
        return self.words(get_language() or "en")

    def words(self, language: str) -> str:
        """In that language; where the desk has none for it, the common ones."""
        return (self.arabic if language == "ar" else self.english) or str(self.get_verdict_display())
