"""Keys with which programs call the API in the name of a person."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def valid(self) -> ApiKeyQuerySet:
        """Neither revoked nor expired, and of somebody who may still log in."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=Now()), revoked_at=None, user__is_active=True)


class ApiKey(models.Model):
    """It may do what its person may, and of that no more than `scopes`. Of the secret only the digest is kept."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Which program uses it, as in: election dashboard."))
    user = models.ForeignKey(
        "claims.User", verbose_name=_("acts for"), on_delete=models.CASCADE, related_name="api_keys", help_text=_("Whose rights it has.")
    )
    scopes = ArrayField(models.CharField(max_length=32), verbose_name=_("scopes"), help_text=_("What it may do at the most."))
    prefix = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True, help_text=_("Empty: never."))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False, help_text=_("To the minute."))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    # Of a key from before they were counted, that it was made stands in the chain of its person.
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False, help_text=_("Number of decisions taken on it."))

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="apikey_named"),
            models.CheckConstraint(condition=Q(scopes__len__gte=1), name="apikey_scoped"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
