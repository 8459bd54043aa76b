"""Feeds, which are added, changed and asked here, and pages on their way to becoming articles."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.filters import FeedFilter, PageFilter
from claims.api.permissions import DELIVERING, deciding
from claims.api.records import RecordSerializer, kept
from claims.api.repeating import IDEMPOTENCY_KEY, hand_in
from claims.api.retrying import queue_for
from claims.api.review_serializers import NumberedField, StrictSerializer
from claims.api.rows import RowsAndRow, answered
from claims.api.seen import MAY_MATCH, unchanged
from claims.errors import InputRefused
from claims.models import Article, Feed, Outlet, Page
from claims.pipeline.feeds import add_feed, ask_again, change_feed
from claims.pipeline.fetch import request_again, request_page
from claims.pipeline.refetch import announce_change
from claims.pipeline.repeat import Answered
from claims.rights import Action
from claims.tasks import ask_feed, call_on_commit, fetch


class FeedSerializer(RecordSerializer[Feed]):
    """`error_code` says what was wrong when it was asked last; empty where nothing was."""

    failed_pages = serializers.IntegerField(
        source="failed", read_only=True, help_text="How many of the pages that it announced came to nothing in the last three days."
    )

    class Meta:
        model = Feed
        fields = (
            *("id", "outlet", "address", "is_paused", "interval", "next_at", "asked_at", "brought_at"),
            *("failures", "error_code", "error_params", "failed_pages"),
        )


class FeedWriteSerializer(StrictSerializer):
    address = serializers.CharField(max_length=2000, help_text="Of RSS, Atom, JSON Feed or a news sitemap, http or https.")
    outlet = NumberedField(queryset=Outlet.objects.all(), help_text="Whose articles it announces.")
    is_paused = serializers.BooleanField(default=False, help_text="It is not asked while this is set.")


class FeedChangeSerializer(StrictSerializer):
    """What is left out stays."""

    address = serializers.CharField(max_length=2000, required=False, help_text="Another one is asked at once, for all that it has.")
    outlet = NumberedField(queryset=Outlet.objects.all(), required=False)
    is_paused = serializers.BooleanField(required=False)


class PageSerializer(RecordSerializer[Page]):
    """Poll it until its state is `fetched`; `article` then leads on. `failed` says why."""

    class Meta:
        model = Page
        fields = ("id", "address", "feed", "state", "state_at", "attempts", "error_code", "error_params", "article", "added_at")


class PageWriteSerializer(StrictSerializer):
    address = serializers.CharField(max_length=2000, help_text="Of the article's own page, http or https.")


@extend_schema(tags=["sources"])
class FeedViewSet(RowsAndRow):
    """Feeds and how they are doing. None is deleted: its pages name it."""

    serializer_class = FeedSerializer
    queryset = Feed.objects.none()
    filterset_class = FeedFilter
    needs: ClassVar[Any] = dict.fromkeys(("create", "partial_update", "ask"), deciding(Action.ADD_ARTICLE))

    def get_queryset(self) -> QuerySet[Feed]:
        return Feed.objects.with_failed()

    @extend_schema(summary="Add a feed", request=FeedWriteSerializer, responses={201: FeedSerializer})
    def create(self, request: Request) -> HttpResponse:
        """It is asked within minutes, unless it is paused. Refused where there is a feed at the address already."""
        form = FeedWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        feed = add_feed(**form.validated_data, by=request.user)  # type: ignore[arg-type]  # signed in: a permission
        answer = self._answered(feed.pk, status.HTTP_201_CREATED)
        answer["Location"] = reverse("api:feed-detail", args=[feed.pk], request=request)
        return answer

    @extend_schema(summary="Change a feed", parameters=[MAY_MATCH], request=FeedChangeSerializer, responses={200: FeedSerializer})
    def partial_update(self, request: Request, pk: str) -> HttpResponse:
        """Also pauses it, and has it asked again. At another address nothing is known of it yet."""
        form = FeedChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        with unchanged(request, self) as feed:
            change_feed(feed, **form.validated_data, by=request.user)  # type: ignore[arg-type]
        return self._answered(feed.pk, status.HTTP_200_OK)

    @extend_schema(summary="Ask a feed now", request=None, responses={202: FeedSerializer})
    @action(detail=True, methods=["post"])
    def ask(self, request: Request, pk: str) -> HttpResponse:
        """Before its time; its row says soon how it went. Refused while it is paused."""
        feed = self.get_object()
        if not ask_again([feed.pk], by=request.user):  # type: ignore[arg-type]
            raise InputRefused("feed_paused", "It is paused: end that first.")
        call_on_commit(ask_feed, feed.pk, queue=queue_for(request))
        return self._answered(feed.pk, status.HTTP_202_ACCEPTED)

    def _answered(self, pk: int, number: int) -> HttpResponse:
        return answered(kept(FeedSerializer).to_representation(self.get_queryset().get(pk=pk)), number)


@extend_schema(tags=["sources"])
class PageViewSet(RowsAndRow):
    """Pages that somebody asked for or a feed announced."""

    serializer_class = PageSerializer
    queryset = Page.objects.none()
    filterset_class = PageFilter
    needs: ClassVar[Any] = {"create": DELIVERING}

    def get_queryset(self) -> QuerySet[Page]:
        hidden = Article.objects.hidden_from(self.request.user)
        return Page.objects.exclude(article__in=hidden)

    @extend_schema(
        summary="Hand in an address",
        parameters=[IDEMPOTENCY_KEY],
        request=PageWriteSerializer,
        responses={202: PageSerializer, 200: PageSerializer},
    )
    def create(self, request: Request) -> Response:
        """202 with the page to poll at `Location`; 200 where the address is known already: it is fetched again soon, if it may be, and at
        once where it could not be fetched."""
        return hand_in(request, partial(self._take_in, request))

    def _take_in(self, request: Request) -> Answered:
        form = PageWriteSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        with transaction.atomic():
            page, is_new = request_page(form.validated_data["address"], by=request.user)  # type: ignore[arg-type]  # signed in: a permission
            is_tried_again = page.state == Page.State.FAILED and request_again(page.pk)
            if is_new or is_tried_again:
                call_on_commit(fetch, page.pk, queue=queue_for(self.request))
            else:
                announce_change(page, timezone.now())
            if is_tried_again:
                page.refresh_from_db()
        number = status.HTTP_202_ACCEPTED if is_new else status.HTTP_200_OK
        return Answered(number, PageSerializer(page).data, reverse("api:page-detail", args=[page.pk], request=request))
