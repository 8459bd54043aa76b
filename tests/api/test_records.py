"""Records are what DRF's own serializers would write, for rows of every kind and in every state."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Prefetch, Value
from rest_framework import serializers as drf

from claims.api import changes, imported, proposals, review_serializers, serializers, sources, speakers, webhooks
from claims.api.records import RecordSerializer, kept
from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    Change,
    Claim,
    Decision,
    Delivery,
    DeliveryAttempt,
    Evidence,
    FactCheck,
    Feed,
    ImportedMatch,
    ImportedReview,
    Match,
    Outlet,
    Page,
    Quote,
    RatingName,
    ReviewSource,
    Speaker,
    SpeakerChange,
    SpeakerProposal,
    Webhook,
)
from tests.api.fuzzing import one_of_everything, told_of_events
from tests.desk_rows import person

pytestmark = pytest.mark.django_db


def rows() -> dict[type[RecordSerializer[Any]], Any]:
    """The rows of each kind, loaded as the API loads them."""
    told_of_events(person("editor", "who is told"))
    checks = FactCheck.objects.with_claim_fingerprint()
    for check in checks:
        check.standing_evidence = list(check.evidence.standing())  # type: ignore[attr-defined]
    return {
        serializers.OutletSerializer: Outlet.objects.all(),
        serializers.SpeakerSerializer: Speaker.objects.all(),
        serializers.VersionRowSerializer: ArticleVersion.objects.all(),
        serializers.VersionTextSerializer: ArticleVersion.objects.all(),
        serializers.ArticleDetailSerializer: Article.objects.all(),
        serializers.QuoteSerializer: Quote.objects.all(),
        serializers.PlaceSerializer: Appearance.objects.placed(),
        serializers.ClaimSerializer: Claim.objects.for_records(),
        serializers.MatchSerializer: Match.objects.all(),
        review_serializers.FactCheckSerializer: checks,
        review_serializers.PieceSerializer: Evidence.objects.all(),
        review_serializers.DecisionSerializer: Decision.objects.all(),
        sources.FeedSerializer: Feed.objects.with_failed(),
        sources.PageSerializer: Page.objects.all(),
        proposals.ProposalSerializer: SpeakerProposal.objects.all(),
        speakers.SpeakerChangeSerializer: SpeakerChange.objects.annotate(undone=Value(False)),
        changes.ChangeSerializer: Change.objects.all(),
        webhooks.WebhookSerializer: Webhook.objects.select_related("owner"),
        webhooks.MadeWebhookSerializer: Webhook.objects.select_related("owner"),
        webhooks.AttemptSerializer: DeliveryAttempt.objects.all(),
        webhooks.DeliverySerializer: Delivery.objects.prefetch_related("log"),
        imported.ReviewSourceSerializer: ReviewSource.objects.all(),
        imported.RatingSerializer: RatingName.objects.with_uses(),
        imported.ImportedMatchSerializer: ImportedMatch.objects.all(),
        imported.ImportedReviewSerializer: ImportedReview.objects.prefetch_related(Prefetch("matches", to_attr="seen_matches")),
    }


def test_records_are_those_of_the_framework() -> None:
    one_of_everything()
    for kind, found in rows().items():
        slow = by_the_framework(kind)
        assert found, kind
        for row in found:
            written = kept(kind).to_representation(row)
            assert written == slow.to_representation(row)
            assert kept(kind).records([row], list(written)[:2]) == [dict(list(written.items())[:2])]


def by_the_framework(kind: Any) -> Any:
    """A serializer of the kind that writes rows in the framework's own way, with all that it holds."""
    slow = kind()
    for one in _nested(slow):
        one.to_representation = drf.ModelSerializer.to_representation.__get__(one)
    return slow


def _nested(serializer: Any) -> list[Any]:
    held = [getattr(field, "child", field) for field in serializer.fields.values()]
    return [serializer, *(inner for field in held if isinstance(field, drf.ModelSerializer) for inner in _nested(field))]


def test_a_field_whose_attribute_is_missing_is_an_error_unless_it_is_added() -> None:
    with pytest.raises(AttributeError):
        kept(serializers.PlaceSerializer).to_representation(Appearance())  # not `placed`
    assert serializers.MatchSerializer.added == {"low", "high"}
