"""The audit: who changed what, from what to what, why and when; order, races and history in one table."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """One change of state. Append-only and hash-chained for each subject by the database itself.

    Decision number n of a subject moves its row from version n - 1 to n: the unique key is the compare-and-set. `prev`, `hash` and
    `at` are filled by a trigger, whatever is sent.
    """

    class Subject(models.TextChoices):
        CLAIM = "claim", _("claim")
        MATCH = "match", _("match")
        FACT_CHECK = "factcheck", _("fact check")
        ARTICLE = "article", _("article")
        SPEAKER = "speaker", _("speaker")

    subject = models.CharField(_("subject"), max_length=10, choices=Subject.choices)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField(_("number"))
    from_state = models.CharField(_("from"), max_length=32, blank=True)
    to_state = models.CharField(_("to"), max_length=32)
    actor = models.ForeignKey("claims.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="decisions")
    reason = models.TextField(_("why"))
    at = models.DateTimeField(_("when"), null=True, editable=False)
    prev = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("subject", "subject_id", "seq")
        constraints = (
            models.UniqueConstraint(fields=["subject", "subject_id", "seq"], name="decision_seq_unique"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="decision_seq_from_one"),
            models.CheckConstraint(condition=models.Q(reason__regex=r"\S"), name="decision_reason_given"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} #{self.seq}: {self.from_state} → {self.to_state}"
