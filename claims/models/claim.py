"""The canonical thing that has a speaker, a date and a verification status; where it was found; and its amounts."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DecimalRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.models.desk import OfDesksQuerySet
from claims.records import Change, Modality, Polarity, Precision, Qualifier


class ClaimQuerySet(OfDesksQuerySet["Claim"]):
    def live(self) -> ClaimQuerySet:
        """Claims that still stand in some article. Each is asked by itself, so that a long list keeps the order of its index."""
        return self.filter(Exists(Appearance.objects.filter(claim=OuterRef("pk"), retired_by="")))

    def with_support(self) -> ClaimQuerySet:
        """Each with `articles` and `origins`: in how many the claim stands now, it or a claim that people confirmed to be the same.

        One hop and no more: what is the same as the same is not counted.
        """
        whole = models.IntegerField()
        return self.annotate(
            articles=Func(F("pk"), function="claims_count_articles", output_field=whole),
            origins=Func(F("pk"), function="claims_count_origins", output_field=whole),
        )

    def for_comparing(self) -> ClaimQuerySet:
        """With what the engine reads of a claim: its speaker, its amounts and, as `headline`, that of the first article with it."""
        places = Appearance.objects.filter(claim=models.OuterRef("pk"), retired_by="").order_by("pk")
        headline = models.Subquery(places.values("version__title")[:1])
        return self.annotate(headline=headline).select_related("speaker_root").prefetch_related("quantities")

    def for_lists(self) -> ClaimQuerySet:
        """With speaker, amounts, appearances and support at a constant number of queries, without the articles' texts."""
        return self._with_places(Appearance.objects.defer("version__text"))

    def for_pages(self) -> ClaimQuerySet:
        """The same with the texts around the appearances."""
        return self._with_places(Appearance.objects.all())

    def _with_places(self, places: models.QuerySet[Appearance]) -> ClaimQuerySet:
        appearances = places.filter(retired_by="").select_related("version__article__outlet", "quote")
        return (
            self.with_support()
            .select_related("speaker", "speaker_root", "assignee")
            .prefetch_related("quantities", Prefetch("appearances", appearances))
        )


