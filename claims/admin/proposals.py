"""Where a new reading differs from what a person has decided, in words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.deciding import DecidingAdmin
from claims.admin.texts import link_in, text_alone, text_in
from claims.decided import FIELDS, Changed, changes_in_words
from claims.models import Proposal

# What is read anew of a claim or a quote.
READ_ANEW = ("span", "appearance", "speaker", "stated_on", "said", "as_of", "amounts")
# Of those, what is in the language of the article.
_QUOTED = {"span", "appearance", "amounts"}


class FieldFilter(admin.SimpleListFilter):
    title = _("field")
    parameter_name = "field"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(field, FIELDS[field]) for field in READ_ANEW]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(field=self.value()) if self.value() else queryset


@admin.register(Proposal)
class ProposalAdmin(DecidingAdmin[Proposal]):
    list_display = ("what", "about", "was", "would_be", "state", "created_at")
    list_filter = ("state", FieldFilter)
    fields = ("about", "what", "was", "would_be", "extraction_version", "state", "created_at")
    readonly_fields = ("about", "what", "was", "would_be")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        shown = Proposal.objects.visible_to(request.user).select_related("claim", "quote__version__article")
        return shown.defer("quote__version__text")

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The names that all of its rows mention are asked for at once."""
        listed = super().get_changelist_instance(request)
        rows: list[Any] = list(listed.result_list)
        for row, changed in zip(rows, _in_words(*rows), strict=True):
            row.in_words = changed
        listed.result_list = rows
        return listed

    @admin.display(description=_("field"), ordering="field")
    def what(self, proposal: Any) -> str:
        return _words(proposal).field

    @admin.display(description=_("claim or quote"))
    def about(self, proposal: Any) -> SafeString:
        name, row = ("claim", proposal.claim) if proposal.claim else ("quote", proposal.quote)
        return link_in(reverse(f"admin:claims_{name}_change", args=[row.pk]), _language(proposal), row.text)

    @admin.display(description=_("as it stands"))
    def was(self, proposal: Any) -> SafeString:
        return _said(proposal, _words(proposal).before)

    @admin.display(description=_("as read again"))
    def would_be(self, proposal: Any) -> SafeString:
        return _said(proposal, _words(proposal).after)


def _in_words(*proposals: Proposal) -> list[Changed]:
    return [changed for (changed,) in changes_in_words([{one.field: [one.old, one.new]} for one in proposals])]


def _words(proposal: Any) -> Changed:
    """Of a row of a list as that has found it."""
    found: Changed = proposal.in_words if hasattr(proposal, "in_words") else _in_words(proposal)[0]
    return found


def _said(proposal: Proposal, words: str) -> SafeString:
    return text_in(_language(proposal), words) if proposal.field in _QUOTED and words else text_alone(words or "–")


def _language(proposal: Any) -> str:
    return str(proposal.claim.language if proposal.claim else proposal.quote.version.language)
