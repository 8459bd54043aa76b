"""The endpoints. Lists begin with what the caller may see; writing calls a stage."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api import exports, filters, serializers
from claims.api.columns import Beside, Columns, held
from claims.api.origins import ArticleGrouping
from claims.api.pages import BY_ID, Order
from claims.api.permissions import DELIVERING, deciding
from claims.api.records import kept
from claims.api.repeating import IDEMPOTENCY_KEY, hand_in
from claims.api.rereading import ArticleRereading
from claims.api.retrying import ArticleRetrying, queue_for
from claims.api.reviewing import ClaimReviewing, live_fact_checks
from claims.api.rows import RowsAndRow, digest, expand_parameter, fields_asked, one_of, shown, tagged
from claims.claim_filter import ClaimFilter
from claims.exchange.annotations import MEDIA_TYPE, annotation_page
from claims.exchange.claim_lines import CLAIMS
from claims.models import Appearance, Article, ArticleVersion, Claim, Quantity, Quote
from claims.models.claim import AppearanceQuerySet, ClaimQuerySet, first_day, support_of
from claims.pipeline.ingest import Submission, find_outlet, ingest
from claims.pipeline.repeat import Answered
from claims.rights import Action
from claims.tasks import call_on_commit, read_version
from claims.timeline import figures_of


@extend_schema(tags=["articles"])
class ArticleViewSet(ArticleRetrying, ArticleRereading, ArticleGrouping, RowsAndRow):
    """Articles. POST a text, then poll the article until its state is `done`."""

    filterset_class = filters.ArticleFilter
    needs: ClassVar[Any] = {
        **dict.fromkeys(("create", "retry"), DELIVERING),
        **dict.fromkeys(("foresee_reading", "read_again"), deciding(Action.ADD_ARTICLE)),
        **dict.fromkeys(("origin", "set_apart", "undo"), deciding(Action.CORRECT)),
    }
    queryset = Article.objects.none()

    def get_queryset(self) -> QuerySet[Article]:
        # A single article loads its newest text behind its versions: each may have a million characters.
        return Article.objects.visible_to(self.request.user).for_lists()

    def get_serializer_class(self) -> type[serializers.ArticleSerializer]:
        return serializers.ArticleDetailSerializer if self.action == "retrieve" else serializers.ArticleSerializer

    @extend_schema(
        summary="Hand in an article",
        parameters=[IDEMPOTENCY_KEY],
        request=serializers.ArticleWriteSerializer,
        responses={202: serializers.ArticleSerializer, 200: serializers.ArticleSerializer},
    )
    def create(self, request: Request) -> Response:
        """202 with the article to poll at `Location`; 200 where the same article is there already."""
        return hand_in(request, partial(self._take_in, request))

    def _take_in(self, request: Request) -> Answered:
        form = serializers.ArticleWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        fields = {**form.validated_data, "outlet": find_outlet(form.validated_data["outlet"])}
        with transaction.atomic():
            version, is_new = ingest(Submission(**fields), by=request.user)  # type: ignore[arg-type]  # signed in: a permission
            if is_new:
                call_on_commit(read_version, version.pk, queue=queue_for(request))
        article = self.get_queryset().get(pk=version.article_id)
        address = reverse("api:article-detail", args=[article.pk], request=request)
        number = status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK
        return Answered(number, serializers.ArticleSerializer(article).data, address)

    @extend_schema(
        summary="One text of an article",
        parameters=[OpenApiParameter("number", {"type": "integer", "minimum": 1}, OpenApiParameter.PATH)],
        responses=serializers.VersionTextSerializer,
    )
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<number>\d{1,9})")
    def version(self, request: Request, pk: str, number: str) -> HttpResponse:
        """As it was fetched; every offset points into the text of one version."""
        version = self.get_object().versions.filter(number=int(number)).first()
        if version is None:
            raise NotFound
        serializer = kept(serializers.VersionTextSerializer)
        return shown(request, serializer.to_representation(version), fields_asked(request, serializer))

    @extend_schema(
        summary="What was read in one text, as W3C annotations",
        parameters=[OpenApiParameter("number", {"type": "integer", "minimum": 1}, OpenApiParameter.PATH)],
        responses={(200, "application/ld+json"): OpenApiTypes.OBJECT},
    )
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<number>\d{1,9})/annotations")
    def annotations(self, request: Request, pk: str, number: str) -> HttpResponse:
        """An AnnotationPage: quotes and claims, each with a TextQuoteSelector and a TextPositionSelector into the text of the version."""
        version = self.get_object().versions.filter(number=int(number)).first()
        if version is None:
            raise NotFound
        quotes = Quote.objects.visible_to(request.user).filter(version=version, retired_by="").select_related("speaker")
        claims = Claim.objects.visible_to(request.user)
        places = Appearance.objects.filter(version=version, retired_by="", claim__in=claims)
        address = reverse("api:article-annotations", args=[pk, number], request=request)
        record = annotation_page(version, quotes, places, address=address, site=request.build_absolute_uri("/")[:-1])
        answer = HttpResponse(json.dumps(record, ensure_ascii=False), content_type=MEDIA_TYPE)
        return tagged(request, answer, f'"{digest(record)}"')


@extend_schema(tags=["articles"])
class VersionViewSet(RowsAndRow):
    """The texts of articles, each as it was fetched; lists leave the words out."""

    filterset_class = filters.VersionFilter
    queryset = ArticleVersion.objects.none()

    def get_queryset(self) -> QuerySet[ArticleVersion]:
        hidden = Article.objects.hidden_from(self.request.user)
        seen = ArticleVersion.objects.exclude(article__in=hidden)
        return seen.defer("text") if self.action == "list" else seen

    def get_serializer_class(self) -> type[serializers.VersionRowSerializer]:
        return serializers.VersionTextSerializer if self.action == "retrieve" else serializers.VersionRowSerializer


@extend_schema(tags=["claims"])
class AppearanceViewSet(RowsAndRow):
    """Where claims were found: article, version and span. Claims carry those that stand; here they can be filtered."""

    serializer_class = serializers.PlaceSerializer
    filterset_class = filters.AppearanceFilter
    columns: ClassVar[Any] = Columns(serializers.PlaceSerializer, Appearance.objects.placed)
    queryset = Appearance.objects.none()

    def seen(self) -> AppearanceQuerySet:
        claims, articles = Claim.objects.visible_to(self.request.user), Article.objects.visible_to(self.request.user)
        return Appearance.objects.standing().filter(claim__in=claims, version__article__in=articles)

    def get_queryset(self) -> QuerySet[Appearance]:
        return self.seen().placed()


EXPAND_CLAIM = expand_parameter("fact_checks")


@extend_schema_view(list=extend_schema(parameters=[EXPAND_CLAIM]), retrieve=extend_schema(parameters=[EXPAND_CLAIM]))
@extend_schema(tags=["claims"])
class ClaimViewSet(ClaimReviewing, exports.Exporting, RowsAndRow):
    """Claims with speaker, the three dates, amounts, appearances and status."""

    serializer_class = serializers.ClaimSerializer
    filterset_class = ClaimFilter
    orders: ClassVar[Any] = {
        "id": BY_ID,
        "checkworthiness": Order(F("checkworthiness"), float),
        "published": Order(first_day(), date.fromisoformat),
        "queue": Order(F("queue_rank__rank"), float, "queue_rank__claim_id"),
    }
    own_parameters: ClassVar[Any] = {**ClaimReviewing.own_parameters, **exports.EXPORTING, "timeline": ("as",)}
    exported_as = "claims", CLAIMS
    expansions: ClassVar[Any] = {"fact_checks": live_fact_checks}
    columns: ClassVar[Any] = Columns(
        serializers.ClaimSerializer,
        Claim.objects.all,
        Beside(("articles", "origins"), support_of, (0, 0)),
        held("quantities", serializers.QuantitySerializer, Quantity.objects.all, "claim"),
        held("appearances", serializers.AppearanceSerializer, lambda: Appearance.objects.placed().standing(), "claim"),
    )
    queryset = Claim.objects.none()

    def seen(self) -> ClaimQuerySet:
        return Claim.objects.visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Claim]:
        return self.seen().for_records()

    @extend_schema(
        summary="How a claim's figures went over time",
        parameters=[OpenApiParameter("as", str, enum=["json", "csv"], description="Default: json.")],
        responses={200: serializers.FigureSerializer(many=True), (200, "text/csv"): OpenApiTypes.STR},
    )
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def timeline(self, request: Request, pk: str) -> HttpResponse:
        """The claim's amounts that people confirmed to be one figure with those of other claims, each with all its values."""
        form = one_of(request, "as", ("json", "csv"))
        figures = serializers.FigureSerializer(figures_of(self.get_object(), request.user), many=True).data
        answer = exports.figures_csv(figures, f"claim-{pk}-figures.csv") if form == "csv" else Response(figures)
        return tagged(request, answer, f'"{digest([form, figures])}"')
