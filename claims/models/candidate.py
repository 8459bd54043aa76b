"""Pairs that were looked at and are no suggestions: kept so that a later engine may think again without searching."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Candidate(models.Model):
    """One pair of near claims between which the machine saw no relation, or which both have surer ones, the lower id first.

    `nearness` is in [0, 1].
    """

    claim_low = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="+")
    claim_high = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="+")
    nearness = models.FloatField()
    judgement_version = models.CharField(max_length=32)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["claim_low", "claim_high"], name="candidate_pair_unique"),
            models.CheckConstraint(condition=Q(claim_low__lt=F("claim_high")), name="candidate_pair_ordered"),
        )
        # What an older engine judged.
        indexes = (models.Index(fields=["judgement_version", "id"], name="candidate_judged_by"),)

    def __str__(self) -> str:
        return f"{self.claim_low_id} beside {self.claim_high_id}"
