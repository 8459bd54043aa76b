"""Sentence vectors, one for each distinct text and model. The claim's own row holds nothing wide."""

from __future__ import annotations

from django.db import models
from pgvector.django import HalfVectorField


class Embedding(models.Model):
    """`vector` has the width of its model, and length one, so that the inner product is the cosine."""

    pk = models.CompositePrimaryKey("text_key", "model")
    text_key = models.CharField(max_length=64)
    model = models.CharField(max_length=100)
    vector = HalfVectorField()

    def __str__(self) -> str:
        return f"{self.model} {self.text_key[:8]}"
