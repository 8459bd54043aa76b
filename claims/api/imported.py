"""Reviews by other fact checkers, and where they come from."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.filters import ImportedReviewFilter, RatingFilter, ReviewSourceFilter
from claims.api.permissions import deciding
from claims.api.records import RecordSerializer, kept
from claims.api.repeating import IDEMPOTENCY_KEY, hand_in
from claims.api.retrying import queue_for
from claims.api.review_serializers import StrictSerializer
from claims.api.rows import RowsAndRow, answered
from claims.api.seen import MAY_MATCH, unchanged
from claims.exchange.foreign_reviews import LONGEST_NAME
from claims.models import Claim, FactCheck, ImportedMatch, ImportedReview, RatingName, ReviewSource
from claims.pipeline.import_reviews import add_source, pause_source
from claims.pipeline.ratings import add_rating, map_rating
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


class ReviewSourceChangeSerializer(StrictSerializer):
    is_paused = serializers.BooleanField(help_text="It is not asked while this is set.")


@extend_schema_field(serializers.ChoiceField(choices=FactCheck.Verdict.choices, allow_null=True))
class MappedVerdictField(serializers.Field[Any, Any, Any, Any]):
    """The verdict of ours to which a publisher's rating is mapped."""

    def to_representation(self, value: str) -> str | None:
        return value or None


class RatingSerializer(RecordSerializer[RatingName]):
    """`words` as they were met first; other spellings of them are the same rating. `reviews` counts those that carry it."""

    verdict = MappedVerdictField(read_only=True, help_text="null: nobody has mapped it.")
    reviews = serializers.IntegerField(source="n", read_only=True)

    class Meta:
        model = RatingName
        fields = ("id", "words", "verdict", "reviews")


class RatingChangeSerializer(StrictSerializer):
    verdict = serializers.ChoiceField(choices=FactCheck.Verdict.choices, allow_null=True, help_text="null: shown as it is written.")


class RatingWriteSerializer(RatingChangeSerializer):
    words = serializers.CharField(max_length=LONGEST_NAME, help_text="As their publisher writes them, as in: Mostly false.")


class ImportedMatchSerializer(RecordSerializer[ImportedMatch]):
    class Meta:
        model = ImportedMatch
        fields = ("claim", "relation", "score", "reasons")


@extend_schema_field({"type": "object", "additionalProperties": {}})
class RecordField(serializers.JSONField):
    """A ClaimReview as JSON-LD."""


class ImportedReviewSerializer(RecordSerializer[ImportedReview]):
    """`rating` is the publisher's own word; `verdict` is what the map makes of it, null where nobody has mapped it. Neither is ours."""

    rating = serializers.CharField(source="rating_words", read_only=True, help_text="Empty where it gives none.")
    verdict = MappedVerdictField(source="mapped_verdict", read_only=True)
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
    needs: ClassVar[Any] = dict.fromkeys(("create", "partial_update"), deciding(Action.ADD_ARTICLE))

    @extend_schema(
        summary="Import reviews from an address",
        parameters=[IDEMPOTENCY_KEY],
        request=ReviewSourceWriteSerializer,
        responses={202: ReviewSourceSerializer, 200: ReviewSourceSerializer},
    )
    def create(self, request: Request) -> Response:
        """202 with the source, whose row says soon what was found; 200 where it is known, which is asked again."""
        return hand_in(request, partial(self._take_in, request))

    @extend_schema(
        summary="Pause a source of reviews",
        parameters=[MAY_MATCH],
        request=ReviewSourceChangeSerializer,
        responses={200: ReviewSourceSerializer},
    )
    def partial_update(self, request: Request, pk: str) -> HttpResponse:
        """Or have it asked again. Hand in its address once more to have it asked at once."""
        form = ReviewSourceChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        with unchanged(request, self) as source:
            pause_source(source, **form.validated_data, by=request.user)  # type: ignore[arg-type]  # signed in: a permission
            source.refresh_from_db()
        return answered(kept(ReviewSourceSerializer).to_representation(source), status.HTTP_200_OK)

    def _take_in(self, request: Request) -> Answered:
        form = ReviewSourceWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        with transaction.atomic():
            source, is_new = add_source(form.validated_data["address"], by=request.user)  # type: ignore[arg-type]  # signed in: a permission
            call_on_commit(ask_reviews, source.pk, queue=queue_for(request))
        number = status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK
        return Answered(number, ReviewSourceSerializer(source).data, reverse("api:review-source-detail", args=[source.pk], request=request))


@extend_schema(tags=["reviews by others"])
class RatingViewSet(RowsAndRow):
    """How other fact checkers call what they found, and which of our verdicts each is. None is deleted: it would be met again."""

    serializer_class = RatingSerializer
    queryset = RatingName.objects.none()
    filterset_class = RatingFilter
    needs: ClassVar[Any] = dict.fromkeys(("create", "partial_update"), deciding(Action.ADD_ARTICLE))

    def get_queryset(self) -> QuerySet[RatingName]:
        return RatingName.objects.with_uses()

    @extend_schema(summary="Add a rating", request=RatingWriteSerializer, responses={201: RatingSerializer})
    def create(self, request: Request) -> HttpResponse:
        """Before any review carries it. Refused where there is one of that spelling, or of one like it."""
        form = RatingWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        rating = add_rating(form.validated_data["words"], form.validated_data["verdict"] or "", by=request.user)  # type: ignore[arg-type]
        answer = self._answered(rating.pk, status.HTTP_201_CREATED)
        answer["Location"] = reverse("api:rating-detail", args=[rating.pk], request=request)
        return answer

    @extend_schema(summary="Map a rating", parameters=[MAY_MATCH], request=RatingChangeSerializer, responses={200: RatingSerializer})
    def partial_update(self, request: Request, pk: str) -> HttpResponse:
        """What is said holds at once, for every review that was imported."""
        form = RatingChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        with unchanged(request, self) as rating:
            map_rating(rating, form.validated_data["verdict"] or "", by=request.user)  # type: ignore[arg-type]
        return self._answered(rating.pk, status.HTTP_200_OK)

    def _answered(self, pk: int, number: int) -> HttpResponse:
        return answered(kept(RatingSerializer).to_representation(self.get_queryset().get(pk=pk)), number)


@extend_schema(tags=["reviews by others"])
class ImportedReviewViewSet(RowsAndRow):
    """Reviews by others, newest import first, with the claims of which they speak."""

    serializer_class = ImportedReviewSerializer
    filterset_class = ImportedReviewFilter
    queryset = ImportedReview.objects.none()

    def get_queryset(self) -> QuerySet[ImportedReview]:
        seen = ImportedMatch.objects.filter(claim__in=Claim.objects.visible_to(self.request.user))
        return ImportedReview.objects.select_related("rating").prefetch_related(Prefetch("matches", seen, to_attr="seen_matches"))
