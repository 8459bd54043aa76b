"""What a claim's matches make it: contradicted, updated, supported. Kept beside the claim, so that a queue never looks for it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from claims.models.match import Match


class ClaimRelation(models.Model):
    """A claim has at least one match of the relation that nobody rejected, on either side: as a person left it, else as the machine says.

    Triggers on claims and matches write it. `worth` and `is_open` (not reviewed, dismissed or awaiting approval) are the claim's own.
    """

    claim = models.ForeignKey("claims.Claim", on_delete=models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=12, choices=Match.MatchRelation.choices)
    worth = models.FloatField()
    is_open = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["claim", "relation"], name="claimrelation_unique"),)
        indexes = (
            # The desk's tabs: what is open and contradicted, most worth checking first.
            models.Index(F("relation"), F("worth").desc(), F("claim").desc(), condition=Q(is_open=True), name="claimrelation_desk"),
            # Lists over the API: what is contradicted, newest first.
            models.Index(F("relation"), F("claim").desc(), name="claimrelation_newest"),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.relation}"
