"""Searches that people keep under a name: a list with its filter, for themselves or for their desk."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.user import User

LONGEST_QUERY = 2000


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, user: User | AnonymousUser) -> SavedSearchQuerySet:
        """The user's own and those shared with the user's desk."""
        if not isinstance(user, User):
            return self.none()
        own = Q(owner=user)
        return self.filter(own | Q(desk=user.desk_id) if user.desk_id is not None else own)

    def at(self, place: str, listed: str = "") -> SavedSearchQuerySet:
        """Those of one list, by name."""
        return self.filter(place=place, listed=listed).select_related("owner").order_by("name", "pk")


class SavedSearch(models.Model):
    """What to ask a list for, as its address has it. It holds no rows: whoever opens it sees what they may see then.

    `feed_digest` is the digest of the secret in the address of its feed; empty where it has none.
    """

    class Place(models.TextChoices):
        QUEUE = "queue", _("queue of the review desk")
        ADMIN = "admin", _("list of the admin")
        API = "api", _("claims of the API")

    owner = models.ForeignKey("claims.User", verbose_name=_("whose"), on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=100, help_text=_("As in: figures of the ministry, unreviewed."))
    place = models.CharField(_("where it applies"), max_length=8, choices=Place.choices)
    listed = models.CharField(_("rows"), max_length=40, blank=True, help_text=_("In the admin: which rows its list shows, as in claim."))
    query = models.CharField(_("filter"), max_length=LONGEST_QUERY, blank=True, help_text=_("As it stands in the address, behind the ?."))
    desk = models.ForeignKey(
        "claims.Desk",
        verbose_name=_("shared with"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="saved_searches",
        help_text=_("Empty: private."),
    )
    feed_digest = models.CharField(max_length=64, blank=True, editable=False)
    feed_made_at = models.DateTimeField(_("feed made at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="savedsearch_named"),
            models.CheckConstraint(
                condition=(Q(place="admin") & ~Q(listed="")) | (Q(place__in=("queue", "api")) & Q(listed="")), name="savedsearch_place"
            ),
            models.UniqueConstraint(fields=["owner", "place", "listed", "name"], name="savedsearch_name_unique"),
            models.UniqueConstraint(fields=["feed_digest"], condition=~Q(feed_digest=""), name="savedsearch_feed_unique"),
        )
        indexes = (models.Index(fields=["desk", "place", "listed"], condition=Q(desk__isnull=False), name="savedsearch_shared"),)

    def __str__(self) -> str:
        return self.name
