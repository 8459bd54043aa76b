"""Reviews by other fact checkers, and where they come from."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.filters import ImportedReviewFilter, ReviewSourceFilter
from claims.api.permissions import deciding
from claims.api.records import RecordSerializer
from claims.api.repeating import IDEMPOTENCY_KEY, hand_in
from claims.api.retrying import queue_for
from claims.api.review_serializers import StrictSerializer
from claims.api.rows import RowsAndRow
from claims.models import Claim, FactCheck, ImportedMatch, ImportedReview, RatingName, ReviewSource
from claims.pipeline.import_reviews import add_source
from claims.pipeline.repeat import Answered
from claims.rights import Action
from claims.tasks import ask_reviews, call_on_commit


class ReviewSourceSerializer(RecordSerializer[ReviewSource]):
    """A feed or a page; `found` and `refused` count the reviews of its last answer."""

    class Meta:
        model = ReviewSource
        fields = ("id", "address", "is_paused", "asked_at", "next_at", "found", "refused", "failures", "error_code", "error_params")


class ReviewSourceWriteSerializer(StrictSerializer):
    address = serializers.CharField(max_length=2000, help_text="Of a schema.org DataFeed of ClaimReviews, or of a page that carries some.")


class ImportedMatchSerializer(RecordSerializer[ImportedMatch]):
    class Meta:
        model = ImportedMatch
        fields = ("claim", "relation", "score", "reasons")


@extend_schema_field({"type": "object", "additionalProperties": {}})
class RecordField(serializers.JSONField):
    """A ClaimReview as JSON-LD."""


@extend_schema_field(serializers.ChoiceField(choices=FactCheck.Verdict.choices, allow_null=True))
class MappedVerdictField(serializers.Field[Any, Any, Any, Any]):
    """The verdict of ours to which a publisher's rating is mapped."""

    def to_representation(self, value: RatingName) -> str | None:
        return value.verdict or None


class ImportedReviewSerializer(RecordSerializer[ImportedReview]):
    """`rating` is the publisher's own word; `verdict` is what the map makes of it, null where nobody has mapped it. Neither is ours."""

    rating = serializers.CharField(source="rating_words", read_only=True, help_text="Empty where it gives none.")
    verdict = MappedVerdictField(source="rating", read_only=True)
    matches = ImportedMatchSerializer(source="seen_matches", many=True, read_only=True, help_text="Claims of which it speaks.")
    record = RecordField(read_only=True)

    class Meta:
        model = ImportedReview
        fields = (
            *("id", "address", "publisher", "site", "claim_text", "claimant", "claimed_on", "language", "rating", "verdict"),
            *("reviewed_on", "source", "gone_at", "imported_at", "changed_at", "matched_at", "matches", "record"),
        )


@extend_schema(tags=["reviews by others"])
class ReviewSourceViewSet(RowsAndRow):
    """Feeds and pages from which reviews come, and how they are doing. Each is asked once a day."""

    serializer_class = ReviewSourceSerializer
    queryset = ReviewSource.objects.all()
    filterset_class = ReviewSourceFilter
    needs: ClassVar[Any] = {"create": deciding(Action.ADD_ARTICLE)}

    @extend_schema(
        summary="Import reviews from an address",
        parameters=[IDEMPOTENCY_KEY],
        request=ReviewSourceWriteSerializer,
        responses={202: ReviewSourceSerializer, 200: ReviewSourceSerializer},
    )
    def create(self, request: Request) -> Response:
        """202 with the source, whose row says soon what was found; 200 where it is known, which is asked again."""
        return hand_in(request, partial(self._take_in, request))

    def _take_in(self, request: Request) -> Answered:
        form = ReviewSourceWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        with transaction.atomic():
            source, is_new = add_source(form.validated_data["address"], by=request.user)  # type: ignore[arg-type]  # signed in: a permission
            call_on_commit(ask_reviews, source.pk, queue=queue_for(request))
        number = status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK
        return Answered(number, ReviewSourceSerializer(source).data, reverse("api:review-source-detail", args=[source.pk], request=request))


@extend_schema(tags=["reviews by others"])
class ImportedReviewViewSet(RowsAndRow):
    """Reviews by others, newest import first, with the claims of which they speak."""

    serializer_class = ImportedReviewSerializer
    filterset_class = ImportedReviewFilter
    queryset = ImportedReview.objects.none()

    def get_queryset(self) -> QuerySet[ImportedReview]:
        seen = ImportedMatch.objects.filter(claim__in=Claim.objects.visible_to(self.request.user))
        return ImportedReview.objects.select_related("rating").prefetch_related(Prefetch("matches", seen, to_attr="seen_matches"))
