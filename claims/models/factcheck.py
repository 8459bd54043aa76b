"""What a desk found out about a claim, and on what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Appearance, Claim, fingerprint_of
from claims.models.speaker import Speaker

if TYPE_CHECKING:
    from claims.models.snapshot import Snapshot
    from claims.models.user import User


class FactCheckQuerySet(models.QuerySet["FactCheck"]):
    def visible_to(self, user: User | AnonymousUser) -> FactCheckQuerySet:
        """Fact checks of the claims that the user may see."""
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def live(self) -> FactCheckQuerySet:
        """Those that are not withdrawn: at most one a claim."""
        return self.filter(withdrawn_at=None)

    def public(self) -> FactCheckQuerySet:
        """Those that are out. What readers see of them is `approved_content`; one being checked again stays out, and says so."""
        return self.live().exclude(published_at=None).filter(claim__confidential_to=None)

    def with_claim_fingerprint(self) -> FactCheckQuerySet:
        """Each with `claim_fingerprint`, that of its claim as it is now: what an approval would be of."""
        return self.annotate(claim_fingerprint=fingerprint_of("claim_id"))

    def for_readers(self) -> FactCheckQuerySet:
        """With what a published page says of the claim, at a constant number of queries, without the articles' texts."""
        places = Appearance.objects.defer("version__text").filter(retired_by="").select_related("version__article__outlet")
        return self.for_results().prefetch_related(Prefetch("claim__appearances", places))

    def for_results(self) -> FactCheckQuerySet:
        """With what a list of them says of each: the same without the places of the claim."""
        return self.select_related("claim__speaker_root", "claim__desk").prefetch_related("claim__desk__verdicts")


def publication() -> Coalesce:
    """When a fact check went out; before all times where it never did."""
    return Coalesce(F("published_at"), Value(datetime.min.replace(tzinfo=UTC)), output_field=models.DateTimeField())


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a claim is told as, and of which days. `speaker` is called as it was then, and need not be in the database."""

    speaker: Speaker
    said: DateRange | None
    published: DateRange | None


class FactCheck(models.Model):
    """A verdict with its summary. At most one is live (neither withdrawn) for a claim.

    `moved_at` is when it was decided on last since it went out, or when it went out; None before that. A trigger writes it.
    """

    class Verdict(models.TextChoices):
        TRUE = "true", _("True")
        MOSTLY_TRUE = "mostly_true", _("Mostly true")
        PARTLY_FALSE = "partly_false", _("Partly false")
        MISLEADING = "misleading", _("Misleading")
        MISSING_CONTEXT = "missing_context", _("Missing context")
        MISLEADING_HEADLINE = "misleading_headline", _("Misleading headline")
        FALSE = "false", _("False")
        FABRICATED = "fabricated", _("Fabricated or altered")
        UNPROVEN = "unproven", _("Unproven")
        SATIRE = "satire", _("Satire")
        OPINION = "opinion", _("Opinion, not checkable")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        VOID = "void", _("approval void: the claim has changed")

    claim = models.ForeignKey("claims.Claim", verbose_name=_("claim"), on_delete=models.PROTECT, related_name="fact_checks")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    summary = models.TextField(_("summary"), help_text=_("What was found, for readers."))
    origins_override = models.TextField(
        _("why one origin is enough"), blank=True, help_text=_("True and false need two independent origins, or this reason.")
    )
    author = models.ForeignKey("claims.User", verbose_name=_("author"), on_delete=models.PROTECT, related_name="fact_checks")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    approved_content = models.JSONField(
        null=True, blank=True, editable=False, help_text=_("Verdict, summary and evidence as approved last; what is published.")
    )
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, help_text=_("Digest of what was approved."))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    moved_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact check")
        verbose_name_plural = _("fact checks")
        ordering = ("-id",)
        # What is out, newest first: the search over published fact checks, and their feed.
        indexes = (
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                condition=Q(withdrawn_at=None, published_at__isnull=False),
                name="factcheck_published",
            ),
            # What was ever out, what was decided on last first: whoever asks now and then what has changed.
            models.Index(F("moved_at").desc(), F("id").desc(), condition=Q(published_at__isnull=False), name="factcheck_moved"),
            # All, those that went out last first.
            models.Index(publication().desc(), F("id").desc(), name="factcheck_by_publication"),
        )
        constraints = (
            models.UniqueConstraint(fields=["claim"], condition=Q(withdrawn_at=None), name="factcheck_one_live"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(fingerprint=""), name="factcheck_approval_has_fingerprint"),
            models.CheckConstraint(
                condition=Q(
                    verdict__in=[
                        *("true", "mostly_true", "partly_false", "misleading", "missing_context", "misleading_headline", "false"),
                        *("fabricated", "unproven", "satire", "opinion"),
                    ]
                ),
                name="factcheck_verdict",
            ),
            models.CheckConstraint(condition=Q(state__in=["draft", "approved", "void"]), name="factcheck_state"),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.claim}"

    def get_absolute_url(self) -> str:
        """Where it stands once it is published."""
        return reverse("check", args=[self.pk])

    @property
    def stand(self) -> str:
        """The one word for where it stands, as its decisions say it: draft, approved, published, void or withdrawn."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "published" if self.published_at is not None and self.state == self.State.APPROVED else self.state

    @property
    def attribution(self) -> Attribution:
        """Whose words the claim is, and of which days, as approved last; as the claim has it now where an approval did not keep it."""
        kept, claim = self.approved_content or {}, self.claim
        if "speaker" not in kept:
            return Attribution(claim.speaker_root, claim.said, claim.published)
        named = kept["speaker"]
        speaker = Speaker(kind=named["kind"], name=named["name"], outlet_id=named["outlet"])
        return Attribution(speaker, _span(kept["said"]), _span(kept["published"]))


def _span(days: Sequence[Any] | None) -> DateRange | None:
    """Of the first and the last day, both within it, as an approval keeps them."""
    if days is None:
        return None
    first, last = (date.fromisoformat(day) if day else None for day in days)
    return DateRange(first, last + timedelta(days=1) if last else None)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> EvidenceQuerySet:
        """What the verdict rests on now: not what was taken out."""
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """One piece of evidence: where it stands, what it says, and whether it supports or refutes."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        REFUTES = "refutes", _("refutes")
        CONTEXT = "context", _("gives context")

    fact_check = models.ForeignKey(FactCheck, verbose_name=_("fact check"), on_delete=models.PROTECT, related_name="evidence")
    address = models.URLField(_("address"), max_length=2000)
    title = models.CharField(_("title"), max_length=500)
    stance = models.CharField(_("stance"), max_length=8, choices=Stance.choices)
    snapshot = models.TextField(_("snapshot"), help_text=_("The words relied on, as they stood."))
    sha256 = models.CharField(max_length=64, editable=False)
    origin = models.CharField(_("origin"), max_length=253, help_text=_("Two pieces of one origin count once."))
    added_by = models.ForeignKey("claims.User", verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    removed_at = models.DateTimeField(
        _("taken out at"), null=True, blank=True, editable=False, help_text=_("Evidence is never deleted, only taken out.")
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("id",)
        # What rests on an article: by digest, as an address may be longer than a tree's entry.
        indexes = (HashIndex(fields=["address"], name="evidence_address"),)
        constraints = (models.CheckConstraint(condition=Q(stance__in=["supports", "refutes", "context"]), name="evidence_stance"),)

    def __str__(self) -> str:
        return self.title

    @property
    def kept_page(self) -> Snapshot | None:
        """The page at its address; None where that was never asked for. Costs a query unless it is selected."""
        return getattr(self, "page", None)
