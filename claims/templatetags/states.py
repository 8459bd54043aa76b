"""Where a row stands, in words for people: every word that a decision says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()

# The words of the models' own choices, which this floor does not import; a test holds the two together.
STATES: Mapping[str, Any] = {
    # of claims
    "unreviewed": _("unreviewed"),
    "in_review": _("in review"),
    "in_approval": _("awaiting approval"),
    "reviewed": _("reviewed"),
    "dismissed": _("not worth checking"),
    # of matches
    "suggested": _("suggested"),
    "confirmed": _("confirmed"),
    "rejected": _("rejected"),
    "expired": _("expired"),
    # of fact checks; the day on which an article was published is another word in Arabic
    "draft": _("draft"),
    "approved": _("approved"),
    "void": _("approval void: the claim has changed"),
    "published": pgettext_lazy("state of a fact check", "published"),
    "withdrawn": _("withdrawn"),
    # of quotes, speakers, users, keys and the ledger
    "corrected": _("corrected"),
    "open": _("on its own"),
    "merged": _("merged"),
    "rights": _("roles"),
    "valid": _("in force"),
    "revoked": _("revoked"),
    "closed": _("ledger"),
}


@register.filter
def state_in_words(state: str) -> str:
    """The state in the language of the page; a word that is not known (of an older engine) as it stands."""
    return str(STATES.get(state, state))
