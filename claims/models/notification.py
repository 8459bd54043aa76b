"""What a person is told: in the pages, and by mail. The rows are written by triggers, with the decision or match that causes them."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Appearance, Claim
from claims.models.factcheck import FactCheck
from claims.models.match import Match

if TYPE_CHECKING:
    from claims.models.user import User


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: User | AnonymousUser) -> NotificationQuerySet:
        """The user's own, of claims that they may see now: a desk may have changed since they were told."""
        if not user.is_authenticated:
            return self.none()
        found = self.filter(person=user)
        for claim in ("claim", "match__claim_low", "match__claim_high"):
            owner = f"{claim}__confidential_to"
            found = found.filter(Q(**{owner: None}) | Q(**{owner: user.desk_id}))
        return found

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def standing(self) -> NotificationQuerySet:
        """Those that still hold: not yet approved, given to somebody else, rejected, approved anew, found again or dismissed."""
        kind, relation = Notification.Kind, Match.MatchRelation
        void = FactCheck.objects.live().filter(claim=OuterRef("claim"), state=FactCheck.State.VOID)
        places = Appearance.objects.standing().filter(claim=OuterRef("claim"), anchor=Appearance.Anchor.STANDING)
        return self.filter(
            Q(kind=kind.ASSIGNED, claim__assignee=F("person"))
            | Q(kind=kind.APPROVAL, claim__status=Claim.Status.IN_APPROVAL)
            | Q(_says(relation.CONTRADICTS), kind=kind.CONTRADICTED)
            | Q(_says(relation.UPDATES), kind=kind.UPDATED)
            | Q(Exists(void), kind=kind.VOID)
            | Q(~Exists(places) & ~Q(claim__status=Claim.Status.DISMISSED), kind=kind.GONE)
        )

    def listed(self, preference: NotificationPreference) -> NotificationQuerySet:
        """Without the kinds that the person does not want in the pages."""
        return self.exclude(kind__in=preference.unlisted)

    def for_lists(self) -> NotificationQuerySet:
        """With what a line about each says, at one query."""
        return self.select_related("claim__speaker_root", "match__claim_low__speaker_root", "match__claim_high__speaker_root", "actor")


def _says(relation: str) -> Q:
    """The match says so: as a person left it, else as the machine suggests."""
    return Q(match__state=Match.State.CONFIRMED, match__relation=relation) | Q(
        match__state=Match.State.SUGGESTED, match__machine_relation=relation
    )


class Notification(models.Model):
    """One thing that one person is told once. `cause` names what caused it, so that the same is never told twice."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("A claim is assigned to you")
        APPROVAL = "approval", _("A claim awaits your approval")
        CONTRADICTED = "contradicted", _("A claim that you verified is contradicted")
        UPDATED = "updated", _("A claim that you verified is updated")
        VOID = "void", _("A claim that you verified has changed: its approval is void")
        GONE = "gone", _("A claim that you worked on is no longer found in its article")

    person = models.ForeignKey("claims.User", verbose_name=_("person"), on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    claim = models.ForeignKey("claims.Claim", verbose_name=_("claim"), on_delete=models.CASCADE, related_name="+")
    match = models.ForeignKey(
        "claims.Match",
        verbose_name=_("match"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("With what it is contradicted or updated."),
    )
    actor = models.ForeignKey(
        "claims.User",
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: the machine."),
    )
    cause = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(_("when"), db_default=models.functions.Now())
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mail = models.ForeignKey("claims.Mail", null=True, blank=True, on_delete=models.SET_NULL, related_name="notifications")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["person", "kind", "claim", "cause"], name="notification_once"),)
        indexes = (
            # A person's list, the newest first.
            models.Index(F("person"), F("id").desc(), name="notification_list"),
            # The bell.
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
            # What is still to be mailed.
            models.Index(fields=["at"], condition=Q(read_at=None, mail=None), name="notification_unmailed"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def other(self) -> Claim | None:
        """The claim that contradicts or updates; costs nothing after `for_lists`."""
        if self.match is None:
            return None
        return self.match.claim_high if self.match.claim_low_id == self.claim_id else self.match.claim_low


class Mail(models.Model):
    """One mail to one person about some notifications. What it says is made when it is sent, of what they may see then."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be sent")
        SENDING = "sending", _("with the mail server")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")
        UNKNOWN = "unknown", _("the mail server's answer was lost; it is not sent again")
        DROPPED = "dropped", _("nothing was left to tell")

    person = models.ForeignKey("claims.User", verbose_name=_("person"), on_delete=models.CASCADE, related_name="mails")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField(_("state since"), db_default=models.functions.Now())
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), db_default=models.functions.Now())
    error = models.CharField(_("why it failed"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("made at"), db_default=models.functions.Now())

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("-id",)
        # What is to be sent, and what a worker that died has left.
        indexes = (models.Index(fields=["next_try_at"], condition=Q(state__in=["waiting", "sending"]), name="mail_waiting"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"


class NotificationPreference(models.Model):
    """How a person wants to be told. Who never chose has what a new row has."""

    class Mailing(models.TextChoices):
        IMMEDIATE = "immediate", _("at once")
        DIGEST = "digest", _("once a day, together")
        OFF = "off", _("never")

    person = models.OneToOneField("claims.User", primary_key=True, on_delete=models.CASCADE, related_name="notification_preference")
    mailing = models.CharField(_("Mails"), max_length=9, choices=Mailing.choices, default=Mailing.IMMEDIATE)
    digest_at = models.TimeField(_("The day's mail at"), default=time(8), help_text=_("In your time zone."))
    quiet_from = models.TimeField(
        _("Quiet from"), null=True, blank=True, help_text=_("No mail is sent in these hours; it comes after them.")
    )
    quiet_until = models.TimeField(_("until"), null=True, blank=True)
    unlisted = ArrayField(
        models.CharField(max_length=12, choices=Notification.Kind.choices),
        default=list,
        blank=True,
        help_text=_("Kinds that are not shown in the pages."),
    )
    unmailed = ArrayField(
        models.CharField(max_length=12, choices=Notification.Kind.choices),
        default=list,
        blank=True,
        help_text=_("Kinds that are not mailed."),
    )

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")
        constraints = (
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="preference_quiet_hours_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.person)
