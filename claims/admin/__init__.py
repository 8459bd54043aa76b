"""The editors' desk: Django's own admin. What the machine has read and what was decided is shown, not edited, here."""

from claims.admin.articles import ArticleAdmin, OutletAdmin
from claims.admin.findings import ClaimAdmin, MatchAdmin, QuoteAdmin
from claims.admin.keys import ApiKeyAdmin
from claims.admin.people import DeskAdmin, FactcheckUserAdmin
from claims.admin.reviewing import DecisionAdmin, FactCheckAdmin
from claims.admin.sources import FeedAdmin, PageAdmin
from claims.admin.speakers import SpeakerAdmin, SpeakerChangeAdmin, SpeakerProposalAdmin

__all__ = [
    "ApiKeyAdmin",
    "ArticleAdmin",
    "ClaimAdmin",
    "DecisionAdmin",
    "DeskAdmin",
    "FactCheckAdmin",
    "FactcheckUserAdmin",
    "FeedAdmin",
    "MatchAdmin",
    "OutletAdmin",
    "PageAdmin",
    "QuoteAdmin",
    "SpeakerAdmin",
    "SpeakerChangeAdmin",
    "SpeakerProposalAdmin",
]
