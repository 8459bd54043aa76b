"""Speakers that may be one: read by all, decided by editors."""

from __future__ import annotations

from functools import partial
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
from claims.api.review_serializers import StrictSerializer
from claims.api.rows import RowsAndRow
from claims.api.serializers import SpeakerRefSerializer
from claims.models import Article, SpeakerProposal
from claims.pipeline.merge import RIGHT, Outlook, carry_out, foresee_merge, merge_proposal, outlook_of, reject_proposal


class ProposalSerializer(RecordSerializer[SpeakerProposal]):
    """`speaker` may be `candidate`, which was known before it. `reasons` are codes with their parameters."""

    speaker = SpeakerRefSerializer(read_only=True)
    candidate = SpeakerRefSerializer(read_only=True)

    class Meta:
        model = SpeakerProposal
        fields = ("id", "speaker", "candidate", "score", "reasons", "state", "created_at")


class ForeseenSerializer(serializers.Serializer[Any]):
    """What a merge, a split or an undoing would move and which approvals it would make void, of what the caller may see."""

    claims = serializers.IntegerField()
    quotes = serializers.IntegerField()
    approvals = serializers.ListField(child=serializers.IntegerField(), help_text="Fact checks whose approval would be void.")
    approvals_elsewhere = serializers.IntegerField(help_text="How many more would be, which the caller may not see.")
    digest = serializers.CharField(help_text="What whoever does it has to name, so that nothing else happens than was foreseen.")


class ProposalDetailSerializer(ProposalSerializer):
    """Of a row with `foreseen`."""

    foreseen = ForeseenSerializer(read_only=True)

    class Meta:
        model = SpeakerProposal
        fields = (*ProposalSerializer.Meta.fields, "foreseen")


class ProposalDecisionSerializer(StrictSerializer):
    reason = serializers.CharField(max_length=2000, help_text="Why; it is kept with the decision.")


class ProposalMergeSerializer(ProposalDecisionSerializer):
    foreseen = serializers.CharField(max_length=64, help_text="The digest of what is foreseen, as you read it.")


@extend_schema(tags=["speakers"])
class ProposalViewSet(RowsAndRow):
    """Pairs of speakers whose names are alike, and what was decided of them."""

    filterset_class = ProposalFilter
    orders: ClassVar[Any] = {"id": BY_ID, "score": Order(F("score"), float)}
    needs: ClassVar[Any] = {"merge": deciding(RIGHT), "keep_apart": deciding(RIGHT)}
    queryset = SpeakerProposal.objects.none()

    def get_queryset(self) -> QuerySet[SpeakerProposal]:
        seen = Article.objects.visible_to(self.request.user)
        own = Q(speaker__article=None) | Q(speaker__article__in=seen)
        return SpeakerProposal.objects.filter(own).select_related("speaker", "candidate")

    def get_serializer_class(self) -> type[ProposalSerializer]:
        return ProposalDetailSerializer if self.action == "retrieve" else ProposalSerializer

    def get_object(self) -> SpeakerProposal:
        proposal: SpeakerProposal = super().get_object()
        if self.action == "retrieve":
            proposal.foreseen = foreseen_record(self._outlook(proposal))  # type: ignore[attr-defined]  # for its serializer
        return proposal

    def _outlook(self, proposal: SpeakerProposal) -> Outlook:
        by: Any = self.request.user
        return outlook_of(SpeakerProposal.objects.filter(pk=proposal.pk), partial(foresee_merge, by=by))

    @extend_schema(summary="They are one", request=ProposalMergeSerializer, responses={200: ProposalSerializer})
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Merge the speaker into the candidate; its claims follow, and approvals of them become void.

        What is foreseen is read with the proposal, and its digest named here: 409 where it has changed since.
        """
        form, proposal = ProposalMergeSerializer(data=request.data), self.get_object()
        form.is_valid(raise_exception=True)
        change = partial(merge_proposal, proposal, by=request.user, reason=form.validated_data["reason"])  # type: ignore[arg-type]  # signed in
        carry_out(partial(self._outlook, proposal), form.validated_data["foreseen"], change)
        return Response(ProposalSerializer(self.get_object()).data)

    @extend_schema(summary="They are two", request=ProposalDecisionSerializer, responses={200: ProposalSerializer})
    @action(detail=True, methods=["post"], url_path="keep-apart")
    def keep_apart(self, request: Request, pk: str) -> Response:
        """The pair is not proposed again."""
        form = ProposalDecisionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        reject_proposal(self.get_object(), by=request.user, reason=form.validated_data["reason"])  # type: ignore[arg-type]  # signed in
        return Response(ProposalSerializer(self.get_object()).data)


def foreseen_record(outlook: Outlook) -> dict[str, Any]:
    """As `ForeseenSerializer` describes it."""
    what = outlook.foreseen
    return {
        "claims": what.claims,
        "quotes": what.quotes,
        "approvals": [check.pk for check in what.approvals],
        "approvals_elsewhere": what.approvals_elsewhere,
        "digest": outlook.seal(),
    }
