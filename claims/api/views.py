"""The endpoints. Lists begin with what the caller may see; writing calls a stage."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, permissions, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api import exports, filters, serializers
from claims.api.pages import NewestFirst
from claims.api.permissions import MayRead
from claims.api.reviewing import ClaimReviewing
from claims.models import Article, Claim, Outlet, Quote, Speaker
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.tasks import read_version
from claims.timeline import figures_of


class _ListRetrieve(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    permission_classes = (permissions.IsAuthenticated, MayRead)
    pagination_class = NewestFirst


@extend_schema(tags=["articles"])
class ArticleViewSet(_ListRetrieve):
    """Articles. POST a text, then poll the article until its state is `done`."""

    filterset_class = filters.ArticleFilter
    queryset = Article.objects.none()

    def get_queryset(self) -> QuerySet[Article]:
        seen = Article.objects.visible_to(self.request.user)
        return seen.for_lists() if self.action == "list" else seen.select_related("outlet").prefetch_related("versions")

    def get_serializer_class(self) -> type[serializers.ArticleSerializer]:
        return serializers.ArticleDetailSerializer if self.action == "retrieve" else serializers.ArticleSerializer

    @extend_schema(
        summary="Hand in an article",
        request=serializers.ArticleWriteSerializer,
        responses={202: serializers.ArticleSerializer, 200: serializers.ArticleSerializer},
    )
    def create(self, request: Request) -> Response:
        """202 with the article to poll at `Location`; 200 where the same article is there already."""
        form = serializers.ArticleWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        fields = {**form.validated_data, "outlet": find_outlet(form.validated_data["outlet"])}
        with transaction.atomic():
            version, is_new = ingest(Submission(**fields), by=request.user)  # type: ignore[arg-type]  # signed in: a permission
            if is_new:
                transaction.on_commit(partial(read_version.delay, version.pk))
        article = self.get_queryset().get(pk=version.article_id)
        address = reverse("api:article-detail", args=[article.pk], request=request)
        number = status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK
        return Response(serializers.ArticleSerializer(article).data, status=number, headers={"Location": address})


@extend_schema(tags=["claims"])
class ClaimViewSet(ClaimReviewing, _ListRetrieve):
    """Claims with speaker, the three dates, amounts, appearances and status."""

    serializer_class = serializers.ClaimSerializer
    filterset_class = filters.ClaimFilter
    queryset = Claim.objects.none()

    def get_queryset(self) -> QuerySet[Claim]:
        return Claim.objects.visible_to(self.request.user).for_lists()

    @extend_schema(
        summary="All claims in one answer",
        parameters=[OpenApiParameter("as", str, enum=list(exports.TYPES), description="One JSON record a line, or CSV. Default: jsonl.")],
        responses={(200, mime.partition(";")[0]): OpenApiTypes.STR for mime in exports.TYPES.values()},
    )
    @action(detail=False, methods=["get"], pagination_class=None)
    def export(self, request: Request) -> StreamingHttpResponse:
        """The claims that the filters leave, oldest first, streamed; there is no cap."""
        form = request.query_params.get("as", "jsonl")
        if form not in exports.TYPES:
            raise ValidationError({"as": [f"Take one of: {', '.join(exports.TYPES)}."]})
        return exports.stream(self.filter_queryset(self.get_queryset()), form)

    @extend_schema(summary="How a claim's figures went over time", responses={200: serializers.FigureSerializer(many=True)})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def timeline(self, request: Request, pk: str) -> Response:
        """The claim's amounts that people confirmed to be one figure with those of other claims, each with all its values."""
        figures = figures_of(self.get_object(), request.user)
        return Response(serializers.FigureSerializer(figures, many=True).data)


@extend_schema(tags=["quotes"])
class QuoteViewSet(_ListRetrieve):
    """Quotes, with the words, the cue and the speaker."""

    serializer_class = serializers.QuoteSerializer
    filterset_class = filters.QuoteFilter
    queryset = Quote.objects.none()

    def get_queryset(self) -> QuerySet[Quote]:
        articles = Article.objects.visible_to(self.request.user)
        return Quote.objects.filter(retired_by="", version__article__in=articles).select_related("speaker", "version")


@extend_schema(tags=["speakers"])
class SpeakerViewSet(_ListRetrieve):
    """Speakers that are not merged into another, and that are known beyond one confidential article."""

    serializer_class = serializers.SpeakerSerializer
    filterset_class = filters.SpeakerFilter
    queryset = Speaker.objects.none()

    def get_queryset(self) -> QuerySet[Speaker]:
        hidden = Article.objects.hidden_from(self.request.user)
        return Speaker.objects.filter(merged_into=None).exclude(article__in=hidden).prefetch_related("names")


@extend_schema(tags=["outlets"])
class OutletViewSet(_ListRetrieve):
    """Outlets that articles may name."""

    serializer_class = serializers.OutletSerializer
    queryset = Outlet.objects.order_by(F("id").desc())
