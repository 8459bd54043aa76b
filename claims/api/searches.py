"""Saved searches: what a list is asked for, kept under a name, shared with a desk, and followed with a feed reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse as path_of
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.filters import SavedSearchFilter
from claims.api.permissions import Ways, deciding
from claims.api.records import RecordSerializer, kept
from claims.api.review_serializers import StrictSerializer
from claims.api.rows import RowsAndRow, answered
from claims.api.seen import MAY_MATCH, unchanged
from claims.models import SavedSearch
from claims.pipeline.save_search import LONGEST_NAME, delete_search, make_feed, revoke_feed, save_search, share_search
from claims.rights import Action

Place = SavedSearch.Place


class SavedSearchSerializer(RecordSerializer[SavedSearch]):
    """`desk` is whom it is shared with. `feed_made_at` is null where it has no feed."""

    owner = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)
    filter = serializers.CharField(
        source="query",
        read_only=True,
        help_text="What stands behind the ?, of the list of claims or of the desk's queue, by `place`.",
    )

    class Meta:
        model = SavedSearch
        fields = ("id", "name", "place", "filter", "owner", "desk", "feed_made_at", "created_at")


class FollowedSearchSerializer(SavedSearchSerializer):
    """With the address of its feed, which is told once: whoever has it reads the feed."""

    feed = serializers.URLField(read_only=True, help_text="Of an Atom feed, for readers without a key.")

    class Meta:
        model = SavedSearch
        fields = (*SavedSearchSerializer.Meta.fields, "feed")


class SavedSearchWriteSerializer(StrictSerializer):
    name = serializers.CharField(max_length=LONGEST_NAME, help_text="As in: figures of the ministry, unreviewed.")
    filter = serializers.CharField(
        max_length=2000, allow_blank=True, default="", help_text="As in the list of claims: status=unreviewed&unit=person"
    )
    shared = serializers.BooleanField(default=False, help_text="Shown to the caller's desk too.")


class SearchShareSerializer(StrictSerializer):
    shared = serializers.BooleanField(help_text="Shown to the caller's desk too, or to the caller alone.")


@extend_schema(tags=["saved searches"])
class SavedSearchViewSet(RowsAndRow):
    """Searches that the caller has saved, here and at the desk, and those that others share with the caller's desk.

    They hold no rows: whoever asks a list for one sees what they may see then.
    """

    needs: ClassVar[Mapping[str, Ways]] = dict.fromkeys(
        ("create", "partial_update", "destroy", "feed", "end_feed"), deciding(Action.KEEP_SEARCHES)
    )
    serializer_class = SavedSearchSerializer
    filterset_class = SavedSearchFilter
    queryset = SavedSearch.objects.none()

    def get_queryset(self) -> QuerySet[SavedSearch]:
        return SavedSearch.objects.visible_to(self.request.user).filter(place__in=(Place.API, Place.QUEUE)).select_related("owner")

    @extend_schema(summary="Save a search", request=SavedSearchWriteSerializer, responses={201: SavedSearchSerializer})
    def create(self, request: Request) -> HttpResponse:
        """Of the list of claims. The same name again replaces what was kept under it."""
        form = SavedSearchWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = dict(form.validated_data)
        search = save_search(place=Place.API, query=said.pop("filter"), **said, by=request.user)  # type: ignore[arg-type]  # signed in: a permission
        answer = self._answered(search.pk, status.HTTP_201_CREATED)
        answer["Location"] = reverse("api:search-detail", args=[search.pk], request=request)
        return answer

    @extend_schema(summary="Share a search", parameters=[MAY_MATCH], request=SearchShareSerializer, responses={200: SavedSearchSerializer})
    def partial_update(self, request: Request, pk: str) -> HttpResponse:
        """Or keep it to oneself again. Only whoever saved it may."""
        form = SearchShareSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        with unchanged(request, self) as search:
            share_search(search, **form.validated_data, by=request.user)  # type: ignore[arg-type]
        return self._answered(search.pk, status.HTTP_200_OK)

    @extend_schema(summary="Delete a search", parameters=[MAY_MATCH], responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Its feed ends with it."""
        with unchanged(request, self) as search:
            delete_search(search, by=request.user)  # type: ignore[arg-type]
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Give a search a feed", request=None, responses={200: FollowedSearchSerializer})
    @action(detail=True, methods=["post"])
    def feed(self, request: Request, pk: str) -> Response:
        """Of what comes into the desk's queue as it is searched; an address that it had before opens nothing any more."""
        search = self.get_object()
        address = settings.PUBLIC_URL + path_of("search-feed", args=[make_feed(search, by=request.user)])  # type: ignore[arg-type]
        return Response({**SavedSearchSerializer(search).data, "feed": address})

    @extend_schema(summary="End a search's feed", responses={204: None})
    @feed.mapping.delete
    def end_feed(self, request: Request, pk: str) -> Response:
        """Its address opens nothing from now on."""
        revoke_feed(self.get_object(), by=request.user)  # type: ignore[arg-type]
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _answered(self, pk: int, number: int) -> HttpResponse:
        return answered(kept(SavedSearchSerializer).to_representation(self.get_queryset().get(pk=pk)), number)
