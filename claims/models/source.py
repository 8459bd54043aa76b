"""Where articles come from: feeds that are asked again and again, and single pages that are waiting to be fetched."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A feed is asked again after this at first; then sooner or later as it brings news.
FIRST_INTERVAL = timedelta(minutes=15)
# Older failures of its pages say nothing of how a feed is doing.
LATELY = timedelta(days=3)


class FeedQuerySet(models.QuerySet["Feed"]):
    def due(self) -> FeedQuerySet:
        """Feeds whose time has come, longest overdue first."""
        return self.filter(is_paused=False, next_at__lte=timezone.now()).order_by("next_at")

    def with_failed(self) -> FeedQuerySet:
        """With `failed`: how many of its pages came to nothing of late."""
        failed = Page.objects.filter(feed=OuterRef("pk"), state=Page.State.FAILED, article=None, state_at__gte=timezone.now() - LATELY)
        counted = failed.order_by().values("feed").values(n=Count("pk"))
        return self.annotate(failed=Coalesce(Subquery(counted), 0))


class Feed(models.Model):
    """RSS, Atom, JSON Feed or a news sitemap of an outlet, and how it has been doing."""

    outlet = models.ForeignKey("claims.Outlet", verbose_name=_("outlet"), on_delete=models.PROTECT, related_name="feeds")
    address = models.URLField(_("address"), max_length=2000, unique=True, help_text=_("RSS, Atom, JSON Feed or a news sitemap."))
    is_paused = models.BooleanField(_("paused"), default=False, help_text=_("It is not asked while this is set."))
    interval = models.DurationField(
        _("asked every"), default=FIRST_INTERVAL, editable=False, help_text=_("Shorter where it brings news, longer where it does not.")
    )
    next_at = models.DateTimeField(_("next time"), default=timezone.now, editable=False)
    asked_at = models.DateTimeField(_("last asked"), null=True, editable=False)
    brought_at = models.DateTimeField(_("last news"), null=True, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    error_code = models.CharField(_("error"), max_length=64, blank=True, editable=False)
    error_params = models.JSONField(_("details of the error"), default=dict, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ("outlet", "id")
        # Beat asks for what is due.
        indexes = (models.Index(F("next_at"), condition=Q(is_paused=False), name="feed_due"),)

    def __str__(self) -> str:
        return self.address


class PageQuerySet(models.QuerySet["Page"]):
    def waiting(self) -> PageQuerySet:
        return self.filter(state=Page.State.WAITING)

    def due_again(self) -> PageQuerySet:
        """Pages that are to be fetched again by now, longest overdue first."""
        return self.filter(refetch_at__lte=timezone.now()).exclude(state=Page.State.WAITING).order_by("refetch_at")


class Page(models.Model):
    """One address that is to become an article."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be fetched")
        FETCHED = "fetched", _("fetched")
        FAILED = "failed", _("could not be fetched")

    address = models.URLField(_("address"), max_length=2000, unique=True)
    feed = models.ForeignKey(Feed, verbose_name=_("announced by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="pages")
    announced = models.DateTimeField(_("published, as announced"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField(_("since"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    error_code = models.CharField(_("error"), max_length=64, blank=True)
    error_params = models.JSONField(_("details of the error"), default=dict, blank=True)
    article = models.ForeignKey(
        "claims.Article", verbose_name=_("article"), null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    refetch_at = models.DateTimeField(_("fetched again on"), null=True, editable=False)
    added_by = models.ForeignKey("claims.User", verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=~Q(state="fetched", article=None), name="page_fetched_has_article"),)
        indexes = (
            # What of a feed's pages came to nothing of late.
            models.Index(F("feed"), F("state_at"), condition=Q(state="failed", article=None), name="page_failed"),
            # The sweeper looks for pages that nobody has fetched.
            models.Index(F("state_at"), condition=Q(state="waiting"), name="page_waiting"),
            # Beat looks for pages that are to be fetched again.
            models.Index(F("refetch_at"), condition=Q(refetch_at__isnull=False), name="page_refetch"),
        )

    def __str__(self) -> str:
        return self.address
