"""Feeds, and pages on their way to becoming articles."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.filters import FeedFilter, PageFilter
from claims.api.permissions import DELIVERING
from claims.api.records import RecordSerializer
from claims.api.repeating import IDEMPOTENCY_KEY, hand_in
from claims.api.retrying import queue_for
from claims.api.review_serializers import StrictSerializer
from claims.api.rows import RowsAndRow
from claims.models import Article, Feed, Page
from claims.pipeline.fetch import request_again, request_page
from claims.pipeline.refetch import announce_change
from claims.pipeline.repeat import Answered
from claims.tasks import call_on_commit, fetch


class FeedSerializer(RecordSerializer[Feed]):
    class Meta:
        model = Feed
        fields = (
            *("id", "outlet", "address", "is_paused", "interval", "next_at", "asked_at", "brought_at"),
            *("failures", "error_code", "error_params"),
        )


class PageSerializer(RecordSerializer[Page]):
    """Poll it until its state is `fetched`; `article` then leads on. `failed` says why."""

    class Meta:
        model = Page
        fields = ("id", "address", "feed", "state", "state_at", "attempts", "error_code", "error_params", "article", "added_at")


class PageWriteSerializer(StrictSerializer):
    address = serializers.CharField(max_length=2000, help_text="Of the article's own page, http or https.")


@extend_schema(tags=["sources"])
class FeedViewSet(RowsAndRow):
    """Feeds and how they are doing."""

    serializer_class = FeedSerializer
    queryset = Feed.objects.all()
    filterset_class = FeedFilter


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
