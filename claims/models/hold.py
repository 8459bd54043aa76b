"""Who works on a claim at the desk just now: a courtesy between people that ends by itself. Decisions are safe without it."""

from __future__ import annotations

from django.db import models


class ClaimHold(models.Model):
    """One person holds at most one claim, and a claim is held by at most one person, until `until`."""

    person = models.OneToOneField("claims.User", primary_key=True, on_delete=models.CASCADE, related_name="+")
    claim = models.OneToOneField("claims.Claim", on_delete=models.CASCADE, related_name="hold")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.claim_id}"
