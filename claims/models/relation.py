"""What a claim's matches make it: contradicted, updated, supported. Kept beside the claim, so that a list never looks for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from claims.models.match import Match


class ClaimRelation(models.Model):
    """A claim has at least one match of the relation that nobody rejected, on either side: as a person left it, else as the machine says.

    Triggers on matches write it.
    """

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=12, choices=Match.MatchRelation.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["claim", "relation"], name="claimrelation_unique"),)
        indexes = (
            # Lists over the API: what is contradicted, newest first.
            models.Index(F("relation"), F("claim").desc(), name="claimrelation_newest"),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.relation}"
