"""Articles read again: what that would change, doing it, and what it proposes where a person had decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import review_serializers as forms
from claims.api.filters import ReadingProposalFilter
from claims.api.permissions import deciding
from claims.api.records import RecordSerializer
from claims.api.retrying import queue_for
from claims.api.reviewing import IF_MATCH, Seeing
from claims.api.rows import RowsAndRow
from claims.models import Proposal
from claims.pipeline.correct import accept_proposal, decline_proposal
from claims.pipeline.foresee_reading import KINDS, ForeseenReading, RowChange, foresee_reading
from claims.pipeline.reading import read_again
from claims.rights import Action
from claims.tasks import call_on_commit, read_version

# Fields of claims and quotes that what is foreseen calls by other names than their records do.
_AS_IN_RECORDS = {"words": "text", "said on": "stated_on", "as of": "as_of"}


class ChangedFieldSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="As a record of the claim or quote calls it; amounts are one field.")
    before = serializers.CharField(allow_blank=True, help_text="In words; empty of what would be new.")
    after = serializers.CharField(allow_blank=True, help_text="In words; empty of what would be gone.")


class RowChangeSerializer(serializers.Serializer[Any]):
    """A claim or quote that would be new, changed or gone; or a proposal, where a person has decided and that would stay."""

    kind = serializers.ChoiceField(choices=list(KINDS))
    text = serializers.CharField()
    fields_changed = ChangedFieldSerializer(many=True)


class ForeseenReadingSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(help_text="Number of the text that would be read: the newest.")
    was_read_by = serializers.CharField(allow_blank=True, help_text="The engine that read it last; empty: none, or the one of today.")
    changes = RowChangeSerializer(many=True, help_text="In the order of the text.")


@extend_schema_field({"type": ["integer", "string", "array", "object", "null"]})
class Kept(serializers.JSONField):
    """What a decision has of one field."""


class ReadingProposalSerializer(RecordSerializer[Proposal]):
    """One field of a `claim` or `quote`, the other of which is null: as it stood when it was read again, and as it was read.

    `old` and `new` are as the decisions on the row have them: a speaker's id, days as [first, last], a place, a list of amounts.
    """

    old = Kept(read_only=True, help_text="As it stands.")
    new = Kept(read_only=True, help_text="As it was read.")
    version = serializers.IntegerField(read_only=True, help_text="Number of decisions taken on its claim or quote.")

    class Meta:
        model = Proposal
        fields = ("id", "claim", "quote", "field", "old", "new", "extraction_version", "state", "created_at", "version")


class ArticleRereading(RowsAndRow):
    """Adds to articles how they are read again."""

    @extend_schema(summary="What reading it again would change", request=None, responses={200: ForeseenReadingSerializer})
    @action(detail=True, methods=["post"], url_path="read-again/foresee")
    def foresee_reading(self, request: Request, pk: str) -> Response:
        """Nothing is changed. It takes as long as reading does."""
        return Response(_record(foresee_reading(self.get_object().newest.pk)))

    @extend_schema(
        summary="Read it again",
        request=None,
        responses={
            202: OpenApiResponse(description="Its newest text is being read again."),
            204: OpenApiResponse(description="It is being read already."),
        },
    )
    @action(detail=True, methods=["post"], url_path="read-again")
    def read_again(self, request: Request, pk: str) -> Response:
        """What a person has decided stays, with what was read otherwise as proposals."""
        newest = self.get_object().newest
        is_begun = read_again(newest.pk)
        if is_begun:
            call_on_commit(read_version, newest.pk, queue=queue_for(request))
        return Response(status=status.HTTP_202_ACCEPTED if is_begun else status.HTTP_204_NO_CONTENT)


def _record(foreseen: ForeseenReading) -> dict[str, Any]:
    """As `ForeseenReadingSerializer` describes it."""
    changes = [_change(one) for one in foreseen.changes]
    return {"version": foreseen.version.number, "was_read_by": foreseen.was_read_by, "changes": changes}


def _change(change: RowChange) -> dict[str, Any]:
    fields = [
        {"field": _AS_IN_RECORDS.get(field, field), "before": before, "after": after} for field, (before, after) in change.fields.items()
    ]
    return {"kind": change.kind, "text": change.name, "fields_changed": fields}


_ANSWER: Any = {"parameters": [IF_MATCH], "request": forms.DecidingSerializer, "responses": {200: ReadingProposalSerializer}}


@extend_schema(tags=["articles"])
class ReadingProposalViewSet(Seeing, RowsAndRow):
    """Where a new reading differs from what a person has decided: proposed, never written over."""

    serializer_class = ReadingProposalSerializer
    filterset_class = ReadingProposalFilter
    needs: ClassVar[Any] = dict.fromkeys(("accept", "decline"), deciding(Action.CORRECT))
    queryset = Proposal.objects.none()

    def get_queryset(self) -> QuerySet[Proposal]:
        seen = Proposal.objects.visible_to(self.request.user).select_related("claim", "quote")
        return seen.annotate(version=Coalesce(F("claim__version"), F("quote__revision")))

    @extend_schema(summary="Take what was read", **_ANSWER)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> HttpResponse:
        """As a correction of the claim or quote. 409 where somebody has decided on that, or on the proposal, since."""
        return self.decided(request, forms.DecidingSerializer, accept_proposal)

    @extend_schema(summary="Leave it as it is", **_ANSWER)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> HttpResponse:
        """The same engine does not propose it again."""
        return self.decided(request, forms.DecidingSerializer, decline_proposal)
