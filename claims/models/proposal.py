"""Where a new reading differs from what a person has decided: proposed, never written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.quote import Quote

if TYPE_CHECKING:
    from claims.models.user import User


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: User | AnonymousUser) -> ProposalQuerySet:
        """Proposals about claims and quotes that the user may see."""
        return self.filter(Q(claim__in=Claim.objects.visible_to(user)) | Q(quote__in=Quote.objects.visible_to(user)))


class Proposal(models.Model):
    """One field of one claim or quote, as it stands and as a newer reading would have it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    claim = models.ForeignKey("claims.Claim", verbose_name=_("claim"), null=True, blank=True, on_delete=models.CASCADE)
    quote = models.ForeignKey("claims.Quote", verbose_name=_("quote"), null=True, blank=True, on_delete=models.CASCADE)
    field = models.CharField(_("field"), max_length=32)
    old = models.JSONField(_("as it stands"), null=True)
    new = models.JSONField(_("as read again"), null=True)
    extraction_version = models.CharField(_("read by engine"), max_length=32)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(_("found at"), auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(claim=None) ^ Q(quote=None), name="proposal_of_one_row"),
            # Reading again twice proposes once, and what was declined is not proposed again.
            models.UniqueConstraint(
                fields=["claim", "quote", "field", "new", "extraction_version"], nulls_distinct=False, name="proposal_unique"
            ),
        )

    def __str__(self) -> str:
        return str(self.claim or self.quote)
