"""How two claims relate: what the machine says and what people decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.records import Relation


class Match(models.Model):
    """One pair of claims, the lower id first."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")
        EXPIRED = "expired", _("expired")

    class MatchRelation(models.TextChoices):
        SAME = Relation.SAME.value, _("same")
        AGREES = Relation.AGREES.value, _("agrees")
        CONTRADICTS = Relation.CONTRADICTS.value, _("contradicts")
        UPDATES = Relation.UPDATES.value, _("updates")

    class MatchDirection(models.TextChoices):
        LOW = "low_updates_high", _("the first is newer")
        HIGH = "high_updates_low", _("the second is newer")

    claim_low = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="matches_as_low")
    claim_high = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="matches_as_high")
    machine_relation = models.CharField(_("machine says"), max_length=12, choices=MatchRelation.choices)
    machine_direction = models.CharField(max_length=20, blank=True, choices=MatchDirection.choices)
    score = models.FloatField(_("score"), help_text=_("From 0 to 1; higher is surer."))
    reasons = models.JSONField(_("reasons"), default=list)
    judgement_version = models.CharField(_("judged by engine"), max_length=32)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUGGESTED)
    relation = models.CharField(
        _("relation"), max_length=12, blank=True, choices=MatchRelation.choices, help_text=_("As a person left it.")
    )
    direction = models.CharField(max_length=20, blank=True, choices=MatchDirection.choices)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("found at"), auto_now_add=True)

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["claim_low", "claim_high"], name="match_pair_unique"),
            models.CheckConstraint(condition=Q(claim_low__lt=F("claim_high")), name="match_pair_ordered"),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="match_score"),
        )
        # What an older engine judged.
        indexes = (models.Index(fields=["judgement_version", "id"], name="match_judged_by"),)

    def __str__(self) -> str:
        return f"{self.claim_low_id} {self.machine_relation} {self.claim_high_id}"
