"""Addresses under /api/v1/."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from claims.api import desks, imported, outlets, reviewing, searches, sources, speakers, views, webhooks
from claims.api.changes import ChangesView
from claims.api.claims_search import ClaimsSearchView
from claims.api.document import DocumentView
from claims.api.elsewhere import elsewhere
from claims.api.files import FilesView
from claims.api.match_text import MatchTextView
from claims.api.proposals import ProposalViewSet
from claims.api.quotes import QuoteViewSet
from claims.api.rereading import ReadingProposalViewSet
from claims.api.statistics import StatisticsView

app_name = "api"

_SINGULAR = {"matches": "match", "deliveries": "delivery", "searches": "search"}

router = SimpleRouter()
for name, viewset in {
    "articles": views.ArticleViewSet,
    "versions": views.VersionViewSet,
    "claims": views.ClaimViewSet,
    "appearances": views.AppearanceViewSet,
    "quotes": QuoteViewSet,
    "speakers": speakers.SpeakerViewSet,
    "speaker-changes": speakers.SpeakerChangeViewSet,
    "speaker-proposals": ProposalViewSet,
    "reading-proposals": ReadingProposalViewSet,
    "matches": reviewing.MatchViewSet,
    "fact-checks": reviewing.FactCheckViewSet,
    "evidence": reviewing.EvidenceViewSet,
    "decisions": reviewing.DecisionViewSet,
    "searches": searches.SavedSearchViewSet,
    "desks": desks.DeskViewSet,
    "outlets": outlets.OutletViewSet,
    "feeds": sources.FeedViewSet,
    "pages": sources.PageViewSet,
    "review-sources": imported.ReviewSourceViewSet,
    "ratings": imported.RatingViewSet,
    "imported-reviews": imported.ImportedReviewViewSet,
    "webhooks": webhooks.WebhookViewSet,
    "deliveries": webhooks.DeliveryViewSet,
}.items():
    router.register(name, viewset, basename=_SINGULAR.get(name, name.removesuffix("s")))

urlpatterns = [
    path("articles/files/", FilesView.as_view(), name="article-files"),
    *router.urls,
    path("claims:search", ClaimsSearchView.as_view(), name="claims-search"),
    path("match-text", MatchTextView.as_view(), name="match-text"),
    path("changes", ChangesView.as_view(), name="changes"),
    path("statistics/<slug:name>", StatisticsView.as_view(), name="statistics"),
    path("schema", DocumentView.as_view(), name="schema"),
    path("docs", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="docs"),
    # Line breaks too, which a dot does not stand for.
    re_path(r"^(?P<rest>[\s\S]*)$", elsewhere, name="elsewhere"),
]
