"""Counts that are kept while rows change, so that a dashboard never counts a million claims."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from claims.models.desk import OfDesksQuerySet


class TallyQuerySet(OfDesksQuerySet["Tally"]):
    """Of counts of what is open, and of what is confidential to one desk."""


class Tally(models.Model):
    """So many more (or, below nought, fewer) of a kind. The count is the sum of all rows of that kind.

    Triggers only ever add rows, so that two transactions never wait for each other over a count; `fold_tallies` sums up what is fresh
    now and then. A sum is therefore exact in every snapshot.
    """

    class Of(models.TextChoices):
        CLAIM = "claim"  # key: ""; state: the claim's
        SPEAKER = "speaker"  # claims by their speaker; key: its id
        SPEAKER_YEAR = "yearly"  # the same by whole years, each counted on its first day
        SPEAKER_EVER = "ever"  # the same over all days, counted on the first day that there is
        ORIGINS = "origins"  # claims that stand, by how many origins they have; key: the number
        OUTLET = "outlet"  # appearances that stand, by their outlet; key: its id
        MATCH = "match"  # key: the relation; state: the match's
        JUDGED = "judged"  # suggestions that a person decided; key: the machine's relation; state: confirmed, corrected, rejected

    of = models.CharField(max_length=8, choices=Of.choices)
    key = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=8, blank=True)
    day = models.DateField()
    confidential_to = models.ForeignKey("claims.Desk", null=True, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    is_fresh = models.BooleanField(default=True, db_default=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        # Sums of one kind between two days, from the index alone.
        indexes = (
            models.Index(F("of"), F("day"), F("key"), F("state"), F("language"), F("confidential_to"), F("n"), name="tally_sums"),
            # What is to be summed up.
            models.Index(F("id"), condition=Q(is_fresh=True), name="tally_fresh"),
        )

    def __str__(self) -> str:
        return f"{self.of} {self.key} {self.state} {self.day}: {self.n:+}"


class CheckedQuerySet(OfDesksQuerySet["Checked"]):
    """Of fact checks on claims that are open, and on those confidential to one desk."""


class Checked(models.Model):
    """One fact check that is not withdrawn, as dashboards count it. Kept by triggers; day, language and desk are its claim's."""

    fact_check = models.OneToOneField(
        "claims.FactCheck", primary_key=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+"
    )
    verdict = models.CharField(max_length=20)
    is_approved = models.BooleanField()
    seconds = models.FloatField(null=True, help_text="From the first sight of the claim to the first approval; null before it.")
    language = models.CharField(max_length=8)
    day = models.DateField()
    confidential_to = models.ForeignKey("claims.Desk", null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+")

    objects = CheckedQuerySet.as_manager()

    class Meta:
        # Verdicts and times between two days, from the index alone.
        indexes = (
            models.Index(F("day"), F("language"), F("confidential_to"), F("verdict"), F("is_approved"), F("seconds"), name="checked_sums"),
        )

    def __str__(self) -> str:
        return f"{self.fact_check_id} {self.verdict}"


class Supported(models.Model):
    """In how many origins a claim stands, as it was counted last: what is to be taken off when it is counted again."""

    claim = models.OneToOneField("claims.Claim", primary_key=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+")
    origins = models.IntegerField()
    language = models.CharField(max_length=8)
    day = models.DateField()
    confidential_to = models.ForeignKey("claims.Desk", null=True, db_constraint=False, on_delete=models.DO_NOTHING, related_name="+")

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.origins}"


class SupportPlace(models.Model):
    """How far the counting of origins has come: in the changes, and among the claims that were there before. One row."""

    transaction = models.BigIntegerField(default=0)
    change = models.BigIntegerField(default=0)
    claim = models.BigIntegerField(default=0)
    until = models.BigIntegerField(default=0, help_text="The newest claim when the counting began.")

    def __str__(self) -> str:
        return f"{self.transaction}-{self.change}"
