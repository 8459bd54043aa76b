"""What changed, in an order that a reader can follow without missing a row. Written by triggers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class OldestRunning(Func):
    """The number of the oldest transaction that still runs: every row with a smaller one is committed or gone for good.

    As changes count: a restored database goes on from the numbers that it had."""

    template = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint + claims_transaction_offset()"
    output_field = models.BigIntegerField()


def settled_until() -> int:
    """The number of the newest transaction before all that still run: what changes from now on has a greater one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {OldestRunning.template} - 1")
        (number,) = cursor.fetchone()
    return int(number)


class Event(models.TextChoices):
    """What others can be told of by name. Written by triggers into the change that it was part of."""

    CLAIM_CREATED = "claim.created", _("a claim was found")
    CLAIM_STATUS_CHANGED = "claim.status_changed", _("a claim's status changed")
    FACT_CHECK_PUBLISHED = "fact_check.published", _("a fact check was published")
    FACT_CHECK_WITHDRAWN = "fact_check.withdrawn", _("a fact check was withdrawn")
    FACT_CHECK_VOIDED = "fact_check.voided", _("an approval became void: the claim has changed")
    MATCH_CONFIRMED = "match.confirmed", _("a person confirmed how two claims relate")
    CONTRADICTION_SUGGESTED = "match.contradiction_suggested", _("two claims may contradict each other")
    ARTICLE_READ = "article.read", _("an article was read")


class ChangeQuerySet(models.QuerySet["Change"]):
    def with_events(self) -> ChangeQuerySet:
        """Changes that are an event by name."""
        return self.exclude(events=[])

    def settled_after(self, transaction: int, number: int) -> ChangeQuerySet:
        """Changes behind the one named by `(transaction, number)`, oldest first, of transactions that nothing can come before any more.

        Rows of running transactions are left for the next reading: an id or a time alone would skip whatever commits late.
        """
        behind = models.Q(transaction__gt=transaction) | models.Q(transaction=transaction, id__gt=number)
        return self.filter(behind, transaction__lt=OldestRunning()).order_by("transaction", "id")


class Change(models.Model):
    class Subject(models.TextChoices):
        ARTICLE = "article", _("article")
        CLAIM = "claim", _("claim")
        MATCH = "match", _("match")
        FACT_CHECK = "factcheck", _("fact check")

    class Kind(models.TextChoices):
        CREATED = "created", _("made")
        CHANGED = "changed", _("changed")

    subject = models.CharField(max_length=10, choices=Subject.choices)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(db_default=models.functions.Now())
    transaction = models.BigIntegerField(help_text=_("Number of the transaction that changed it."))
    events = ArrayField(
        models.CharField(max_length=32, choices=Event.choices), default=list, db_default=[], help_text=_("What happened, by name.")
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        # A subject that one transaction touches often is one change.
        constraints = (models.UniqueConstraint(fields=["transaction", "subject", "subject_id"], name="change_once_a_transaction"),)
        # The feed reads on from a cursor.
        indexes = (
            models.Index(F("transaction"), F("id"), name="change_feed"),
            # Webhooks read on in what is an event, which most changes are not.
            models.Index(F("transaction"), F("id"), condition=~Q(events=[]), name="change_events"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} {self.kind}"