class Claim(models.Model):
    """One checkable proposition by one speaker at one time. The machine's reading; `status` is what people have done about it."""

    class Status(models.TextChoices):
        UNREVIEWED = "unreviewed", _("unreviewed")
        IN_REVIEW = "in_review", _("in review")
        IN_APPROVAL = "in_approval", _("awaiting approval")
        REVIEWED = "reviewed", _("reviewed")
        DISMISSED = "dismissed", _("not worth checking")

    class MatchState(models.TextChoices):
        PENDING = "pending", _("waiting to be compared")
        DONE = "done", _("compared")

    class ClaimPolarity(models.TextChoices):
        POSITIVE = Polarity.POSITIVE.value, _("affirmed")
        NEGATIVE = Polarity.NEGATIVE.value, _("denied")

    class ClaimModality(models.TextChoices):
        FACT = Modality.FACT.value, _("fact")
        PLAN = Modality.PLAN.value, _("plan")
        DEMAND = Modality.DEMAND.value, _("demand")
        CONDITION = Modality.CONDITION.value, _("condition")
        PREDICTION = Modality.PREDICTION.value, _("prediction")

    speaker = models.ForeignKey(
        "claims.Speaker", verbose_name=_("speaker as read"), on_delete=models.PROTECT, related_name="claims_as_read"
    )
    speaker_root = models.ForeignKey("claims.Speaker", verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="claims")
    text = models.TextField(_("claim"))
    text_key = models.CharField(max_length=64, editable=False, help_text=_("Digest of the folded text."))
    language = models.CharField(_("language"), max_length=8)
    said = DateRangeField(_("said"), null=True, blank=True, help_text=_("Days on which it may have been said."))
    said_precision = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Precision], default=Precision.RANGE.value)
    published = DateRangeField(_("published"), null=True, blank=True, help_text=_("Day of the first article that carried it."))
    as_of = DateRangeField(_("as of"), null=True, blank=True, help_text=_("The time that the content is about."))
    as_of_precision = models.CharField(max_length=8, blank=True, choices=[(p.value, p.value) for p in Precision])
    polarity = models.CharField(_("polarity"), max_length=8, choices=ClaimPolarity.choices)
    modality = models.CharField(_("modality"), max_length=10, choices=ClaimModality.choices)
    checkworthiness = models.FloatField(_("worth checking"), help_text=_("From 0 to 1; higher first."))
    checkworthiness_reasons = models.JSONField(default=list, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UNREVIEWED)
    version = models.PositiveIntegerField(default=0, editable=False, help_text=_("Number of decisions taken on it."))
    desk = models.ForeignKey(
        "claims.Desk", verbose_name=_("worked on by"), null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    assignee = models.ForeignKey(
        "claims.User", verbose_name=_("assigned to"), null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_claims"
    )
    confidential_to = models.ForeignKey("claims.Desk", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    match_state = models.CharField(max_length=8, choices=MatchState.choices, default=MatchState.PENDING)
    extraction_version = models.CharField(_("read by engine"), max_length=32)
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("-id",)
        constraints = (
            # The same words of the same speaker at overlapping times are one claim. A null range is never equal to anything.
            ExclusionConstraint(
                name="claim_identity",
                expressions=[
                    ("speaker", RangeOperators.EQUAL),
                    ("text_key", RangeOperators.EQUAL),
                    ("said", RangeOperators.OVERLAPS),
                    (Coalesce("confidential_to", Value(0), output_field=models.BigIntegerField()), RangeOperators.EQUAL),
                ],
            ),
            models.CheckConstraint(condition=Q(checkworthiness__range=(0, 1)), name="claim_checkworthiness"),
            models.CheckConstraint(
                condition=Q(status__in=["unreviewed", "in_review", "in_approval", "reviewed", "dismissed"]), name="claim_status"
            ),
        )
        indexes = (
            # The queue: what is open, most worth checking first.
            models.Index(F("status"), F("checkworthiness").desc(), F("id").desc(), name="claim_queue"),
            # All claims, most worth checking first.
            models.Index(F("checkworthiness").desc(), F("id").desc(), name="claim_by_worth"),
            # All claims, those of the newest articles first.
            models.Index(F("published").desc(), F("id").desc(), name="claim_by_day"),
            # The desk's first list: both statuses in one order.
            models.Index(
                F("checkworthiness").desc(), F("id").desc(), condition=Q(status__in=["unreviewed", "in_review"]), name="claim_desk"
            ),
            # Exact repeats of a text.
            models.Index(fields=["text_key"], name="claim_text_key"),
            # The sweeper looks for claims that were never compared.
            models.Index(F("id"), condition=Q(match_state="pending"), name="claim_unmatched"),
        )

    def __str__(self) -> str:
        return self.text[:120]


class Appearance(models.Model):
    """Where a claim was found. Without a quote it is the outlet's own voice. Offsets are code points of the version's text."""

    class Anchor(models.TextChoices):
        STANDING = "standing", _("stands in the newest text")
        CHANGED = "changed", _("stands changed in a newer text")
        ORPHANED = "orphaned", _("gone from a newer text")

    claim = models.ForeignKey(Claim, verbose_name=_("claim"), on_delete=models.PROTECT, related_name="appearances")
    version = models.ForeignKey(
        "claims.ArticleVersion", verbose_name=_("article version"), on_delete=models.PROTECT, related_name="appearances"
    )
    quote = models.ForeignKey(
        "claims.Quote", verbose_name=_("quote"), null=True, blank=True, on_delete=models.PROTECT, related_name="appearances"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField(_("words"))
    retired_by = models.CharField(_("no longer found by engine"), max_length=32, blank=True)
    anchor = models.CharField(_("in the newest text"), max_length=8, choices=Anchor.choices, default=Anchor.STANDING)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ("version_id", "start")
        constraints = (
            models.UniqueConstraint(fields=["version", "start", "end", "claim"], name="appearance_unique"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="appearance_span"),
        )

    def __str__(self) -> str:
        return self.text[:80]


def amount_span() -> models.Func:
    """From `low` to `high`, both within; an end that is null is open."""
    return models.Func(F("low"), F("high"), Value("[]"), function="numrange", output_field=DecimalRangeField())


class Quantity(models.Model):
    """An amount in a claim, as an interval. An open end is null."""

    class QuantityQualifier(models.TextChoices):
        EXACT = Qualifier.EXACT.value, _("exactly")
        ABOUT = Qualifier.ABOUT.value, _("about")
        MORE_THAN = Qualifier.MORE_THAN.value, _("more than")
        AT_LEAST = Qualifier.AT_LEAST.value, _("at least")
        LESS_THAN = Qualifier.LESS_THAN.value, _("less than")
        AT_MOST = Qualifier.AT_MOST.value, _("at most")
        RANGE = Qualifier.RANGE.value, _("between")

    claim = models.ForeignKey(Claim, verbose_name=_("claim"), on_delete=models.CASCADE, related_name="quantities")
    position = models.PositiveSmallIntegerField(help_text=_("Order in the claim's text."))
    text = models.CharField(_("as written"), max_length=500)
    low = models.DecimalField(_("low"), max_digits=36, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("high"), max_digits=36, decimal_places=6, null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=QuantityQualifier.choices)
    unit = models.CharField(
        _("unit"), max_length=100, blank=True, help_text=_("Short English noun in the singular, as in person or percent.")
    )
    thing = models.CharField(_("thing counted"), max_length=500, blank=True)
    change = models.CharField(_("change"), max_length=4, blank=True, choices=[(c.value, c.value) for c in Change if c])

    class Meta:
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")
        ordering = ("claim_id", "position")
        constraints = (
            models.UniqueConstraint(fields=["claim", "position"], name="quantity_position_unique"),
            models.CheckConstraint(condition=Q(low__isnull=False) | Q(high__isnull=False), name="quantity_bounded"),
            models.CheckConstraint(condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="quantity_interval"),
        )
        indexes = (
            # Claims that name a unit.
            models.Index(fields=["unit", "low", "high"], name="quantity_amount"),
            # Claims with an amount that may be within bounds, of a unit or of any.
            GistIndex(amount_span(), F("unit"), name="quantity_span"),
        )

    def __str__(self) -> str:
        return self.text
