"""What claims are found by where vectors miss: their words, and how rare each is among all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class StemsField(SearchVectorField[Any, Any]):
    """Given as a list of words. Kept as what PostgreSQL searches texts by, since it stands sorted there: whether a row has a word, or one
    that begins so, is told in a third of a microsecond, where a list of words takes twenty times that."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "array_to_tsvector(%s::text[])"


@StemsField.register_lookup
class HasStems(models.Lookup[Any]):
    """`stems__match=`: rows that have what a text made of `any_of` asks for."""

    lookup_name = "match"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, left_filling = self.process_lhs(compiler, connection)
        right, filling = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}::tsquery", [*left_filling, *filling]


def any_of(stems: Iterable[str], begun: str = "") -> str:
    """What matches rows with any of the stems, or with one that begins with `begun`. Joined by ` & `, all must hold."""
    return "(" + " | ".join([*map(lexeme, stems), *([f"{lexeme(begun)}:*"] if begun else [])]) + ")"


def lexeme(stem: str) -> str:
    """A stem as PostgreSQL reads it in a text of stems, whatever its letters."""
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


class ClaimWords(models.Model):
    """`text` is the claim and the headline that it stands under, folded (`matching.plain.plain_text`); `stems` are its bare words."""

    claim = models.OneToOneField("claims.Claim", primary_key=True, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()
    stems = StemsField()

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
