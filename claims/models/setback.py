"""What did not get on: work on a row that failed, or that ended the process that did it, and how often."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.article import ArticleVersion
from claims.models.claim import Appearance

# What was begun and not ended so often is set aside for a person.
MOST_ATTEMPTS = 5
# The pause before the next call doubles with every try.
FIRST_PAUSE = timedelta(seconds=20)
# Whatever is still wanted is tried again within this time.
LATELY = timedelta(minutes=15)


def has_paused(attempts: str, since: str, now: datetime) -> Q:
    """Whether a row that was tried `attempts` times, last at `since` (names of columns), is due for another call."""
    return reduce(or_, (Q(**{attempts: tries, f"{since}__lt": now - FIRST_PAUSE * 2**tries}) for tries in range(MOST_ATTEMPTS + 1)))


class SetbackQuerySet(models.QuerySet["Setback"]):
    def set_aside(self) -> SetbackQuerySet:
        """What is called for no more, until a person says so."""
        return self.filter(attempts__gte=MOST_ATTEMPTS)

    def failing(self, now: datetime) -> SetbackQuerySet:
        """What failed at its last try and is tried again by itself, as during an outage."""
        return self.filter(attempts__lt=MOST_ATTEMPTS, at__gt=now - LATELY).exclude(error_code="")

    def holding(self, step: str, now: datetime) -> models.QuerySet[Setback, int]:
        """Ids of what is not to be called for now: set aside, or tried too shortly ago."""
        due = has_paused("attempts", "at", now) & Q(attempts__lt=MOST_ATTEMPTS)
        return self.filter(~due, step=step).values_list("subject_id", flat=True)

    def with_article(self) -> models.QuerySet[Any]:
        """Each with `article`, the number of the article that it is about: of a claim one where it stands, or where it stood once."""
        subject = OuterRef("subject_id")
        versions = ArticleVersion.objects.filter(pk=subject).values("article")
        # Where it stands nowhere any more, somebody must still be able to take it up.
        places = Appearance.objects.filter(claim=subject).order_by("retired_by", "pk").values("version__article")[:1]
        return self.annotate(
            article=Case(
                When(step=Setback.Step.TRACE, then=F("subject_id")),
                When(step=Setback.Step.EMBED, then=Subquery(versions)),
                When(step=Setback.Step.MATCH, then=Subquery(places)),
                output_field=models.BigIntegerField(),
            )
        )


class Setback(models.Model):
    """One step of the journey that did not succeed for one row. Goes when it has succeeded."""

    class Step(models.TextChoices):
        TRACE = "trace", _("tracing of an article to its origin")
        EMBED = "embed", _("vectors and words of an article's claims")
        MATCH = "match", _("comparing of a claim")

    step = models.CharField(_("step"), max_length=8, choices=Step.choices)
    subject_id = models.BigIntegerField(_("of"), help_text=_("The article's, the version's or the claim's number."))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    error_code = models.CharField(_("error"), max_length=64, blank=True)
    error_params = models.JSONField(_("details of the error"), default=dict, blank=True)
    at = models.DateTimeField(_("last"), default=timezone.now)

    objects = SetbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("setback")
        verbose_name_plural = _("setbacks")
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=["step", "subject_id"], name="setback_unique"),)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.subject_id}"

    @property
    def is_set_aside(self) -> bool:
        return self.attempts >= MOST_ATTEMPTS
