"""Speakers, and what editors make of them: spelled otherwise too; merged, split, and either undone, each as it was foreseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import review_serializers as forms
from claims.api.filters import SpeakerChangeFilter, SpeakerFilter
from claims.api.pages import BY_ID, Order
from claims.api.permissions import deciding
from claims.api.proposals import ForeseenSerializer, ProposalMergeSerializer, foreseen_record
from claims.api.records import RecordSerializer
from claims.api.review_serializers import SpeakerField, StrictSerializer
from claims.api.reviewing import IF_MATCH, Seeing
from claims.api.rows import RowsAndRow
from claims.api.serializers import SpeakerRefSerializer, SpeakerSerializer
from claims.claim_filter import LARGEST
from claims.errors import InputRefused
from claims.models import Article, Speaker, SpeakerChange, User
from claims.pipeline.merge import RIGHT, Outlook, carry_out, check_merge, merge_speakers, outlook_of_merge, outlook_of_undoing, undo_change
from claims.pipeline.resolve import LONGEST_NAME
from claims.pipeline.spell import add_spelling
from claims.pipeline.split import outlook_of_split, split_speaker
from claims.pipeline.undo import undo

MOST_NAMES, MOST_ARTICLES = 100, 200


class ForeseeMergeSerializer(StrictSerializer):
    into = SpeakerField(queryset=Speaker.objects.none(), help_text="The one that is kept.")


class MergeWriteSerializer(ProposalMergeSerializer, ForeseeMergeSerializer):
    """`into` is the one that is kept."""


class ForeseeSplitSerializer(StrictSerializer):
    """What goes to the new speaker: what was read with some spellings, or in some articles; of several, all of it."""

    names = serializers.ListField(
        child=serializers.CharField(max_length=500), max_length=MOST_NAMES, default=list, help_text="Of its `spellings`."
    )
    articles = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST), max_length=MOST_ARTICLES, default=list, help_text="By their ids."
    )


class SplitWriteSerializer(ProposalMergeSerializer, ForeseeSplitSerializer):
    distinction = serializers.CharField(
        max_length=200, default="", allow_blank=True, help_text="Tells the new one apart, where it bears a name that stays."
    )


class SpellingWriteSerializer(forms.DecidingSerializer):
    spelling = serializers.CharField(max_length=LONGEST_NAME, help_text="In any script.")


class SpeakerChangeSerializer(RecordSerializer[SpeakerChange]):
    """`speaker` was merged into `root`, or split off from it; why and by whom stands in the decision."""

    speaker = SpeakerRefSerializer(read_only=True)
    root = SpeakerRefSerializer(read_only=True)
    undone = serializers.BooleanField(read_only=True)

    class Meta:
        model = SpeakerChange
        fields = ("id", "kind", "speaker", "root", "decision", "undoes", "undone")


class SpeakerChangeDetailSerializer(SpeakerChangeSerializer):
    """Of a row with `foreseen`."""

    foreseen = ForeseenSerializer(read_only=True, allow_null=True, help_text="Of undoing it; null where that cannot be done.")

    class Meta:
        model = SpeakerChange
        fields = (*SpeakerChangeSerializer.Meta.fields, "foreseen")


_ANSWER: Any = {"parameters": [IF_MATCH], "responses": {200: SpeakerSerializer}}


@extend_schema(tags=["speakers"])
class SpeakerViewSet(Seeing, RowsAndRow):
    """Speakers that are not merged into another, and that are known beyond one confidential article."""

    serializer_class = SpeakerSerializer
    filterset_class = SpeakerFilter
    orders: ClassVar[Any] = {"id": BY_ID, "name": Order(F("name"), str)}
    needs: ClassVar[Any] = dict.fromkeys(("merge", "foresee_merge", "split", "foresee_split", "spellings", "undo"), deciding(RIGHT))
    queryset = Speaker.objects.none()

    def get_queryset(self) -> QuerySet[Speaker]:
        hidden = Article.objects.hidden_from(self.request.user)
        return Speaker.objects.filter(merged_into=None).exclude(article__in=hidden).prefetch_related("names")

    @extend_schema(summary="What a merge would move", request=ForeseeMergeSerializer, responses={200: ForeseenSerializer})
    @action(detail=True, methods=["post"], url_path="merge/foresee")
    def foresee_merge(self, request: Request, pk: str) -> Response:
        """Nothing is changed. What `merge` refuses of the two is refused here."""
        speaker, asked = self.get_object(), _checked(request, ForeseeMergeSerializer)
        check_merge(speaker, **asked)
        return Response(foreseen_record(outlook_of_merge(speaker, **asked, by=_by(request))))

    @extend_schema(summary="They are one", request=MergeWriteSerializer, responses={200: SpeakerChangeSerializer})
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Merge the speaker into another; its claims follow, and approvals of them become void.

        409 where something else is foreseen by now.
        """
        speaker, asked = self.get_object(), _checked(request, MergeWriteSerializer)
        seal, into = asked.pop("foreseen"), {"into": asked.pop("into")}
        return _done(request, seal, partial(outlook_of_merge, speaker, **into), partial(merge_speakers, speaker, **into, **asked))

    @extend_schema(summary="What a split would move", request=ForeseeSplitSerializer, responses={200: ForeseenSerializer})
    @action(detail=True, methods=["post"], url_path="split/foresee")
    def foresee_split(self, request: Request, pk: str) -> Response:
        """Nothing is changed. A claim that was also read elsewhere stays."""
        speaker = self.get_object()
        chosen = _chosen(speaker, _checked(request, ForeseeSplitSerializer), _by(request))
        return Response(foreseen_record(outlook_of_split(speaker, **chosen, by=_by(request))))

    @extend_schema(summary="They are two", request=SplitWriteSerializer, responses={200: SpeakerChangeSerializer})
    @action(detail=True, methods=["post"])
    def split(self, request: Request, pk: str) -> Response:
        """Make a new speaker of what is chosen; its claims follow. 409 where something else is foreseen by now."""
        speaker, asked = self.get_object(), _checked(request, SplitWriteSerializer)
        seal, chosen = asked.pop("foreseen"), _chosen(speaker, asked, _by(request))
        said = {name: asked[name] for name in ("distinction", "reason")}
        return _done(request, seal, partial(outlook_of_split, speaker, **chosen), partial(split_speaker, speaker, **chosen, **said))

    @extend_schema(summary="Add a spelling", request=SpellingWriteSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def spellings(self, request: Request, pk: str) -> HttpResponse:
        """Articles that come in from now on are read with it. 409 where somebody else has decided since the version that is named."""
        return self.decided(request, SpellingWriteSerializer, add_spelling)

    @extend_schema(summary="Take back the spelling that you added last", request=forms.DecidingSerializer, **_ANSWER)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> HttpResponse:
        """As long as nothing was read with it. Merges and splits are undone by their change."""
        return self.decided(request, forms.DecidingSerializer, undo)


@extend_schema(tags=["speakers"])
class SpeakerChangeViewSet(RowsAndRow):
    """What was merged and split, of which the caller may see both sides."""

    filterset_class = SpeakerChangeFilter
    needs: ClassVar[Any] = {"undo": deciding(RIGHT)}
    queryset = SpeakerChange.objects.none()

    def get_queryset(self) -> QuerySet[SpeakerChange]:
        return _changes(self.request)

    def get_serializer_class(self) -> type[SpeakerChangeSerializer]:
        return SpeakerChangeDetailSerializer if self.action == "retrieve" else SpeakerChangeSerializer

    def get_object(self) -> Any:
        change: Any = super().get_object()
        if self.action == "retrieve":
            ended = change.undone or change.undoes_id is not None
            change.foreseen = None if ended else foreseen_record(outlook_of_undoing(change, by=_by(self.request)))
        return change

    @extend_schema(summary="Undo a merge or a split", request=ProposalMergeSerializer, responses={200: SpeakerChangeSerializer})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """What is foreseen is read with the change, and its digest named here: 409 where it has changed since. Answers with the undoing."""
        change, asked = self.get_object(), _checked(request, ProposalMergeSerializer)
        return _done(request, asked.pop("foreseen"), partial(outlook_of_undoing, change), partial(undo_change, change, **asked))


def _changes(request: Request) -> QuerySet[Any]:
    undoing = SpeakerChange.objects.filter(undoes=OuterRef("pk"))
    return SpeakerChange.objects.visible_to(request.user).select_related("speaker", "root").annotate(undone=Exists(undoing))


def _done(request: Request, seal: str, look: Callable[..., Outlook], change: Callable[..., SpeakerChange]) -> Response:
    """Do it where `look` still reads what the seal is of, and answer with the change."""
    by = _by(request)
    made = carry_out(partial(look, by=by), seal, partial(change, by=by))
    return Response(SpeakerChangeSerializer(_changes(request).get(pk=made.pk)).data)


def _checked(request: Request, kind: type[StrictSerializer]) -> dict[str, Any]:
    form = kind(data=request.data, context={"request": request})
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _chosen(speaker: Speaker, asked: Mapping[str, Any], by: User) -> dict[str, Any]:
    """The spellings and articles that are named. Raises InputRefused for what is not the speaker's, or not the caller's to see."""
    names = list(speaker.names.filter(name__in=asked["names"]).order_by("pk"))
    if len(names) != len(set(asked["names"])):
        raise InputRefused("spelling_unknown", "The speaker has no such spelling.", field="names")
    articles = list(Article.objects.visible_to(by).filter(pk__in=asked["articles"]).order_by("pk").values_list("pk", flat=True))
    if len(articles) != len(set(asked["articles"])):
        raise InputRefused("article_unknown", "There is no such article.", field="articles")
    return {"names": names, "articles": articles}


def _by(request: Request) -> Any:
    """Somebody who is logged in: a permission has seen to it."""
    return request.user
