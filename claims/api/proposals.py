"""Speakers that may be one: read by all, decided by editors."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F, Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.filters import ProposalFilter
from claims.api.pages import BY_ID, Order
from claims.api.permissions import deciding
from claims.api.records import RecordSerializer
from claims.api.rows import RowsAndRow
from claims.api.serializers import SpeakerRefSerializer
from claims.models import Article, SpeakerProposal
from claims.pipeline.merge import RIGHT, merge_proposal, reject_proposal


class ProposalSerializer(RecordSerializer[SpeakerProposal]):
    """`speaker` may be `candidate`, which was known before it. `reasons` are codes with their parameters."""

    speaker = SpeakerRefSerializer(read_only=True)
    candidate = SpeakerRefSerializer(read_only=True)

    class Meta:
        model = SpeakerProposal
        fields = ("id", "speaker", "candidate", "score", "reasons", "state", "created_at")


class ProposalDecisionSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=2000, help_text="Why; it is kept with the decision.")


@extend_schema(tags=["speakers"])
class ProposalViewSet(RowsAndRow):
    """Pairs of speakers whose names are alike, and what was decided of them."""

    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter
    orders: ClassVar[Any] = {"id": BY_ID, "score": Order(F("score"), float)}
    needs: ClassVar[Any] = {"merge": deciding(RIGHT), "keep_apart": deciding(RIGHT)}
    queryset = SpeakerProposal.objects.none()

    def get_queryset(self) -> QuerySet[SpeakerProposal]:
        seen = Article.objects.visible_to(self.request.user)
        own = Q(speaker__article=None) | Q(speaker__article__in=seen)
        return SpeakerProposal.objects.filter(own).select_related("speaker", "candidate")

    @extend_schema(summary="They are one", request=ProposalDecisionSerializer, responses={200: ProposalSerializer})
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Merge the speaker into the candidate; its claims follow, and approvals of them become void."""
        merge_proposal(self.get_object(), by=request.user, reason=self._reason(request))  # type: ignore[arg-type]  # signed in
        return Response(ProposalSerializer(self.get_object()).data)

    @extend_schema(summary="They are two", request=ProposalDecisionSerializer, responses={200: ProposalSerializer})
    @action(detail=True, methods=["post"], url_path="keep-apart")
    def keep_apart(self, request: Request, pk: str) -> Response:
        """The pair is not proposed again."""
        reject_proposal(self.get_object(), by=request.user, reason=self._reason(request))  # type: ignore[arg-type]  # signed in
        return Response(ProposalSerializer(self.get_object()).data)

    def _reason(self, request: Request) -> str:
        form = ProposalDecisionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        return str(form.validated_data["reason"])
