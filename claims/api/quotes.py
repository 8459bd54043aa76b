"""Quotes, and what editors correct of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api import filters
from claims.api import review_serializers as forms
from claims.api.columns import Columns
from claims.api.correcting import correct_quote
from claims.api.permissions import deciding
from claims.api.reviewing import IF_MATCH, Seeing
from claims.api.rows import RowsAndRow
from claims.api.serializers import QuoteSerializer
from claims.models import Quote
from claims.pipeline.undo import undo
from claims.rights import Action

_ANSWER: Any = {"parameters": [IF_MATCH], "responses": {200: QuoteSerializer}}


@extend_schema(tags=["quotes"])
class QuoteViewSet(Seeing, RowsAndRow):
    """Quotes, with the words, the cue and the speaker."""

    serializer_class = QuoteSerializer
    filterset_class = filters.QuoteFilter
    needs: ClassVar[Any] = dict.fromkeys(("correction", "undo"), deciding(Action.CORRECT))
    columns: ClassVar[Any] = Columns(QuoteSerializer, Quote.objects.all)
    queryset = Quote.objects.none()

    def seen(self) -> QuerySet[Quote]:
        return Quote.objects.visible_to(self.request.user).filter(retired_by="")

    def get_queryset(self) -> QuerySet[Quote]:
        return self.seen().select_related("speaker", "version").defer("version__text")

    @extend_schema(summary="Correct what was read", request=forms.QuoteCorrectionWriteSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def correction(self, request: Request, pk: str) -> HttpResponse:
        """409 where somebody else has decided since the version that is named."""
        return self.decided(request, forms.QuoteCorrectionWriteSerializer, correct_quote)

    @extend_schema(summary="Take back your last decision", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> HttpResponse:
        return self.decided(request, forms.DecidingSerializer, undo)
