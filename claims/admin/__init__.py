"""The editors' desk: Django's own admin. What the machine has read and what was decided is shown, not edited, here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from claims.admin.articles import ArticleAdmin
from claims.admin.findings import ClaimAdmin, MatchAdmin, QuoteAdmin
from claims.admin.imported import ImportedReviewAdmin, RatingNameAdmin, ReviewSourceAdmin
from claims.admin.keys import ApiKeyAdmin
from claims.admin.outlets import OutletAdmin
from claims.admin.people import DeskAdmin, FactcheckUserAdmin, MailAdmin
from claims.admin.proposals import ProposalAdmin
from claims.admin.reviewing import DecisionAdmin, FactCheckAdmin
from claims.admin.setbacks import SetbackAdmin
from claims.admin.sources import FeedAdmin, PageAdmin
from claims.admin.speakers import SpeakerAdmin, SpeakerChangeAdmin, SpeakerProposalAdmin
from claims.admin.webhooks import DeliveryAdmin, WebhookAdmin

admin.site.site_header = admin.site.site_title = "Factcheck"
admin.site.index_title = _("The desk")

__all__ = [
    "ApiKeyAdmin",
    "ArticleAdmin",
    "ClaimAdmin",
    "DecisionAdmin",
    "DeliveryAdmin",
    "DeskAdmin",
    "FactCheckAdmin",
    "FactcheckUserAdmin",
    "FeedAdmin",
    "ImportedReviewAdmin",
    "MailAdmin",
    "MatchAdmin",
    "OutletAdmin",
    "PageAdmin",
    "ProposalAdmin",
    "QuoteAdmin",
    "RatingNameAdmin",
    "ReviewSourceAdmin",
    "SetbackAdmin",
    "SpeakerAdmin",
    "SpeakerChangeAdmin",
    "SpeakerProposalAdmin",
    "WebhookAdmin",
]
