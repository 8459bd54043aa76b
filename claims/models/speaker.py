"""Who speaks: people, groups, outlets in their own voice, and those who are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from claims.models.user import User


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def visible_to(self, user: User | AnonymousUser) -> SpeakerQuerySet:
        """Those known beyond one article, and those of an article that the user may see; none to somebody unknown."""
        return self.filter(_within_reach("article", user)) if user.is_authenticated else self.none()


def _within_reach(article: str, user: User) -> Q:
    """Of rows whose `article` is none, open, or confidential to the user's desk."""
    return Q(**{f"{article}__confidential_to": None}) | Q(**{f"{article}__confidential_to": user.desk_id})


class Speaker(models.Model):
    """One identity. `article` is set where it is known inside that article only: unnamed sources and names not yet resolved."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        GROUP = "group", _("group")
        UNNAMED = "unnamed", _("unnamed source")
        OUTLET = "outlet", _("outlet in its own voice")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=500, help_text=_("Fullest name known, without titles."))
    key = models.CharField(max_length=500, editable=False, help_text=_("The folded name."))
    distinction = models.CharField(
        _("distinction"), max_length=200, blank=True, help_text=_("Tells namesakes apart, as in: the engineer, born 1970.")
    )
    article = models.ForeignKey("claims.Article", verbose_name=_("known only in"), null=True, blank=True, on_delete=models.PROTECT)
    outlet = models.OneToOneField(
        "claims.Outlet", verbose_name=_("voice of"), null=True, blank=True, on_delete=models.PROTECT, related_name="voice"
    )
    version = models.PositiveIntegerField(default=0, editable=False, help_text=_("Number of decisions taken on it."))
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("key", "id")
        constraints = (
            # Two stores that meet the same name at once must end with one row.
            models.UniqueConstraint(fields=["kind", "key", "article", "distinction"], nulls_distinct=False, name="speaker_unique"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="speaker_not_merged_into_itself"),
            models.CheckConstraint(condition=~Q(kind="unnamed", article=None), name="speaker_unnamed_keeps_its_article"),
        )
        indexes = (
            # All of them by name, as written and as folded.
            models.Index(fields=["name", "id"], name="speaker_by_name"),
            models.Index(fields=["key", "id"], name="speaker_by_key"),
        )

    def __str__(self) -> str:
        if self.kind == self.Kind.OUTLET and self.outlet_id is None:
            return gettext("Unknown outlet")
        return self.name or "؟"

    def get_absolute_url(self) -> str:
        return reverse("speaker", args=[self.root_id])

    @property
    def root_id(self) -> int:
        """The identity that lists and filters read: itself, or what it was merged into."""
        return self.merged_into_id or self.pk


class SpeakerName(models.Model):
    """One spelling seen of a speaker's name, in any script."""

    speaker = models.ForeignKey(Speaker, verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("spelling"), max_length=500)
    key = models.CharField(max_length=500, editable=False)
    keys = ArrayField(
        models.CharField(max_length=100),
        default=list,
        editable=False,
        help_text=_("Under which other spellings are looked for: consonants, and what a group is known as."),
    )

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["speaker", "name"], name="speakername_unique"),)
        # Resolving a mention looks a folded name up.
        indexes = (
            models.Index(fields=["key"], name="speakername_key"),
            # Where no spelling is the same, those that share a key are compared.
            GinIndex(fields=["keys"], name="speakername_keys"),
        )

    def __str__(self) -> str:
        return self.name


class SpeakerProposal(models.Model):
    """Two speakers whose names are alike, for a person to say whether they are one. A pair is proposed once."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        MERGED = "merged", _("one and the same")
        REJECTED = "rejected", _("kept apart")

    speaker = models.ForeignKey(Speaker, verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="proposals")
    candidate = models.ForeignKey(Speaker, verbose_name=_("may be"), on_delete=models.PROTECT, related_name="proposed_for")
    score = models.FloatField(_("score"), help_text=_("From 0 to 1; higher is surer."))
    reasons = models.JSONField(_("reasons"), default=list)
    names_version = models.CharField(_("compared by engine"), max_length=32)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SUGGESTED)
    created_at = models.DateTimeField(_("found at"), auto_now_add=True)

    class Meta:
        verbose_name = _("speaker proposal")
        verbose_name_plural = _("speaker proposals")
        ordering = ("-score", "id")
        constraints = (
            models.UniqueConstraint(fields=["speaker", "candidate"], name="proposal_pair_unique"),
            # The later speaker is proposed for the earlier one, so that a pair has one row.
            models.CheckConstraint(condition=Q(candidate__lt=F("speaker")), name="proposal_pair_ordered"),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="proposal_score"),
        )
        # The list of what waits for a person.
        indexes = (models.Index(F("score").desc(), condition=Q(state="suggested"), name="proposal_waiting"),)

    def __str__(self) -> str:
        return f"{self.speaker} – {self.candidate}"


class SpeakerChangeQuerySet(models.QuerySet["SpeakerChange"]):
    def visible_to(self, user: User | AnonymousUser) -> SpeakerChangeQuerySet:
        """Changes of which the user may see both speakers."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(_within_reach("speaker__article", user), _within_reach("root__article", user))


class SpeakerChange(models.Model):
    """One merge or split: which rows it moved from one identity to the other. Never changed; undoing is a change of its own."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split off")

    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    decision = models.OneToOneField("claims.Decision", verbose_name=_("decision"), on_delete=models.PROTECT, related_name="+")
    speaker = models.ForeignKey(
        Speaker, verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="changes", help_text=_("What was merged or split off.")
    )
    root = models.ForeignKey(
        Speaker, verbose_name=_("with"), on_delete=models.PROTECT, related_name="+", help_text=_("Into what, or from what.")
    )
    moved = models.JSONField(_("moved"), help_text=_("Ids of the rows moved, by table."))
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    objects = SpeakerChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge or split")
        verbose_name_plural = _("merges and splits")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.speaker} – {self.root}"
