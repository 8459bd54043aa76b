"""What claims are found by where vectors miss: their words, and how rare each is among all."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class ClaimWords(models.Model):
    """`text` is the claim and the headline that it stands under, folded (`matching.plain.plain_text`); `stems` are its bare words."""

    claim = models.OneToOneField("claims.Claim", primary_key=True, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()
    stems = ArrayField(models.TextField())

    class Meta:
        # Without the pending list: a search would have to read through it.
        indexes = (GinIndex(fields=["stems"], name="claim_stems", fastupdate=False),)

    def __str__(self) -> str:
        return self.text[:120]


class StemFrequency(models.Model):
    """In how many claims a stem stands, as of the last count; rarer stems than are worth a row have none."""

    stem = models.TextField(primary_key=True)
    claims = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.stem}: {self.claims}"


class RunFrequencies(models.Model):
    """One count of letter runs (`matching.ranking.Rarity`): `counts` are little-endian 32-bit numbers, compressed with zlib.

    `newest_claim` is the highest claim id at the time; the newest row holds.
    """

    counts = models.BinaryField()
    texts = models.PositiveIntegerField()
    newest_claim = models.BigIntegerField()
    counted_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.texts} texts"
