"""The audit: who changed what, from what to what, why and when; order, races and history in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article
from claims.models.claim import Claim
from claims.models.factcheck import FactCheck
from claims.models.match import Match
from claims.models.quote import Quote
from claims.models.speaker import Speaker
from claims.templatetags.states import state_in_words

if TYPE_CHECKING:
    from claims.models.user import User


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User | AnonymousUser) -> DecisionQuerySet:
        """Decisions on what the user may see; those on claims, matches, fact checks, quotes and speakers follow their row's desk."""
        subject = Decision.Subject
        seen = {
            subject.CLAIM: Claim.objects.visible_to(user),
            subject.MATCH: Match.objects.visible_to(user),
            subject.FACT_CHECK: FactCheck.objects.visible_to(user),
            subject.QUOTE: Quote.objects.visible_to(user),
            subject.ARTICLE: Article.objects.visible_to(user),
            subject.SPEAKER: Speaker.objects.visible_to(user),
        }
        allowed = ~Q(subject__in=list(seen))
        for kind, rows in seen.items():
            # The second comparison says nothing new. With the first alone PostgreSQL would read all rows into a table to look them up in.
            row = rows.filter(pk=OuterRef("subject_id"), pk__lte=OuterRef("subject_id"))
            allowed |= Q(Exists(row), subject=kind)
        return self.filter(allowed) if user.is_authenticated else self.none()

    def of(self, subject: str, subject_id: int) -> DecisionQuerySet:
        """One chain, oldest first."""
        return self.filter(subject=subject, subject_id=subject_id).order_by("seq")


class Decision(models.Model):
    """One change of state. Append-only and hash-chained for each subject by the database itself.

    Decision number n of a subject moves its row from version n - 1 to n: the unique key is the compare-and-set. `id`, `at`, `xact`,
    `prev` and `hash` are filled by a trigger, whatever is sent. `changes` says what else changed, `{field: [before, after]}`.
    """

    class Subject(models.TextChoices):
        CLAIM = "claim", _("claim")
        QUOTE = "quote", _("quote")
        MATCH = "match", _("match")
        FACT_CHECK = "factcheck", _("fact check")
        ARTICLE = "article", _("article")
        SPEAKER = "speaker", _("speaker")
        OUTLET = "outlet", _("outlet")
        USER = "user", _("user")
        KEY = "key", _("API key")
        LEDGER = "ledger", _("ledger")

    subject = models.CharField(_("subject"), max_length=10, choices=Subject.choices)
    subject_id = models.BigIntegerField(_("its number"))
    seq = models.PositiveIntegerField(_("number"))
    from_state = models.CharField(_("from"), max_length=32, blank=True)
    to_state = models.CharField(_("to"), max_length=32)
    actor = models.ForeignKey("claims.User", verbose_name=_("who"), on_delete=models.PROTECT, related_name="decisions")
    reason = models.TextField(_("why"))
    changes = models.JSONField(_("what changed"), default=dict, blank=True)
    at = models.DateTimeField(_("when"), null=True, editable=False)
    xact = models.BigIntegerField(null=True, editable=False, help_text=_("Number of the transaction that wrote it."))
    prev = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("subject", "subject_id", "seq")
        # The audit by day.
        indexes = (models.Index(fields=["at"], name="decision_at"),)
        constraints = (
            models.UniqueConstraint(fields=["subject", "subject_id", "seq"], name="decision_seq_unique"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="decision_seq_from_one"),
            models.CheckConstraint(condition=models.Q(reason__regex=r"\S"), name="decision_reason_given"),
        )

    def __str__(self) -> str:
        moved = f"{state_in_words(self.from_state)} {gettext('→')} {state_in_words(self.to_state)}"
        return f"{self.get_subject_display()} {self.subject_id} #{self.seq}: {moved}"
