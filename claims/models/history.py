"""What rows said before they were changed. The database writes it; nobody else can."""

from __future__ import annotations

from django.db import models
from django.db.models import F

from claims.models.decision import Decision


class History(models.Model):
    """A row of a claim, fact check or match as it was until `at`; `row` is null where it was not there yet."""

    subject = models.CharField(max_length=10, choices=Decision.Subject.choices, help_text="Whose past it belongs to.")
    subject_id = models.BigIntegerField()
    table = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    row = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        # A past moment is read from what changed after it.
        indexes = (models.Index(F("subject"), F("subject_id"), F("at"), name="history_of_subject"),)

    def __str__(self) -> str:
        return f"{self.table} {self.row_id} until {self.at}"
