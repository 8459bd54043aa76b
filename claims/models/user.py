"""People who use the desk, and the one actor that is a machine."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

SYSTEM_USERNAME = "system"


class FactcheckUserManager(UserManager["User"]):
    def system(self) -> User:
        """The actor named where a machine decides. It is made by a migration and cannot log in."""
        return self.get(username=SYSTEM_USERNAME)


class User(AbstractUser):
    class Language(models.TextChoices):
        ARABIC = "ar", "العربية"
        ENGLISH = "en", "English"

    language = models.CharField(
        _("interface language"),
        max_length=8,
        choices=Language.choices,
        blank=True,
        default="",
        help_text=_("Language of pages and mails. Empty: as the browser asks."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("IANA name, as in Asia/Baghdad. Empty: that of the newsroom."),
    )
    desk = models.ForeignKey(
        "claims.Desk",
        verbose_name=_("desk"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("The team that this person works in."),
    )

    objects = FactcheckUserManager()  # type: ignore[misc]  # the stub pins the parent's manager type

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # the stub of the parent allows plain text only
        verbose_name_plural = _("users")  # type: ignore[assignment]
