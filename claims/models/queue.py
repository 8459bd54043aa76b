"""Where a claim stands in the queue of the review desk. Kept beside the claim, so that what moves it there rewrites no claim."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Cast, Ln, Now

# The rank is the logarithm of a weight that halves in so many days. As all claims grow old alike, the day of publication counts upwards
# instead of the age downwards: time alone rewrites no rank. So many days weigh as much as all of check-worthiness, which is from 0 to 1.
HALF_LIFE = 14.0
# Of the logarithm of the number of origins: twice as many weigh a tenth of check-worthiness, or a day and a half.
REACH = 0.15
# Of another claim that says otherwise, suggested or confirmed: a quarter of check-worthiness, or three and a half days.
CONTRADICTION = 0.25

_DAYS = Func(F("day"), template="(%(expressions)s - DATE '2000-01-01')", output_field=models.IntegerField())
_OPEN = Q(status__in=["unreviewed", "in_review"])


class QueueRank(models.Model):
    """What a claim's place in the queue is made of, and the place: the higher first, among equals the newer claim.

    Triggers on claims and their relations write it; the origins are counted within a minute (`pipeline.support`). `day` is the first
    on which the claim may have been published, where that is known and not after its first sight, else that of its first sight.
    `moved_at` is when it last came into a list: was seen first, changed its status, or became, or was no longer, contradicted or updated.
    """

    claim = models.OneToOneField("claims.Claim", primary_key=True, on_delete=models.CASCADE, related_name="queue_rank")
    status = models.CharField(max_length=12)
    worth = models.FloatField()
    day = models.DateField()
    origins = models.PositiveIntegerField(help_text="At least 1, also where the claim no longer stands in any article.")
    is_contradicted = models.BooleanField()
    is_updated = models.BooleanField()
    moved_at = models.DateTimeField(db_default=Now(), editable=False)
    rank = models.GeneratedField(
        expression=F("worth")
        + Cast(_DAYS, models.FloatField()) / Value(HALF_LIFE)
        + Value(REACH) * Ln(F("origins"))
        + Case(When(is_contradicted=True, then=Value(CONTRADICTION)), default=Value(0.0)),
        output_field=models.FloatField(),
        db_persist=True,
    )

    class Meta:
        indexes = (
            # The desk's first list, both statuses in one order, and what in it is contradicted or updated.
            models.Index(F("rank").desc(), F("claim").desc(), condition=_OPEN, name="queuerank_open"),
            models.Index(F("rank").desc(), F("claim").desc(), condition=_OPEN & Q(is_contradicted=True), name="queuerank_contradicted"),
            models.Index(F("rank").desc(), F("claim").desc(), condition=_OPEN & Q(is_updated=True), name="queuerank_updated"),
            # Its other lists, of one status each.
            models.Index(F("status"), F("rank").desc(), F("claim").desc(), name="queuerank_of_status"),
            # What came into each list last.
            models.Index(F("moved_at").desc(), F("claim").desc(), condition=_OPEN, name="queuerank_moved_open"),
            models.Index(F("status"), F("moved_at").desc(), F("claim").desc(), name="queuerank_moved"),
            # All claims, as lists over the API have them.
            models.Index(F("rank").desc(), F("claim").desc(), name="queuerank_all"),
        )

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.rank}"
