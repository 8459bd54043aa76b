"""Counts that are kept while rows change, so that a dashboard never counts a million claims."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from claims.models.desk import OfDesksQuerySet


class TallyQuerySet(OfDesksQuerySet["Tally"]):
    """Of counts of what is open, and of what is confidential to one desk."""


class Tally(models.Model):
    """So many more (or, below nought, fewer) of a kind. The count is the sum of all rows of that kind.

    Triggers only ever add rows, so that two transactions never wait for each other over a count; `fold_tallies` sums them up now and
    then. A sum is therefore exact in every snapshot.
    """

    class Of(models.TextChoices):
        CLAIM = "claim"  # key: ""
        SPEAKER = "speaker"  # claims by their speaker; key: its id
        OUTLET = "outlet"  # appearances that stand, by their outlet; key: its id
        MATCH = "match"  # key: the relation; state: the match's

    of = models.CharField(max_length=8, choices=Of.choices)
    key = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=8, blank=True)
    day = models.DateField()
    confidential_to = models.ForeignKey("claims.Desk", null=True, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        # Sums of one kind between two days, from the index alone.
        indexes = (models.Index(F("of"), F("day"), F("key"), F("state"), F("language"), F("confidential_to"), F("n"), name="tally_sums"),)

    def __str__(self) -> str:
        return f"{self.of} {self.key} {self.state} {self.day}: {self.n:+}"
