"""Which articles are copies of one text, as editors say it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api import review_serializers as forms
from claims.api.reviewing import IF_MATCH, Seeing
from claims.api.rows import RowsAndRow
from claims.api.serializers import ArticleDetailSerializer
from claims.models import Article
from claims.pipeline.regroup import put_into_origin, set_apart
from claims.pipeline.undo import undo

_ANSWER: Any = {"parameters": [IF_MATCH], "responses": {200: ArticleDetailSerializer}}


class ArticleField(forms.NumberedField):
    """An article of those that the caller may see: any other does not exist."""

    def get_queryset(self) -> Any:
        return Article.objects.visible_to(self.context["request"].user)


class OriginWriteSerializer(forms.DecidingSerializer):
    of = ArticleField(queryset=Article.objects.none(), help_text="An article that has the origin: what was copied, or another copy.")


class ArticleGrouping(Seeing, RowsAndRow):
    """Adds to articles what is decided on their origins. The machine keeps to it until it is taken back."""

    @extend_schema(summary="Put it into another article's origin", request=OriginWriteSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def origin(self, request: Request, pk: str) -> HttpResponse:
        """Both are copies of one text: what is suggested between their claims expires."""
        return self.decided(request, OriginWriteSerializer, put_into_origin, ArticleDetailSerializer)

    @extend_schema(summary="Make it an origin of its own", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"], url_path="set-apart")
    def set_apart(self, request: Request, pk: str) -> HttpResponse:
        """It is no copy: its claims are compared again."""
        return self.decided(request, forms.DecidingSerializer, set_apart, ArticleDetailSerializer)

    @extend_schema(summary="Take back your last decision", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> HttpResponse:
        return self.decided(request, forms.DecidingSerializer, undo, ArticleDetailSerializer)
