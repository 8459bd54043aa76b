"""Outlets, their articles, and the immutable texts of an article."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models.desk import OfDesksQuerySet


class Outlet(models.Model):
    name = models.CharField(_("name"), max_length=200, unique=True, help_text=_("As it calls itself."))
    domain = models.CharField(_("domain"), max_length=253, blank=True, help_text=_("Main domain of its addresses, as in example.org."))
    language = models.CharField(_("language"), max_length=8, blank=True, help_text=_("Main language, as in ar or en."))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Baghdad", help_text=_("Where its days begin: dates such as Tuesday are read in it.")
    )
    is_placeholder = models.BooleanField(
        _("placeholder"), default=False, help_text=_("Stands for an unknown outlet; what it narrates is never joined across articles.")
    )
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False, help_text=_("Number of decisions taken on it."))

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["domain"], condition=~Q(domain=""), name="outlet_domain_unique"),)

    def __str__(self) -> str:
        return gettext("Unknown outlet") if self.is_placeholder else self.name


class ArticleQuerySet(OfDesksQuerySet["Article"]):
    def for_lists(self) -> ArticleQuerySet:
        """With outlet and versions at a constant number of queries, without the texts."""
        return self.select_related("outlet").prefetch_related(Prefetch("versions", ArticleVersion.objects.defer("text")))


class Article(models.Model):
    """One address of one outlet; without an address, one text published by an outlet on a day."""

    outlet = models.ForeignKey(Outlet, verbose_name=_("outlet"), on_delete=models.PROTECT, related_name="articles")
    address = models.URLField(_("address"), max_length=2000, blank=True, help_text=_("Canonical address, where there is one."))
    identity = models.CharField(_("identity"), max_length=64, editable=False, help_text=_("Digest that makes the same article one row."))
    confidential_to = models.ForeignKey(
        "claims.Desk",
        verbose_name=_("confidential to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Only this desk sees the article and what was read in it. Empty: open to all."),
    )
    origin = models.ForeignKey(
        "claims.Origin",
        verbose_name=_("origin"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text=_("Articles of one origin are one source. Empty: not traced yet."),
    )
    origin_by_hand = models.BooleanField(
        _("origin set by hand"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("A person said which origin it has; the machine keeps to that."),
    )
    revision = models.PositiveIntegerField(
        _("decisions"), default=0, db_default=0, editable=False, help_text=_("Number of decisions on it.")
    )
    added_by = models.ForeignKey("claims.User", verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["identity", "confidential_to"], nulls_distinct=False, name="article_identity_unique"),
        )
        indexes = (
            # Evidence at an address of ours has the article's origin.
            models.Index(fields=["address"], condition=~Q(address=""), name="article_address"),
            # The sweeper looks for what was never traced.
            models.Index(F("id"), condition=Q(origin=None), name="article_untraced"),
            # Articles by the day on which they came.
            models.Index(fields=["added_at"], name="article_by_arrival"),
        )

    def __str__(self) -> str:
        newest = self.versions.first()
        return newest.title if newest else self.address

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def newest(self) -> ArticleVersion:
        """The version that was seen last. Costs a query unless versions are prefetched."""
        return self.versions.all()[0]


class ArticleVersionQuerySet(models.QuerySet["ArticleVersion"]):
    def newest(self) -> ArticleVersionQuerySet:
        """Of each article the version that was seen last, which its record shows."""
        later = Q(seen_at__gt=OuterRef("seen_at")) | Q(seen_at=OuterRef("seen_at"), number__gt=OuterRef("number"))
        return self.exclude(Exists(ArticleVersion.objects.filter(later, article=OuterRef("article"))))

    def waiting(self) -> ArticleVersionQuerySet:
        """Versions that still have to be read or embedded."""
        return self.filter(state__in=ArticleVersion.State.waiting())

    def called(self) -> ArticleVersionQuerySet:
        """Those but what waits of bulk deliveries, until a reader is called for it."""
        return self.filter(Q(is_bulk=False) | Q(called_at__isnull=False))

    def oldest_waiting(self) -> datetime | None:
        """Since when the one that waits longest has waited to be read and embedded; None where none does.

        Counted from when it came or was last to be done anew, however often its steps were tried since; what waits of bulk deliveries
        from when a reader was called for it. Reads all that is waiting.
        """
        since: datetime | None = self.waiting().called().aggregate(since=Min(Coalesce("called_at", "fetched_at")))["since"]
        return since

    def uncalled(self) -> ArticleVersionQuerySet:
        """Versions of bulk deliveries that no reader was called for yet."""
        return self.filter(state=ArticleVersion.State.PENDING, is_bulk=True, called_at=None)


class ArticleVersion(models.Model):
    """One text of an article, as it was fetched. The text never changes; every span in the database points into it."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be read")
        READ = "read", _("read, waiting to be compared")
        DONE = "done", _("read and compared")
        UNSUPPORTED = "unsupported", _("in a language that cannot be read yet")
        FAILED = "failed", _("could not be read")

        @classmethod
        def waiting(cls) -> tuple[ArticleVersion.State, ...]:
            return cls.PENDING, cls.READ

        @classmethod
        def ended_badly(cls) -> tuple[ArticleVersion.State, ...]:
            return cls.UNSUPPORTED, cls.FAILED

    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=1000, help_text=_("The headline."))
    byline = models.CharField(_("byline"), max_length=500, blank=True, help_text=_("Who wrote it, as printed."))
    published = models.DateField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("Day of publication in the outlet's time zone. Without it, words such as Tuesday cannot be dated."),
    )
    language = models.CharField(_("language"), max_length=8, help_text=_("As in ar or en."))
    text = models.TextField(_("text"), help_text=_("Headline, blank line, body."))
    sha256 = models.CharField(max_length=64, editable=False)
    fetched_at = models.DateTimeField(_("fetched at"), auto_now_add=True)
    # When it became the article's text: at first, and whenever the outlet went back to it. The latest is what stands there.
    seen_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.PENDING)
    state_at = models.DateTimeField(_("state since"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error_code = models.CharField(_("error"), max_length=64, blank=True)
    error_params = models.JSONField(_("details of the error"), default=dict, blank=True)
    # Handed in with many others: read behind what people hand in, and a few hundred called for at a time.
    is_bulk = models.BooleanField(default=False, editable=False)
    # When a reader was first called for what came in bulk; of any text, when it was last to be read or embedded anew.
    called_at = models.DateTimeField(null=True, editable=False)
    warnings = models.JSONField(default=list, blank=True, help_text=_("What had to be left out, and why."))
    extraction_version = models.CharField(_("read by engine"), max_length=32, blank=True)

    objects = ArticleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("article version")
        verbose_name_plural = _("article versions")
        ordering = ("-seen_at", "-number")
        constraints = (
            models.UniqueConstraint(fields=["article", "number"], name="version_number_unique"),
            models.UniqueConstraint(fields=["article", "sha256", "published"], nulls_distinct=False, name="version_text_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="version_text_not_empty"),
        )
        indexes = (
            # The sweeper looks for what has waited too long.
            models.Index(F("state_at"), condition=Q(state__in=["pending", "read"]), name="version_waiting"),
            # Of bulk deliveries the first that no reader was called for.
            models.Index(F("id"), condition=Q(state="pending", is_bulk=True, called_at=None), name="version_uncalled"),
            # Texts, and articles, of a time.
            models.Index(fields=["published", "article"], name="version_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
