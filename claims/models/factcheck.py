"""What a desk found out about a claim, and on what evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FactCheck(models.Model):
    """A verdict with its summary. At most one is live (neither withdrawn) for a claim."""

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
    fingerprint = models.CharField(max_length=64, blank=True, editable=False, help_text=_("Digest of what was approved."))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("fact check")
        verbose_name_plural = _("fact checks")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["claim"], condition=Q(withdrawn_at=None), name="factcheck_one_live"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(fingerprint=""), name="factcheck_approval_has_fingerprint"),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.claim}"


class Evidence(models.Model):
    """One piece of evidence: where it stands, what it says, and whether it supports or refutes."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        REFUTES = "refutes", _("refutes")
        CONTEXT = "context", _("gives context")

    fact_check = models.ForeignKey(FactCheck, verbose_name=_("fact check"), on_delete=models.CASCADE, related_name="evidence")
    address = models.URLField(_("address"), max_length=2000)
    title = models.CharField(_("title"), max_length=500)
    stance = models.CharField(_("stance"), max_length=8, choices=Stance.choices)
    snapshot = models.TextField(_("snapshot"), help_text=_("The words relied on, as they stood."))
    sha256 = models.CharField(max_length=64, editable=False)
    origin = models.CharField(_("origin"), max_length=253, help_text=_("Two pieces of one origin count once."))
    added_by = models.ForeignKey("claims.User", verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title
