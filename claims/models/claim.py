"""The canonical thing that has a speaker, a date and a verification status; where it was found; and its amounts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DecimalRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Coalesce, Greatest, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models.desk import OfDesksQuerySet
from claims.models.statement import prepared_cursor
from claims.records import Change, Modality, Polarity, Precision, Qualifier


def first_day() -> models.Func:
    """The first day on which the claim may have been published; the first of all days where that is not known."""
    first = Func(F("published"), function="lower", output_field=models.DateField())
    return Coalesce(first, Value(date.min), output_field=models.DateField())


def fingerprint_of(claim: str) -> models.Func:
    """The digest of what an approval is of, as the database makes it, of the claim whose number stands in the column `claim`."""
    return Func(F(claim), function="claims_fingerprint", output_field=models.CharField())


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

    def with_headline(self) -> ClaimQuerySet:
        """Each with `headline`, that of the first article with it."""
        places = Appearance.objects.filter(claim=models.OuterRef("pk"), retired_by="").order_by("pk")
        return self.annotate(headline=models.Subquery(places.values("version__title")[:1]))

    def for_comparing(self) -> ClaimQuerySet:
        """With what the engine reads of a claim: its speaker, its amounts and its headline."""
        return self.with_headline().select_related("speaker_root").prefetch_related("quantities")

    def for_lists(self) -> ClaimQuerySet:
        """With speaker, amounts, appearances and support at a constant number of queries, without the articles' texts."""
        places = Appearance.objects.defer("version__text").filter(retired_by="").select_related("version__article__outlet", "quote")
        return self.for_pages().prefetch_related(Prefetch("appearances", places))

    def for_records(self) -> ClaimQuerySet:
        """The same for other programs: of its places no more than is told of them (`AppearanceQuerySet.placed`)."""
        return self.with_support().for_exports().select_related("assignee")

    def for_pages(self) -> ClaimQuerySet:
        """With speaker, amounts and support; a page asks for the few appearances that it shows by itself."""
        return self.with_support().select_related("speaker", "speaker_root", "assignee").prefetch_related("quantities")

    def for_deciding(self) -> ClaimQuerySet:
        """The same, each with `fingerprint`, that of what is shown: an approval that comes from the page is of this."""
        return self.for_pages().annotate(fingerprint=fingerprint_of("pk"))

    def for_exports(self) -> ClaimQuerySet:
        """With what a line of an export says: the same as `for_records` without the support, which costs most of it.

        Each with `amounts` and `places`, plain lists: managers would make a queryset for every claim, which costs more than its rows.
        """
        places = Prefetch("appearances", Appearance.objects.placed().filter(retired_by=""), to_attr="places")
        return self.select_related("speaker_root").prefetch_related(Prefetch("quantities", to_attr="amounts"), places)


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
        # Workers leave it to the command that searches the whole base: what has just come is not kept waiting behind it.
        AGAIN = "again", _("waiting to be searched anew")

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
    # The index of a speaker's claims by day stands for that of the key.
    speaker_root = models.ForeignKey(
        "claims.Speaker", verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="claims", db_index=False
    )
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
            # The words stand first: PostgreSQL believes that a GiST index finds any of its columns at once, and looks texts up in it.
            ExclusionConstraint(
                name="claim_identity",
                expressions=[
                    ("text_key", RangeOperators.EQUAL),
                    ("speaker", RangeOperators.EQUAL),
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
            # Claims of one status, most worth checking first.
            models.Index(F("status"), F("checkworthiness").desc(), F("id").desc(), name="claim_queue"),
            # All claims, most worth checking first.
            models.Index(F("checkworthiness").desc(), F("id").desc(), name="claim_by_worth"),
            # Claims of one modality or polarity, most worth checking first: some are so rare that all others would be read to find them.
            models.Index(F("modality"), F("checkworthiness").desc(), F("id").desc(), name="claim_by_modality"),
            models.Index(F("polarity"), F("checkworthiness").desc(), F("id").desc(), name="claim_by_polarity"),
            # All claims, those of the newest articles first.
            models.Index(F("published").desc(), F("id").desc(), name="claim_by_day"),
            # The same in pages, where an unknown day is the oldest.
            models.Index(first_day().desc(), F("id").desc(), name="claim_by_first_day"),
            # What a speaker said, the newest first.
            models.Index(F("speaker_root"), F("published").desc(), F("id").desc(), name="claim_of_speaker"),
            # Claims of a time, by each clock.
            GistIndex(fields=["said"], name="claim_said"),
            GistIndex(fields=["published"], name="claim_published"),
            GistIndex(fields=["as_of"], name="claim_as_of"),
            # Exact repeats of a text.
            models.Index(fields=["text_key"], name="claim_text_key"),
            # The sweeper looks for claims that were never compared.
            models.Index(F("id"), condition=Q(match_state="pending"), name="claim_unmatched"),
        )

    def __str__(self) -> str:
        return self.text[:120]

    def get_absolute_url(self) -> str:
        """Its page, for everybody who reads."""
        return reverse("claim", args=[self.pk])


# As `claims_articles_of` has it for one claim; asked once for all of a list, which costs a fraction of asking for each.
_SUPPORT = """
WITH family AS (
    SELECT claim, claim AS member FROM unnest(%(claims)s::bigint[]) claim
    UNION ALL SELECT claim_low_id, claim_high_id FROM claims_match
        WHERE claim_low_id = ANY (%(claims)s::bigint[]) AND state = 'confirmed' AND relation = 'same'
    UNION ALL SELECT claim_high_id, claim_low_id FROM claims_match
        WHERE claim_high_id = ANY (%(claims)s::bigint[]) AND state = 'confirmed' AND relation = 'same'
)
SELECT f.claim, count(DISTINCT r.id), count(DISTINCT coalesce(r.origin_id, -r.id)) FROM family f
JOIN claims_claim c ON c.id = f.claim JOIN claims_appearance a ON a.claim_id = f.member AND a.retired_by = ''
JOIN claims_articleversion v ON v.id = a.version_id JOIN claims_article r ON r.id = v.article_id
-- A pair is of one desk or open; asked again, so that no count ever tells of another desk's article.
WHERE r.confidential_to_id IS NOT DISTINCT FROM c.confidential_to_id GROUP BY f.claim
"""


def support_of(claims: Collection[int]) -> dict[int, tuple[int, int]]:
    """Of each claim, by its id, what `with_support` says of it: in how many articles and origins it stands. One query.

    Claims that stand nowhere are left out.
    """
    with prepared_cursor() as cursor:
        cursor.execute(_SUPPORT, {"claims": list(claims)})
        return {claim: (articles, origins) for claim, articles, origins in cursor.fetchall()}


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    def standing(self) -> AppearanceQuerySet:
        """Those that the newest engine still finds."""
        return self.filter(retired_by="")

    def with_surroundings(self, around: int) -> AppearanceQuerySet:
        """Each with `before`, `words` and `after`: so many characters of the article at either side, cut out by the database."""
        first = Greatest(F("start") - around, 0)
        text = "version__text"
        return (
            self.select_related("version__article__outlet", "quote")
            .defer("version__text")
            .annotate(
                before=Substr(text, first + 1, F("start") - first),
                words=Substr(text, F("start") + 1, F("end") - F("start")),
                after=Substr(text, F("end") + 1, around),
            )
        )

    def placed(self) -> AppearanceQuerySet:
        """Each with `article`, `number` of the version, `outlet` (its name), `address` and `origin`, without the rows they come from."""
        return self.annotate(
            article=F("version__article_id"),
            number=F("version__number"),
            outlet=F("version__article__outlet__name"),
            address=F("version__article__address"),
            origin=F("version__article__origin_id"),
        )


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

    objects = AppearanceQuerySet.as_manager()

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
