"""How two claims relate: what the machine says and what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.records import Relation

if TYPE_CHECKING:
    from claims.models.user import User


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, user: User | AnonymousUser) -> MatchQuerySet:
        """Pairs of which the user may see both claims."""
        if not user.is_authenticated:
            return self.none()
        # The few that are hidden are looked for: to look up both claims of every match costs a list most of its time.
        hidden = Claim.objects.hidden_from(user)
        return self.filter(~Exists(hidden.filter(pk=OuterRef("claim_low"))), ~Exists(hidden.filter(pk=OuterRef("claim_high"))))


class Match(models.Model):
    """One pair of claims, the lower id first."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")
        EXPIRED = "expired", _("expired")

    class MatchRelation(models.TextChoices):
        SAME = Relation.SAME.value, _("same")
        AGREES = Relation.AGREES.value, _("agrees")
        CONTRADICTS = Relation.CONTRADICTS.value, _("contradicts")
        UPDATES = Relation.UPDATES.value, _("updates")

    class MatchDirection(models.TextChoices):
        LOW = "low_updates_high", _("the first is newer")
        HIGH = "high_updates_low", _("the second is newer")

    claim_low = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="matches_as_low")
    claim_high = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="matches_as_high")
    machine_relation = models.CharField(_("machine says"), max_length=12, choices=MatchRelation.choices)
    machine_direction = models.CharField(_("in which direction"), max_length=20, blank=True, choices=MatchDirection.choices)
    score = models.FloatField(_("score"), help_text=_("From 0 to 1; higher is surer."))
    reasons = models.JSONField(_("reasons"), default=list)
    judgement_version = models.CharField(_("judged by engine"), max_length=32)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUGGESTED)
    relation = models.CharField(
        _("relation"), max_length=12, blank=True, choices=MatchRelation.choices, help_text=_("As a person left it.")
    )
    direction = models.CharField(_("direction"), max_length=20, blank=True, choices=MatchDirection.choices)
    rejected_relation = models.CharField(
        max_length=12, blank=True, editable=False, help_text=_("What the machine had said when a person rejected it.")
    )
    rejected_fingerprint = models.CharField(max_length=64, blank=True, editable=False, help_text=_("Digest of both claims at that time."))
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("found at"), auto_now_add=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["claim_low", "claim_high"], name="match_pair_unique"),
            models.CheckConstraint(condition=Q(claim_low__lt=F("claim_high")), name="match_pair_ordered"),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="match_score"),
            models.CheckConstraint(condition=Q(state="confirmed") ^ Q(relation=""), name="match_confirmed_has_relation"),
            models.CheckConstraint(condition=Q(relation="updates") ^ Q(direction=""), name="match_update_has_direction"),
        )
        indexes = (
            # What an older engine judged.
            models.Index(fields=["judgement_version", "id"], name="match_judged_by"),
            # The surest first.
            models.Index(F("score").desc(), F("id").desc(), name="match_by_score"),
            # Those that were found on a day.
            models.Index(fields=["created_at"], name="match_found"),
        )

    def __str__(self) -> str:
        return f"{self.claim_low_id} {self.machine_relation} {self.claim_high_id}"


class MatchedQuantity(models.Model):
    """Which amount of the one claim was compared with which of the other: a step of the figure's timeline."""

    match = models.ForeignKey(Match, verbose_name=_("match"), on_delete=models.CASCADE, related_name="matched_quantities")
    quantity_low = models.ForeignKey("claims.Quantity", on_delete=models.CASCADE, related_name="+")
    quantity_high = models.ForeignKey("claims.Quantity", on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(_("relation"), max_length=12, choices=Match.MatchRelation.choices)

    class Meta:
        verbose_name = _("matched amount")
        verbose_name_plural = _("matched amounts")
        ordering = ("match_id", "id")
        constraints = (models.UniqueConstraint(fields=["match", "quantity_low", "quantity_high"], name="matchedquantity_unique"),)

    def __str__(self) -> str:
        return f"{self.quantity_low_id} {self.relation} {self.quantity_high_id}"
