"""Where others want to be told of events, and what became of each telling."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.change import Change, Event


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def due(self) -> WebhookQuerySet:
        """Those that are on, have something to send now, and that no process is sending to; that which was sent to longest ago first."""
        now = timezone.now()
        waiting = Delivery.objects.filter(webhook=OuterRef("pk"), state=Delivery.State.WAITING, next_at__lte=now)
        return self.filter(Exists(waiting), is_active=True, next_at__lte=now, busy_until__lte=now).order_by("busy_until", "pk")


class Webhook(models.Model):
    """An address to which events are posted, of what its owner may see. Its secret is kept sealed by a key outside the database."""

    class Off(models.TextChoices):
        BY_PERSON = "by_person", _("switched off by a person")
        FAILING = "failing", _("switched off: nothing was taken for two days")
        GONE = "gone", _("switched off: the receiver answered that it is gone (410)")
        OWNER = "owner", _("switched off: its owner may no longer read")

    name = models.CharField(_("name"), max_length=100, help_text=_("What receives it, as in: newsroom chat."))
    owner = models.ForeignKey(
        "claims.User",
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="webhooks",
        help_text=_("Whose eyes it has: what this person may not see is not sent."),
    )
    address = models.URLField(
        _("address"), max_length=2000, help_text=_("https:// address of the receiver; never inside a private network.")
    )
    events = ArrayField(
        models.CharField(max_length=32, choices=Event.choices), verbose_name=_("events"), help_text=_("What it is told of.")
    )
    filter = models.CharField(
        _("filter"),
        max_length=2000,
        blank=True,
        help_text=_("Only of claims that this leaves, written as in the list of claims of the API: language=ar&unit=person"),
    )
    is_active = models.BooleanField(_("on"), default=True)
    off_reason = models.CharField(_("why it is off"), max_length=9, choices=Off.choices, blank=True, editable=False)
    secret = models.TextField(editable=False)
    previous_secret = models.TextField(blank=True, editable=False)
    rotated_at = models.DateTimeField(_("secret changed at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    # How far it has read in the changes.
    seen_transaction = models.BigIntegerField(editable=False)
    seen_change = models.BigIntegerField(editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    succeeded_at = models.DateTimeField(_("last success"), null=True, blank=True, editable=False)
    next_at = models.DateTimeField(default=timezone.now, editable=False, help_text=_("It rests until then."))
    busy_until = models.DateTimeField(default=timezone.now, editable=False, help_text=_("A process is sending to it until then."))

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="webhook_named"),
            models.CheckConstraint(condition=Q(events__len__gte=1), name="webhook_told_of_something"),
            models.CheckConstraint(condition=Q(is_active=True) ^ ~Q(off_reason=""), name="webhook_off_has_reason"),
        )

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event on its way to one webhook. The same event is one delivery, however often it is sent; `key` goes with it each time."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "given_up", _("given up after two days")
        NOTHING = "nothing", _("not sent: its owner may no longer see it")

    # The event of a test that somebody asked for.
    PING = "ping"

    webhook = models.ForeignKey(Webhook, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries")
    key = models.CharField(_("key"), max_length=40, unique=True, editable=False)
    event = models.CharField(_("event"), max_length=32, choices=[*Event.choices, (PING, _("test"))])
    subject = models.CharField(_("subject"), max_length=10, choices=Change.Subject.choices, blank=True)
    subject_id = models.BigIntegerField(_("its number"), null=True, blank=True)
    transaction = models.BigIntegerField(null=True, editable=False)
    happened_at = models.DateTimeField(_("happened at"))
    created_at = models.DateTimeField(_("waiting since"), default=timezone.now)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    next_at = models.DateTimeField(_("next try"), default=timezone.now)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-id",)
        constraints = (
            # An event that is collected twice is one delivery; tests (transaction null) are as many as are asked for.
            models.UniqueConstraint(fields=["webhook", "event", "subject", "subject_id", "transaction"], name="delivery_once"),
        )
        indexes = (
            # What is to be sent now.
            models.Index(F("webhook"), F("next_at"), condition=Q(state="waiting"), name="delivery_waiting"),
            # The log of one webhook.
            models.Index(F("webhook"), F("id").desc(), name="delivery_log"),
            # What is old enough to go.
            models.Index(F("created_at"), condition=~Q(state="waiting"), name="delivery_done"),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.subject_id or ''}".strip()


class DeliveryAttempt(models.Model):
    """One try: what the receiver answered, or why it could not."""

    delivery = models.ForeignKey(Delivery, verbose_name=_("delivery"), on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(_("at"))
    took = models.DurationField(_("took"), default=timedelta)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True, help_text=_("As HTTP counts; empty: no answer."))
    error_code = models.CharField(_("error"), max_length=64, blank=True)
    error_params = models.JSONField(_("details of the error"), default=dict, blank=True)

    class Meta:
        verbose_name = _("try")
        verbose_name_plural = _("tries")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.status or self.error_code}"
