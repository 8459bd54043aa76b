"""What other fact checkers found, kept apart from our own verdicts: where it comes from, what it says, and which claims it speaks of."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.factcheck import FactCheck
from claims.models.match import Match


class ReviewSourceQuerySet(models.QuerySet["ReviewSource"]):
    def due(self) -> ReviewSourceQuerySet:
        """Those whose time has come, longest overdue first."""
        return self.filter(is_paused=False, next_at__lte=timezone.now()).order_by("next_at", "pk")


class ReviewSource(models.Model):
    """A feed of ClaimReviews, or a page that carries some."""

    address = models.URLField(
        _("address"), max_length=2000, unique=True, help_text=_("A schema.org DataFeed of ClaimReviews, or a page that carries some.")
    )
    is_paused = models.BooleanField(_("paused"), default=False, help_text=_("It is not asked while this is set."))
    next_at = models.DateTimeField(_("next time"), default=timezone.now, editable=False)
    asked_at = models.DateTimeField(_("last asked"), null=True, editable=False)
    found = models.PositiveIntegerField(_("reviews"), default=0, editable=False, help_text=_("In its last answer."))
    refused = models.PositiveIntegerField(_("unreadable"), default=0, editable=False, help_text=_("In its last answer."))
    etag = models.CharField(max_length=500, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    error_code = models.CharField(_("error"), max_length=64, blank=True, editable=False)
    error_params = models.JSONField(_("details of the error"), default=dict, editable=False)
    added_by = models.ForeignKey("claims.User", verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ReviewSourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of reviews")
        verbose_name_plural = _("sources of reviews")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.address


class RatingNameQuerySet(models.QuerySet["RatingName"]):
    def with_uses(self) -> RatingNameQuerySet:
        """With `n`: how many reviews that stand carry it."""
        used = ImportedReview.objects.filter(rating=OuterRef("pk"), gone_at=None)
        return self.annotate(n=Coalesce(Subquery(used.order_by().values("rating").values(n=Count("pk"))), 0))


class RatingName(models.Model):
    """How a publisher calls a verdict, and which of ours that is. Spelling variants are one row; empty: nobody has said yet."""

    words = models.CharField(_("as written"), max_length=500, help_text=_("As met first."))
    key = models.CharField(max_length=500, unique=True, editable=False)
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=FactCheck.Verdict.choices, blank=True, help_text=_("Empty: not mapped, and shown as written.")
    )

    objects = RatingNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating of others")
        verbose_name_plural = _("ratings of others")
        ordering = ("key",)
        # The list of what waits to be mapped.
        indexes = (models.Index(F("id"), condition=Q(verdict=""), name="rating_unmapped"),)

    def __str__(self) -> str:
        return self.words


class ImportedReview(models.Model):
    """One review by somebody else of one claim, as it was read last. `record` is the whole of it as JSON-LD."""

    identity = models.CharField(max_length=64, unique=True, editable=False, help_text=_("Digest of its address and claim."))
    address = models.URLField(_("address"), max_length=2000)
    publisher = models.CharField(_("publisher"), max_length=500, blank=True)
    site = models.CharField(_("site"), max_length=253, help_text=_("Host of its address."))
    claim_text = models.TextField(_("claim"))
    claimant = models.CharField(_("who said it"), max_length=500, blank=True)
    claimed_on = models.DateField(_("said"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    rating = models.ForeignKey(
        RatingName, verbose_name=_("rating"), null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    reviewed_on = models.DateField(_("reviewed"), null=True, blank=True)
    record = models.JSONField(_("as it came"))
    source = models.ForeignKey(
        ReviewSource, verbose_name=_("from"), null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    gone_at = models.DateTimeField(_("taken back at"), null=True, blank=True, help_text=_("By its publisher."))
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    matched_at = models.DateTimeField(_("compared at"), null=True, blank=True, help_text=_("Empty: waiting to be compared."))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0, db_default=0, editable=False, help_text=_("Begun and not ended."))

    class Meta:
        verbose_name = _("review by others")
        verbose_name_plural = _("reviews by others")
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=~Q(claim_text=""), name="importedreview_has_claim"),)
        indexes = (
            # What waits to be compared, and what was compared longest ago.
            models.Index(F("matched_at").asc(nulls_first=True), F("id"), condition=Q(gone_at=None), name="importedreview_matching"),
            models.Index(fields=["site", "id"], name="importedreview_site"),
        )

    def __str__(self) -> str:
        return self.claim_text[:120]

    @property
    def rating_words(self) -> str:
        """The rating in its publisher's own spelling; the number where there are no words."""
        own = (self.record.get("reviewRating") or {}).get("alternateName")
        return str(own or (self.rating.words if self.rating else ""))

    @property
    def mapped_verdict(self) -> str:
        """Which of our verdicts its rating is; "" where it has none or nobody has mapped it."""
        return self.rating.verdict if self.rating else ""


class ImportedMatch(models.Model):
    """A claim of ours of which a review by others speaks, as the machine judges. Their verdict is never ours."""

    review = models.ForeignKey(ImportedReview, verbose_name=_("review by others"), on_delete=models.CASCADE, related_name="matches")
    claim = models.ForeignKey(Claim, verbose_name=_("claim"), on_delete=models.CASCADE, related_name="imported_matches")
    relation = models.CharField(_("relation"), max_length=12, choices=Match.MatchRelation.choices)
    score = models.FloatField(_("score"), help_text=_("From 0 to 1; higher is surer."))
    reasons = models.JSONField(_("reasons"), default=list)

    class Meta:
        verbose_name = _("claim of a review by others")
        verbose_name_plural = _("claims of reviews by others")
        ordering = ("-score", "id")
        constraints = (models.UniqueConstraint(fields=["review", "claim"], name="importedmatch_once"),)

    def __str__(self) -> str:
        return f"{self.review_id} {self.relation} {self.claim_id}"
